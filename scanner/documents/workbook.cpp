// SpreadsheetML (ECMA-376 part 1, 12 and 18): xlsx, xlsm, xltx, transitional and strict. Every
// sheet is a table of its own, hidden ones as well.
#include "documents/office_parts.hpp"
#include "documents/sheet_text.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

struct Sheet {
  std::string name;
  std::string relationship;
};

class WorkbookHandler final : public XmlHandler {
 public:
  std::vector<Sheet> sheets;
  std::string names;  ///< defined names and what they mean
  bool from_1904 = false;

  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "sheet" && sheets.size() < kSheetsMax) {
      sheets.push_back(
          {std::string(attributes.get("name").substr(0, 256)), std::string(attributes.get("id"))});
    } else if (name == "workbookPr") {
      const std::string_view date = attributes.get("date1904");
      from_1904 = date == "1" || date == "true";
    } else if (name == "definedName") {
      // Print areas and filters name no more than ranges.
      in_name_ = !attributes.get("name").starts_with("_xlnm") && names.size() < kNamesBytesMax;
      if (!in_name_) return;
      names += attributes.get("name");
      names += ": ";
      if (const auto comment = attributes.get("comment"); !comment.empty())
        (names += comment) += ' ';
    }
  }
  void end(std::string_view name) override {
    if (name != "definedName" || !in_name_) return;
    names += '\n';
    in_name_ = false;
  }
  void text(std::string_view text) override {
    if (in_name_) names += text;
  }

 private:
  static constexpr std::size_t kSheetsMax = 100'000;
  static constexpr std::size_t kNamesBytesMax = 1 << 20;
  bool in_name_ = false;
};

class StringsHandler final : public XmlHandler {
 public:
  explicit StringsHandler(SharedStrings& strings) : strings_(strings) {}
  bool full = false;

  void start(std::string_view name, const Attributes&) override {
    if (name == "si") {
      text_.clear();
      in_item_ = true;
    } else if (name == "rPh") {
      phonetic_ = true;
    } else if (name == "t") {
      capture_ = in_item_ && !phonetic_;
    }
  }
  void end(std::string_view name) override {
    if (name == "si") {
      in_item_ = false;
      if (!full) full = !strings_.add(text_);
    } else if (name == "rPh") {
      phonetic_ = false;
    } else if (name == "t") {
      capture_ = false;
    }
  }
  void text(std::string_view text) override {
    constexpr std::size_t kStringBytesMax = 1 << 20;
    if (!capture_) return;
    if (text_.size() + text.size() <= kStringBytesMax)
      text_ += text;
    else
      full = true;
  }

 private:
  SharedStrings& strings_;
  std::string text_;
  bool in_item_ = false, capture_ = false, phonetic_ = false;
};

class CellFormatsHandler final : public XmlHandler {
 public:
  explicit CellFormatsHandler(CellFormats& formats) : formats_(formats) {}

  void start(std::string_view name, const Attributes& attributes) override {
    constexpr std::size_t kFormatsMax = 100'000;
    if (name == "numFmt" && codes_.size() < kFormatsMax) {
      codes_[to_number(attributes.get("numFmtId"))] = NumberFormat(attributes.get("formatCode"));
    } else if (name == "cellXfs") {
      of_cells_ = true;
    } else if (name == "xf" && of_cells_ && formats_.of_cell.size() < kFormatsMax) {
      formats_.of_cell.push_back(index_of(to_number(attributes.get("numFmtId"))));
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") of_cells_ = false;
  }
  void text(std::string_view) override {}

 private:
  std::uint32_t index_of(std::int64_t id) {
    const auto [at, is_new] =
        indices_.emplace(id, static_cast<std::uint32_t>(formats_.formats.size()));
    if (is_new) {
      const auto code = codes_.find(id);
      formats_.formats.push_back(code == codes_.end() ? NumberFormat::built_in(id) : code->second);
    }
    return at->second;
  }

  CellFormats& formats_;
  std::unordered_map<std::int64_t, NumberFormat> codes_;
  std::unordered_map<std::int64_t, std::uint32_t> indices_;
  bool of_cells_ = false;
};

/// Comments of a sheet: "B2, AUTHOR: text".
class SheetComments final : public TextHandler {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    constexpr std::size_t kAuthorsMax = 10'000;
    if (name == "author") {
      if (authors_.size() < kAuthorsMax) authors_.emplace_back();
      in_author_ = true;
    } else if (name == "comment") {
      out() += attributes.get("ref");
      const auto author = static_cast<std::size_t>(to_number(attributes.get("authorId"), -1));
      if (author < authors_.size() && !authors_[author].empty()) out() += ", " + authors_[author];
      out() += ": ";
    } else if (name == "t") {
      in_text_ = true;
    }
  }
  void end(std::string_view name) override {
    if (name == "author")
      in_author_ = false;
    else if (name == "t")
      in_text_ = false;
    else if (name == "comment")
      out() += '\n';
  }
  void text(std::string_view text) override {
    if (in_author_ && !authors_.empty() && authors_.back().size() < 1024) authors_.back() += text;
    if (in_text_) out() += text;
  }

 private:
  std::vector<std::string> authors_;
  bool in_author_ = false, in_text_ = false;
};

bool read_sheet(ZipPackage& package, const Sheet& sheet, Part& part, WorkbookCells& cells) {
  const std::string name = extract::label(sheet.name.empty() ? part.name : sheet.name);
  auto stream = package.open(part);
  if (stream == nullptr) return true;
  SheetText handler(cells);
  XmlText rows(std::move(stream), handler);
  if (!hand_over_sheet(package.task(), name, rows)) return false;
  if (rows.problem().reason == Reason::corrupt) part.read = false;
  if (!handler.notes().empty() &&
      (!extract::may_go_on(package.task()) ||
       !extract::hand_over_text(package.task(), below(name, "notes"), "text", handler.notes())))
    return false;
  const Relationships relationships(package, part.name);
  for (const Relationship& relationship : relationships.all()) {
    if (relationship.type != "comments" || relationship.external) continue;
    Part* comments = package.find(relationship.target);
    if (comments == nullptr || comments->read) continue;
    SheetComments comment_text;
    if (!hand_over_part_text(package, *comments, below(name, "comments"), "text", comment_text))
      return false;
  }
  return hand_over_flows(package, relationships, "drawing", "drawing", name) &&
         hand_over_links(package, relationships, name);
}

}  // namespace

bool read_workbook(ZipPackage& package, Part& main) {
  extract::ContainerTask& task = package.task();
  const Relationships relationships(package, main.name);
  WorkbookHandler workbook;
  read_part(package, main, workbook);
  WorkbookCells cells(static_cast<std::size_t>(task.meter.budget.shared_string_bytes_max));
  cells.formats.from_1904 = workbook.from_1904;
  for (const Relationship& relationship : relationships.all()) {
    Part* part = package.find(relationship.target);
    if (part == nullptr || relationship.external) continue;
    if (relationship.type == "sharedStrings") {
      StringsHandler handler(cells.strings);
      read_part(package, *part, handler);
      if (!handler.full) continue;
      task.tally.add(extract::Problem{Reason::budget_memory, "too many strings for their cells"});
      part->read = false;  // they are matched without their cells
    } else if (relationship.type == "styles") {
      CellFormatsHandler handler(cells.formats);
      read_part(package, *part, handler);
    }
  }
  cells.strings.finish();
  for (const Sheet& sheet : workbook.sheets) {
    Part* part = package.find(relationships.target(sheet.relationship));
    if (part != nullptr && !part->read && !read_sheet(package, sheet, *part, cells)) return false;
  }
  // Sheets that the workbook does not name, as when it is damaged.
  for (Part& part : package.parts()) {
    if (part.read || !lower_case(part.name).starts_with("xl/worksheets/sheet")) continue;
    if (!read_sheet(package, {}, part, cells)) return false;
  }
  return workbook.names.empty() ||
         (extract::may_go_on(task) &&
          extract::hand_over_text(task, "defined names", "text", std::move(workbook.names)));
}

}  // namespace braque::documents
