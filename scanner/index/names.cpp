#include "index/names.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace braque::index {
namespace {

/// The value between the first and `last` whose name() is `text`.
template <typename Enum>
Enum from_name(std::string_view text, Enum last) noexcept {
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (name(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  return static_cast<Enum>(0);
}

template <typename Enum>
Enum from_number(std::int64_t number, Enum last) noexcept {
  return number < 0 || number > static_cast<std::int64_t>(last) ? static_cast<Enum>(0)
                                                                : static_cast<Enum>(number);
}

// What indexes hold: a new word goes to the end of its list.
static_assert(static_cast<int>(Confidence::high) == 3 &&
              static_cast<int>(Severity::critical) == 4 && static_cast<int>(Triage::assigned) == 4);

constexpr double kScoreUnits = 10'000;

}  // namespace

Confidence confidence_from_name(std::string_view text) noexcept {
  return from_name(text, Confidence::high);
}
Triage triage_from_name(std::string_view text) noexcept {
  return from_name(text, Triage::assigned);
}
Status status_from_name(std::string_view text) noexcept { return from_name(text, Status::skipped); }

Confidence confidence_from_number(std::int64_t number) noexcept {
  return from_number(number, Confidence::high);
}
Severity severity_from_number(std::int64_t number) noexcept {
  return from_number(number, Severity::critical);
}
Triage triage_from_number(std::int64_t number) noexcept {
  return from_number(number, Triage::assigned);
}
std::int64_t number_of_score(double score) noexcept { return std::llround(score * kScoreUnits); }
double score_from_number(std::int64_t number) noexcept {
  return static_cast<double>(number) / kScoreUnits;
}

Digest digest_from(std::string_view bytes) noexcept {
  Digest digest{};
  if (bytes.size() != digest.size()) return digest;
  std::transform(bytes.begin(), bytes.end(), digest.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  return digest;
}

std::string alternatives_json(const std::vector<Alternative>& alternatives) {
  if (alternatives.empty()) return {};
  auto json = nlohmann::json::array();
  for (const Alternative& other : alternatives) json.push_back({other.rule, other.score});
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<Alternative> alternatives_from_json(std::string_view text) {
  std::vector<Alternative> alternatives;
  if (text.empty()) return alternatives;
  auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_array()) return {};
  for (const auto& pair : json) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_number())
      return {};
    alternatives.push_back({pair[0].get<std::string>(), pair[1].get<double>()});
  }
  return alternatives;
}

std::string exact_rows_json(const std::optional<ExactRows>& exact) {
  if (!exact) return {};
  const nlohmann::json json = {{"list", exact->list},
                               {"list_rows", exact->list_rows},
                               {"row_count", exact->row_count},
                               {"keys", exact->keys}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<ExactRows> exact_rows_from_json(std::string_view text) {
  if (text.empty()) return std::nullopt;
  try {
    const auto json = nlohmann::json::parse(text);
    ExactRows exact;
    json.at("list").get_to(exact.list);
    json.at("list_rows").get_to(exact.list_rows);
    json.at("row_count").get_to(exact.row_count);
    json.at("keys").get_to(exact.keys);
    return exact;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

}  // namespace braque::index
