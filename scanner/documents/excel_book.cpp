#include "documents/excel_book.hpp"

#include "documents/fields.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kSheetsMax = 100'000;
constexpr std::size_t kFormatsMax = 100'000;
constexpr std::size_t kStringBytesMax = 1 << 20;  ///< of one string; more than a cell can hold

/// [MS-XLS] 2.4.52: numbers of Windows, but for two.
unsigned code_page(unsigned number) {
  if (number == 0x8000) return 10000;
  return number == 0x8001 ? 1252 : number;
}

}  // namespace

void ExcelBook::begin(std::string_view data, std::uint16_t type) {
  if (begun_) return;
  begun_ = true;
  version = type >> 8U;
  if (version == 8) version = u16(data, 0) == 0x0600 ? 8 : 5;
  if (version < 2) version = 2;
}

std::string ExcelBook::text(std::string_view data, std::size_t length_bytes,
                            BiffRecords& records) const {
  std::string result;
  const std::size_t length = length_bytes == 1 ? u8(data, 0) : u16(data, 0);
  BiffCursor cursor(records, slice(data, length_bytes, data.size()));
  if (version == 8)
    cursor.unicode(length, result);
  else
    cursor.bytes(length, page, result);
  return result;
}

void ExcelBook::take(const BiffRecord& record, BiffRecords& records) {
  const std::string_view data = record.data;
  if (is_begin(record.type)) return begin(data, record.type);
  switch (record.type) {
    case kBiffFilePass:
      encrypted = true;
      break;
    case kBiffCodePage:
      page = CodePage(code_page(u16(data, 0)));
      break;
    case kBiffDateMode:
      formats.from_1904 = u16(data, 0) == 1;
      break;
    case kBiffUser:
      user = text(data, version == 8 ? 2 : 1, records);
      break;
    case kBiffBoundSheet:
      if (sheets.size() < kSheetsMax) {
        const std::uint32_t offset = u32(data, 0);  // before the data may move
        sheets.push_back({text(slice(data, 6, data.size()), 1, records), offset});
      }
      break;
    case kBiffFormat:
      if (codes_.size() < kFormatsMax) {
        const std::uint16_t id =
            version < 5 ? static_cast<std::uint16_t>(codes_.size()) : u16(data, 0);
        codes_.emplace(
            id, NumberFormat(text(slice(data, 2, data.size()), version == 8 ? 2 : 1, records)));
      }
      break;
    case kBiffFormat4:  // versions 2 and 3: numbered as they come
      if (codes_.size() < kFormatsMax)
        codes_.emplace(static_cast<std::int64_t>(codes_.size()),
                       NumberFormat(text(data, 1, records)));
      break;
    case kBiffXf:
    case kBiffXf3:
    case kBiffXf4:
    case kBiffXf2:
      if (format_of_cell_.size() < kFormatsMax)
        format_of_cell_.push_back(record.type == kBiffXf    ? u16(data, 2)
                                  : record.type == kBiffXf2 ? std::uint16_t(u8(data, 2) & 0x3f)
                                                            : u8(data, 1));
      break;
    case kBiffShared:
      read_strings(data, records);
      break;
    default:
      break;
  }
}

/// [MS-XLS] 2.4.265. The number of strings is a claim.
void ExcelBook::read_strings(std::string_view data, BiffRecords& records) {
  BiffCursor cursor(records, slice(data, 8, data.size()));
  std::string value;
  for (std::uint32_t left = u32(data, 4); left > 0 && !cursor.ended(); --left) {
    value.clear();
    const std::size_t length = cursor.number16();
    cursor.unicode(length, value);
    if (value.size() > kStringBytesMax) value.resize(kStringBytesMax);
    if (!strings.add(value)) {
      strings_full = true;
      break;
    }
  }
  strings.finish();
}

void ExcelBook::settle() {
  std::map<std::int64_t, std::uint32_t> places;
  for (const std::uint16_t id : format_of_cell_) {
    const auto [place, is_new] =
        places.emplace(id, static_cast<std::uint32_t>(formats.formats.size()));
    if (is_new) {
      const auto code = codes_.find(id);
      formats.formats.push_back(code == codes_.end() ? NumberFormat::built_in(id) : code->second);
    }
    formats.of_cell.push_back(place->second);
  }
}

}  // namespace braque::documents
