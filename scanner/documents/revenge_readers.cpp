#include "documents/revenge_readers.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "documents/number_format.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kColumnsMax = 1024;
constexpr std::size_t kSheetsMax = 10'000;

std::string_view string_of(const librevenge::RVNGPropertyList& list, const char* name,
                           librevenge::RVNGString& held) {
  const librevenge::RVNGProperty* property = list[name];
  if (property == nullptr) return {};
  held = property->getStr();
  return held.cstr();
}

int number_of(const librevenge::RVNGPropertyList& list, const char* name) {
  return list[name] == nullptr ? 0 : list[name]->getInt();
}

/// Dates and times come as their parts.
void append_date(const librevenge::RVNGPropertyList& list, std::string& text) {
  std::array<char, 64> buffer{};
  if (list["librevenge:year"] != nullptr) {
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d",
                  number_of(list, "librevenge:year"), number_of(list, "librevenge:month"),
                  number_of(list, "librevenge:day"));
    text += buffer.data();
  }
  if (list["librevenge:hours"] == nullptr) return;
  std::snprintf(buffer.data(), buffer.size(), "%s%02d:%02d", text.empty() ? "" : " ",
                number_of(list, "librevenge:hours"), number_of(list, "librevenge:minutes"));
  text += buffer.data();
}

}  // namespace

void RevengeSheets::openSheet(const List& list) {
  if (sheets_.size() >= kSheetsMax) return;
  librevenge::RVNGString held;
  std::string name(string_of(list, "librevenge:sheet-name", held));
  if (name.empty()) name = string_of(list, "table:name", held);
  if (name.empty()) name = "sheet " + std::to_string(sheets_.size() + 1);
  sheets_.push_back({std::move(name), {}});
}

void RevengeSheets::openSheetCell(const List& list) {
  in_cell_ = true;
  cell_.clear();
  column_ = static_cast<std::size_t>(std::max(0, number_of(list, "librevenge:column")));
  librevenge::RVNGString held;
  const std::string type(string_of(list, "librevenge:value-type", held));
  if (type == "date" || type == "time") return append_date(list, cell_);
  const librevenge::RVNGProperty* value = list["librevenge:value"];
  if (value == nullptr || type == "string") return;
  write_plain_number(value->getDouble(), cell_);
}

void RevengeSheets::closeSheetCell() {
  in_cell_ = false;
  while (!cell_.empty() && cell_.back() == ' ') cell_.pop_back();
  if (cell_.empty() || sheets_.empty() || column_ >= kColumnsMax) return;
  std::string& rows = sheets_.back().rows;
  for (; written_ < column_; ++written_) rows += '\t';
  rows += cell_;
}

void RevengeSheets::closeSheetRow() {
  column_ = written_ = 0;
  if (sheets_.empty()) return;
  std::string& rows = sheets_.back().rows;
  if (!rows.empty() && rows.back() != '\n') rows += '\n';
}

void RevengeSheets::in_text(std::string_view text) {
  if (!in_cell_) return texts_.add(text);
  if (cell_.size() > RevengeTexts::kBytesMax / 64) return;
  const std::size_t begin = cell_.size();
  cell_ += text;
  std::replace_if(
      cell_.begin() + static_cast<std::ptrdiff_t>(begin), cell_.end(),
      [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
}

void RevengeSheets::insertText(const librevenge::RVNGString& text) {
  in_text({text.cstr(), text.size()});
}

}  // namespace braque::documents
