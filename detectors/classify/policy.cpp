#include "classify/policy.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "rule/profile.hpp"
#include "rule/toml_fields.hpp"

namespace braque {
namespace {

constexpr std::array<std::string_view, 5> kLabels = {"", "public", "internal", "confidential",
                                                     "restricted"};
constexpr std::array<std::string_view, 4> kKeys = {"name", "description", "default", "label"};
constexpr std::array<std::string_view, 6> kLabelKeys = {"label", "reason", "any",
                                                        "all",   "level",  "count"};
constexpr std::array<std::string_view, 2> kLevels = {"person", "vocabulary"};

std::uint64_t matches_of(const std::vector<std::string>& patterns, std::string_view level,
                         std::span<const PolicyFinding> findings) {
  std::uint64_t matches = 0;
  for (const PolicyFinding& finding : findings) {
    if (!level.empty() && finding.level != level) continue;
    // Words of special categories that are about nobody make no item sensitive.
    if (level.empty() && finding.level == "vocabulary") continue;
    const bool counts =
        std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
          return fits_rule(pattern, finding.rule, finding.category);
        });
    if (counts) matches += finding.count;
  }
  return matches;
}

}  // namespace

std::string_view name(Label label) noexcept { return kLabels[static_cast<std::size_t>(label)]; }

std::optional<Label> label_from_name(std::string_view name) noexcept {
  const auto found = std::find(kLabels.begin() + 1, kLabels.end(), name);
  if (found == kLabels.end()) return std::nullopt;
  return static_cast<Label>(found - kLabels.begin());
}

Label Policy::label(std::span<const PolicyFinding> findings) const {
  Label label = default_;
  for (const Condition& condition : conditions_)
    if (condition.label > label && holds(condition, findings)) label = condition.label;
  return label;
}

bool Policy::holds(const Condition& condition, std::span<const PolicyFinding> findings) {
  std::uint64_t total = 0;
  for (const auto& list : condition.all) {
    const std::uint64_t matches = matches_of(list, condition.level, findings);
    if (matches == 0) return false;
    total += matches;
  }
  if (condition.any.empty()) return total >= condition.count;
  return matches_of(condition.any, condition.level, findings) >= condition.count;
}

class PolicyReader : TomlFields {
 public:
  PolicyReader(const RuleFile& file, std::vector<RuleFault>& faults) : TomlFields(file, faults) {}

  void read(const toml::table& table, Policy& policy) {
    for (const auto& [key, value] : table) {
      const std::string_view name = key.str();
      if (name == "name")
        text(value, policy.name_);
      else if (name == "description")
        text(value, policy.description_);
      else if (name == "default")
        label(value, policy.default_);
      else if (name == "label")
        conditions(value, policy);
      else
        unknown(key, kKeys);
    }
    if (policy.name_.empty()) fault(1, "`name` is missing; it says how --policy calls it");
    if (policy.conditions_.empty())
      fault(1, "there is no [[label]]; each says when an item gets it");
    const XXH128_hash_t hash = XXH3_128bits(file().text.data(), file().text.size());
    std::array<char, 33> hex{};
    std::snprintf(hex.data(), hex.size(), "%016llx%016llx",
                  static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    policy.fingerprint_ = hex.data();
  }

 private:
  void filled(const toml::node& node, std::vector<std::string>& into) {
    texts(node, into);
    if (node.is_array() && into.empty()) fault(node, "must be a list of texts");
  }

  void label(const toml::node& node, Label& into) {
    std::string word;
    text(node, word);
    if (const auto found = label_from_name(word))
      into = *found;
    else
      fault(node,
            "there is no label \"" + word + "\"; use public, internal, confidential or restricted");
  }

  void conditions(const toml::node& node, Policy& policy) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return fault(node, "`label` must be a list of tables: [[label]]");
    for (const toml::node& element : *array) {
      const toml::table* table = element.as_table();
      if (table == nullptr)
        fault(element, "`label` must be a list of tables: [[label]]");
      else
        condition(*table, policy.conditions_.emplace_back());
    }
  }

  void condition(const toml::table& table, Policy::Condition& condition) {
    for (const auto& [key, value] : table) {
      const std::string_view name = key.str();
      if (name == "label")
        label(value, condition.label);
      else if (name == "reason")
        text(value, condition.reason);
      else if (name == "any")
        filled(value, condition.any);
      else if (name == "all")
        lists(value, condition.all);
      else if (name == "level")
        level(value, condition.level);
      else if (name == "count")
        count(value, condition.count);
      else
        unknown(key, kLabelKeys);
    }
    const std::size_t line = table.source().begin.line;
    if (condition.label == Label::none) fault(line, "`label` is missing in a [[label]]");
    if (condition.any.empty() && condition.all.empty())
      fault(line, "a [[label]] needs `any` or `all`");
  }

  void lists(const toml::node& node, std::vector<std::vector<std::string>>& into) {
    const toml::array* array = node.as_array();
    if (array == nullptr || array->empty()) return fault(node, "must be a list of lists of texts");
    for (const toml::node& element : *array) filled(element, into.emplace_back());
  }

  void level(const toml::node& node, std::string& into) {
    text(node, into);
    if (std::find(kLevels.begin(), kLevels.end(), into) == kLevels.end())
      fault(node, "there is no level \"" + into + "\"; use person or vocabulary");
  }

  void count(const toml::node& node, std::uint64_t& into) {
    const auto value = node.value_exact<std::int64_t>();
    if (value && *value > 0)
      into = static_cast<std::uint64_t>(*value);
    else
      fault(node, "must be a whole number from 1");
  }
};

std::optional<Policy> parse_policy(const RuleFile& file, std::vector<RuleFault>& faults) {
  return read_toml_file<PolicyReader, Policy>(file, faults);
}

}  // namespace braque
