// The compiled forms of a rule set. Known to match/ only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "match/hyperscan.hpp"
#include "match/keywords.hpp"
#include "match/lazy_pattern.hpp"
#include "match/literal_scan.hpp"
#include "match/rule_set.hpp"
#include "match/shape_scan.hpp"
#include "match/start_scan.hpp"
#include "match/templates.hpp"
#include "recognise/recogniser.hpp"
#include "special/detector.hpp"
#include "validate/check.hpp"

namespace braque {

struct RuleSet::Engines {
  /// What decides whether a candidate of a rule is right. At most one of the two is set.
  struct Verifier {
    Check check = nullptr;
    const WeightedSum* sum = nullptr;
    bool present() const noexcept { return check != nullptr || sum != nullptr; }
  };

  match::VectorLevel level = match::VectorLevel::scalar;
  match::TemplateTable templates;
  /// Rule indices by shape.
  std::vector<std::uint16_t> email, ipv4, ipv6, mac, date, mrz_td1, mrz_td3;
  std::vector<std::uint16_t> number;      ///< recognisers that are asked about numbers
  std::vector<std::uint16_t> everywhere;  ///< recognisers that are asked about all text
  std::vector<std::uint16_t> in_columns;  ///< recognisers that are asked about columns too
  std::vector<std::unique_ptr<const Recogniser>> recognisers;  ///< by rule; null when it has none
  std::vector<Verifier> verifiers;                             ///< by rule
  std::vector<float> prior_logits;                             ///< by rule
  match::Keywords keywords;

  match::LiteralScan literals;
  std::vector<std::uint16_t> literal_rules;  ///< by literal id
  std::vector<std::string> literal_texts;    ///< by literal id
  std::vector<std::uint32_t> after_blank;    ///< literals of recognisers that begin with a blank
  /// The rules of special categories, all in one; null when there is none. Its literals are looked
  /// for where words begin, a tenth of them everywhere.
  std::unique_ptr<const special::Detector> special;
  match::StartScan special_starts;
  match::LiteralScan special_parts;        ///< ids as in special->literals()
  std::optional<match::Database> regexes;  ///< ids are rule indices
  std::vector<std::uint16_t> slow_rules;   ///< pattern rules that only RE2 can serve
  std::vector<std::unique_ptr<const match::LazyPattern>>
      patterns;  ///< by rule; null when it has none

  /// The databases that a thread's scratch must serve.
  std::vector<const match::Database*> databases() const;
};

}  // namespace braque
