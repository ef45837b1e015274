// What the chosen items held: findings by category, people and records within bounds, people by
// kind.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "index/index_reader.hpp"
#include "privacy/fingerprint.hpp"
#include "report/impact.hpp"
#include "report/records.hpp"

namespace braque::cli {

/// Memory grows with the findings of the chosen items and their different values.
class ImpactGathering {
 public:
  /// `day_ms`: who is not of age is so on that day.
  ImpactGathering(const std::vector<Fingerprinter>& keys, std::int64_t day_ms);

  void add(const index::StoredFinding& stored);
  /// Once all findings were added: reads their fingerprints.
  Result<void> finish(const index::IndexReader& reader, report::ImpactAnswer& answer);

 private:
  struct Group {
    report::ImpactCategory sum;
    std::set<std::int64_t> files;
    std::vector<std::uint64_t> values;
  };
  struct Known {
    std::uint32_t message = 0, finding = 0;
    Group* group = nullptr;
    bool births = false;  ///< dates of birth
    report::PersonFinding person;
    report::PersonValue value(std::uint64_t prefix) const {
      return {message, finding, *person.family, prefix};
    }
  };
  /// Parts of the same name (mails with the same subject) one after another: which of them.
  std::uint32_t copy_of(const index::StoredFinding& stored);
  std::uint32_t message_with(const index::StoredFinding& stored, std::uint32_t copy);
  std::uint32_t part_with(const index::StoredFinding& stored, std::uint32_t copy);
  void add_column(const index::StoredFinding& stored, std::uint32_t part, Known& known);
  void add_value(const Known& known, std::uint64_t prefix);
  void put_categories(report::ImpactAnswer& answer);
  void put_people(report::ImpactAnswer& answer);
  void put_kind(report::PeopleKind kind, report::ImpactAnswer& answer);

  std::unordered_set<std::uint64_t> births_;  ///< fingerprints of days on which minors were born
  std::set<std::uint64_t> minors_;            ///< of those, the ones that were found
  std::set<std::int64_t> minors_files_;
  std::map<std::string, Group> groups_;
  struct Namesakes {
    std::uint32_t copy = 0;
    std::set<std::string> rules;
    std::set<std::pair<std::string, std::optional<std::string>>> columns;  ///< with their rules
  };
  using ByPlace = std::map<std::pair<std::int64_t, std::string>, Namesakes>;
  ByPlace namesakes_;
  std::optional<ByPlace::iterator> last_place_;  ///< of the finding before
  /// By item, locator and which of the parts of this name: a part, whose lines are records; a
  /// message, which is a part or a mail's body with its headers, whose people are counted together.
  std::map<std::tuple<std::int64_t, std::string, std::uint32_t>, std::uint32_t> parts_, messages_;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> column_numbers_;  ///< by part
  report::PersonColumns columns_;
  std::unordered_map<std::int64_t, Known> rows_;              ///< by the finding's row
  std::vector<std::vector<report::RecordEvidence>> records_;  ///< by part
  std::vector<std::pair<std::int64_t, std::uint32_t>>
      message_kinds_;  ///< by message: its item, its kinds of people
  std::vector<report::PersonValue> people_;
};

}  // namespace braque::cli
