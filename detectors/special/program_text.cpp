#include "special/program_text.hpp"

#include <cstdint>

namespace braque::special {
namespace {

/// One in so many.
constexpr std::size_t kShare = 20;

}  // namespace

bool is_program_text(std::string_view block) noexcept {
  std::uint32_t signs = 0;
  // Compared one by one, which compilers do for many bytes at once.
  for (const char c : block)
    signs += static_cast<std::uint32_t>((c == '{') | (c == '}') | (c == '(') | (c == ')') | (c == ';') |
                                        (c == '=') | (c == '_') | (c == '*') | (c == '&') | (c == '#') |
                                        (c == '\\'));
  return signs * kShare > block.size();
}

}  // namespace braque::special
