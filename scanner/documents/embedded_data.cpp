#include "documents/embedded_data.hpp"

#include <algorithm>
#include <cstring>

#include "documents/range_bytes.hpp"
#include "documents/transfer_decoding.hpp"

namespace braque::documents {
namespace {

/// The character data of an element of XML, piece by piece, up to an end tag. Tags, comments and
/// references (of line ends: no digit of base64 needs one) are left out, and the zero bytes that
/// UTF-16 has.
class CharacterData {
 public:
  void append(std::string_view bytes, std::string& text) {
    for (const char byte : bytes) {
      if (ended_) return;
      if (byte == '\0') continue;
      if (until_ != '\0') {
        skip(byte);
      } else if (byte == '<') {
        until_ = '>';
        markup_.clear();
      } else if (byte == '&') {
        until_ = ';';
      } else {
        text += byte;
      }
    }
  }
  bool ended() const { return ended_; }

 private:
  static constexpr std::string_view kSection = "![CDATA[";

  void skip(char byte) {
    if (byte == until_) {
      until_ = '\0';
    } else if (byte == '<') {  // where the document breaks off
      until_ = '>';
      markup_.clear();
    } else if (until_ == '>' && markup_.size() < kSection.size()) {
      markup_ += byte;
      ended_ = markup_ == "/";
      // What stands in a section is text; its end, ]]>, has no digits.
      if (markup_ == kSection) until_ = '\0';
    }
  }

  std::string markup_;  ///< the beginning of a tag
  char until_ = '\0';   ///< what ends the markup; 0 outside
  bool ended_ = false;
};

class EmbeddedBytes final : public extract::Unpacker {
 public:
  EmbeddedBytes(const extract::ContainerTask& task, const EmbeddedData& data)
      : bytes_(task, data.begin, data.end - data.begin), cut_(data.cut) {}

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
