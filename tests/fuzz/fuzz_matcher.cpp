// The matcher with the built-in rules over any text, as prose and in cells. Matches lie in the
// owned range, ascend and do not overlap; owning the range in two parts finds what owning it at
// once does.
//
// Input: a byte of switches, two for where the text is cut and owned, one that seeds the cells,
// then the text.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/check.hpp"
#include "drawn_cells.hpp"
#include "match/matcher.hpp"
#include "rule/parse_rules.hpp"

namespace {

using namespace braque;

const RuleSet& rules() {
  static const std::unique_ptr<const RuleSet> set = [] {
    ParsedRules parsed = parse_rules(embedded_rules());
    std::vector<RuleFault> faults;
    auto compiled = RuleSet::compile(std::move(parsed.rules), nullptr, faults);
    BRAQUE_CHECK(compiled != nullptr && faults.empty());
    return compiled;
  }();
  return *set;
}

std::vector<Match> find(Matcher& matcher, TextUnit unit, std::size_t begin, std::size_t end,
                        bool keep_all) {
  unit.owned_begin = begin;
  unit.owned_end = end;
  const auto found = matcher.match(unit);
  const auto owned = unit.text.substr(begin, end - begin);
  BRAQUE_CHECK(matcher.line_feeds() ==
               static_cast<std::uint64_t>(std::count(owned.begin(), owned.end(), '\n')));
  std::size_t last = 0;
  for (const Match& match : found) {
    BRAQUE_CHECK(match.start >= begin && match.start < end && match.start >= last);
    BRAQUE_CHECK(match.end > match.start && match.end <= unit.text.size());
    BRAQUE_CHECK(match.rule < rules().rules().size() && std::isfinite(match.logit));
    BRAQUE_CHECK(match.column == kNoColumn || match.column < unit.context.size());
    for (std::uint16_t other : match.alternatives)
      BRAQUE_CHECK(other == kNoRule || (other < rules().rules().size() && other != match.rule));
    // Asked for everything, it names what lost beside what won.
    last = keep_all ? match.start : match.end;
  }
  return {found.begin(), found.end()};
}

/// Overlapping candidates are settled over a bounded distance from the cut; endless rows of numbers
/// chain farther. What stands in lines of usual length must not depend on the cut.
bool has_short_lines(std::string_view text) {
  constexpr std::size_t kLine = 200;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') begin = i + 1;
    if (i - begin >= kLine) return false;
  }
  return true;
}

bool same(const Match& a, const Match& b) {
  const auto parts = [](const Match& m) {
    return std::tie(m.start, m.end, m.rule, m.column, m.evidence, m.logit, m.alternatives);
  };
  return parts(a) == parts(b);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHead = 4;
  if (size <= kHead) return 0;
  static Matcher matcher(rules());
  static const std::vector<ContextEntry> context = {{ContextRole::header, "nir"},
                                                    {ContextRole::header, "numero de telephone"},
                                                    {ContextRole::key, "iban"},
                                                    {ContextRole::label, "tax id"}};
  const bool keep_all = (data[0] & 1) != 0;
  matcher.set_keep_all(keep_all);
  fuzz::DrawnCells cells(data[3]);
  TextUnit unit;
  unit.text = {reinterpret_cast<const char*>(data) + kHead, size - kHead};
  if ((data[0] & 2) != 0) {
    unit.kind = UnitKind::cells;
    unit.cell_reader = &cells;
  }
  if ((data[0] & 6) != 0) unit.context = context;
  const std::size_t length = unit.text.size();
  const std::size_t begin = (data[0] & 8) != 0 ? length * (data[2] % 16) / 32 : 0;
  const std::size_t end = (data[0] & 8) != 0 ? length - length * (data[2] / 16) / 32 : length;
  const std::size_t cut = begin + (end - begin) * data[1] / 256;

  const std::vector<Match> whole = find(matcher, unit, begin, end, keep_all);
  std::vector<Match> parts = find(matcher, unit, begin, cut, keep_all);
  const std::vector<Match> second = find(matcher, unit, cut, end, keep_all);
  parts.insert(parts.end(), second.begin(), second.end());
  if (!has_short_lines(unit.text)) return 0;
  BRAQUE_CHECK(std::equal(whole.begin(), whole.end(), parts.begin(), parts.end(), same));
  return 0;
}
