// The records of binary workbook parts (MS-XLSB 2.1.4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/extractor.hpp"

namespace braque::documents {

/// Reads records forward.
class BinaryRecords {
 public:
  /// Bytes of a record that are looked at; longer ones are read to their end all the same.
  static constexpr std::size_t kRecordBytesMax = 256 << 10;

  explicit BinaryRecords(ByteStream& bytes) : bytes_(bytes) {}

  /// False at the end, or where the stream breaks off.
  bool next();
  std::uint32_t type() const { return type_; }
  /// Valid until the next call.
  std::string_view data() const { return data_; }
  /// The stream ended inside of a record.
  bool cut() const { return cut_; }

 private:
  bool byte(std::uint8_t& value);
  bool fill();

  ByteStream& bytes_;
  std::string buffer_;
  std::size_t used_ = 0;
  std::uint32_t type_ = 0;
  std::string data_;
  bool cut_ = false;
};

/// A string after its number of characters (MS-XLSB 2.5.168), at `at`, which moves behind it.
std::string wide_string(std::string_view data, std::size_t& at);

}  // namespace braque::documents
