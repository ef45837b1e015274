// Check digits and structure of identifiers, by the name that a rule uses. Pure functions, no
// allocation, safe from any thread.
#pragma once

#include <span>
#include <string_view>

namespace braque {

/// A candidate as a check sees it. Both views are valid for the call only.
struct Candidate {
  /// Without separators, letters as capitals; for `pattern` rules the value as it stands.
  std::string_view compact;
  /// As it stands in the text, separators included, and one character before when there is one is
  /// NOT part of it.
  std::string_view raw;
};

/// True when the candidate's check digit and structure are right. Must not read the clock: dates
/// are valid up to year 2099 where a century must be guessed.
using Check = bool (*)(const Candidate&);

struct NamedCheck {
  std::string_view name;
  std::string_view description;  ///< one line, English, for `braque rules explain`
  Check function;
};

/// Every named check, in alphabetical order.
std::span<const NamedCheck> checks();

/// Null when there is no such check.
const NamedCheck* find_check(std::string_view name);

}  // namespace braque
