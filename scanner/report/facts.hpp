// What reports are made of: items of the index with what was found in them, added up. Commands fill
// these; nothing here holds a value.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/item.hpp"
#include "model/record.hpp"
#include "report/document.hpp"

namespace braque::report {

/// Art. 9, Art. 10: what is sensitive data when it is about a person.
bool is_special(std::string_view group) noexcept;
/// What a finding counts as: sensitive data and offences by their rule, the rest by their category.
std::string_view group_of(const Finding& finding) noexcept;

/// The groups that occur, each a bit of a set. One index has some thirty; from the 64th on all
/// share the last bit.
class Groups {
 public:
  std::uint64_t bit(std::string_view group);
  std::vector<std::string_view> names(std::uint64_t set) const;
  Cell cell(std::uint64_t set) const;  ///< for a column of many categories
  bool any_special(std::uint64_t set) const;

 private:
  std::vector<std::string> names_;
};

/// All findings of one item that count.
struct FindingSum {
  std::uint64_t findings = 0, records = 0,
                added = 0;   ///< `added`: findings that are new or changed since the run before
  std::uint64_t groups = 0;  ///< of Groups
  Severity severity = Severity::info;  ///< the worst
  bool special = false;

  void add(const Finding& finding, Groups& groups);
};

struct ItemFacts {
  std::string path;    ///< absolute, bytes
  std::string target;  ///< lasting name
  std::string owner;   ///< name of the account, or its number; "" where there is none
  std::string label;
  Outcome outcome;
  Digest content{};  ///< keyed hash of the bytes; zero when they were not read whole
  std::uint64_t size = 0;
  std::int64_t modified_ms = 0;  ///< 0: not known
  unsigned risk = 0;
  std::uint32_t mode = 0;  ///< as of the scan; of a database's table by its grants; 0: not known
  std::int64_t row = 0;
  FindingSum found;
};

/// "2026-11-22" (UTC); "" for 0.
std::string day(std::int64_t milliseconds);
/// Milliseconds since 1970 of such a day; nothing when it is none.
std::optional<std::int64_t> day_ms(std::string_view text);
/// The folder of a path, "/" for "/a"; of a database's table what stands before its name.
std::string_view folder(std::string_view path) noexcept;

/// Takes out the columns, but for the first, in which no row says anything: people need not read
/// them.
void drop_empty_columns(Table& table);
/// Cuts the table to its first rows, and remembers how many it had. 0: as they are.
void keep(Table& table, std::uint64_t rows_max);

}  // namespace braque::report
