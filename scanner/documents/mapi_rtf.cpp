#include <algorithm>
#include <array>
#include <cstring>

#include "documents/fields.hpp"
#include "documents/mapi_message.hpp"

namespace braque::documents::mapi {
namespace {

// [MS-OXRTFCP] 2.1.3.1.1 and 2.1.3.1.5.
constexpr std::size_t kHeaderBytes = 16;
constexpr std::uint32_t kCompressed = 0x75465a4c, kStored = 0x414c454d;
constexpr std::size_t kDictionaryBytes = 4096;
constexpr std::string_view kFirstDictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    "\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

}  // namespace

RtfUnpacker::RtfUnpacker(std::unique_ptr<extract::Unpacker> packed)
    : packed_(std::move(packed)), dictionary_(kDictionaryBytes, ' ') {
  std::copy(kFirstDictionary.begin(), kFirstDictionary.end(), dictionary_.begin());
  write_at_ = kFirstDictionary.size();
  std::string header;
  for (std::size_t i = 0; i < kHeaderBytes; ++i) {
    const int byte = next_byte();
    if (byte < 0) break;
    header += static_cast<char>(byte);
  }
  const std::uint32_t kind = u32(header, 8);
  stored_ = kind == kStored;
  ended_ = header.size() < kHeaderBytes || (!stored_ && kind != kCompressed);
  if (ended_) problem_ = {Reason::corrupt, "its compressed text has no header"};
}

int RtfUnpacker::next_byte() {
  if (input_at_ == input_.size()) {
    input_.resize(4096);
    input_.resize(packed_->unpack(input_));
    input_at_ = 0;
    if (input_.empty()) return -1;
  }
  return static_cast<unsigned char>(input_[input_at_++]);
}

/// One control byte and its eight pieces; false at the end.
bool RtfUnpacker::next_run(std::string& out) {
  const auto put = [&](char byte) {
    out += byte;
    dictionary_[write_at_] = byte;
    write_at_ = (write_at_ + 1) % kDictionaryBytes;
  };
  const int control = next_byte();
  for (unsigned bit = 0; bit < 8 && control >= 0; ++bit) {
    const int first = next_byte();
    if (first < 0) break;
    if ((control >> bit & 1) == 0) {
      put(static_cast<char>(first));
      continue;
    }
    const int second = next_byte();
    if (second < 0) break;
    const unsigned reference = static_cast<unsigned>(first) << 8 | static_cast<unsigned>(second);
    std::size_t at = reference >> 4;
    // 2.2.1: a reference to the place of the next byte is the end.
    if (at == write_at_) return false;
    for (unsigned left = (reference & 15) + 2; left > 0; --left) {
      put(dictionary_[at]);
      at = (at + 1) % kDictionaryBytes;
    }
    if (bit == 7) return true;
  }
  if (control >= 0 && (input_at_ < input_.size() || !input_.empty())) return true;
  problem_ = {Reason::corrupt, "its compressed text is cut off"};
  return false;
}

std::size_t RtfUnpacker::unpack(std::span<char> into) {
  if (stored_) {
    std::size_t count = std::min(into.size(), input_.size() - input_at_);
    if (count == 0) return packed_->unpack(into);
    std::memcpy(into.data(), input_.data() + input_at_, count);
    input_at_ += count;
    return count;
  }
  if (output_at_ == output_.size()) {
    output_.clear();
    output_at_ = 0;
    while (!ended_ && output_.size() < 4096) ended_ = !next_run(output_);
  }
  const std::size_t count = std::min(into.size(), output_.size() - output_at_);
  std::memcpy(into.data(), output_.data() + output_at_, count);
  output_at_ += count;
  return count;
}

}  // namespace braque::documents::mapi
