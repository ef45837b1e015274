// The records of Excel's binary files, versions 2 to 8 ([MS-XLS] 2.1, "Excel File Format" before),
// and the strings in them, which may go on in the next record.
#pragma once

#include <string>
#include <string_view>

#include "documents/code_page.hpp"

namespace braque::documents {

/// Bytes at any offset.
class BiffBytes {
 public:
  virtual ~BiffBytes() = default;
  /// Up to `count` bytes, valid until the next call; fewer at the end or where bytes are missing.
  virtual std::string_view read(std::uint64_t offset, std::size_t count) = 0;
};

struct BiffRecord {
  std::uint16_t type = 0;
  std::string_view data;  ///< valid until the next record is read
};

/// Reads records one after the other.
class BiffRecords {
 public:
  static constexpr std::uint16_t kContinue = 0x3c;

  BiffRecords(BiffBytes& bytes, std::uint64_t offset) : bytes_(bytes), offset_(offset) {}
  /// False at the end, or where a record is cut off: see cut_off().
  bool next(BiffRecord& record);
  /// The type of the next record; 0 at the end.
  std::uint16_t peek();
  bool cut_off() const { return cut_off_; }
  std::uint64_t position() const { return offset_ + at_; }

 private:
  bool fill(std::size_t count);

  BiffBytes& bytes_;
  std::uint64_t offset_;  ///< of the buffer's first byte
  std::string buffer_;
  std::size_t at_ = 0;
  bool cut_off_ = false;
};

/// The data of a record and of those that continue it. Reads beyond the end give zeros: see
/// ended().
class BiffCursor {
 public:
  BiffCursor(BiffRecords& records, std::string_view data) : records_(records), data_(data) {}

  unsigned byte();
  unsigned number16() {
    const unsigned low = byte();
    return low | byte() << 8;
  }
  std::uint32_t number32() {
    const std::uint32_t low = number16();
    return low | std::uint32_t{number16()} << 16;
  }
  void skip(std::uint64_t count);
  bool ended();

  /// [MS-XLS] 2.5.293: characters, formatting and phonetics; the length is in the bytes before.
  void unicode(std::size_t length, std::string& text);
  /// Characters only; where they go on in another record, a byte there says how wide they are.
  void characters(std::size_t length, bool wide, std::string& text);
  /// Strings of versions before 8.
  void bytes(std::size_t length, const CodePage& page, std::string& text);

 private:
  bool more();

  BiffRecords& records_;
  std::string_view data_;
};

}  // namespace braque::documents
