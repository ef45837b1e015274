#include "documents/odf_text.hpp"

#include <algorithm>

#include "documents/number_format.hpp"
#include "documents/office_parts.hpp"
#include "documents/sheet_text.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kParagraphBytesMax = 256 << 10;
/// Copies of a row or cell that are written: their content was matched then.
constexpr std::size_t kCopiesMax = 16;
constexpr std::int64_t kColumnsMax = 16'384;

std::size_t repeats(const Attributes& attributes, std::string_view key) {
  return static_cast<std::size_t>(
      std::clamp<std::int64_t>(to_number(attributes.get(key), 1), 1, 1 << 20));
}

bool is_heading_or_paragraph(std::string_view name) { return name == "p" || name == "h"; }
/// Elements with text of their own.
bool holds_text(std::string_view name) { return name == "title" || name == "desc"; }
/// The same, but only directly in annotations and changes: elsewhere they are fields inside of
/// text.
bool says_who(std::string_view name) { return name == "creator" || name == "date"; }
/// Signs of a formula (MathML 2, 3.2), which follow one another without blanks.
bool is_formula_sign(std::string_view name) {
  return name == "mi" || name == "mn" || name == "mo" || name == "mtext";
}

}  // namespace

void OdfText::line(std::string_view text) {
  if (text.empty()) return;
  if (in_sheet() && (!remarks_.empty() || !in_cell_)) {
    note(text);
  } else if (in_cell_) {
    if (!cell_.text.empty()) cell_.text += ' ';
    if (cell_.text.size() + text.size() < kNotesBytesMax) cell_.text += text;
  } else if (tables_.in_cell()) {
    tables_.add_text(text, out());
  } else {
    (out() += text) += '\n';
  }
}

void OdfText::end_paragraph() {
  const Paragraph paragraph = std::move(paragraphs_.back());
  paragraphs_.pop_back();
  line(paragraph.text);
  line(paragraph.links);
}

bool OdfText::start_sheet_part(std::string_view name, const Attributes& attributes) {
  if (name == "table") {
    if (++depth_ > 1 || in_segment()) return true;
    row_number_ = 0;
    std::string label(attributes.get("name").substr(0, 256));
    ++sheets_;
    begin_segment(label.empty() ? "sheet " + std::to_string(sheets_) : label);
  } else if (depth_ == 1 && name == "table-row") {
    row_repeated_ = repeats(attributes, "number-rows-repeated");
    row_.clear();
    column_ = written_ = 0;
  } else if (depth_ == 1 && (name == "table-cell" || name == "covered-table-cell")) {
    cell_ = Cell();
    in_cell_ = true;
    cell_.repeated = repeats(attributes, "number-columns-repeated");
    const std::string_view type = attributes.get("value-type");
    if (type == "date") {
      cell_.type = 'd';
      cell_.value = attributes.get("date-value").substr(0, 64);
    } else if (type == "float" || type == "currency" || type == "percentage") {
      cell_.type = 'n';
      cell_.value = attributes.get("value").substr(0, 64);
    } else if (type == "string") {
      cell_.value = attributes.get("string-value");
    }
  } else {
    return false;
  }
  return true;
}

void OdfText::end_sheet_cell() {
  in_cell_ = false;
  std::string shown = std::move(cell_.text);
  if (cell_.type == 'd' && !cell_.value.empty()) {
    shown = cell_.value;
    if (const std::size_t t = shown.find('T'); t != std::string::npos) shown[t] = ' ';
  } else if (shown.empty() ||
             (cell_.type == 'n' && shown.find_first_of("E#") != std::string::npos)) {
    // Shown with an exponent or, for lack of room, as ###.
    shown.clear();
    cell_.type == 'n' ? write_plain_number(cell_.value, shown) : shown.swap(cell_.value);
  }
  const std::size_t copies = shown.empty() ? 0 : std::min(cell_.repeated, kCopiesMax);
  for (std::size_t i = 0; i < copies; ++i) {
    const std::size_t wanted = std::min(column_ + i, kSheetColumnsMax);
    if (column_ + i > kSheetColumnsMax && !row_.empty()) row_ += '\t';
    for (; written_ < wanted; ++written_) row_ += '\t';
    for (const char byte : shown) row_ += byte == '\t' || byte == '\n' || byte == '\r' ? ' ' : byte;
  }
  column_ = std::min<std::size_t>(column_ + cell_.repeated, kColumnsMax);
}

void OdfText::end_sheet_row() {
  row_number_ += row_repeated_;
  if (row_.empty()) return;
  row_ += '\n';
  for (std::size_t i = 0; i < std::min(row_repeated_, kCopiesMax); ++i) out() += row_;
  row_.clear();
}

bool OdfText::start_table_part(std::string_view name, const Attributes& attributes) {
  if (name == "table") {
    tables_.begin_table();
  } else if (name == "table-cell" || name == "covered-table-cell") {
    spans_.push_back(std::min<std::size_t>(repeats(attributes, "number-columns-repeated"), 1024));
  } else {
    return false;
  }
  return true;
}

void OdfText::start_inline(std::string_view name, const Attributes& attributes) {
  if (paragraphs_.empty()) return;
  Paragraph& paragraph = paragraphs_.back();
  if (name == "s") {
    paragraph.text.append(std::min<std::size_t>(repeats(attributes, "c"), 1024), ' ');
  } else if (name == "tab") {
    paragraph.text += '\t';
  } else if (name == "line-break") {
    paragraph.text += '\n';
  } else if (name == "a") {
    const std::string_view target = attributes.get("href");
    if (!target.starts_with('#') && paragraph.links.size() < kParagraphBytesMax)
      (paragraph.links += paragraph.links.empty() ? "" : " ") += target;
  }
}

void OdfText::start(std::string_view name, const Attributes& attributes) {
  // Properties, in documents of one file.
  if (name == "meta" || metadata_ > 0) {
    ++metadata_;
    return;
  }
  if (is_heading_or_paragraph(name) || holds_text(name) || name == "note-citation" ||
      name == "math" ||
      (says_who(name) && !remarks_.empty() && remarks_.back() == paragraphs_.size())) {
    paragraphs_.emplace_back();
  } else if (name == "annotation" && attributes.has("encoding")) {
    // A formula as it was typed, behind its signs.
    if (!paragraphs_.empty()) paragraphs_.back().text.clear();
  } else if (name == "annotation" || name == "change-info") {
    remarks_.push_back(paragraphs_.size());
  } else if (name == "forms") {
    ++form_;
  } else if (segments_ == Segments::pages && name == "page" && attributes.has("master-page-name")) {
    if (!in_segment()) begin_segment(page_ + ' ' + std::to_string(++pages_));
  } else if (segments_ == Segments::pages && name == "notes" && in_segment()) {
    // The parser is paused once for the end of the slide and the beginning of its notes.
    finish();
    begin_segment(below(segment(), "notes"));
  } else if (segments_ == Segments::sheets ? start_sheet_part(name, attributes)
                                           : start_table_part(name, attributes)) {
    return;
  } else {
    start_inline(name, attributes);
  }
  if (form_ > 0) {
    for (const std::string_view key : {"label", "value", "current-value"})
      line(attributes.get(key));
  }
}

bool OdfText::end_table_part(std::string_view name) {
  if (segments_ == Segments::sheets) {
    if (name == "table") {
      if (--depth_ == 0) end_segment();
    } else if (depth_ == 1 && (name == "table-cell" || name == "covered-table-cell")) {
      end_sheet_cell();
    } else if (depth_ == 1 && name == "table-row") {
      end_sheet_row();
    } else {
      return false;
    }
    return true;
  }
  if (name == "table") {
    tables_.end_table(out());
  } else if (name == "table-row") {
    tables_.end_row();
  } else if (name == "table-cell" || name == "covered-table-cell") {
    tables_.end_cell(spans_.empty() ? 1 : spans_.back());
    if (!spans_.empty()) spans_.pop_back();
  } else {
    return false;
  }
  return true;
}

void OdfText::end(std::string_view name) {
  if (metadata_ > 0) {
    --metadata_;
    return;
  }
  if (is_heading_or_paragraph(name) || holds_text(name) || name == "math" ||
      (says_who(name) && !remarks_.empty() && remarks_.back() + 1 == paragraphs_.size())) {
    if (!paragraphs_.empty()) end_paragraph();
  } else if (is_formula_sign(name)) {
    if (!paragraphs_.empty()) paragraphs_.back().text += ' ';
  } else if (name == "note-citation") {
    // The number stands before the note's own text.
    if (paragraphs_.empty()) return;
    citation_ = paragraphs_.back().text.substr(0, 64);
    paragraphs_.pop_back();
  } else if (name == "annotation" || name == "change-info") {
    if (!remarks_.empty()) remarks_.pop_back();
  } else if (name == "forms") {
    form_ = std::max(form_ - 1, 0);
  } else if (segments_ == Segments::pages && (name == "page" || name == "notes")) {
    end_segment();
  } else {
    end_table_part(name);
  }
}

void OdfText::text(std::string_view text) {
  if (paragraphs_.empty()) return;
  std::string& into = paragraphs_.back().text;
  if (!citation_.empty()) {
    into += std::exchange(citation_, {}) + ' ';
  }
  // A run of white space is one space, and none at the beginning (ODF 1.3 part 3, 6.1.2).
  for (const char byte : text) {
    const bool space = byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
    if (!space)
      into += byte;
    else if (!into.empty() && into.back() != ' ')
      into += ' ';
  }
  if (into.size() > kParagraphBytesMax) line(std::exchange(into, {}));
}

void OdfText::finish() {
  while (!paragraphs_.empty()) end_paragraph();
  if (in_sheet()) return;
  while (tables_.in_cell()) tables_.end_table(out());
}

const OdfKind& odf_kind(std::string_view type) {
  static constexpr OdfKind kKinds[] = {
      {"spreadsheet", "ods", OdfText::Segments::sheets, ""},
      {"sun.xml.calc", "ods", OdfText::Segments::sheets, ""},
      {"presentation", "odp", OdfText::Segments::pages, "slide"},
      {"sun.xml.impress", "odp", OdfText::Segments::pages, "slide"},
      {"graphics", "odg", OdfText::Segments::pages, "page"},
      {"sun.xml.draw", "odg", OdfText::Segments::pages, "page"},
      {"", "odt", OdfText::Segments::none, ""},
  };
  return *std::find_if(std::begin(kKinds), std::end(kKinds), [&](const OdfKind& kind) {
    return type.find(kind.word) != std::string_view::npos;
  });
}

}  // namespace braque::documents
