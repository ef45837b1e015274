#include "documents/embedded_data.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "documents/range_bytes.hpp"
#include "documents/transfer_decoding.hpp"

namespace braque::documents {
namespace {

/// The character data of an element of XML, piece by piece. Tags, comments, instructions and
/// references (of line ends: no digit of base64 needs one) are left out, and the zero bytes that
/// UTF-16 has. `cut`: the element's end may be among the bytes; what follows it is none of its.
class CharacterData {
 public:
  explicit CharacterData(bool cut) : cut_(cut) {}

  void append(std::string_view bytes, std::string& text) {
    for (const char byte : bytes) {
      if (ended_) return;
      if (byte == '\0') continue;
      if (until_ != '\0') {
        skip(byte);
      } else if (byte == '<') {
        begin_markup();
      } else if (byte == '&') {
        until_ = ';';
      } else {
        text += byte;
      }
    }
  }
  bool ended() const { return ended_; }

 private:
  static constexpr std::string_view kSection = "![CDATA[", kComment = "!--", kInstruction = "?";

  void begin_markup() {
    until_ = '>';
    markup_.clear();
    before_ = {};
  }
  bool is(std::string_view kind) const { return markup_.starts_with(kind); }
  /// Is a ">" here the markup's end?
  bool complete() const {
    if (is(kComment)) return before_ == std::array{'-', '-'};
    return !is(kInstruction) || before_[1] == '?';
  }

  void skip(char byte) {
    if (until_ == ';') {
      if (byte == ';') until_ = '\0';
      if (byte == '<') begin_markup();  // where the document breaks off
      return;
    }
    if (byte == '>' && complete()) {
      until_ = '\0';
    } else if (byte == '<' && !is(kComment) && !is(kInstruction)) {
      begin_markup();  // where the document breaks off
    } else {
      before_ = {before_[1], byte};
      if (markup_.size() < kSection.size()) {
        markup_ += byte;
        if (markup_ == kComment) before_ = {};  // "<!-->" is not a whole comment
      }
      ended_ = cut_ && markup_ == "/";
      // What stands in a section is text; its end, ]]>, has no digits.
      if (markup_ == kSection) until_ = '\0';
    }
  }

  bool cut_;
  std::string markup_;            ///< the beginning of a tag
  std::array<char, 2> before_{};  ///< the last bytes of the markup
  char until_ = '\0';             ///< what ends the markup; 0 outside
  bool ended_ = false;
};

class EmbeddedBytes final : public extract::Unpacker {
 public:
  EmbeddedBytes(const extract::ContainerTask& task, const EmbeddedData& data)
      : bytes_(task, data.begin, data.end - data.begin), cut_(data.cut), characters_(data.cut) {}

  std::size_t unpack(std::span<char> into) override {
    while (given_ == decoded_.size()) {
      const std::size_t count = characters_.ended() ? 0 : bytes_.unpack(piece_);
      if (count == 0) return 0;
      text_.clear();
      decoded_.clear();
      given_ = 0;
      characters_.append({piece_.data(), count}, text_);
      decoder_->decode(text_, decoded_);
    }
    const std::size_t count = std::min(into.size(), decoded_.size() - given_);
    std::memcpy(into.data(), decoded_.data() + given_, count);
    given_ += count;
    return count;
  }
  std::uint64_t consumed() const override { return bytes_.consumed(); }
  extract::Problem problem() const override {
    const extract::Problem problem = bytes_.problem();
    if (problem || !cut_ || characters_.ended()) return problem;
    return {Reason::corrupt, "it is cut off"};
  }

 private:
  RangeBytes bytes_;
  bool cut_;
  CharacterData characters_;
  std::unique_ptr<mail::TransferDecoder> decoder_ = mail::make_transfer_decoder("base64");
  std::string piece_ = std::string(std::size_t{16} << 10, '\0'), text_, decoded_;
  std::size_t given_ = 0;  ///< of `decoded_`
};

}  // namespace

bool hand_over_embedded(extract::ContainerTask& task, const EmbeddedData& data) {
  EmbeddedBytes bytes(task, data);
  extract::MeteredStream stream(bytes, task.meter, extract::Spend::member);
  return extract::hand_over(task, data.name, std::nullopt, stream);
}

}  // namespace braque::documents
