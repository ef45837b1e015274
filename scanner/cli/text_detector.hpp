// `braque detect`: a text in memory, treated like the content of a text file, and the spans found.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "match/matcher.hpp"
#include "match/rule_set.hpp"
#include "model/budget.hpp"
#include "model/extractor.hpp"
#include "model/finding.hpp"

namespace braque::cli {

struct DetectedSpan {
  std::uint64_t start = 0;  ///< bytes [start, end) of the text
  std::uint64_t end = 0;
  std::uint16_t rule = kNoRule;
  double score = 0;  ///< after the column's judgement
  Confidence confidence = Confidence::none;
  EvidenceSet evidence = 0;
  SpecialEvidence special;
  std::array<std::uint16_t, 3> alternatives{kNoRule, kNoRule, kNoRule};
  std::array<float, 3> alternative_logits{};
};

/// Keeps its scratch memory between texts. One per thread; `rules` must outlive it.
class TextDetector : private UnitSink {
 public:
  /// `keep_all`: candidates below `low` are kept too, and what lost against another rule stands
  /// beside what won: for detect() with Confidence::none, the same place may come several times.
  TextDetector(const RuleSet& rules, bool keep_all);

  /// The spans from `min` up, in ascending order. Valid until the next call.
  std::span<const DetectedSpan> detect(std::string_view text, Confidence min);

 private:
  struct Column {
    std::uint32_t index;
    std::string name;
    std::uint64_t filled = 0;
  };
  struct Found {
    Match match;
    std::uint64_t start, end;
    std::size_t column;  ///< index into columns_, or npos
  };
  struct Passing {
    std::size_t column;
    std::uint16_t rule;
    std::uint64_t cells = 0;
    std::uint64_t last_cell = ~0ULL;  ///< start of the cell that passed last
  };

  void unit(TextUnit& unit) override;
  std::size_t column_of(const TextUnit& unit, std::uint32_t index);
  Passing& passing_of(std::size_t column, std::uint16_t rule);
  void read_windows(TextReader& reader, std::string_view text);
  void judge(Confidence min);

  const RuleSet& rules_;
  Matcher matcher_;
  Budget budget_;
  std::vector<Column> columns_;
  std::vector<Passing> passing_;
  std::vector<Found> found_;
  std::vector<DetectedSpan> spans_;
  std::uint64_t text_bytes_ = 0;
};

}  // namespace braque::cli
