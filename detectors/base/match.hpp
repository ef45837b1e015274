// A match: a hit that was verified and scored. Made by match/matcher.hpp, no value in it.
#pragma once

#include <array>
#include <cstdint>

#include "base/special.hpp"

namespace braque {

inline constexpr std::uint16_t kNoRule = 0xffff;
inline constexpr std::uint16_t kNoColumn = 0xffff;

/// What was added up to a match's score. The weights stand in classify/score.hpp.
enum class Evidence : std::uint16_t {
  check_digit = 1 << 0,     ///< a check digit or checksum is right
  separators = 1 << 1,      ///< written with the separators that people use for it
  label = 1 << 2,           ///< a context word directly before it
  nearby = 1 << 3,          ///< a context word within 200 bytes
  header = 1 << 4,          ///< a context word in its column header, key or form label
  uuid = 1 << 5,            ///< part of a UUID
  hash = 1 << 6,            ///< part of a long hexadecimal or base64 run
  decimal = 1 << 7,         ///< part of a decimal number
  version = 1 << 8,         ///< looks like a version or section number
  timestamp = 1 << 9,       ///< looks like a date and time of a log
  part_number = 1 << 10,    ///< glued to further letters or digits by a joiner
  private_range = 1 << 11,  ///< private, loopback or documentation address, known example
  low_variety = 1 << 12,    ///< few different digits, or a plain sequence
  crowd = 1 << 13,          ///< among many other numbers
  published = 1 << 14,      ///< in an example, a program or a licence
  in_text = 1 << 15,        ///< amid the words of a cell
};

using EvidenceSet = std::uint16_t;

constexpr bool has(EvidenceSet set, Evidence evidence) noexcept {
  return (set & static_cast<EvidenceSet>(evidence)) != 0;
}

struct Match {
  std::uint32_t start = 0;  ///< bytes [start, end) of the unit's text
  std::uint32_t end = 0;
  std::uint16_t rule = kNoRule;      ///< index into RuleSet::rules()
  std::uint16_t column = kNoColumn;  ///< index into the unit's context, in cells
  EvidenceSet evidence = 0;
  /// The country in whose form a value of several countries' rule is written, packed as
  /// validate::pack_country does; 0: not said, or part of the rule.
  std::uint16_t country = 0;
  /// Natural log-odds, all evidence but the column's judgement added up and capped
  /// (classify/score.hpp).
  float logit = 0;
  /// Other rules that accept the same bytes, best first, kNoRule at the end.
  std::array<std::uint16_t, 3> alternatives{kNoRule, kNoRule, kNoRule};
  std::array<float, 3> alternative_logits{};
  /// Of rules of special categories; their matches may overlap others.
  SpecialEvidence special;
};

}  // namespace braque
