#include "match/pattern_tree.hpp"

#include <algorithm>
#include <optional>

#include "base/ascii.hpp"

namespace braque::match {
namespace {

using Bytes = std::bitset<256>;
using Index = std::optional<std::uint32_t>;  ///< of a node; nothing when the syntax is not known

/// RE2's \s: no vertical tab.
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/// Latin-1 letters whose capital is 32 before them.
constexpr bool is_small(std::size_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
}

template <typename Test>
Bytes all(Test test) {
  Bytes bytes;
  for (std::size_t c = 0; c < 256; ++c) bytes[c] = test(static_cast<char>(c));
  return bytes;
}

Bytes one(char byte) { return Bytes().set(static_cast<unsigned char>(byte)); }

class Reader {
 public:
  explicit Reader(std::string_view pattern) : rest_(pattern) {}

  PatternTree read() {
    const Index root = alternatives(0);
    if (!root || !rest_.empty()) return {};
    return std::move(tree_);
  }

 private:
  static constexpr int kDeepest = 32;
  static constexpr std::uint32_t kMostTimes = 1000;  // RE2's own limit

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  char next() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  Index add(PatternNode node) {
    tree_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(tree_.nodes.size() - 1);
  }
  Index add_set(const Bytes& bytes) {
    PatternNode node;
    node.kind = PatternNode::Kind::set;
    node.bytes = bytes;
    if (caseless_)
      for (std::size_t c = 0; c < 256; ++c)
        if (is_small(c) && (bytes[c] || bytes[c - 32])) node.bytes.set(c).set(c - 32);
    return add(std::move(node));
  }
  Index add_list(PatternNode::Kind kind, std::vector<std::uint32_t> children) {
    if (children.size() == 1 && children[0] + 1 == tree_.nodes.size()) return children[0];
    PatternNode node;
    node.kind = kind;
    node.children = std::move(children);
    return add(std::move(node));
  }

  Index alternatives(int depth) {
    if (depth > kDeepest) return std::nullopt;
    std::vector<std::uint32_t> children;
    do {
      const Index child = sequence(depth);
      if (!child) return std::nullopt;
      children.push_back(*child);
    } while (take("|"));
    return add_list(PatternNode::Kind::either, std::move(children));
  }

  Index sequence(int depth) {
    std::vector<std::uint32_t> children;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      Index child = atom(depth);
      if (child) child = repeated(*child);
      if (!child) return std::nullopt;
      children.push_back(*child);
    }
    return add_list(PatternNode::Kind::sequence, std::move(children));
  }

  Index atom(int depth) {
    const char c = next();
    switch (c) {
      case '(':
        return group(depth);
      case '[':
        return set();
      case '.':
        return add_set(~Bytes());
      case '^':
      case '$':
        return add({});
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
      case '{':
        return std::nullopt;
      default:
        return add_set(one(c));
    }
  }

  /// Flags up to ':' or ')'. Only that for case matters.
  void flags() {
    bool on = true;
    while (!rest_.empty() && (ascii::is_letter(rest_.front()) || rest_.front() == '-')) {
      const char c = next();
      if (c == '-') on = false;
      if (c == 'i') caseless_ = on;
    }
  }

  Index group(int depth) {
    const bool caseless_before = caseless_;
    if (take("?")) {
      if (take("P<")) {
        rest_.remove_prefix(std::min(rest_.size(), rest_.find('>')));
        if (!take(">")) return std::nullopt;
      } else {
        flags();
        if (take(")")) return add({});  // for what follows in this group
        if (!take(":")) return std::nullopt;
      }
    }
    const Index child = alternatives(depth + 1);
    caseless_ = caseless_before;
    return child && take(")") ? child : std::nullopt;
  }

  static int hex(char c) {
    return ascii::is_digit(c) ? c - '0' : ascii::is_hex(c) ? (c | 0x20) - 'a' + 10 : -1;
  }

  /// The bytes that an escape stands for; nothing for assertions and what is not known.
  std::optional<Bytes> escaped(char c) {
    switch (c) {
      case 'd':
        return all(ascii::is_digit);
      case 'D':
        return ~all(ascii::is_digit);
      case 'w':
        return all(ascii::is_word);
      case 'W':
        return ~all(ascii::is_word);
      case 's':
        return all(is_blank);
      case 'S':
        return ~all(is_blank);
      case 'n':
        return one('\n');
      case 'r':
        return one('\r');
      case 't':
        return one('\t');
      case 'f':
        return one('\f');
      case 'v':
        return one('\v');
      case 'x': {
        if (rest_.size() < 2 || hex(rest_[0]) < 0 || hex(rest_[1]) < 0) return std::nullopt;
        const int high = hex(next()), low = hex(next());
        return one(static_cast<char>(high * 16 + low));
      }
      default:
        break;
    }
    if (ascii::is_alnum(c)) return std::nullopt;
    return one(c);
  }

  Index escape() {
    if (rest_.empty()) return std::nullopt;
    const char c = next();
    if (c == 'B' || c == 'A' || c == 'z') return add({});
    if (c == 'b') {
      PatternNode node;
      node.kind = PatternNode::Kind::boundary;
      return add(std::move(node));
    }
    const auto bytes = escaped(c);
    return bytes ? add_set(*bytes) : std::nullopt;
  }

  /// The members of a set; one byte when it is one, so that it may begin a range.
  std::optional<Bytes> member() {
    if (rest_.empty() || rest_.starts_with("[:")) return std::nullopt;
    const char c = next();
    if (c != '\\') return one(c);
    return rest_.empty() ? std::nullopt : escaped(next());
  }

  Index set() {
    const bool negated = take("^");
    Bytes bytes;
    for (bool first = true; first || !rest_.starts_with("]"); first = false) {
      auto some = member();
      if (!some) return std::nullopt;
      if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
        next();
        const auto last = member();
        if (!last || some->count() != 1 || last->count() != 1) return std::nullopt;
        std::size_t from = some->_Find_first();
        for (const std::size_t to = last->_Find_first(); from <= to; ++from) bytes.set(from);
      }
      bytes |= *some;
    }
    next();
    if (!negated) return add_set(bytes);
    // Case is taken away before the set is turned round.
    const Index index = add_set(bytes);
    tree_.nodes[*index].bytes.flip();
    return index;
  }

  std::optional<std::uint32_t> number() {
    if (rest_.empty() || !ascii::is_digit(rest_.front())) return std::nullopt;
    std::uint32_t value = 0;
    while (!rest_.empty() && ascii::is_digit(rest_.front()) && value <= kMostTimes)
      value = value * 10 + static_cast<std::uint32_t>(next() - '0');
    return value <= kMostTimes ? std::optional(value) : std::nullopt;
  }

  Index repeated(std::uint32_t child) {
    PatternNode node;
    node.kind = PatternNode::Kind::repeat;
    node.children = {child};
    node.most = PatternNode::kUnbounded;
    if (take("?")) {
      node.most = 1;
    } else if (take("+")) {
      node.least = 1;
    } else if (take("{")) {
      const auto least = number();
      if (!least) return std::nullopt;
      node.least = node.most = *least;
      if (take(",")) node.most = number().value_or(PatternNode::kUnbounded);
      if (!take("}")) return std::nullopt;
    } else if (!take("*")) {
      return child;
    }
    take("?");
    // One sign of repetition behind another is rare enough not to be known.
    if (!rest_.empty() && (rest_.front() == '*' || rest_.front() == '+' || rest_.front() == '{'))
      return std::nullopt;
    return add(std::move(node));
  }

  std::string_view rest_;
  PatternTree tree_;
  bool caseless_ = false;
};

}  // namespace

PatternTree read_pattern(std::string_view pattern) { return Reader(pattern).read(); }

}  // namespace braque::match
