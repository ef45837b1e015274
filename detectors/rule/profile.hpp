// A profile: a choice of rules by their ids, and from which confidence each is shown. Written in
// TOML:
//     name        = "pci"
//     description = "Payment cards and what belongs to them"
//     rules       = ["pci.*", "category:financial"]   # * stands for anything
//     without     = ["pci.expiry"]
//     [thresholds]
//     "eu.iban"   = "high"                            # low, medium, high; the last entry that fits
//     holds
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rule/parse_rules.hpp"

namespace braque {

struct ProfileThreshold {
  std::string pattern;
  std::string level;  ///< low, medium or high
};

struct Profile {
  std::string name;
  std::string description;     ///< English
  std::string description_fr;  ///< empty: `description`
  std::vector<std::string> rules, without;
  std::vector<ProfileThreshold> thresholds;
  RuleOrigin origin;

  bool chooses(const Rule& rule) const;
  /// The threshold of a rule, or "".
  std::string_view threshold(const Rule& rule) const;
};

/// Reads one file; empty when faults were appended.
std::optional<Profile> parse_profile(const RuleFile& file, std::vector<RuleFault>& faults);

/// Appends a fault for every pattern of the profile that fits none of the rules: a slip of the pen.
void check_profile(const Profile& profile, std::span<const Rule> rules,
                   std::vector<RuleFault>& faults);

/// Does the text fit a pattern in which * stands for anything?
bool fits_pattern(std::string_view pattern, std::string_view text) noexcept;
/// Does a rule's id fit a pattern in which * stands for anything? Behind "category:" its category.
bool fits_rule(std::string_view pattern, std::string_view id, std::string_view category) noexcept;
bool fits_rule(std::string_view pattern, const Rule& rule) noexcept;

/// The profile files compiled into the program, in the order of their names.
std::span<const RuleFile> embedded_profiles();

}  // namespace braque
