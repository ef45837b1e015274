#include "fake_detect.hpp"

#include <algorithm>
#include <cctype>

#include "classify/column.hpp"
#include "classify/score.hpp"
#include "classify/value.hpp"
#include "match/matcher.hpp"

namespace braque {

struct RuleSet::Engines {};
RuleSet::RuleSet() = default;
std::vector<RuleSet::SpecialWeight> RuleSet::explain(const SpecialEvidence&) const { return {}; }
RuleSet::~RuleSet() = default;
std::unique_ptr<const RuleSet> RuleSet::compile(std::vector<Rule> rules, DatabaseCache*,
                                                std::vector<RuleFault>&) {
  std::unique_ptr<RuleSet> set(new RuleSet());
  set->rules_ = std::move(rules);
  return set;
}

struct Matcher::State {
  std::vector<Match> matches;
  std::vector<Cell> cells;
  std::uint64_t line_feeds = 0;
};
Matcher::Matcher(const RuleSet&) : state_(std::make_unique<State>()) {}
Matcher::~Matcher() = default;

namespace {

bool is_word(std::string_view text, std::size_t at) {
  return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
}

bool matches_at(std::string_view text, std::size_t at, std::string_view prefix,
                std::size_t digits) {
  if (text.compare(at, prefix.size(), prefix) != 0) return false;
  const std::size_t end = at + prefix.size() + digits;
  if (end > text.size() || (at > 0 && is_word(text, at - 1)) || is_word(text, end)) return false;
  for (std::size_t i = at + prefix.size(); i < end; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  return true;
}

}  // namespace

std::span<const Match> Matcher::match(TextUnit& unit) {
  State& state = *state_;
  state.matches.clear();
  state.cells.clear();
  const std::string_view owned =
      unit.text.substr(unit.owned_begin, unit.owned_end - unit.owned_begin);
  state.line_feeds = static_cast<std::uint64_t>(std::count(owned.begin(), owned.end(), '\n'));
  for (std::size_t at = unit.owned_begin; at < unit.owned_end; ++at) {
    const char c = unit.text[at];
    if (c != 'I' && c != 'W') continue;
    Match match;
    match.start = static_cast<std::uint32_t>(at);
    if (c == 'I' && matches_at(unit.text, at, "ID", 6)) {
      match.rule = 0;
      match.end = match.start + 8;
      if (at >= 3 && unit.text.substr(at - 3, 3) == "ok ") {
        match.evidence = static_cast<EvidenceSet>(Evidence::label);
        match.logit = 3;
      }
    } else if (c == 'W' && unit.kind == UnitKind::cells && matches_at(unit.text, at, "WK", 4)) {
      match.rule = 1;
      match.end = match.start + 6;
      match.logit = -2;
      match.alternatives[0] = 0;
      match.alternative_logits[0] = -1;
    } else {
      continue;
    }
    state.matches.push_back(match);
  }
  if (!state.matches.empty() && unit.cell_reader != nullptr) {
    unit.cell_reader->read_cells(unit, state.cells);
    for (Match& match : state.matches)
      for (const Cell& cell : state.cells)
        if (match.start >= cell.start && match.start < cell.end)
          match.column = static_cast<std::uint16_t>(cell.column);
  }
  return state.matches;
}

void Matcher::about(std::string_view) {}
std::uint64_t Matcher::line_feeds() const { return state_->line_feeds; }
const RuleBits& Matcher::candidates() const {
  static const RuleBits kNone;
  return kNone;
}
std::span<const Cell> Matcher::cells() const { return state_->cells; }

float logit_of(const Rule&, EvidenceSet evidence) { return evidence == 0 ? 0.0F : 3.0F; }
float capped(const Rule&, EvidenceSet, float logit) { return logit; }

const WeightedEvidence* evidence_table(std::size_t& count) {
  static constexpr WeightedEvidence kTable[] = {{Evidence::label, "context word before", 3.0F}};
  count = 1;
  return kTable;
}

float column_logit(const Rule&, const ColumnCounts& counts) {
  if (counts.filled < 5) return 0;
  return counts.passing * 2 > counts.filled ? 4.0F : -4.0F;
}

void KinColumn::add(const Rule&, std::uint64_t) {}
bool KinColumn::holds(std::uint64_t) const { return false; }
void KinColumn::speak_for(const Rule&, EvidenceSet&, float&) {}

float with_column(const Rule&, EvidenceSet, float logit, float column) { return logit + column; }

std::string mask(const Rule&, RawValue value, std::uint16_t) {
  const std::string_view bytes = value.bytes_for_keyed_hash();
  return std::string(bytes.size() - 2, '*') + std::string(bytes.substr(bytes.size() - 2));
}

void normalise(const Rule&, RawValue value, std::uint16_t, std::string& out) {
  out.assign(value.bytes_for_keyed_hash());
}

int severity(const Rule&, std::uint64_t count) { return count >= 100 ? 3 : 1; }

namespace test {

std::unique_ptr<const RuleSet> fake_rules() {
  std::vector<Rule> rules(2);
  rules[0].id = rules[0].kind = "test.id";
  rules[0].name = "Test number";
  rules[1].id = rules[1].kind = "test.weak";
  rules[1].name = "Weak number";
  std::vector<RuleFault> faults;
  return RuleSet::compile(std::move(rules), nullptr, faults);
}

}  // namespace test
}  // namespace braque
