// Which items are over the time that they may be kept. Every answer is a candidate: the index knows
// a file's name and its last change, not when a contract ended, so a person decides.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/facts.hpp"
#include "report/retention_rules.hpp"

namespace braque::report {

enum class Stage : std::uint8_t { active, archive, erase, keep, held, unknown };

/// Where an item stands under a rule.
struct Standing {
  Stage stage = Stage::unknown;
  std::string_view dated_by;    ///< declared, name, modified; "" for unknown
  std::int64_t since_ms = 0;    ///< the day from which time runs
  std::int64_t reached_ms = 0;  ///< when the stage began
};

Standing standing_of(const RetentionRule& rule, std::string_view path, std::int64_t modified_ms,
                     std::int64_t today_ms);

class Retention {
 public:
  /// Of patterns with `*` and `?` over a whole text.
  using Matches = bool (*)(std::string_view pattern, std::string_view text);

  Retention(std::vector<RetentionRule> rules, const Groups& groups, std::int64_t today_ms,
            Matches matches);
  /// Items without personal data are nobody's. Memory grows with the number of candidates.
  void add(const ItemFacts& item);
  Document document() const;

 private:
  struct Candidate {
    std::string path, target, owner;
    std::size_t rule = 0;
    Standing standing;
    FindingSum found;
  };
  struct Sum {
    std::uint64_t items = 0;
    std::uint64_t stages[6] = {};
    std::int64_t oldest_ms = 0;
  };
  struct Unmapped {
    std::uint64_t items = 0, findings = 0;
    std::int64_t oldest_ms = 0;
    bool special = false;
  };
  const RetentionRule* rule_of(const ItemFacts& item) const;
  Table candidate_table() const;
  Table processing_table() const;
  Table unmapped_table() const;

  std::vector<RetentionRule> rules_;
  std::vector<std::vector<std::string>> words_;  ///< of each rule, as path_words() writes them
  const Groups& groups_;
  std::int64_t today_ms_;
  Matches matches_;
  std::vector<Candidate> candidates_;
  std::vector<Sum> sums_;                                  ///< of each rule
  std::map<std::string, Unmapped, std::less<>> unmapped_;  ///< by folder
};

}  // namespace braque::report
