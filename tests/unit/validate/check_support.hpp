// Runs a named check on a value as it would stand in a text.
#pragma once

#include <string>
#include <string_view>

#include "validate/check.hpp"

namespace braque {

/// Letters and digits of `raw`, letters as capitals: what the engine passes for templates.
inline std::string compact_of(std::string_view raw) {
  std::string compact;
  for (char c : raw) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) compact += c;
  }
  return compact;
}

inline bool accepts(std::string_view check, std::string_view raw) {
  const NamedCheck* found = find_check(check);
  return found != nullptr && found->function({compact_of(raw), raw});
}

/// For checks of `pattern` rules, which see the value as it stands.
inline bool accepts_verbatim(std::string_view check, std::string_view value) {
  const NamedCheck* found = find_check(check);
  return found != nullptr && found->function({value, value});
}

}  // namespace braque
