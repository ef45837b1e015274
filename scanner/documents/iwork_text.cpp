#include "documents/iwork_text.hpp"

#include <algorithm>
#include <charconv>

namespace braque::documents {
namespace {

constexpr std::size_t kTextBytesMax = 1 << 20;

}  // namespace

void IworkText::line(std::string_view text) {
  if (text.find_first_not_of(" \t\n") == std::string_view::npos) return;
  if (in_table_) {
    if (!cell_.empty()) cell_ += ' ';
    if (cell_.size() + text.size() < kTextBytesMax) cell_ += text;
    return;
  }
  (out() += text) += '\n';
}

void IworkText::start_cell(const Attributes& attributes) {
  // Cells say how far they are from the one before; by default they follow it.
  const std::string_view step = attributes.get("ct");
  if (!first_ || !step.empty())
    position_ += static_cast<std::size_t>(std::clamp<std::int64_t>(to_number(step, 1), 0, 1 << 20));
  first_ = false;
  cell_.clear();
  start_in_cell("n", attributes);
}

void IworkText::start_in_cell(std::string_view name, const Attributes& attributes) {
  if (name == "ct") {
    line(attributes.get("s"));
  } else if (name == "n" || name == "rn") {
    std::string number;
    write_plain_number(attributes.get("v"), number);
    line(number);
  } else if (name == "cell-date" || name == "rd") {
    line(attributes.get("value"));
  }
}

void IworkText::end_cell() {
  const std::size_t row = position_ / stride_;
  if (row != row_) {
    rows_.end_row(table_);
    rows_.begin_row();
    row_ = row;
  }
  rows_.cell(position_ % stride_, cell_, table_);
  cell_.clear();
  if (!held_.has_room(table_.size())) out() += std::exchange(table_, {});
}

void IworkText::end_table() {
  in_table_ = false;
  rows_.end_row(table_);
  if (!table_.empty()) held_.add(std::exchange(table_, {}));
}

void IworkText::start(std::string_view name, const Attributes& attributes) {
  if (in_table_) {
    if (++table_depth_ == 1) start_cell(attributes);
    if (table_depth_ > 1) start_in_cell(name, attributes);
  }
  if (name == "p") {
    paragraphs_.emplace_back();
  } else if (!paragraphs_.empty() && (name == "tab" || name == "br" || name == "lnbr")) {
    paragraphs_.back() += name == "tab" ? '\t' : '\n';
  } else if (name == "link" && !paragraphs_.empty()) {
    line(attributes.get("href"));
  } else if (name == "tabular-model" || name == "workspace") {
    line(attributes.get(name == "workspace" ? "workspace-name" : "name"));
  } else if (name == "grid") {
    columns_ = static_cast<std::size_t>(
        std::clamp<std::int64_t>(to_number(attributes.get("numcols"), 256), 1, 65'536));
    // Numbers keeps rows of 256 cells, which it says so.
    stride_ = attributes.get("ncc") == "true" ? std::max<std::size_t>(columns_, 256) : columns_;
  } else if (name == "datasource" && !in_table_) {
    in_table_ = first_ = true;
    table_depth_ = 0;
    position_ = row_ = 0;
    rows_.begin_row();
  }
}

void IworkText::end(std::string_view name) {
  if (name == "p" && !paragraphs_.empty()) {
    const std::string paragraph = std::move(paragraphs_.back());
    paragraphs_.pop_back();
    line(paragraph);
  }
  if (!in_table_) return;
  if (table_depth_-- == 1) end_cell();
  if (table_depth_ < 0) end_table();
}

void IworkText::text(std::string_view text) {
  if (paragraphs_.empty()) return;
  std::string& paragraph = paragraphs_.back();
  for (const char byte : text) {
    if (byte != '\n' && byte != '\r') paragraph += byte;
  }
  if (paragraph.size() > kTextBytesMax) line(std::exchange(paragraph, {}));
}

void IworkText::finish() {
  if (in_table_) end_table();
  while (!paragraphs_.empty()) {
    const std::string paragraph = std::move(paragraphs_.back());
    paragraphs_.pop_back();
    line(paragraph);
  }
}

}  // namespace braque::documents
