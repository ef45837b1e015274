// A policy: which label an item gets by what was found in it, and how great the risk is. Written in
// TOML (rules/policies):
//     name        = "gdpr"
//     description = "Personal data by the harm that its loss would do"
//     default     = "internal"           # of what was read and has nothing of the below
//     [[label]]
//     label  = "restricted"              # public, internal, confidential, restricted
//     reason = "health data beside names"
//     all    = [["category:health"], ["intl.person_name", "category:national_id"]]
//     any    = ["art9.*"]                # one of these
//     level  = "person"                  # of the findings that count
//     count  = 100                       # matches of those in `any` (of all lists, without `any`)
// The highest label that holds is the item's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/parse_rules.hpp"

namespace braque {

enum class Label : std::uint8_t { none, public_, internal, confidential, restricted };

/// "" for none.
std::string_view name(Label label) noexcept;
std::optional<Label> label_from_name(std::string_view name) noexcept;

/// What a policy needs to know of a finding.
struct PolicyFinding {
  std::string_view rule, category, level;
  std::uint64_t count = 0;
};

class Policy {
 public:
  /// Of an item that was read, with the findings that are shown.
  Label label(std::span<const PolicyFinding> findings) const;

  const std::string& name() const { return name_; }
  const std::string& description() const { return description_; }
  /// Equal fingerprints, equal labels.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  friend class PolicyReader;
  struct Condition {
    Label label = Label::none;
    std::string reason, level;
    std::vector<std::string> any;
    std::vector<std::vector<std::string>> all;
    std::uint64_t count = 1;
  };
  static bool holds(const Condition& condition, std::span<const PolicyFinding> findings);

  std::string name_, description_, fingerprint_;
  Label default_ = Label::internal;
  std::vector<Condition> conditions_;
};

/// Reads one file; empty when faults were appended.
std::optional<Policy> parse_policy(const RuleFile& file, std::vector<RuleFault>& faults);

/// The policy files compiled into the program, in the order of their names.
std::span<const RuleFile> embedded_policies();

}  // namespace braque
