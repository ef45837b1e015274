// A rule as written in a TOML file under rules/: what to look for, never how. The rule compiler
// (match/rule_set.hpp) decides which engine serves it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace braque {

/// A check digit that is a weighted sum, written in the rule:
///     check = { sum = [10, 9, 8, 7, 6, 5, 4, 3, 2], mod = 11, map = "0-987654321" }
/// The characters before position `sum.size()` are multiplied by the weights (letters count A=10
/// ... Z=35); the character at that position must be map[total % mod]; '-' in the map means that no
/// check character exists. Without `map`, the weights cover all characters and total % mod must be
/// 0.
struct WeightedSum {
  std::vector<int> weights;
  int modulus = 0;
  std::string map;
  bool empty() const noexcept { return weights.empty(); }
};

/// How a value is shown (the table of masks in the documentation of `fingerprint`).
enum class MaskStyle : std::uint8_t { last4, email, name, address, year, secret, length };

/// Where a rule was written, for messages.
struct RuleOrigin {
  std::string file;
  int line = 0;
};

struct Lexicon;

/// What rules of special categories name as their recogniser: one detector (special/detector.hpp)
/// serves them all.
inline constexpr std::string_view kSpecialRecogniser = "special";

/// Exactly one of `templates`, `shape`, `pattern` and `recogniser` is set; a recogniser may have
/// the shape `number` beside it.
struct Rule {
  std::string id;        ///< country or family, dot, name; never reused or renamed
  std::string name;      ///< English, for people
  std::string name_fr;   ///< French; empty: `name`
  std::string category;  ///< national_id, tax_id, social_security, health, document, company,
                         ///< financial, contact, ...
  std::string gdpr;      ///< national_id_art87, personal, special_art9:health, not_personal_alone
  std::string kind;      ///< kind of value for fingerprints; default: the id

  /// Positional templates over the value without separators: 9 digit, A letter, N letter or digit;
  /// a blank marks a place where a separator may stand; [..] an optional tail of which any prefix
  /// may be present; a leading + demands a plus sign before the first digit.
  std::vector<std::string> templates;
  /// The same for forms that prove less: without check digit, without country. No digits may
  /// follow, and `weak_prior` stands for `prior`.
  std::vector<std::string> weak_templates;
  /// The characters allowed at the blanks; default " ".
  std::string separators = " ";
  /// Separators may stand anywhere between the characters (international phone numbers).
  bool separators_anywhere = false;
  /// Letters must be capitals (default); false: either case.
  bool capitals = true;

  /// A built-in shape: email, ipv4, ipv6, mac, date, mrz_td1, mrz_td3; number, with a recogniser.
  std::string shape;

  /// Name of a recogniser in recognise/registry.cpp. `literals` or the shape `number` say where it
  /// looks; without them it looks everywhere.
  std::string recogniser;
  /// Of rules with the recogniser "special": all lexicons that were read, the same for each of
  /// them.
  std::shared_ptr<const std::vector<Lexicon>> lexicons;

  /// A regular expression (RE2 syntax) for what has no fixed shape; the first of its groups that
  /// takes part, of three at most, is the value. `literals` are strings, matched in any case, one
  /// of which every match contains.
  std::string pattern;
  std::vector<std::string> literals;
  /// Bytes around a literal in which `pattern` or `recogniser` is tried.
  std::uint32_t window = 256;

  /// Name of a check in validate/registry.cpp, or empty.
  std::string check;
  WeightedSum sum;

  /// Probability that a value which passes format and check is what the rule says, in a random
  /// place without any context.
  double prior = 0.5;
  double weak_prior = 0.08;
  /// Never above `low` unless a context word, header or key speaks for it.
  bool needs_context = false;
  /// Words that speak for the rule, in any case, with or without accents.
  std::vector<std::string> context;

  MaskStyle mask = MaskStyle::last4;
  /// 1 (technical) to 5 (Art. 9, credentials): with the volume it makes the severity.
  int sensitivity = 3;

  std::vector<std::string> examples;
  std::vector<std::string> counterexamples;
  std::vector<std::string> references;
  RuleOrigin origin;
  bool built_in = false;  ///< compiled into the program, and tested with it
};

}  // namespace braque
