// Excel workbooks before 2007: one table per sheet, hidden ones as well, and the data that pivot
// tables keep of sheets that may be gone.
#include "documents/excel_sheet.hpp"
#include "documents/fields.hpp"
#include "documents/ole2_part.hpp"
#include "documents/readers.hpp"
#include "documents/sheet_text.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

class StreamBytes final : public BiffBytes {
 public:
  StreamBytes(const Ole2File& file, const Ole2Entry& entry) : bytes_(file, entry) {}
  std::string_view read(std::uint64_t offset, std::size_t count) override {
    return bytes_.read(offset, count);
  }

 private:
  Ole2Bytes bytes_;
};

class FileBytes final : public BiffBytes {
 public:
  explicit FileBytes(const RandomAccess& input) : input_(input) {}
  std::string_view read(std::uint64_t offset, std::size_t count) override {
    buffer_.resize(count);
    std::optional<ReadFailure> failure;
    buffer_.resize(input_.read_at(offset, buffer_, failure));
    return buffer_;
  }

 private:
  const RandomAccess& input_;
  std::string buffer_;
};

/// The records before the first sheet. False when there is no workbook, but one sheet.
bool read_book(ContainerTask& task, ExcelBook& book, BiffBytes& bytes) {
  BiffRecords records(bytes, 0);
  BiffRecord record;
  bool first = true;
  constexpr std::uint16_t kSheet = 0x10;
  while (records.next(record) && !task.meter.out_of_time()) {
    if (first && (record.type != 0x809 || u16(record.data, 2) == kSheet)) return false;
    first = false;
    book.take(record, records);
    if (record.type == kBiffEof || book.encrypted) break;
  }
  book.settle();
  return true;
}

bool read_sheet(ContainerTask& task, ExcelBook& book, BiffBytes& bytes, std::uint64_t offset,
                const std::string& name) {
  ExcelRows rows(book, bytes, offset);
  if (!hand_over_sheet(task, name, rows)) return false;
  if (rows.notes().empty()) return true;
  return extract::may_go_on(task) &&
         extract::hand_over_text(task, name + " > comments", "text", rows.notes());
}

/// Formats that stand behind the cells of a file of one sheet are known before them by a first
/// walk.
bool read_single(ContainerTask& task, ExcelBook& book, BiffBytes& bytes, const std::string& name) {
  BiffRecords records(bytes, 0);
  BiffRecord record;
  while (records.next(record) && !task.meter.out_of_time()) {
    book.take(record, records);
    if (book.encrypted) return true;
  }
  book.settle();
  return read_sheet(task, book, bytes, 0, name);
}

bool read_sheets(ContainerTask& task, ExcelBook& book, BiffBytes& bytes,
                 const std::string& prefix) {
  bool go_on = true;
  if (!read_book(task, book, bytes)) {
    go_on = read_single(task, book, bytes, prefix + "sheet");
  } else if (!book.encrypted) {
    for (const ExcelSheet& sheet : book.sheets) {
      go_on = read_sheet(task, book, bytes, sheet.offset, prefix + extract::label(sheet.name));
      if (!go_on) break;
    }
  }
  if (book.encrypted) task.tally.add(Problem{Reason::encrypted, "an encrypted workbook"});
  if (book.strings_full)
    task.tally.add(Problem{Reason::budget_memory, "too many different strings"});
  return go_on;
}

/// [MS-XLS] 2.1.7.20.5: texts of the cells that a pivot table was made of.
bool read_pivot(ContainerTask& task, const Ole2Part& part, ExcelBook& book) {
  constexpr std::string_view kStorage = "_SX_DB_CUR/";
  const std::string below = part.path + std::string(kStorage);
  for (const Ole2Entry& entry : part.file.entries()) {
    if (entry.storage || !entry.path.starts_with(below)) continue;
    StreamBytes bytes(part.file, entry);
    BiffRecords records(bytes, 0);
    BiffRecord record;
    std::string text;
    constexpr std::size_t kTextBytesMax = 32 << 20;
    while (records.next(record) && text.size() < kTextBytesMax) {
      if (record.type == kBiffPivotText) text += book.text(record.data, 2, records) + '\n';
    }
    if (text.empty()) continue;
    const std::string name = "pivot table " + extract::label(entry.path.substr(below.size()));
    if (!extract::may_go_on(task) ||
        !extract::hand_over_text(task, part.label(name), "text", std::move(text)))
      return false;
  }
  return true;
}

}  // namespace

bool read_excel(ContainerTask& task, const Ole2Part& part, const Ole2Entry& workbook) {
  ExcelBook book(task.meter.budget.shared_string_bytes_max);
  StreamBytes bytes(part.file, workbook);
  if (!read_sheets(task, book, bytes, part.prefix)) return false;
  if (!book.encrypted && !read_pivot(task, part, book)) return false;
  std::string lines;
  if (const auto end = book.user.find_last_not_of(' '); end != std::string::npos && !book.encrypted)
    lines = "User: " + book.user.substr(0, end + 1) + '\n';
  return hand_over_properties(task, part, std::move(lines));
}

void read_biff(ContainerTask& task) {
  ExcelBook book(task.meter.budget.shared_string_bytes_max);
  FileBytes bytes(task.input);
  read_sheets(task, book, bytes, "");
}

}  // namespace braque::documents
