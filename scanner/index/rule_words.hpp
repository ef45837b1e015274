// What rules say beside what they find: names, the legal basis, how much harm a value does. When
// these change, no file needs to be read again: stored findings get them, and the severity that
// follows from them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "index/finding_writer.hpp"
#include "index/sqlite.hpp"
#include "model/finding.hpp"

namespace braque::index {

struct RuleWords {
  std::string rule, name, name_fr, category, gdpr;
  int sensitivity = 0;  ///< 1 to 5: with the number of matches it makes the severity
};

/// The severity of so many matches of a rule of this run.
using SeverityOf = std::function<Severity(std::string_view rule, std::uint64_t matches)>;

/// Brings the rules that the index knows, and their findings, in line with those of this run; a
/// finding whose severity changes by that is changed in this run. Inside a transaction, before
/// anything is written.
Result<void> apply_rule_words(const Database& database, std::int64_t run,
                              const std::vector<RuleWords>& rules, const SeverityOf& severity_of,
                              FindingWriter& findings);

/// At the end of a run: what was stored by it follows from these words.
Result<void> note_sensitivities(const Database& database, const std::vector<RuleWords>& rules);

}  // namespace braque::index
