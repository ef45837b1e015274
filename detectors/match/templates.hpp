// Positional templates, compiled to masks and looked up by length.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "match/token.hpp"
#include "rule/rule.hpp"

namespace braque::match {

/// No log-odds of a candidate's own: the rule's prior holds.
inline constexpr float kRulePrior = std::numeric_limits<float>::lowest();

/// One template at one length.
struct CompiledTemplate {
  std::uint64_t digits = 0;    ///< these positions must be digits
  std::uint64_t letters = 0;   ///< these must be letters
  std::uint64_t blanks = 0;    ///< separators may stand before these
  std::array<bool, 128> separators{};
  std::uint16_t rule = 0;
  std::uint8_t length = 0;
  bool plus = false;
  bool anywhere = false;
  bool capitals = true;
  bool mixed = false;          ///< small letters and capitals in one value
  float logit = kRulePrior;    ///< of a weak template, behind which no digit may follow

  bool weak() const noexcept { return logit != kRulePrior; }
};

class TemplateTable {
 public:
  /// Compiles the rule's templates; an empty string, or what is wrong with them.
  std::string add(const Rule& rule, std::uint16_t index);

  const std::vector<CompiledTemplate>& of_length(std::size_t length) const noexcept {
    return by_length_[length];
  }
  /// Lengths for which there is a template, as bits.
  std::uint64_t lengths() const noexcept { return lengths_; }

 private:
  std::string add(const Rule& rule, std::uint16_t index, const std::string& text, float logit);

  std::array<std::vector<CompiledTemplate>, TokenWalk::kLengthMax + 1> by_length_;
  std::uint64_t lengths_ = 0;
};

/// Does the walk's beginning of the template's length fit it (letters, digits, separators)?
inline bool fits(const CompiledTemplate& form, const TokenWalk& walk) noexcept {
  const std::uint64_t used = (std::uint64_t{1} << form.length) - 1;
  if ((walk.digits & form.digits) != form.digits) return false;
  if (((walk.upper | walk.lower) & form.letters) != form.letters) return false;
  if (form.plus != walk.plus_before) return false;
  if ((walk.lower & used) != 0 && (form.capitals || ((walk.upper & used) != 0 && !form.mixed)))
    return false;
  std::uint64_t separated = walk.separated & used;
  if (separated == 0) return true;
  if (!form.anywhere && (separated & ~form.blanks) != 0) return false;
  for (; separated != 0; separated &= separated - 1) {
    const auto c = static_cast<unsigned char>(
        walk.separator[static_cast<std::size_t>(__builtin_ctzll(separated))]);
    if (!form.separators[c & 127]) return false;
  }
  return true;
}

/// Are the separators those that people write: at every blank of the template, all the same?
bool canonical(const CompiledTemplate& form, const TokenWalk& walk) noexcept;

}  // namespace braque::match
