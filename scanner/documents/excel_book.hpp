// What all sheets of an old workbook share: its version, strings, formats, and where the sheets
// are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "documents/biff_records.hpp"
#include "documents/number_format.hpp"
#include "documents/shared_strings.hpp"

namespace braque::documents {

/// Types of records ([MS-XLS] 2.3.2; those of older versions differ in the upper byte).
enum BiffType : std::uint16_t {
  kBiffEof = 0x0a,
  kBiffHeader = 0x14,
  kBiffFooter = 0x15,
  kBiffNote = 0x1c,
  kBiffDateMode = 0x22,
  kBiffFilePass = 0x2f,
  kBiffCodePage = 0x42,
  kBiffUser = 0x5c,
  kBiffBoundSheet = 0x85,
  kBiffMulRk = 0xbd,
  kBiffPivotText = 0xcd,
  kBiffRichText = 0xd6,
  kBiffXf = 0xe0,
  kBiffShared = 0xfc,
  kBiffLabelShared = 0xfd,
  kBiffLink = 0x1b8,
  kBiffText = 0x1b6,
  kBiffNumber = 0x203,
  kBiffLabel = 0x204,
  kBiffBoolean = 0x205,
  kBiffString = 0x207,
  kBiffRk = 0x27e,
  kBiffSeriesText = 0x100d,
  kBiffFormula = 0x06,
  kBiffFormula3 = 0x206,
  kBiffFormula4 = 0x406,
  kBiffFormat4 = 0x1e,
  kBiffFormat = 0x41e,
  kBiffXf3 = 0x243,
  kBiffXf4 = 0x443,
  kBiffXf2 = 0x43,
  kBiffInteger2 = 0x02,
  kBiffNumber2 = 0x03,
  kBiffLabel2 = 0x04,
  kBiffBoolean2 = 0x05,
  kBiffString2 = 0x07,
};

struct ExcelSheet {
  std::string name;
  std::uint64_t offset = 0;
};

struct ExcelBook {
  explicit ExcelBook(std::size_t string_bytes_max) : strings(string_bytes_max) {}

  /// Looks at a record that is not one of a sheet's cells.
  void take(const BiffRecord& record, BiffRecords& records);
  /// After the last record: formats are looked up once.
  void settle();
  /// A string whose length comes first, in one or two bytes.
  std::string text(std::string_view data, std::size_t length_bytes, BiffRecords& records) const;
  /// Begins with a BOF record?
  static bool is_begin(std::uint16_t type) {
    return (type & 0xff) == 0x09 && (type >> 8) <= 8 && type != 0x109;
  }

  unsigned version = 8;  ///< 2, 3, 4, 5 (which is 5 and 95) or 8
  bool encrypted = false;
  bool strings_full = false;
  std::vector<ExcelSheet> sheets;
  SharedStrings strings;
  CellFormats formats;
  CodePage page{1252};
  std::string user;  ///< who saved it last

 private:
  void begin(std::string_view data, std::uint16_t type);
  void read_strings(std::string_view data, BiffRecords& records);

  std::map<std::int64_t, NumberFormat> codes_;
  std::vector<std::uint16_t> format_of_cell_;
  bool begun_ = false;
};

}  // namespace braque::documents
