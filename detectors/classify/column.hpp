// A column of a table is judged as a whole: the share of its values that pass.
#pragma once

#include <cstdint>

#include "base/match.hpp"
#include "rule/rule.hpp"

namespace braque {

struct ColumnCounts {
  std::uint64_t filled = 0;   ///< cells that are not empty
  std::uint64_t passing = 0;  ///< of those, cells with a match of the rule (or of its kind)
};

/// The share of a column's values that pass, and between which bounds that of all such columns
/// lies, 19 times out of 20 (Wilson's score interval).
struct ColumnShare {
  double ratio = 0, low = 0, high = 0;
};
ColumnShare column_share(const ColumnCounts& counts);
/// The same for a sample of a large table, where very small shares count as well: with the
/// correction for continuity, without which the bounds fail more often than one time in twenty
/// there. `looks`: at so many moments reading might have ended, because the bounds were close
/// enough; each is given its part of the twentieth (Bonferroni), so that the promise holds whenever
/// that was.
ColumnShare sampled_share(const ColumnCounts& counts, std::uint32_t looks = 1);

/// Is what is known of a column enough to stop reading? One with something in it is known when the
/// bounds lie close together, one without when what may have been missed is little: less in columns
/// that may hold whole texts, where what is looked for is rare.
bool is_sure(const ColumnCounts& counts, bool any_text, std::uint32_t looks);

/// Log-odds to add to every match of the rule in that column: positive when nearly all values pass,
/// negative when no more pass than chance explains; 0 for fewer than 5 filled cells. Never more
/// than +-4.
float column_logit(const Rule& rule, const ColumnCounts& counts);

/// A number that a state gives to a person: one column may hold those of several countries.
inline bool is_personal_number(const Rule& rule) {
  return rule.category == "national_id" || rule.category == "tax_id" ||
         rule.category == "social_security";
}

/// A column as a whole, by all rules of personal numbers: a mixed one ("ID" in an international
/// company) passes none of them often enough.
class KinColumn {
 public:
  /// Cells of the column in which a match of the rule stands; once for each rule.
  void add(const Rule& rule, std::uint64_t cells);
  /// Are personal numbers what the column holds? Nearly all cells have to pass, and enough of them
  /// by rules of two countries that chance hardly ever passes: each speaks for the others.
  bool holds(std::uint64_t filled) const;
  /// Evidence and log-odds of a rule's match in such a column.
  static void speak_for(const Rule& rule, EvidenceSet& evidence, float& logit);

 private:
  std::uint64_t passing_ = 0, strong_ = 0;
  int strong_rules_ = 0;
};

/// A match's logit with its column's judgement added and the caps of the rule applied again. A
/// judgement against the rule does not hold where the header speaks for it, because one column may
/// hold the numbers of several countries; none holds for what stands amid a text: few comments name
/// a person.
float with_column(const Rule& rule, EvidenceSet evidence, float logit, float column);

}  // namespace braque
