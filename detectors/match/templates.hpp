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

/// What templates of one length have in common when they fit the same tokens; `rules` are those
/// that have such a template, in ascending order.
struct TemplateForm {
  std::uint64_t digits = 0;                   ///< these positions must be digits
  std::uint64_t letters = 0;                  ///< these must be letters
  std::uint64_t blanks = 0;                   ///< separators may stand before these
  std::array<std::uint64_t, 2> separators{};  ///< bits of the ASCII characters that may
  std::uint8_t length = 0;
  bool plus = false;
  bool anywhere = false;
  bool capitals = true;
  bool mixed = false;        ///< small letters and capitals in one value
  float logit = kRulePrior;  ///< of a weak template, behind which no digit may follow
  std::vector<std::uint16_t> rules;

  bool weak() const noexcept { return logit != kRulePrior; }
  bool separates(char c) const noexcept {
    const auto code = static_cast<unsigned char>(c) & 127U;
    return (separators[code / 64] >> (code % 64)) & 1;
  }
  bool fits_same(const TemplateForm& other) const noexcept {
    return digits == other.digits && letters == other.letters && blanks == other.blanks &&
           separators == other.separators && length == other.length && plus == other.plus &&
           anywhere == other.anywhere && capitals == other.capitals && logit == other.logit;
  }
};

class TemplateTable {
 public:
  /// Compiles the rule's templates; an empty string, or what is wrong with them. Rules are added in
  /// ascending order of `index`.
  std::string add(const Rule& rule, std::uint16_t index);

  /// The forms that a token of `length` can fit, by what its first characters are: only digits, or
  /// letters among them.
  const std::vector<TemplateForm>& of_length(std::size_t length, bool only_digits) const noexcept {
    return only_digits ? of_digits_[length] : with_letters_[length];
  }

  /// Which tokens can fit a template.
  const TokenFilter& filter() const noexcept { return filter_; }

 private:
  std::string add(const Rule& rule, std::uint16_t index, const std::string& text, float logit);
  void put(std::vector<TemplateForm>& forms, const TemplateForm& form, std::uint16_t rule);

  /// A form without letters is in the first, one that may have some in the second, one with neither
  /// digits nor letters in all places in both.
  std::array<std::vector<TemplateForm>, TokenWalk::kLengthMax + 1> of_digits_, with_letters_;
  TokenFilter filter_;
};

/// Does the walk's beginning of the template's length fit it (letters, digits, case, blanks,
/// what follows)?
inline bool fits_kinds(const TemplateForm& form, const TokenWalk& walk) noexcept {
  const std::uint64_t used = (std::uint64_t{1} << form.length) - 1;
  if ((walk.digits & form.digits) != form.digits) return false;
  if (((walk.upper | walk.lower) & form.letters) != form.letters) return false;
  if (form.plus != walk.plus_before) return false;
  if ((walk.lower & used) != 0 && (form.capitals || ((walk.upper & used) != 0 && !form.mixed)))
    return false;
  if (form.weak() && ((walk.digits >> form.length) & 1) != 0) return false;
  return form.anywhere || (walk.separated & used & ~form.blanks) == 0;
}

/// Are the separators of a walk whose kinds fit, and that was spelled, those of the template?
inline bool fits_separators(const TemplateForm& form, const TokenWalk& walk) noexcept {
  std::uint64_t separated = walk.separated & ((std::uint64_t{1} << form.length) - 1);
  for (; separated != 0; separated &= separated - 1)
    if (!form.separates(walk.separator[static_cast<std::size_t>(__builtin_ctzll(separated))]))
      return false;
  return true;
}

/// Are the separators those that people write: at every blank of the template, all the same?
bool canonical(const TemplateForm& form, const TokenWalk& walk) noexcept;

}  // namespace braque::match
