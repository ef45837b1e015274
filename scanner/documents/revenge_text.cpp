#include "documents/revenge_text.hpp"

#include <cstring>

#include "documents/property_lines.hpp"

namespace braque::documents {
namespace {

/// Keys as people call them; "" for what is of no interest (dates, counts, names of programs'
/// parts).
std::string_view property_name(std::string_view key) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"dc:creator", "Author"},
      {"meta:initial-creator", "Author"},
      {"dc:title", "Title"},
      {"dc:subject", "Subject"},
      {"dc:publisher", "Publisher"},
      {"dc:description", "Description"},
      {"meta:keyword", "Keywords"},
      {"meta:keywords", "Keywords"},
      {"dc:source", "Source"},
      {"dc:contributor", "Contributor"},
      {"librevenge:manager", "Manager"},
      {"librevenge:company", "Company"},
      {"librevenge:category", "Category"}};
  for (const auto& [own, shown] : kNames)
    if (own == key) return shown;
  constexpr std::pair<std::string_view, std::string_view> kWordPerfect[] = {
      {"librevenge:account", "Account"},
      {"librevenge:address", "Address"},
      {"librevenge:client", "Client"},
      {"librevenge:department", "Department"},
      {"librevenge:destination", "Recipient"},
      {"librevenge:mail-stop", "Mail stop"},
      {"librevenge:matter", "Matter"},
      {"librevenge:office", "Office"},
      {"librevenge:owner", "Owner"},
      {"librevenge:project", "Project"},
      {"librevenge:recorded-by", "Recorded by"},
      {"librevenge:reference", "Reference"},
      {"librevenge:telephone-number", "Telephone"},
      {"librevenge:checked-by", "Checked by"},
      {"librevenge:authorization", "Authorization"},
      {"librevenge:attachments", "Attachments"}};
  for (const auto& [own, shown] : kWordPerfect)
    if (own == key) return shown;
  return {};
}

}  // namespace

void RevengeTexts::properties(const librevenge::RVNGPropertyList& list) {
  librevenge::RVNGPropertyList::Iter at(list);
  for (at.rewind(); at.next();) {
    const std::string_view name = property_name(at.key());
    if (name.empty() || at() == nullptr) continue;
    add_property(property_lines_, name, at()->getStr().cstr());
  }
}

void RevengeTexts::add(std::string_view text) {
  if (held_ + text.size() > kBytesMax) {
    too_long_ = true;
    return;
  }
  held_ += text.size();
  paragraph_ += text;
}

void RevengeTexts::end_paragraph() {
  if (held_ < kBytesMax) ++held_;
  if (tables_.in_cell()) {
    tables_.add_text(paragraph_, text());
  } else {
    text() += paragraph_;
    text() += '\n';
  }
  paragraph_.clear();
}

void RevengeTexts::end() {
  if (!paragraph_.empty()) end_paragraph();
  if (!open_.empty()) open_.pop_back();
}

}  // namespace braque::documents
