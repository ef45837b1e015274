#include "documents/biff_records.hpp"

#include <algorithm>

#include "documents/fields.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kHeaderBytes = 4;
constexpr std::size_t kBufferBytes = 128 << 10;  ///< more than the largest record

}  // namespace

bool BiffRecords::fill(std::size_t count) {
  if (buffer_.size() - at_ >= count) return true;
  offset_ += at_;
  buffer_ = bytes_.read(offset_, kBufferBytes);
  at_ = 0;
  return buffer_.size() >= count;
}

std::uint16_t BiffRecords::peek() {
  return fill(kHeaderBytes) ? u16(buffer_, at_) : std::uint16_t{0};
}

bool BiffRecords::next(BiffRecord& record) {
  if (!fill(kHeaderBytes)) return false;
  std::size_t size = u16(buffer_, at_ + 2);
  if (!fill(kHeaderBytes + size)) {
    cut_off_ = true;
    size = buffer_.size() - at_ - kHeaderBytes;
  }
  record.type = u16(buffer_, at_);
  record.data = std::string_view(buffer_).substr(at_ + kHeaderBytes, size);
  at_ += kHeaderBytes + size;
  return true;
}

/// Whether bytes are left, in this record or those that continue it.
bool BiffCursor::more() {
  BiffRecord record;
  while (data_.empty()) {
    if (records_.peek() != BiffRecords::kContinue || !records_.next(record)) return false;
    data_ = record.data;
  }
  return true;
}

bool BiffCursor::ended() { return !more(); }

unsigned BiffCursor::byte() {
  if (!more()) return 0;
  const auto value = static_cast<unsigned char>(data_.front());
  data_.remove_prefix(1);
  return value;
}

void BiffCursor::skip(std::uint64_t count) {
  while (count > 0 && more()) {
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(count, data_.size()));
    data_.remove_prefix(step);
    count -= step;
  }
}

void BiffCursor::unicode(std::size_t length, std::string& text) {
  constexpr unsigned kWide = 1, kPhonetic = 4, kRich = 8;
  const unsigned flags = byte();
  const std::size_t runs = (flags & kRich) != 0 ? number16() : 0;
  const std::uint64_t phonetic = (flags & kPhonetic) != 0 ? number32() : 0;
  characters(length, (flags & kWide) != 0, text);
  constexpr std::size_t kRunBytes = 4;
  skip(runs * kRunBytes + phonetic);
}

void BiffCursor::characters(std::size_t length, bool wide, std::string& text) {
  while (length > 0) {
    if (data_.empty()) {
      if (!more()) return;
      wide = (byte() & 1) != 0;
      continue;
    }
    const std::size_t width = wide ? 2 : 1;
    const std::size_t count = std::min(length, data_.size() / width);
    if (count == 0) {  // half a character before the next record
      data_ = {};
      continue;
    }
    const std::string_view part = data_.substr(0, count * width);
    if (wide)
      append_utf16(text, part);
    else
      for (const char c : part) append_character(text, static_cast<unsigned char>(c));
    data_.remove_prefix(part.size());
    length -= count;
  }
}

void BiffCursor::bytes(std::size_t length, const CodePage& page, std::string& text) {
  while (length > 0 && more()) {
    const std::string_view part = data_.substr(0, length);
    page.append(text, part);
    data_.remove_prefix(part.size());
    length -= part.size();
  }
}

}  // namespace braque::documents
