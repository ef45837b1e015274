// Between the model's words and what the index stores for them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/reason.hpp"

namespace braque::index {

/// Words that are not known (an index that was tampered with) become the first of the list.
Confidence confidence_from_name(std::string_view text) noexcept;
Triage triage_from_name(std::string_view text) noexcept;
Status status_from_name(std::string_view text) noexcept;

/// What findings store for them: numbers, which are those of the enumerations. Others become the
/// first, too.
Confidence confidence_from_number(std::int64_t number) noexcept;
Severity severity_from_number(std::int64_t number) noexcept;
Triage triage_from_number(std::int64_t number) noexcept;
template <typename Enum>
constexpr std::int64_t number_of(Enum value) noexcept {
  return static_cast<std::int64_t>(value);
}
/// Scores are stored in ten thousandths.
std::int64_t number_of_score(double score) noexcept;
double score_from_number(std::int64_t number) noexcept;

/// 16 bytes; zero when there are not 16.
Digest digest_from(std::string_view bytes) noexcept;

/// [["rule", score], ...]; "" for none.
std::string alternatives_json(const std::vector<Alternative>& alternatives);
/// Empty when the text is not what alternatives_json() makes.
std::vector<Alternative> alternatives_from_json(std::string_view text);

/// {"list", "list_rows", "row_count", "keys"} of a finding of an exact list; "" for another.
std::string exact_rows_json(const std::optional<ExactRows>& exact);
/// None when the text is not what exact_rows_json() makes; without ExactRows::rows.
std::optional<ExactRows> exact_rows_from_json(std::string_view text);

}  // namespace braque::index
