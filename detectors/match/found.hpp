// A verified candidate before its surroundings were looked at: what the finders hand to the scorer.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "base/match.hpp"
#include "match/engines.hpp"
#include "recognise/recogniser.hpp"
#include "validate/weighted_sum.hpp"

namespace braque::match {

struct Found {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint16_t rule = kNoRule;
  EvidenceSet evidence = 0;
  char separator = 0;         ///< inside the value, 0: none
  bool guarded = false;       ///< the surroundings must be checked for look-alikes
  float logit = kRulePrior;   ///< what its recogniser or weak template says of it
  std::uint16_t country = 0;  ///< the same, as Match::country
};

/// The range in which a match must begin to be ours.
struct Owned {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool holds(std::size_t position) const noexcept { return position >= begin && position < end; }
};

/// Where a recogniser has to look: a match may begin in [begin, end).
struct Trigger {
  std::uint16_t rule = kNoRule;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Right by the rule's check? A rule without a check takes everything of its form.
inline bool verified(const RuleSet::Engines& engines, std::uint16_t rule,
                     const Candidate& candidate) {
  const auto& verifier = engines.verifiers[rule];
  if (verifier.check != nullptr && !verifier.check(candidate)) return false;
  return verifier.sum == nullptr || passes(*verifier.sum, candidate.compact);
}

/// Finds what the shapes find and begins in `reach`; appends to `found`, and where numbers
/// begin to `numbers`, when a recogniser asks for them. `line_feeds` counts those in `owned`, which
/// lies in `reach`.
void find_shapes(const RuleSet::Engines& engines, std::string_view text, Owned owned, Owned reach,
                 std::vector<Found>& found, std::vector<SearchRange>& numbers,
                 std::uint64_t& line_feeds);

/// Finds what literals and regular expressions find and begins in `reach`; appends to `found`
/// and `triggers`. `hits` is scratch memory.
void find_patterns(const RuleSet& rules, const Scratch& scratch, std::string_view text, Owned reach,
                   std::vector<Hit>& hits, std::vector<Found>& found,
                   std::vector<Trigger>& triggers);

/// Finds in columns whose header holds the literal of a pattern what the pattern finds behind it
/// and begins in `reach`; appends to `found`. `hits` is scratch memory.
void find_in_columns(const RuleSet& rules, UnitView& view, Owned reach, std::vector<Hit>& hits,
                     std::vector<Found>& found);

/// Asks the recognisers about all text and about the places in `triggers`, which it sorts; appends
/// to `found` what begins in `reach`. `recognised` is scratch memory.
void find_recognised(const RuleSet::Engines& engines, UnitView& view, Owned reach,
                     std::vector<Trigger>& triggers, std::vector<Recognised>& recognised,
                     std::vector<Found>& found);

/// The same about numbers.
void find_in_numbers(const RuleSet::Engines& engines, UnitView& view, Owned reach,
                     const std::vector<SearchRange>& numbers, std::vector<Recognised>& recognised,
                     std::vector<Found>& found);

}  // namespace braque::match
