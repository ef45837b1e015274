#include "rule/profile.hpp"

#include <algorithm>
#include <array>

#include "rule/toml_fields.hpp"

namespace braque {
namespace {

constexpr std::array<std::string_view, 6> kKeys = {"name",  "description", "description_fr",
                                                   "rules", "without",     "thresholds"};
constexpr std::array<std::string_view, 3> kLevels = {"low", "medium", "high"};

class ProfileReader : TomlFields {
 public:
  ProfileReader(const RuleFile& file, std::vector<RuleFault>& faults) : TomlFields(file, faults) {}

  void read(const toml::table& table, Profile& profile) {
    profile.origin = {file().name, 1};
    for (const auto& [key, value] : table) read_key(key, value, profile);
    if (profile.name.empty()) fault(1, "`name` is missing; it says how --profile calls it");
    if (profile.description.empty())
      fault(1, "`description` is missing; it says in English what is looked for");
    if (profile.rules.empty())
      fault(1, "`rules` is missing; it lists ids of rules, in which * stands for anything");
  }

 private:
  void read_key(const toml::key& key, const toml::node& value, Profile& profile) {
    const std::string_view name = key.str();
    if (name == "name")
      text(value, profile.name);
    else if (name == "description")
      text(value, profile.description);
    else if (name == "description_fr")
      text(value, profile.description_fr);
    else if (name == "rules")
      texts(value, profile.rules);
    else if (name == "without")
      texts(value, profile.without);
    else if (name == "thresholds")
      thresholds(value, profile);
    else
      unknown(key, kKeys);
  }

  void thresholds(const toml::node& node, Profile& profile) {
    const toml::table* table = node.as_table();
    if (table == nullptr)
      return fault(node.source().begin.line, "`thresholds` must be a table: \"id\" = \"level\"");
    for (const auto& [key, value] : *table) {
      ProfileThreshold threshold{std::string(key.str()), ""};
      text(value, threshold.level);
      if (value.is_string() &&
          std::find(kLevels.begin(), kLevels.end(), threshold.level) == kLevels.end())
        fault(value.source().begin.line, "there is no level \"" + threshold.level +
                                             "\"; use low, medium or high" +
                                             did_you_mean(threshold.level, kLevels));
      profile.thresholds.push_back(std::move(threshold));
    }
  }
};

bool fits_any(const std::vector<std::string>& patterns, const Rule& rule) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&rule](const std::string& pattern) { return fits_rule(pattern, rule); });
}

}  // namespace

bool fits_pattern(std::string_view pattern, std::string_view text) noexcept {
  // The last star is tried again one character further on: linear for texts of this length.
  std::size_t p = 0, i = 0, star = std::string_view::npos, resume = 0;
  while (i < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = i;
    } else if (p < pattern.size() && pattern[p] == text[i]) {
      ++p;
      ++i;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool fits_rule(std::string_view pattern, std::string_view id, std::string_view category) noexcept {
  constexpr std::string_view kCategory = "category:";
  if (pattern.starts_with(kCategory))
    return fits_pattern(pattern.substr(kCategory.size()), category);
  return fits_pattern(pattern, id);
}

bool fits_rule(std::string_view pattern, const Rule& rule) noexcept {
  return fits_rule(pattern, rule.id, rule.category);
}

bool Profile::chooses(const Rule& rule) const {
  return fits_any(rules, rule) && !fits_any(without, rule);
}

std::string_view Profile::threshold(const Rule& rule) const {
  const auto found =
      std::find_if(thresholds.rbegin(), thresholds.rend(),
                   [&rule](const ProfileThreshold& one) { return fits_rule(one.pattern, rule); });
  return found == thresholds.rend() ? std::string_view{} : std::string_view(found->level);
}

std::optional<Profile> parse_profile(const RuleFile& file, std::vector<RuleFault>& faults) {
  return read_toml_file<ProfileReader, Profile>(file, faults);
}

void check_profile(const Profile& profile, std::span<const Rule> rules,
                   std::vector<RuleFault>& faults) {
  std::vector<std::string> patterns = profile.rules;
  patterns.insert(patterns.end(), profile.without.begin(), profile.without.end());
  for (const ProfileThreshold& threshold : profile.thresholds)
    patterns.push_back(threshold.pattern);
  for (const std::string& pattern : patterns) {
    const bool used = std::any_of(rules.begin(), rules.end(),
                                  [&](const Rule& rule) { return fits_rule(pattern, rule); });
    if (!used)
      faults.push_back({profile.origin.file, profile.origin.line,
                        "\"" + pattern + "\" fits no rule; `braque rules list` lists them"});
  }
}

}  // namespace braque
