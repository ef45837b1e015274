// Binary workbooks (MS-XLSB): the same parts as SpreadsheetML's, as records. Numbers of records are
// those of MS-XLSB 2.3.2.
#include <bit>
#include <cstring>

#include "documents/binary_records.hpp"
#include "documents/fields.hpp"
#include "documents/office_parts.hpp"
#include "documents/sheet_text.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

enum Record : std::uint32_t {
  kRowHeader = 0,
  kCellRk = 2,
  kCellError = 3,
  kCellBool = 4,
  kCellReal = 5,
  kCellString = 6,
  kCellShared = 7,
  kFormulaString = 8,
  kFormulaNumber = 9,
  kFormulaBool = 10,
  kFormulaError = 11,
  kSharedItem = 19,
  kFormat = 44,
  kCellFormat = 47,
  kCellRich = 62,
  kWorkbookProperties = 153,
  kBundleSheet = 156,
  kBeginHeaderFooter = 479,
  kBeginCellFormats = 617,
  kEndCellFormats = 618,
  kCommentAuthor = 632,
  kBeginComment = 635,
  kCommentText = 637
};

std::string after(std::string_view data, std::size_t at) { return wide_string(data, at); }

/// MS-XLSB 2.5.123: the upper 30 bits of a floating point number, or a whole one, maybe times 100.
double rk_number(std::uint32_t rk) {
  double number = (rk & 2) != 0 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                                : std::bit_cast<double>(std::uint64_t{rk & 0xfffffffc} << 32);
  return (rk & 1) != 0 ? number / 100 : number;
}

/// Rows of a sheet (MS-XLSB 2.1.7.62).
class BinarySheet final : public extract::TextMaker {
 public:
  BinarySheet(std::unique_ptr<PartStream> stream, WorkbookCells& cells)
      : stream_(std::move(stream)), records_(*stream_), cells_(cells) {}

  bool make(std::string& text) override {
    constexpr std::size_t kPieceBytes = 16 << 10;
    const std::size_t begin = text.size();
    // What gives no text still takes time: the caller looks at the clock in between.
    for (int i = 0; i < 4096 && text.size() - begin < kPieceBytes; ++i) {
      if (!records_.next()) {
        rows_.end_row(text);
        return false;
      }
      take(text);
    }
    return true;
  }
  std::uint64_t consumed() const override { return stream_->consumed(); }
  extract::Problem problem() const override {
    const Outcome outcome = stream_->outcome();
    if (outcome.status != Status::complete) return {outcome.reason, outcome.note};
    if (records_.cut()) return {Reason::corrupt, "a record is cut"};
    return {};
  }
  const std::string& notes() const { return notes_; }

 private:
  void number(double value) {
    cells_.formats.format(u32(records_.data(), 4) & 0xffffff)
        .write(value, cells_.formats.from_1904, shown_);
  }

  void take(std::string& text) {
    const std::string_view data = records_.data();
    shown_.clear();
    switch (records_.type()) {
      case kRowHeader:
        rows_.end_row(text);
        rows_.begin_row();
        return;
      case kCellRk:
        number(rk_number(u32(data, 8)));
        break;
      case kCellReal:
      case kFormulaNumber:
        number(std::bit_cast<double>(u64(data, 8)));
        break;
      case kCellBool:
      case kFormulaBool:
        shown_ = u8(data, 8) != 0 ? "TRUE" : "FALSE";
        break;
      case kCellString:
      case kFormulaString:
        shown_ = after(data, 8);
        break;
      case kCellRich:
        shown_ = after(data, 9);
        break;
      case kCellShared:
        shown_ = cells_.shared(u32(data, 8));
        break;
      case kBeginHeaderFooter:
        header_footer(data);
        return;
      default:
        return;
    }
    rows_.cell(u32(data, 0), shown_, text);
  }

  void header_footer(std::string_view data) {
    std::size_t at = 2;
    for (int i = 0; i < 6 && at < data.size(); ++i) {
      const std::string line = wide_string(data, at);
      if (!line.empty()) notes_ += line + '\n';
    }
  }

  std::unique_ptr<PartStream> stream_;
  BinaryRecords records_;
  WorkbookCells& cells_;
  SheetRows rows_;
  std::string shown_;
  std::string notes_;
};

struct Sheet {
  std::string name;
  std::string relationship;
};

/// Runs `take` for every record of a part.
template <class Take>
void for_each_record(ZipPackage& package, Part& part, Take take) {
  const auto stream = package.open(part);
  if (stream == nullptr) return;
  BinaryRecords records(*stream);
  while (records.next()) take(records.type(), records.data());
  const Outcome outcome = stream->outcome();
  package.task().tally.add(extract::Problem{outcome.reason, outcome.note});
  if (records.cut()) package.task().tally.add(extract::Problem{Reason::corrupt, "a record is cut"});
}

void read_formats(ZipPackage& package, Part& part, CellFormats& formats) {
  constexpr std::size_t kFormatsMax = 100'000;
  std::unordered_map<std::uint32_t, NumberFormat> codes;
  std::unordered_map<std::uint32_t, std::uint32_t> indices;
  bool of_cells = false;
  for_each_record(package, part, [&](std::uint32_t type, std::string_view data) {
    if (type == kBeginCellFormats || type == kEndCellFormats) of_cells = type == kBeginCellFormats;
    if (type == kFormat && codes.size() < kFormatsMax)
      codes[u16(data, 0)] = NumberFormat(after(data, 2));
    if (type != kCellFormat || !of_cells || formats.of_cell.size() >= kFormatsMax) return;
    const std::uint32_t id = u16(data, 2);
    const auto [at, is_new] =
        indices.emplace(id, static_cast<std::uint32_t>(formats.formats.size()));
    if (is_new) {
      const auto code = codes.find(id);
      formats.formats.push_back(code == codes.end() ? NumberFormat::built_in(id) : code->second);
    }
    formats.of_cell.push_back(at->second);
  });
}

bool hand_over_comments(ZipPackage& package, Part& part, const std::string& label) {
  constexpr std::size_t kCommentBytesMax = 8 << 20;
  std::vector<std::string> authors;
  std::string text;
  bool full = false;
  for_each_record(package, part, [&](std::uint32_t type, std::string_view data) {
    full = full || text.size() > kCommentBytesMax || authors.size() > 10'000;
    if (full) return;
    if (type == kCommentAuthor) {
      authors.push_back(after(data, 0));
    } else if (type == kBeginComment && u32(data, 0) < authors.size()) {
      text += authors[u32(data, 0)] + ": ";
    } else if (type == kCommentText) {
      text += after(data, 1) + '\n';
    }
  });
  if (full) package.task().tally.add(extract::Problem{Reason::budget_memory, "too many comments"});
  return text.empty() || (extract::may_go_on(package.task()) &&
                          extract::hand_over_text(package.task(), label, "text", std::move(text)));
}

bool read_sheet(ZipPackage& package, const Sheet& sheet, Part& part, WorkbookCells& cells) {
  const std::string name = extract::label(sheet.name.empty() ? part.name : sheet.name);
  auto stream = package.open(part);
  if (stream == nullptr) return true;
  BinarySheet rows(std::move(stream), cells);
  if (!hand_over_sheet(package.task(), name, rows)) return false;
  if (!rows.notes().empty() &&
      (!extract::may_go_on(package.task()) ||
       !extract::hand_over_text(package.task(), below(name, "notes"), "text", rows.notes())))
    return false;
  const Relationships relationships(package, part.name);
  for (const Relationship& relationship : relationships.all()) {
    Part* other = package.find(relationship.target);
    if (relationship.type == "comments" && other != nullptr && !other->read &&
        !hand_over_comments(package, *other, below(name, "comments")))
      return false;
  }
  return hand_over_flows(package, relationships, "drawing", "drawing", name) &&
         hand_over_links(package, relationships, name);
}

}  // namespace

bool read_binary_workbook(ZipPackage& package, Part& main) {
  constexpr std::size_t kSheetsMax = 100'000;
  extract::ContainerTask& task = package.task();
  const Relationships relationships(package, main.name);
  WorkbookCells cells(static_cast<std::size_t>(task.meter.budget.shared_string_bytes_max));
  std::vector<Sheet> sheets;
  for_each_record(package, main, [&](std::uint32_t type, std::string_view data) {
    if (type == kWorkbookProperties) cells.formats.from_1904 = (u32(data, 0) & 1) != 0;
    if (type != kBundleSheet || sheets.size() >= kSheetsMax) return;
    std::size_t at = 8;
    std::string relationship = wide_string(data, at);
    sheets.push_back({wide_string(data, at), std::move(relationship)});
  });
  bool full = false;
  for (const Relationship& relationship : relationships.all()) {
    Part* part = package.find(relationship.target);
    if (part == nullptr || relationship.external) continue;
    if (relationship.type == "sharedStrings") {
      for_each_record(package, *part, [&](std::uint32_t type, std::string_view data) {
        if (type == kSharedItem && !full) full = !cells.strings.add(after(data, 1));
      });
    } else if (relationship.type == "styles") {
      read_formats(package, *part, cells.formats);
    }
  }
  if (full)
    task.tally.add(extract::Problem{Reason::budget_memory, "too many strings for their cells"});
  cells.strings.finish();
  for (const Sheet& sheet : sheets) {
    Part* part = package.find(relationships.target(sheet.relationship));
    if (part != nullptr && !part->read && !read_sheet(package, sheet, *part, cells)) return false;
  }
  for (Part& part : package.parts()) {
    if (!part.read && lower_case(part.name).starts_with("xl/worksheets/sheet") &&
        !read_sheet(package, {}, part, cells))
      return false;
  }
  return true;
}

}  // namespace braque::documents
