#include "cli/text_detector.hpp"

#include <algorithm>

#include "classify/column.hpp"
#include "classify/score.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kHeadBytes = 64 << 10;

}  // namespace

TextDetector::TextDetector(const RuleSet& rules, bool keep_all) : rules_(rules), matcher_(rules) {
  matcher_.set_keep_all(keep_all);
}

std::span<const DetectedSpan> TextDetector::detect(std::string_view text, Confidence min) {
  columns_.clear();
  passing_.clear();
  found_.clear();
  spans_.clear();
  text_bytes_ = text.size();
  std::string_view head = text.substr(0, kHeadBytes);
  TextFormat format = detect_text_format(head, head.size() == text.size(), "");
  if (auto reader = make_text_reader(format, head, budget_)) read_windows(*reader, text);
  judge(min);
  return spans_;
}

void TextDetector::read_windows(TextReader& reader, std::string_view text) {
  std::size_t begin = 0;
  do {
    std::size_t end = std::min(text.size(), begin + budget_.window_bytes);
    std::size_t from = begin - std::min<std::size_t>(begin, budget_.overlap_bytes);
    std::size_t to = std::min(text.size(), end + budget_.overlap_bytes);
    Window window;
    window.bytes = text.substr(from, to - from);
    window.offset = from;
    window.owned_begin = begin - from;
    window.owned_end = end - from;
    window.last = end == text.size();
    reader.read(window, *this);
    begin = end;
  } while (begin < text.size());
}

std::size_t TextDetector::column_of(const TextUnit& unit, std::uint32_t index) {
  if (index >= unit.context.size()) return kNone;
  const std::string& name = unit.context[index].text;
  auto same = [&](const Column& column) { return column.index == index && column.name == name; };
  if (index < columns_.size() && same(columns_[index])) return index;
  auto found = std::find_if(columns_.begin(), columns_.end(), same);
  if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
  if (columns_.size() >= budget_.columns_max) return kNone;
  columns_.push_back({index, name});
  return columns_.size() - 1;
}

TextDetector::Passing& TextDetector::passing_of(std::size_t column, std::uint16_t rule) {
  auto found = std::find_if(passing_.begin(), passing_.end(), [&](const Passing& passing) {
    return passing.column == column && passing.rule == rule;
  });
  if (found != passing_.end()) return *found;
  passing_.push_back({column, rule});
  return passing_.back();
}

void TextDetector::unit(TextUnit& unit) {
  auto matches = matcher_.match(unit);
  if (matches.empty()) return;
  std::span<const Cell> cells;
  if (unit.kind == UnitKind::cells) cells = matcher_.cells();
  for (const Cell& cell : cells) {
    if (cell.start == cell.end || cell.start < unit.owned_begin || cell.start >= unit.owned_end)
      continue;
    std::size_t column = column_of(unit, cell.column);
    if (column != kNone) ++columns_[column].filled;
  }
  auto source = [&](std::uint32_t at) {
    return unit.offsets == nullptr ? std::uint64_t{at} : unit.offsets->source(at);
  };
  auto cell = cells.begin();
  for (const Match& match : matches) {
    Found found{match, source(match.start), source(match.end - 1) + 1, kNone};
    if (match.column != kNoColumn) found.column = column_of(unit, match.column);
    if (found.column != kNone) {
      while (cell != cells.end() && cell->end <= match.start) ++cell;
      Passing& passing = passing_of(found.column, match.rule);
      std::uint64_t at = cell == cells.end() ? found.start : source(cell->start);
      // A cell passes once for a rule, however often the rule matches in it.
      if (passing.last_cell != at) ++passing.cells;
      passing.last_cell = at;
    }
    found_.push_back(found);
  }
}

void TextDetector::judge(Confidence min) {
  std::vector<KinColumn> kin(columns_.size());
  for (const Passing& passing : passing_)
    kin[passing.column].add(rules_.rules()[passing.rule], passing.cells);
  for (const Found& found : found_) {
    const Rule& rule = rules_.rules()[found.match.rule];
    float logit = found.match.logit;
    if (found.column != kNone && found.match.special.level == SpecialLevel::none) {
      float judged = column_logit(
          rule, {columns_[found.column].filled, passing_of(found.column, found.match.rule).cells});
      EvidenceSet evidence = found.match.evidence;
      if (kin[found.column].holds(columns_[found.column].filled))
        KinColumn::speak_for(rule, evidence, logit);
      logit = with_column(rule, evidence, logit, judged);
    }
    DetectedSpan span;
    span.score = probability_of(logit);
    // Scores are added up as floats: 0.90 must not become 0.8999.
    span.confidence = confidence_of(span.score + 1e-6);
    if (span.confidence < min) continue;
    span.start = std::min(found.start, text_bytes_);
    span.end = std::min(std::max(found.end, found.start + 1), text_bytes_);
    span.rule = found.match.rule;
    span.evidence = found.match.evidence;
    span.special = found.match.special;
    span.alternatives = found.match.alternatives;
    span.alternative_logits = found.match.alternative_logits;
    if (span.start < span.end) spans_.push_back(span);
  }
  std::stable_sort(spans_.begin(), spans_.end(),
                   [](const DetectedSpan& a, const DetectedSpan& b) { return a.start < b.start; });
}

}  // namespace braque::cli
