// What the libraries of the Document Liberation Project say about a document, as texts and tables.
#pragma once

#include <librevenge/librevenge.h>

#include <map>
#include <string>
#include <vector>

#include "documents/xml_text.hpp"

namespace braque::documents {

/// The texts of a document, whoever tells them.
class RevengeTexts {
 public:
  static constexpr std::size_t kBytesMax = 64 << 20;  ///< of all texts together

  RevengeTexts() : tables_(held_tables_) {}

  void properties(const librevenge::RVNGPropertyList& list);
  void begin(std::string_view section) { open_.emplace_back(section); }
  void end();
  void add(std::string_view text);
  void add_string(const librevenge::RVNGString& text) { add({text.cstr(), text.size()}); }
  void end_paragraph();
  TableStack& tables() { return tables_; }
  void end_table() { tables_.end_table(text()); }
  bool too_long() const { return too_long_; }

  /// "" is the body.
  std::map<std::string, std::string, std::less<>>& sections() { return sections_; }
  HeldTables& held_tables() { return held_tables_; }
  std::string& property_lines() { return property_lines_; }

 private:
  std::string& text() { return sections_[open_.empty() ? std::string() : open_.back()]; }

  std::map<std::string, std::string, std::less<>> sections_;
  std::vector<std::string> open_;
  std::string paragraph_;
  std::string property_lines_;
  std::size_t held_ = 0;
  bool too_long_ = false;
  HeldTables held_tables_;
  TableStack tables_;
};

}  // namespace braque::documents
