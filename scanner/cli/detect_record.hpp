// One line of `braque detect --jsonl`: {"id","text"} in, {"id","spans","categories"} out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/text_detector.hpp"
#include "match/rule_set.hpp"

namespace braque::cli {

struct DetectRequest {
  std::string id;    ///< JSON, as it goes back; "null" when there was none
  std::string text;  ///< UTF-8
};

/// Nothing when the line is not a JSON object with a string "text".
std::optional<DetectRequest> parse_detect_request(std::string_view line);

enum class OffsetUnit : unsigned char { code_points, bytes };

/// Appends the answer with its line feed. `categories` lists the Art. 9 and 10 categories found at
/// level `person`.
void append_detect_answer(std::string& out, const DetectRequest& request,
                          std::span<const DetectedSpan> spans, const RuleSet& rules,
                          OffsetUnit unit, bool explain);

/// Code points before byte `position`, counted from wherever the last call ended.
class CodePointCounter {
 public:
  explicit CodePointCounter(std::string_view text) : text_(text) {}
  /// A position inside a character counts as its start.
  std::uint64_t start(std::uint64_t position);
  /// A position inside a character counts as its end.
  std::uint64_t end(std::uint64_t position);

 private:
  std::string_view text_;
  std::uint64_t position_ = 0, count_ = 0;
};

/// Of what the span's score is made: "context word directly before it +1.80", one for each piece.
std::vector<std::string> evidence_lines(const RuleSet& rules, const DetectedSpan& span);

}  // namespace braque::cli
