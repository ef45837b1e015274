#include "documents/spreadsheet_xml.hpp"

#include <algorithm>

namespace braque::documents {
namespace {

constexpr std::size_t kValueBytesMax = 64 << 10;
constexpr std::int64_t kColumnsMax = 16'384;

/// A count of columns; a document may claim any number.
std::size_t columns_of(const Attributes& attributes, std::string_view name,
                       std::int64_t otherwise) {
  return static_cast<std::size_t>(
      std::clamp<std::int64_t>(to_number(attributes.get(name), otherwise), 0, kColumnsMax));
}

/// "2004-03-09T00:00:00.000" as a date, or as a date and a time.
void write_date(std::string_view value, std::string& shown) {
  const std::size_t t = value.find('T');
  shown = value.substr(0, t);
  if (t == std::string_view::npos) return;
  const std::string_view time = value.substr(t + 1, value.find('.', t) - t - 1);
  if (time != "00:00:00") (shown += ' ') += time;
}

}  // namespace

void SpreadsheetXml::start(std::string_view name, const Attributes& attributes) {
  if (name == "Worksheet") {
    const std::string_view label = attributes.get("Name").substr(0, 256);
    ++sheets_;
    begin_segment(label.empty() ? "sheet " + std::to_string(sheets_) : std::string(label));
  } else if (name == "Row") {
    rows_.begin_row();
    column_ = across_ = 0;
  } else if (name == "Cell") {
    // Numbers of columns are given where one is left out.
    if (attributes.has("Index"))
      column_ = std::max<std::size_t>(columns_of(attributes, "Index", 1), 1) - 1;
    across_ = columns_of(attributes, "MergeAcross", 0);
    shown_.clear();
  } else if (name == "Comment") {
    in_comment_ = true;
    if (const auto author = attributes.get("Author"); !author.empty()) note(author);
  } else if (name == "Data") {
    in_data_ = true;
    type_ = attributes.get("Type");
    value_.clear();
  } else if ((name == "Header" || name == "Footer") && in_segment()) {
    if (const auto shown = attributes.get("Data"); !shown.empty()) note(shown);
  }
}

void SpreadsheetXml::end_data() {
  in_data_ = false;
  if (in_comment_) {
    note(value_);
  } else if (type_ == "DateTime") {
    write_date(value_, shown_);
  } else if (type_ == "Number") {
    shown_.clear();
    write_plain_number(value_, shown_);
  } else {
    shown_ = value_;
  }
}

void SpreadsheetXml::end(std::string_view name) {
  if (name == "Data" && in_data_) {
    end_data();
  } else if (name == "Comment") {
    in_comment_ = false;
  } else if (name == "Cell") {
    if (in_segment()) rows_.cell(column_, shown_, out());
    shown_.clear();
    column_ = std::min<std::size_t>(column_ + 1 + across_, kColumnsMax);
  } else if (name == "Row") {
    if (in_segment()) rows_.end_row(out());
  } else if (name == "Worksheet") {
    end_segment();
  }
}

void SpreadsheetXml::text(std::string_view text) {
  if (in_data_ && value_.size() + text.size() < kValueBytesMax) value_ += text;
}

}  // namespace braque::documents
