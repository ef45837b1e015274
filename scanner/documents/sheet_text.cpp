#include "documents/sheet_text.hpp"

#include <algorithm>
#include <charconv>

namespace braque::documents {
namespace {

constexpr std::size_t kValueBytesMax = 1 << 20;
constexpr std::size_t kNotesBytesMax = 1 << 20;

}  // namespace

std::string_view WorkbookCells::shared(std::uint64_t number) {
  constexpr std::size_t kLongBytes = 1024, kShortBytes = 64;
  constexpr std::uint32_t kRepeatsMax = 16;
  const std::string_view text = strings.get(number);
  if (text.size() < kLongBytes || ++repeats_[number] <= kRepeatsMax) return text;
  return text.substr(0, kShortBytes);
}

std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char byte : reference) {
    if (byte < 'A' || byte > 'Z' || column > 1'000'000) break;
    column = column * 26 + static_cast<std::size_t>(byte - 'A' + 1);
  }
  return column == 0 ? std::nullopt : std::optional(column - 1);
}

void SheetRows::cell(std::size_t column, std::string_view shown, std::string& text) {
  if (shown.empty()) return;
  for (; written_ < std::min(column, kSheetColumnsMax); ++written_) text += '\t';
  if (column > kSheetColumnsMax && !empty_) text += '\t';
  const std::size_t begin = text.size();
  text += shown;
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (text[i] == '\t' || text[i] == '\n' || text[i] == '\r') text[i] = ' ';
  }
  empty_ = false;
}

void SheetText::start_cell(const Attributes& attributes) {
  in_cell_ = true;
  type_ = 'n';
  style_ = 0;
  value_.clear();
  formula_.clear();
  for (const char* const* pair = attributes.pairs(); *pair != nullptr; pair += 2) {
    if (pair[0][0] == '\0' || pair[0][1] != '\0') continue;
    const std::string_view value(pair[1]);
    if (pair[0][0] == 'r') {
      if (const auto column = column_of(value)) column_ = *column;
    } else if (pair[0][0] == 's') {
      style_ = static_cast<std::size_t>(std::max<std::int64_t>(to_number(value), 0));
    } else if (pair[0][0] == 't' && !value.empty()) {
      // "str" is the text of a formula, "s" the number of a shared one.
      type_ = value == "str" ? 'i' : value[0];
    }
  }
}

void SheetText::start(std::string_view name, const Attributes& attributes) {
  if (in_cell_) {
    if (name == "v" || (name == "t" && !phonetic_))
      capture_ = Capture::value;
    else if (name == "f")
      capture_ = Capture::formula;
    else if (name == "rPh")
      phonetic_ = true;
  } else if (name == "c") {
    start_cell(attributes);
  } else if (name == "row") {
    column_ = 0;
    rows_.begin_row();
  } else if (name.ends_with("Header") || name.ends_with("Footer")) {
    capture_ = Capture::note;
  } else if (name == "dataValidation" && notes_.size() < kNotesBytesMax) {
    for (const std::string_view key : {"promptTitle", "prompt", "errorTitle", "error"}) {
      const std::string_view value = attributes.get(key);
      if (!value.empty()) (notes_ += value) += '\n';
    }
  }
}

void SheetText::write_value() {
  const std::string_view value = value_;
  switch (type_) {
    case 's':
      shown_ = cells_.shared(
          static_cast<std::uint64_t>(std::max<std::int64_t>(to_number(value, -1), 0)));
      break;
    case 'b':
      shown_ = value == "0" ? "FALSE" : "TRUE";
      break;
    case 'n': {
      const NumberFormat& format = cells_.formats.format(style_);
      double number = 0;
      const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
      if (format.is_plain() || read.ec != std::errc() || read.ptr != value.data() + value.size())
        write_plain_number(value, shown_);
      else
        format.write(number, cells_.formats.from_1904, shown_);
      break;
    }
    default:
      shown_ = value;
  }
}

void SheetText::end_cell() {
  in_cell_ = false;
  shown_.clear();
  if (!value_.empty())
    write_value();
  else if (!formula_.empty())
    shown_ = "=" + formula_;
  rows_.cell(column_, shown_, out());
  ++column_;
}

void SheetText::end(std::string_view name) {
  if (in_cell_) {
    if (name == "c")
      end_cell();
    else if (name == "v" || name == "t" || name == "f")
      capture_ = Capture::nothing;
    else if (name == "rPh")
      phonetic_ = false;
  } else if (name == "row") {
    rows_.end_row(out());
  } else if (capture_ == Capture::note) {
    capture_ = Capture::nothing;
    if (!notes_.empty() && notes_.back() != '\n') notes_ += '\n';
  }
}

void SheetText::text(std::string_view text) {
  if (capture_ == Capture::nothing) return;
  std::string& into = capture_ == Capture::value     ? value_
                      : capture_ == Capture::formula ? formula_
                                                     : notes_;
  if (into.size() + text.size() <= kValueBytesMax) into += text;
}

namespace {

/// How many cells of a row hold something.
std::size_t filled_cells(std::string_view row) {
  std::size_t filled = 0;
  bool in_cell = false;
  for (const char byte : row) {
    if (byte != '\t' && !in_cell) ++filled;
    in_cell = byte != '\t';
  }
  return filled;
}

/// Where the table begins in the first rows of a sheet: titles, dates and the like often stand
/// above it. The table begins with the first row that is about as full as most are.
std::size_t table_begin(std::string_view head) {
  constexpr std::size_t kRowsAboveMax = 20;
  std::vector<std::size_t> begins, filled;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    begins.push_back(at);
    filled.push_back(filled_cells(head.substr(at, end - at)));
    at = end + 1;
  }
  if (filled.size() < 3) return 0;
  std::vector<std::size_t> sorted = filled;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2),
                   sorted.end());
  const std::size_t usual = sorted[sorted.size() / 2];
  if (usual < 2) return 0;
  for (std::size_t row = 0; row < std::min(filled.size(), kRowsAboveMax); ++row) {
    if (filled[row] * 3 >= usual * 2 && filled[row] > 1) return begins[row];
  }
  return 0;
}

/// Gives a beginning again, then what follows.
class AfterHead final : public extract::TextMaker {
 public:
  AfterHead(std::string_view head, bool more, extract::TextMaker& rest)
      : head_(head), more_(more), rest_(rest) {}
  bool make(std::string& text) override {
    if (!head_.empty()) {
      text += std::exchange(head_, {});
      return more_;
    }
    return more_ && rest_.make(text);
  }
  std::uint64_t consumed() const override { return rest_.consumed(); }
  extract::Problem problem() const override { return rest_.problem(); }

 private:
  std::string_view head_;
  bool more_;
  extract::TextMaker& rest_;
};

}  // namespace

bool hand_over_sheet(extract::ContainerTask& task, const std::string& name,
                     extract::TextMaker& rows) {
  constexpr std::size_t kHeadBytes = 32 << 10;
  std::string head;
  bool more = true;
  // Only what is large, or slow to come to its first row, is not seen as a whole here.
  while (more && head.size() < kHeadBytes && !task.meter.out_of_time()) more = rows.make(head);
  // A row that is not complete yet is no row to judge.
  const std::size_t begin =
      table_begin(std::string_view(head).substr(0, more ? head.rfind('\n') + 1 : head.size()));
  if (begin > 0) {
    if (!extract::may_go_on(task) ||
        !extract::hand_over_text(task, name + " > above the table", "text", head.substr(0, begin)))
      return false;
  }
  AfterHead text(std::string_view(head).substr(begin), more, rows);
  return extract::may_go_on(task) && extract::hand_over_text(task, name, "table", text);
}

}  // namespace braque::documents
