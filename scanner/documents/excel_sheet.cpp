#include "documents/excel_sheet.hpp"

#include <bit>

#include "documents/fields.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kPieceBytes = 16 << 10;
constexpr std::size_t kNotesBytesMax = 16 << 20;
constexpr unsigned kColumnsMax = 1024;  ///< no version has more than 256

double real(std::string_view data, std::size_t at) { return std::bit_cast<double>(u64(data, at)); }

/// [MS-XLS] 2.5.217: a number in 30 bits, whole or the upper half of a real one, perhaps
/// hundredths.
double rk_number(std::uint32_t rk) {
  double value = (rk & 2) != 0 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                               : std::bit_cast<double>(std::uint64_t{rk & ~3U} << 32);
  if ((rk & 1) != 0) value /= 100;
  return value;
}

}  // namespace

bool ExcelRows::make(std::string& text) {
  BiffRecord record;
  while (!ended_ && pending_.size() < kPieceBytes) {
    if (!records_.next(record)) {
      ended_ = true;
    } else if (ExcelBook::is_begin(record.type)) {
      ++depth_;
    } else if (record.type == kBiffEof) {
      if (--depth_ == 0 || depth_ > 100) ended_ = true;
    } else {
      take(record);
    }
  }
  if (ended_ && in_row_) out_.end_row();
  text += pending_;
  pending_.clear();
  return !ended_;
}

extract::Problem ExcelRows::problem() const {
  if (records_.cut_off() || depth_ > 0) return {Reason::corrupt, "a sheet is cut off"};
  return {};
}

/// Ends the rows before and fills up to the column.
void ExcelRows::place(unsigned row, unsigned column) {
  if (in_row_ && (row != row_ || column < next_column_)) out_.end_row();
  in_row_ = true;
  row_ = row;
  next_column_ = column + 1;
}

void ExcelRows::cell(std::string_view data, std::string_view text) {
  const unsigned column = u16(data, 2);
  if (text.empty() || column >= kColumnsMax) return;
  place(u16(data, 0), column);
  out_.cell(column, text);
}

/// Which kind of cell it is: two bytes, before version 3 six bits of one.
std::size_t ExcelRows::format_of(std::string_view data) const {
  return book_.version == 2 ? std::size_t{u8(data, 4)} & 0x3f : std::size_t{u16(data, 4)};
}

void ExcelRows::number(std::string_view data, double value) {
  value_.clear();
  book_.formats.format(format_of(data)).write(value, book_.formats.from_1904, value_);
  cell(data, value_);
}

void ExcelRows::take(const BiffRecord& record) {
  const std::string_view data = record.data;
  if (depth_ > 1) return take_other(record);  // a chart inside of the sheet
  switch (record.type) {
    case kBiffLabelShared:
      return cell(data, book_.strings.get(u32(data, 6)));
    case kBiffLabel:
    case kBiffRichText: {
      const std::string where(data.substr(0, 6));
      return cell(where, book_.text(slice(data, 6, data.size()), 2, records_));
    }
    case kBiffNumber:
      return number(data, real(data, 6));
    case kBiffRk:
      return number(data, rk_number(u32(data, 6)));
    case kBiffMulRk:
      return many_numbers(data);
    case kBiffBoolean:
      if (u8(data, 7) == 0) cell(data, u8(data, 6) != 0 ? "TRUE" : "FALSE");
      return;
    case kBiffFormula:
    case kBiffFormula3:
    case kBiffFormula4:
      return formula(data, book_.version == 2 ? 7 : 6);
    case kBiffString:
    case kBiffString2: {
      const bool old = record.type == kBiffString2;
      const std::string text = book_.text(data, old ? 1 : 2, records_);
      if (!text_follows_) return add_note(text);
      text_follows_ = false;
      std::string where;
      for (const unsigned part : {formula_row_, formula_column_}) {
        where += static_cast<char>(part & 0xff);
        where += static_cast<char>(part >> 8);
      }
      return cell(where, text);
    }
    default:
      if (!take_old(record)) take_other(record);
  }
}

/// Cells of version 2.
bool ExcelRows::take_old(const BiffRecord& record) {
  if (book_.version != 2) return false;
  const std::string_view data = record.data;
  switch (record.type) {
    case kBiffInteger2:
      number(data, u16(data, 7));
      return true;
    case kBiffNumber2:
      number(data, real(data, 7));
      return true;
    case kBiffLabel2: {
      const std::string where(data.substr(0, 4));
      cell(where, book_.text(slice(data, 7, data.size()), 1, records_));
      return true;
    }
    case kBiffBoolean2:
      if (u8(data, 8) == 0) cell(data, u8(data, 7) != 0 ? "TRUE" : "FALSE");
      return true;
    default:
      return false;
  }
}

void ExcelRows::many_numbers(std::string_view data) {
  constexpr std::size_t kHeadBytes = 4, kCellBytes = 6, kTailBytes = 2;
  std::string one(data.substr(0, kHeadBytes));
  unsigned column = u16(data, 2);
  for (std::size_t at = kHeadBytes; at + kCellBytes + kTailBytes <= data.size(); at += kCellBytes) {
    one.resize(kHeadBytes);
    one[2] = static_cast<char>(column & 0xff);
    one[3] = static_cast<char>(column >> 8 & 0xff);
    one += data.substr(at, 2);
    number(one, rk_number(u32(data, at + 2)));
    ++column;
  }
}

/// [MS-XLS] 2.5.133: the value that was last computed.
void ExcelRows::formula(std::string_view data, std::size_t value_at) {
  text_follows_ = false;
  if (u16(data, value_at + 6) != 0xffff) return number(data, real(data, value_at));
  constexpr unsigned kText = 0, kTruth = 1;
  const unsigned kind = u8(data, value_at);
  if (kind == kTruth) cell(data, u8(data, value_at + 2) != 0 ? "TRUE" : "FALSE");
  if (kind != kText) return;
  text_follows_ = true;
  formula_row_ = u16(data, 0);
  formula_column_ = u16(data, 2);
}

void ExcelRows::add_note(std::string_view text) {
  if (text.empty() || notes_.size() + text.size() > kNotesBytesMax) return;
  notes_ += text;
  notes_ += '\n';
}

void ExcelRows::take_other(const BiffRecord& record) {
  const std::string_view data = record.data;
  switch (record.type) {
    case kBiffHeader:
    case kBiffFooter:
      return add_note(book_.text(data, book_.version == 8 ? 2 : 1, records_));
    case kBiffNote:
      if (book_.version < 8) {
        std::string text;
        book_.page.append(text, slice(data, 6, u16(data, 4)));
        add_note(text);
      } else if (const std::string author = book_.text(slice(data, 8, data.size()), 2, records_);
                 !author.empty()) {
        add_note("Author: " + author);
      }
      return;
    case kBiffText:
      return text_box(data);
    case kBiffSeriesText:
      return add_note(book_.text(slice(data, 2, data.size()), 1, records_));
    case kBiffLink:
      return link(data);
    default:
      return;
  }
}

/// [MS-XLS] 2.4.329: the characters are in the records that follow.
void ExcelRows::text_box(std::string_view data) {
  if (book_.version < 8) return;
  const std::size_t length = u16(data, 10);
  BiffCursor cursor(records_, {});
  std::string text;
  if (length > 0) cursor.characters(length, false, text);
  add_note(text);
}

/// [MS-XLS] 2.4.140 and [MS-OSHARED] 2.3.7.1: texts, each after its length, and an address.
void ExcelRows::link(std::string_view data) {
  constexpr unsigned kMoniker = 0x01, kLocation = 0x08, kName = 0x10, kFrame = 0x80,
                     kMonikerIsText = 0x100;
  constexpr std::uint32_t kUrlMoniker = 0x79eac9e0, kFileMoniker = 0x00000303;
  const unsigned flags = u32(data, 28);
  std::size_t at = 32;
  const auto text = [&](std::size_t width) {
    std::string value;
    const std::size_t size = std::size_t{u32(data, at)} * width;
    append_utf16(value, slice(data, at + 4, size));
    at += 4 + size;
    while (!value.empty() && value.back() == '\0') value.pop_back();
    add_note(value);
  };
  if ((flags & kName) != 0) text(2);
  if ((flags & kFrame) != 0) text(2);
  if ((flags & kMoniker) != 0 && (flags & kMonikerIsText) != 0) text(2);
  if ((flags & kMoniker) != 0 && (flags & kMonikerIsText) == 0) {
    const std::uint32_t kind = u32(data, at);
    at += 16;
    if (kind == kUrlMoniker) {
      std::string address;
      const std::size_t size = u32(data, at);
      append_utf16(address, slice(data, at + 4, size));
      add_note(address.substr(0, address.find('\0')));
      at += 4 + size;
    } else if (kind == kFileMoniker) {
      std::string path;
      book_.page.append(path, slice(data, at + 6, u32(data, at + 2)));
      add_note(path.substr(0, path.find('\0')));
      return;
    } else {
      return;
    }
  }
  if ((flags & kLocation) != 0) text(2);
}

}  // namespace braque::documents
