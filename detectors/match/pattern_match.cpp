// Rules served by Hyperscan and RE2: the database says where something may end, RE2 says what it
// is, within a bounded window.
#include <algorithm>

#include "base/ascii.hpp"
#include "match/found.hpp"

namespace braque::match {
namespace {

/// Groups of a pattern that may be the value: one for each way to write it.
constexpr int kValueGroups = 3;

constexpr EvidenceSet bit(Evidence evidence) { return static_cast<EvidenceSet>(evidence); }

class PatternFinder {
 public:
  PatternFinder(const RuleSet& rules, std::string_view text, Owned reach, std::vector<Found>& found)
      : rules_(rules),
        engines_(rules.engines()),
        text_(text),
        reach_(reach),
        found_(found),
        searched_(rules.rules().size(), 0) {}

  /// Searches the rule's pattern in the window around text[begin, end).
  void around(std::uint16_t rule, std::size_t begin, std::size_t end) {
    const std::size_t window = rules_.rules()[rule].window;
    std::size_t from = begin > window ? begin - window : 0;
    // What an earlier report of the same rule has searched is not searched again.
    from = std::max<std::size_t>(from, searched_[rule]);
    if (from > begin) return;
    const std::size_t to = std::min(text_.size(), end + window);
    const LazyPattern& pattern = *engines_.patterns[rule];
    if (may_hold(pattern.needs(), text_.substr(from, to - from)))
      search_possible(rule, pattern, from, to, end);
  }

  void everywhere(std::uint16_t rule) { search(rule, reach_.begin, text_.size(), reach_.end); }

 private:
  /// search(), with most places refused before RE2 is asked. A match that is bound to begin at one
  /// place is found with a small part of the work of looking for one.
  void search_possible(std::uint16_t rule, const LazyPattern& pattern, std::size_t from,
                       std::size_t to, std::size_t begin_before) {
    while (from < begin_before) {
      const auto place = pattern.refusal().first_possible(text_.substr(0, to), from, begin_before);
      if (!place) return;
      if (!place->tried) return search(rule, place->position, to, begin_before);
      re2::StringPiece match[kValueGroups + 1];
      const int groups = std::min(pattern.get().NumberOfCapturingGroups(), kValueGroups) + 1;
      const re2::StringPiece piece(text_.data(), text_.size());
      if (pattern.get().Match(piece, place->position, to, re2::RE2::ANCHOR_START, match, groups))
        from = take(rule, match, groups);
      else
        from = place->position + 1;
    }
  }

  /// Matches in text[from, to) that begin before `begin_before`.
  void search(std::uint16_t rule, std::size_t from, std::size_t to, std::size_t begin_before) {
    const re2::RE2& pattern = engines_.patterns[rule]->get();
    const int groups = std::min(pattern.NumberOfCapturingGroups(), kValueGroups) + 1;
    const re2::StringPiece piece(text_.data(), text_.size());
    std::size_t at = from;
    while (at < to && at < begin_before) {
      re2::StringPiece match[kValueGroups + 1];
      if (!pattern.Match(piece, at, to, re2::RE2::UNANCHORED, match, groups)) break;
      if (static_cast<std::size_t>(match[0].data() - text_.data()) >= begin_before) break;
      at = take(rule, match, groups);
    }
  }

  /// Accepts a match; where the search goes on.
  std::size_t take(std::uint16_t rule, const re2::StringPiece* match, int groups) {
    const auto whole_begin = static_cast<std::size_t>(match[0].data() - text_.data());
    const re2::StringPiece* value = std::find_if(
        match + 1, match + groups, [](const auto& group) { return group.data() != nullptr; });
    if (value == match + groups) value = match;
    accept(rule, static_cast<std::size_t>(value->data() - text_.data()), value->size());
    return searched_[rule] = whole_begin + std::max<std::size_t>(match[0].size(), 1);
  }

  void accept(std::uint16_t rule, std::size_t begin, std::size_t length) {
    if (length == 0 || !reach_.holds(begin)) return;
    const std::string_view value = text_.substr(begin, length);
    if (!verified(engines_, rule, Candidate{value, value})) return;
    const EvidenceSet evidence =
        engines_.verifiers[rule].present() ? bit(Evidence::check_digit) : EvidenceSet{0};
    found_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length),
                      rule, evidence, 0, false});
  }

  const RuleSet& rules_;
  const RuleSet::Engines& engines_;
  std::string_view text_;
  Owned reach_;
  std::vector<Found>& found_;
  std::vector<std::size_t> searched_;  ///< by rule: matches before here are known
};

}  // namespace

namespace {

/// A literal with a blank before it may be the first thing of all.
void find_at_start(const RuleSet& rules, std::string_view text, std::vector<Trigger>& triggers) {
  const RuleSet::Engines& engines = rules.engines();
  const auto same = [](char a, char b) { return ascii::lower(a) == ascii::lower(b); };
  for (const std::uint32_t id : engines.after_blank) {
    const std::string_view word = std::string_view(engines.literal_texts[id]).substr(1);
    if (word.size() > text.size() || !std::equal(word.begin(), word.end(), text.begin(), same))
      continue;
    const std::uint16_t rule = engines.literal_rules[id];
    triggers.push_back({rule, 0, word.size() + rules.rules()[rule].window});
  }
}

}  // namespace

void find_patterns(const RuleSet& rules, const Scratch& scratch, std::string_view text, Owned reach,
                   std::vector<Hit>& hits, std::vector<Found>& found,
                   std::vector<Trigger>& triggers) {
  const RuleSet::Engines& engines = rules.engines();
  std::optional<PatternFinder> finder;
  const auto get = [&]() -> PatternFinder& {
    if (!finder) finder.emplace(rules, text, reach, found);
    return *finder;
  };
  if (reach.begin == 0) find_at_start(rules, text, triggers);
  if (!engines.literals.empty()) {
    hits.clear();
    engines.literals.scan(text, hits);
    for (const Hit& hit : hits) {
      const std::uint16_t rule = engines.literal_rules[hit.id];
      const std::size_t begin = hit.end - engines.literal_texts[hit.id].size();
      if (engines.recognisers[rule] == nullptr) {
        get().around(rule, begin, hit.end);
        continue;
      }
      const std::size_t window = rules.rules()[rule].window;
      triggers.push_back({rule, begin > window ? begin - window : 0, hit.end + window});
    }
  }
  if (engines.regexes) {
    hits.clear();
    scratch.scan(*engines.regexes, text, hits);
    for (const Hit& hit : hits) get().around(static_cast<std::uint16_t>(hit.id), hit.end, hit.end);
  }
  for (std::uint16_t rule : engines.slow_rules) get().everywhere(rule);
}

}  // namespace braque::match
