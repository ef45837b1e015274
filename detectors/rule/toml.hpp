// The only way to toml++, so that every file compiles the same parser and none meets its traps.
// Version 3.3 states what it expects of its input as assertions, and as __builtin_unreachable()
// when NDEBUG is set: a file that begins with "[(" would abort a debug build and be undefined in a
// release. Here a broken expectation is an exception in both.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace braque {

constexpr void toml_expects(bool condition) {
  if (!condition) throw std::runtime_error("not valid TOML");
}

}  // namespace braque

#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(condition) ::braque::toml_expects(!!(condition))
#define TOML_HEADER_ONLY 1

#include <toml++/toml.h>

#pragma pop_macro("NDEBUG")

namespace braque {

/// Why a text is no TOML; `line` counts from 1, 0 when it is not known.
struct TomlFault {
  int line = 0;
  std::string message;
};

/// Parses a document; empty when `fault` was set. Throws nothing. Nesting is limited to 256 by the
/// parser, so that a hostile file cannot exhaust the stack.
std::optional<toml::table> parse_toml(std::string_view text, TomlFault& fault);

}  // namespace braque
