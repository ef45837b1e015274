#include "match/pattern_needs.hpp"

#include <algorithm>
#include <bitset>
#include <vector>

#include "base/ascii.hpp"

namespace braque::match {
namespace {

using Bytes = std::bitset<256>;

/// RE2's \s: no vertical tab.
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

template <typename Test>
Bytes all(Test test) {
  Bytes bytes;
  for (std::size_t c = 0; c < 256; ++c) bytes[c] = test(static_cast<char>(c));
  return bytes;
}

constexpr bool is_word_sign(char c) { return ascii::is_word(c) || c == '-'; }

/// Stretches of bytes of one kind in what a part of an expression matches: how long they are at
/// least.
struct Stretch {
  bool pure = true;                                ///< never another byte in it
  std::uint64_t before = 0, behind = 0, best = 0;  ///< the first, the last, the longest
};

/// What a part of an expression matches at least.
struct Part {
  std::uint64_t digits = 0, length = 0;
  Stretch solid, word, alnum;
};

Stretch one_of(const Bytes& bytes, const Bytes& kind) {
  const bool pure = (bytes & ~kind).none();
  const std::uint64_t length = pure ? 1 : 0;
  return {pure, length, length, length};
}

Part one_of(const Bytes& bytes) {
  static const Bytes kDigits = all(ascii::is_digit), kSolid = ~all(is_blank),
                     kWord = all(is_word_sign), kAlnum = all(ascii::is_alnum);
  return {(bytes & ~kDigits).none() ? 1U : 0U, 1, one_of(bytes, kSolid), one_of(bytes, kWord),
          one_of(bytes, kAlnum)};
}

Stretch then(const Stretch& a, std::uint64_t a_length, const Stretch& b, std::uint64_t b_length) {
  return {a.pure && b.pure, a.pure ? a_length + b.before : a.before,
          b.pure ? a.behind + b_length : b.behind, std::max({a.best, b.best, a.behind + b.before})};
}

Part then(const Part& a, const Part& b) {
  return {a.digits + b.digits, a.length + b.length, then(a.solid, a.length, b.solid, b.length),
          then(a.word, a.length, b.word, b.length), then(a.alnum, a.length, b.alnum, b.length)};
}

Stretch either(const Stretch& a, const Stretch& b) {
  return {a.pure && b.pure, std::min(a.before, b.before), std::min(a.behind, b.behind),
          std::min(a.best, b.best)};
}

Part either(const Part& a, const Part& b) {
  return {std::min(a.digits, b.digits), std::min(a.length, b.length), either(a.solid, b.solid),
          either(a.word, b.word), either(a.alnum, b.alnum)};
}

Stretch times(const Stretch& a, std::uint64_t length, std::uint64_t count) {
  if (count == 0) return {a.pure, 0, 0, 0};
  if (a.pure) return {true, length * count, length * count, length * count};
  return {false, a.before, a.behind, count > 1 ? std::max(a.best, a.behind + a.before) : a.best};
}

Part times(const Part& a, std::uint64_t count) {
  return {a.digits * count, a.length * count, times(a.solid, a.length, count),
          times(a.word, a.length, count), times(a.alnum, a.length, count)};
}

/// Bottom up: children stand before their parents.
Part part_of(const PatternTree& tree) {
  std::vector<Part> parts;
  parts.reserve(tree.nodes.size());
  for (const PatternNode& node : tree.nodes) {
    Part part;
    switch (node.kind) {
      case PatternNode::Kind::empty:
      case PatternNode::Kind::boundary:
        break;
      case PatternNode::Kind::set:
        part = one_of(node.bytes);
        break;
      case PatternNode::Kind::sequence:
        for (const std::uint32_t child : node.children) part = then(part, parts[child]);
        break;
      case PatternNode::Kind::either:
        part = parts[node.children[0]];
        for (const std::uint32_t child : node.children) part = either(part, parts[child]);
        break;
      case PatternNode::Kind::repeat:
        part = times(parts[node.children[0]], node.least);
        break;
    }
    parts.push_back(part);
  }
  return parts.back();
}

std::uint32_t bounded(std::uint64_t value) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, 1U << 30));
}

}  // namespace

PatternNeeds needs_of(const PatternTree& tree) {
  if (tree.nodes.empty()) return {};
  const Part part = part_of(tree);
  return {bounded(part.digits), bounded(part.solid.best), bounded(part.word.best),
          bounded(part.alnum.best)};
}

PatternNeeds needs_of(std::string_view pattern) { return needs_of(read_pattern(pattern)); }

namespace {

/// Are there so many bytes in a row that belong? Looks backwards from where such a row would end,
/// so that most bytes are skipped.
template <typename Belongs>
bool holds_row(std::string_view text, std::size_t wanted, Belongs belongs) noexcept {
  if (wanted == 0) return true;
  for (std::size_t from = 0; from + wanted <= text.size();) {
    std::size_t at = from + wanted;
    while (at > from && belongs(text[at - 1])) --at;
    if (at == from) return true;
    from = at;
  }
  return false;
}

}  // namespace

bool may_hold(const PatternNeeds& needs, std::string_view text) noexcept {
  if (!holds_row(text, needs.alnum, ascii::is_alnum)) return false;
  if (needs.word > needs.alnum && !holds_row(text, needs.word, is_word_sign)) return false;
  if (needs.solid > std::max(needs.word, needs.alnum) &&
      !holds_row(text, needs.solid, [](char c) { return !is_blank(c); }))
    return false;
  if (needs.digits == 0) return true;
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), ascii::is_digit)) >=
         needs.digits;
}

}  // namespace braque::match
