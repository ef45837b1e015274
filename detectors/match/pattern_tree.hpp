// What a regular expression says, as a tree: for counting what its matches need, and for refusing
// places before RE2 is asked. Of assertions only \b is kept, so the tree matches at least what the
// expression does.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

namespace braque::match {

struct PatternNode {
  enum class Kind : std::uint8_t {
    empty,     ///< matches nothing, everywhere
    boundary,  ///< \b
    set,       ///< one of `bytes`
    sequence,  ///< the children, one after the other
    either,    ///< one of the children
    repeat,    ///< the child, `least` to `most` times
  };
  static constexpr std::uint32_t kUnbounded = 0xffffffff;

  Kind kind = Kind::empty;
  std::bitset<256> bytes;  ///< with both cases of a letter where case does not matter
  std::uint32_t least = 0, most = 0;
  std::vector<std::uint32_t> children;  ///< indices; always smaller than the node's own
};

struct PatternTree {
  std::vector<PatternNode> nodes;  ///< the root is the last; none when the syntax is not known
};

/// Reads RE2's syntax as far as rules use it. Groups are at most 32 deep, so walking the tree may
/// recurse.
PatternTree read_pattern(std::string_view pattern);

}  // namespace braque::match
