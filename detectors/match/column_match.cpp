// Patterns that stand behind a word ("CVV: 418") in tables, where the word stands above the column:
// each cell of such a column is read as "header: cell".
#include <algorithm>

#include "match/found.hpp"

namespace braque::match {
namespace {

constexpr std::string_view kColon = ": ";
/// Longer headers name nothing, longer cells are texts, which bring their own words.
constexpr std::size_t kHeaderBytesMax = 128;
constexpr std::size_t kCellBytesMax = 256;

struct Column {
  std::string line;                  ///< the header and a colon
  std::vector<std::uint16_t> rules;  ///< whose literals are in it
};

std::vector<Column> columns_of(const RuleSet::Engines& engines,
                               std::span<const ContextEntry> context, std::vector<Hit>& hits) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < context.size(); ++i) {
    if (context[i].text.empty() || context[i].text.size() > kHeaderBytesMax) continue;
    std::string line = context[i].text + std::string(kColon);
    hits.clear();
    engines.literals.scan(line, hits);
    std::vector<std::uint16_t> rules;
    for (const Hit& hit : hits) {
      const std::uint16_t rule = engines.literal_rules[hit.id];
      if (engines.patterns[rule] != nullptr) rules.push_back(rule);
    }
    if (rules.empty()) continue;
    std::sort(rules.begin(), rules.end());
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    columns.resize(i + 1);
    columns[i] = {std::move(line), std::move(rules)};
  }
  return columns;
}

class CellSearch {
 public:
  CellSearch(const RuleSet::Engines& engines, std::string_view text, Owned reach,
             std::vector<Found>& found)
      : engines_(engines), text_(text), reach_(reach), found_(found) {}

  void look(const Column& column, const Cell& cell) {
    line_ = column.line;
    const std::size_t header = line_.size();
    line_ += text_.substr(cell.start, cell.end - cell.start);
    for (const std::uint16_t rule : column.rules) {
      const re2::RE2& pattern = engines_.patterns[rule]->get();
      const int groups = std::min(pattern.NumberOfCapturingGroups(), 1) + 1;
      re2::StringPiece match[2];
      if (!pattern.Match(line_, 0, line_.size(), re2::RE2::UNANCHORED, match, groups)) continue;
      const re2::StringPiece value = groups > 1 && match[1].data() != nullptr ? match[1] : match[0];
      const auto at = static_cast<std::size_t>(value.data() - line_.data());
      if (at >= header && !value.empty()) accept(rule, cell.start + at - header, value.size());
    }
  }

 private:
  void accept(std::uint16_t rule, std::size_t begin, std::size_t length) {
    const std::string_view value = text_.substr(begin, length);
    if (!reach_.holds(begin) || !verified(engines_, rule, Candidate{value, value})) return;
    Found found{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length),
                rule};
    if (engines_.verifiers[rule].present())
      found.evidence = static_cast<EvidenceSet>(Evidence::check_digit);
    found_.push_back(found);
  }

  const RuleSet::Engines& engines_;
  std::string_view text_;
  Owned reach_;
  std::vector<Found>& found_;
  std::string line_;
};

}  // namespace

void find_in_columns(const RuleSet& rules, UnitView& view, Owned reach, std::vector<Hit>& hits,
                     std::vector<Found>& found) {
  const RuleSet::Engines& engines = rules.engines();
  if (view.kind() != UnitKind::cells || engines.literals.empty()) return;
  // Cut into cells only where a header asks for it; keys that are met later stand in the text.
  const std::vector<Column> columns = columns_of(engines, view.context(), hits);
  if (columns.empty()) return;
  CellSearch search(engines, view.text(), reach, found);
  for (const Cell& cell : view.cells()) {
    if (cell.column >= columns.size() || columns[cell.column].rules.empty()) continue;
    if (cell.end > cell.start && cell.end - cell.start <= kCellBytesMax)
      search.look(columns[cell.column], cell);
  }
}

}  // namespace braque::match
