// The whole picture, for a page that is read by somebody who was not there: how far the scan
// looked, before what it found.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "report/facts.hpp"

namespace braque::report {

class Overview {
 public:
  explicit Overview(const Groups& groups) : groups_(groups) {}
  /// Every finding that counts, item by item; then every item; then what was not fully read, items
  /// and parts.
  void add(const Finding& finding);
  void add(const ItemFacts& item);
  void add_gap(const std::string& path, bool is_part, const Outcome& outcome);
  Document document() const;

 private:
  struct Category {
    std::uint64_t items = 0, findings = 0, sure = 0, records = 0, added = 0;
    Severity severity = Severity::info;
    std::string last_item;
  };
  struct Place {
    std::uint64_t items = 0, complete = 0, partial = 0, skipped = 0, bytes = 0, bytes_done = 0;
    std::uint64_t holding = 0, special = 0, findings = 0, restricted = 0, groups = 0, added = 0,
                  risk = 0;
    unsigned risk_max = 0;
    Severity severity = Severity::info;
    void add(const ItemFacts& item);
  };
  struct Gap {
    std::uint64_t items = 0, parts = 0, bytes = 0;
    std::map<std::string, std::uint64_t, std::less<>> folders;
  };
  Table coverage_table() const;
  Table category_table() const;
  Table source_table() const;
  Table folder_table() const;
  Table news_table() const;
  Table reason_table() const;
  Table gap_table() const;

  const Groups& groups_;
  Place whole_;
  std::map<std::string, Category> categories_;
  std::map<std::string, Place> sources_;
  std::map<std::string, Place, std::less<>> folders_;
  std::map<Reason, Gap> gaps_;
};

}  // namespace braque::report
