#include "match/matcher.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "classify/score.hpp"
#include "match/context.hpp"
#include "match/crowd.hpp"
#include "match/found.hpp"
#include "match/lookalike.hpp"
#include "match/published.hpp"
#include "match/resolve.hpp"
#include "recognise/name_memory.hpp"
#include "special/program_text.hpp"

namespace braque {

using match::Found;

struct Matcher::State {
  explicit State(const RuleSet& set)
      : rules(set), scratch(set.engines().databases()), context(set.engines().keywords) {
    for (const Rule& rule : set.rules()) bits.push_back(static_cast<std::uint8_t>(rule_bit(rule.id)));
  }

  const RuleSet& rules;
  match::Scratch scratch;
  match::ContextSearch context;
  std::vector<match::Hit> hits;
  std::vector<Found> found;   ///< of a stretch
  std::vector<Found> others;  ///< of the unit, by other engines than shapes
  std::vector<SearchRange> numbers;
  std::vector<match::Trigger> triggers;
  std::vector<Recognised> recognised;
  std::vector<Cell> cells;
  names::Memory names;
  std::vector<Match> matches;
  std::uint64_t line_feeds = 0;
  std::vector<std::uint8_t> bits;  ///< by rule
  RuleBits met;                    ///< in the unit
  bool keep_all = false;
  bool among_examples = false;  ///< by the item's path
  special::WordMemory special_words;
  special::DocumentPerson document;
  std::vector<std::uint32_t> special_places;

  std::size_t settled = 0;        ///< matches before this index overlap nothing that follows
  std::uint32_t pending_end = 0;  ///< where the last of the others ends

  void match(UnitView& view, const TextUnit& unit);
  void find_others(UnitView& view, const TextUnit& unit, match::Owned reach);
  void find_shapes(UnitView& view, const TextUnit& unit, match::Owned owned, match::Owned stretch);
  void take_others(std::size_t before, std::size_t& next);
  void find_special(UnitView& view, const TextUnit& unit);
  void add_special(const TextUnit& unit, std::span<const special::SpecialFound> terms);
  void score(const TextUnit& unit);
  void settle(const TextUnit& unit);
  void add_losers(std::span<const Match> candidates);
  void look_whether_published(const TextUnit& unit, Match& match) const;
  match::Published published(const TextUnit& unit, const Match& match, bool person) const;
  void score_one(const TextUnit& unit, const Found& found);
  bool needs_context(const TextUnit& unit, EvidenceSet evidence, float logit) const;
  float prior_of(const Found& candidate) const;
  bool hopeless(const TextUnit& unit, const Found& found);
  const match::Neighbourhood& around(const TextUnit& unit, const Found& found, bool in_cell);

  /// What stands around one place: many rules ask about the same.
  struct Surroundings {
    std::uint32_t begin = 0, end = 0;  ///< both 0: nothing is known
    char separator = 0;
    bool in_cell = false;
    match::Neighbourhood said;
  } surroundings;
};

Matcher::Matcher(const RuleSet& rules) : state_(std::make_unique<State>(rules)) {}
Matcher::~Matcher() = default;

/// Candidates that begin so near to the owned range are looked at too: one of them may win the
/// bytes that a candidate of the range wants, and both units must come to the same result.
constexpr std::size_t kReach = 512;

/// Shapes are found and scored by stretches: a number of eight digits has the form of thirty rules,
/// and a table of such numbers would fill memory with candidates that one of them outdoes.
constexpr std::size_t kStretch = 64 * 1024;

/// An object, not a function, so that sorting does not call it through a pointer.
constexpr auto kStandsBefore = [](const Found& a, const Found& b) {
  return a.begin != b.begin ? a.begin < b.begin : a.rule < b.rule;
};

void Matcher::State::match(UnitView& view, const TextUnit& unit) {
  line_feeds = 0;
  settled = pending_end = 0;
  surroundings = {};
  const match::Owned owned{unit.owned_begin, unit.owned_end};
  if (owned.begin >= owned.end) return;
  const match::Owned reach{owned.begin - std::min(owned.begin, kReach),
                           std::min(unit.text.size(), owned.end + kReach)};
  find_others(view, unit, reach);
  std::size_t next_other = 0;
  bool begun = false;
  for (std::size_t at = reach.begin; at < reach.end; at += kStretch) {
    const match::Owned stretch{at, std::min(reach.end, at + kStretch)};
    find_shapes(view, unit, owned, stretch);
    take_others(stretch.end, next_other);
    if (found.empty()) continue;
    if (!begun) context.begin(unit, view.cells());
    begun = true;
    score(unit);
  }
  settle(unit);
}

void Matcher::State::find_others(UnitView& view, const TextUnit& unit, match::Owned reach) {
  others.clear();
  triggers.clear();
  match::find_patterns(rules, scratch, unit.text, reach, hits, others, triggers);
  match::find_in_columns(rules, view, reach, hits, others);
  match::find_recognised(rules.engines(), view, reach, triggers, recognised, others);
  std::sort(others.begin(), others.end(), kStandsBefore);
}

void Matcher::State::find_shapes(UnitView& view, const TextUnit& unit, match::Owned owned,
                                 match::Owned stretch) {
  found.clear();
  numbers.clear();
  match::Owned counted{std::max(owned.begin, stretch.begin), std::min(owned.end, stretch.end)};
  if (counted.begin >= counted.end) counted = {stretch.end, stretch.end};
  std::uint64_t feeds = 0;
  match::find_shapes(rules.engines(), unit.text, counted, stretch, found, numbers, feeds);
  line_feeds += feeds;
  match::find_in_numbers(rules.engines(), view, stretch, numbers, recognised, found);
}

/// Adds those of `others` that begin before a position, and brings all into order.
void Matcher::State::take_others(std::size_t before, std::size_t& next) {
  while (next < others.size() && others[next].begin < before) found.push_back(others[next++]);
  // Shapes alone come in order nearly always.
  if (!std::is_sorted(found.begin(), found.end(), kStandsBefore))
    std::sort(found.begin(), found.end(), kStandsBefore);
}

using weights::evidence::kCertain;

bool Matcher::State::needs_context(const TextUnit& unit, EvidenceSet evidence, float logit) const {
  if (logit >= kCertain) return false;
  // Too far below for any context word, and no column to judge it. A label takes back the look of a
  // timestamp as well.
  const float best_context =
      weights::evidence::kLabel -
      (has(evidence, Evidence::timestamp) ? weights::evidence::kTimestamp : 0.0F);
  return keep_all || unit.kind == UnitKind::cells || logit + best_context >= kStoredLogit;
}

float Matcher::State::prior_of(const Found& candidate) const {
  return candidate.logit == match::kRulePrior ? rules.engines().prior_logits[candidate.rule]
                                              : candidate.logit;
}

/// Without a word for it, such a candidate would be thrown away in the end; a number has many of
/// them. In tables a column of them would be worth `low` at most: every column of row numbers would
/// be one.
bool Matcher::State::hopeless(const TextUnit& unit, const Found& candidate) {
  if (keep_all || !candidate.guarded) return false;
  if (prior_of(candidate) + weights::evidence::kSeparators >= kStoredLogit) return false;
  const Cell* cell = context.cell_at(candidate.begin);
  if (cell != nullptr && !rules.rules()[candidate.rule].needs_context) return false;
  if (cell == nullptr && unit.kind == UnitKind::prose) {
    // Looking at the neighbouring bytes is cheaper than searching for words, and refuses more.
    const match::Neighbourhood& neighbours = around(unit, candidate, false);
    if (neighbours.refused) return true;
    const auto evidence = static_cast<EvidenceSet>(candidate.evidence | neighbours.evidence);
    if (!needs_context(unit, evidence,
                       logit_of(rules.rules()[candidate.rule], prior_of(candidate), evidence)))
      return true;
  }
  return !context.may_speak(candidate.rule, candidate.begin, candidate.end, cell);
}

const match::Neighbourhood& Matcher::State::around(const TextUnit& unit, const Found& candidate,
                                                   bool in_cell) {
  Surroundings& known = surroundings;
  if (known.end == 0 || known.begin != candidate.begin || known.end != candidate.end ||
      known.separator != candidate.separator || known.in_cell != in_cell) {
    known = {candidate.begin, candidate.end, candidate.separator, in_cell, {}};
    known.said =
        match::look_around(unit.text, candidate.begin, candidate.end, candidate.separator, in_cell);
  }
  return known.said;
}

/// A word directly before a number, or above its column, says better what it is than its look does:
/// one in five numbers of ten digits that begin with 1 or 2 could be a time of these years.
constexpr bool is_named(EvidenceSet evidence) {
  return has(evidence, Evidence::label) || has(evidence, Evidence::header);
}

constexpr EvidenceSet without_guess(EvidenceSet evidence) {
  const auto guess = static_cast<EvidenceSet>(Evidence::timestamp);
  return is_named(evidence) ? static_cast<EvidenceSet>(evidence & ~guess) : evidence;
}

/// Only what would be reported and no word names is worth a look at the numbers around; what
/// is certain from its form stands among any numbers.
bool may_be_chance(const Rule& rule, const Found& candidate, EvidenceSet evidence, float prior,
                   float logit) {
  const bool number = rule.shape.empty() || rule.shape == "number";  // addresses of devices are not
  return candidate.guarded && number && logit >= kLowCapLogit && prior < kCertain &&
         !is_named(evidence);
}

/// Does a value of words stand amid others in its cell? Two words of two letters at least.
bool stands_in_text(const Rule& rule, std::string_view text, const Cell& cell,
                    const Found& candidate) {
  if (rule.recogniser.empty() || cell.end - cell.start <= candidate.end - candidate.begin + 4)
    return false;
  int words = 0;
  const auto count = [&](std::size_t from, std::size_t to) {
    std::size_t letters = 0;
    for (std::size_t i = from; i < to && words < 2; ++i) {
      letters = ascii::is_letter(text[i]) || static_cast<unsigned char>(text[i]) >= 0x80
                    ? letters + 1
                    : 0;
      if (letters == 2) ++words;
    }
  };
  constexpr std::size_t kBeside = 64;
  count(
      std::max<std::size_t>(cell.start, candidate.begin > kBeside ? candidate.begin - kBeside : 0),
      candidate.begin);
  count(candidate.end, std::min<std::size_t>(cell.end, candidate.end + kBeside));
  return words >= 2;
}

void Matcher::State::score_one(const TextUnit& unit, const Found& candidate) {
  const Rule& rule = rules.rules()[candidate.rule];
  const Cell* cell = context.cell_at(candidate.begin);
  EvidenceSet evidence = candidate.evidence;
  if (candidate.guarded) {
    const match::Neighbourhood& neighbours = around(unit, candidate, cell != nullptr);
    if (neighbours.refused) return;
    evidence |= neighbours.evidence;
  }
  if (cell != nullptr && stands_in_text(rule, unit.text, *cell, candidate))
    evidence |= static_cast<EvidenceSet>(Evidence::in_text);
  const float prior = prior_of(candidate);
  float logit = logit_of(rule, prior, evidence);
  if (needs_context(unit, evidence, logit)) {
    evidence |= context.evidence(candidate.rule, candidate.begin, candidate.end, cell);
    evidence = without_guess(evidence);
    logit = logit_of(rule, prior, evidence);
  }
  if (may_be_chance(rule, candidate, evidence, prior, logit) &&
      match::among_numbers(rules.engines().verifiers[candidate.rule], unit.text, candidate.begin,
                           candidate.end)) {
    evidence |= static_cast<EvidenceSet>(Evidence::crowd);
    logit = logit_of(rule, prior, evidence);
  }
  Match match;
  match.start = candidate.begin;
  match.end = candidate.end;
  match.rule = candidate.rule;
  match.column = cell != nullptr && cell->column < kNoColumn
                     ? static_cast<std::uint16_t>(cell->column)
                     : kNoColumn;
  match.evidence = evidence;
  match.country = candidate.country;
  match.logit = logit;
  pending_end = std::max(pending_end, match.end);
  matches.push_back(match);
}

void Matcher::State::score(const TextUnit& unit) {
  constexpr std::size_t kPendingMax = 1024;
  for (const Found& candidate : found) {
    met[bits[candidate.rule]] = true;
    // Nothing that is still to come overlaps what ends before it begins.
    if (matches.size() - settled >= kPendingMax && candidate.begin >= pending_end) settle(unit);
    if (!hopeless(unit, candidate)) score_one(unit, candidate);
  }
}

/// Below `high` it does not matter, and what a manual or licence prints says nothing about
/// addresses on networks.
bool may_be_published(const Rule& rule, float logit) {
  if (logit <= kMediumCapLogit) return false;
  return rule.shape.empty() || rule.shape == "number" || rule.shape == "mac";
}

/// Letters and digits, and few: what manuals and tests write for a password, and careless people.
bool is_simple(std::string_view value) {
  constexpr std::size_t kLongest = 12;
  return value.size() <= kLongest && std::all_of(value.begin(), value.end(), ascii::is_alnum);
}

bool counts(match::Published published, const Rule& rule, std::string_view value) {
  constexpr std::string_view kOfOrganisations = "contact location company tax_id";
  switch (published) {
    case match::Published::example:
      return true;
    // A password in a program works.
    case match::Published::program:
      return rule.category != "credential" || is_simple(value);
    case match::Published::licence:
      return rule.recogniser == "person_name" ||
             kOfOrganisations.find(rule.category) != std::string_view::npos;
    case match::Published::authors:
      return rule.recogniser == "person_name";
    case match::Published::no:
      break;
  }
  return false;
}

bool key_is_one_of(const TextUnit& unit, const Cell& cell,
                   std::span<const std::string_view> small_keys) {
  if (cell.column >= unit.context.size()) return false;
  const std::string& key = unit.context[cell.column].text;
  return std::any_of(small_keys.begin(), small_keys.end(), [&key](std::string_view known) {
    return std::equal(known.begin(), known.end(), key.begin(), key.end(),
                      [](char a, char b) { return a == ascii::lower(b); });
  });
}

/// Is the cell a message or remark, by its key? What other messages talk about says nothing of it.
bool is_message(const TextUnit& unit, const Cell& cell) {
  static constexpr std::array<std::string_view, 7> kKeys = {"text",    "message", "msg", "body",
                                                            "content", "comment", "note"};
  return key_is_one_of(unit, cell, kKeys);
}

/// Does the cell say what something in a program is for?
bool is_documentation(const TextUnit& unit, const Cell& cell) {
  static constexpr std::array<std::string_view, 4> kKeys = {"documentation", "docstring", "help",
                                                            "help_text"};
  return key_is_one_of(unit, cell, kKeys);
}

/// Cells are data, unless they hold a text. `person`: about one, or a name.
match::Published Matcher::State::published(const TextUnit& unit, const Match& match,
                                           bool person) const {
  constexpr std::uint32_t kShortestText = 400;
  std::size_t from = 0, to = unit.text.size();
  const auto cell = std::partition_point(cells.begin(), cells.end(),
                                         [&match](const Cell& c) { return c.end <= match.start; });
  if (cell != cells.end() && cell->start <= match.start) {
    // Lines of a key and a value ("Signed-off-by: ...") are text as well, where names of authors
    // stand.
    const bool of_table = cell->column >= unit.context.size() ||
                          unit.context[cell->column].role == ContextRole::header;
    if (among_examples && !of_table && !person) return match::Published::example;
    if (!of_table && is_documentation(unit, *cell)) return match::Published::example;
    if (of_table || !person || is_message(unit, *cell)) {
      from = cell->start, to = cell->end;
      if (to - from < kShortestText) return match::Published::no;
    }
  } else if (among_examples && !person) {
    return match::Published::example;
  }
  return match::published(unit.text, match.start, match.end, from, to, person);
}

void Matcher::State::look_whether_published(const TextUnit& unit, Match& match) const {
  const Rule& rule = rules.rules()[match.rule];
  if (!may_be_published(rule, match.logit)) return;
  if (!counts(published(unit, match, rule.recogniser == "person_name"), rule,
              unit.text.substr(match.start, match.end - match.start)))
    return;
  match.evidence |= static_cast<EvidenceSet>(Evidence::published);
  match.logit = capped(rule, match.evidence, match.logit);
}

/// Everything that passed its check is asked for: what lost against another stays beside it.
void Matcher::State::add_losers(std::span<const Match> candidates) {
  const auto stands = [](const Match& a, const Match& b) {
    return a.start == b.start ? a.rule < b.rule : a.start < b.start;
  };
  const std::vector<Match> winners(matches.begin() + static_cast<std::ptrdiff_t>(settled),
                                   matches.end());
  auto next = winners.begin();
  for (const Match& candidate : candidates) {
    while (next != winners.end() && next->end <= candidate.start) ++next;
    bool won = false;
    for (auto winner = next; winner != winners.end() && winner->start < candidate.end; ++winner)
      won = won || winner->rule == candidate.rule;
    // Two forms of a rule may accept the same.
    const Match* last = matches.size() > settled + winners.size() ? &matches.back() : nullptr;
    const bool again = last != nullptr && last->rule == candidate.rule &&
                       last->start == candidate.start && last->end == candidate.end;
    if (!won && !again) matches.push_back(candidate);
  }
  std::stable_sort(matches.begin() + static_cast<std::ptrdiff_t>(settled), matches.end(), stands);
}

/// Resolves the overlaps of the matches behind `settled` and keeps of them what belongs to the
/// unit.
void Matcher::State::settle(const TextUnit& unit) {
  std::vector<Match> candidates;
  if (keep_all)
    candidates.assign(matches.begin() + static_cast<std::ptrdiff_t>(settled), matches.end());
  match::resolve_overlaps(matches, settled);
  if (keep_all) add_losers(candidates);
  for (std::size_t i = settled; i < matches.size(); ++i) look_whether_published(unit, matches[i]);
  const auto unwanted = [this, &unit](const Match& match) {
    if (match.start < unit.owned_begin || match.start >= unit.owned_end) return true;
    return !keep_all && match.logit < kStoredLogit && match.column == kNoColumn;
  };
  const auto first = matches.begin() + static_cast<std::ptrdiff_t>(settled);
  matches.erase(std::remove_if(first, matches.end(), unwanted), matches.end());
  settled = matches.size();
}

/// Terms of special categories say something of a text in which other rules find values: they are
/// added beside those, not instead.
void Matcher::State::find_special(UnitView& view, const TextUnit& unit) {
  const RuleSet::Engines& engines = rules.engines();
  if (engines.special == nullptr) return;
  special_places.clear();
  const auto search = [&](std::size_t begin, std::size_t end) {
    const auto first = static_cast<std::ptrdiff_t>(special_places.size());
    engines.special_starts.scan(unit.text, begin, end, special_places);
    const auto parts = static_cast<std::ptrdiff_t>(special_places.size());
    hits.clear();
    engines.special_parts.scan(std::string_view(unit.text).substr(begin, end - begin), hits);
    for (const match::Hit& hit : hits) {
      const std::size_t hit_end = begin + hit.end;
      if (engines.special->counts(unit.text, hit.id, hit_end))
        special_places.push_back(
            engines.special->begin_of(hit.id, static_cast<std::uint32_t>(hit_end)));
    }
    std::sort(special_places.begin() + parts, special_places.end());
    std::inplace_merge(special_places.begin() + first, special_places.begin() + parts,
                       special_places.end());
  };
  // Cells are somebody's data, whatever signs there are.
  if (unit.kind == UnitKind::cells)
    search(0, unit.text.size());
  else
    special::for_prose(unit.text, search);
  if (special_places.empty() && unit.kind != UnitKind::cells) return;
  const std::size_t before = matches.size();
  // Few more than that can come: doubling would take twice what a text of nothing but terms needs.
  matches.reserve(before + special_places.size());
  engines.special->find(
      view, {unit.owned_begin, unit.owned_end}, special_places, special_words, document,
      [&](std::span<const special::SpecialFound> terms) { add_special(unit, terms); });
  if (matches.size() == before) return;
  std::inplace_merge(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(before),
                     matches.end(),
                     [](const Match& a, const Match& b) { return a.start < b.start; });
}

void Matcher::State::add_special(const TextUnit& unit,
                                 std::span<const special::SpecialFound> terms) {
  for (const special::SpecialFound& one : terms) {
    Match& match = matches.emplace_back();
    match.start = one.begin;
    match.end = one.end;
    match.rule = one.rule;
    match.column = one.column;
    match.logit = one.logit;
    match.special = one.evidence;
    if (match.special.level != SpecialLevel::person || match.logit <= kLowCapLogit) continue;
    // Change logs, licences and comments of programs name people and things beside one another.
    const match::Published where = published(unit, match, true);
    if (where == match::Published::no || where == match::Published::example) continue;
    if (rules.rules()[match.rule].category == "comment") {
      matches.pop_back();
      continue;
    }
    match.special.level = SpecialLevel::vocabulary;
    match.logit = kLowCapLogit;
  }
}

std::span<const Match> Matcher::match(TextUnit& unit) {
  State& state = *state_;
  state.matches.clear();
  state.cells.clear();
  state.names.forget();
  state.met.reset();
  UnitView view(unit, state.cells, &state.names);
  state.match(view, unit);
  if (unit.owned_begin < unit.owned_end) state.find_special(view, unit);
  return state.matches;
}

void Matcher::about(std::string_view path) {
  state_->document.about(path);
  state_->among_examples = match::is_path_of_examples(path);
}
const RuleBits& Matcher::candidates() const { return state_->met; }
std::uint64_t Matcher::line_feeds() const { return state_->line_feeds; }
std::span<const Cell> Matcher::cells() const { return state_->cells; }
void Matcher::set_keep_all(bool keep_all) { state_->keep_all = keep_all; }

}  // namespace braque
