#include "match/pattern_needs.hpp"

#include <algorithm>
#include <bitset>
#include <optional>

#include "base/ascii.hpp"

namespace braque::match {
namespace {

using Bytes = std::bitset<256>;

constexpr bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

template <typename Test>
Bytes all(Test test) {
  Bytes bytes;
  for (std::size_t c = 0; c < 256; ++c) bytes[c] = test(static_cast<char>(c));
  return bytes;
}

constexpr bool is_word_sign(char c) { return ascii::is_word(c) || c == '-'; }

/// Stretches of bytes of one kind in what a part of an expression matches: how long they are at least.
struct Stretch {
  bool pure = true;  ///< never another byte in it
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
  static const Bytes kDigits = all(ascii::is_digit), kSolid = ~all(is_blank), kWord = all(is_word_sign), kAlnum = all(ascii::is_alnum);
  return {(bytes & ~kDigits).none() ? 1U : 0U, 1, one_of(bytes, kSolid), one_of(bytes, kWord), one_of(bytes, kAlnum)};
}

Stretch then(const Stretch& a, std::uint64_t a_length, const Stretch& b, std::uint64_t b_length) {
  return {a.pure && b.pure, a.pure ? a_length + b.before : a.before, b.pure ? a.behind + b_length : b.behind,
          std::max({a.best, b.best, a.behind + b.before})};
}

Part then(const Part& a, const Part& b) {
  return {a.digits + b.digits, a.length + b.length, then(a.solid, a.length, b.solid, b.length),
          then(a.word, a.length, b.word, b.length), then(a.alnum, a.length, b.alnum, b.length)};
}

Stretch either(const Stretch& a, const Stretch& b) {
  return {a.pure && b.pure, std::min(a.before, b.before), std::min(a.behind, b.behind), std::min(a.best, b.best)};
}

Part either(const Part& a, const Part& b) {
  return {std::min(a.digits, b.digits), std::min(a.length, b.length), either(a.solid, b.solid), either(a.word, b.word),
          either(a.alnum, b.alnum)};
}

Stretch times(const Stretch& a, std::uint64_t length, std::uint64_t count) {
  if (count == 0) return {a.pure, 0, 0, 0};
  if (a.pure) return {true, length * count, length * count, length * count};
  return {false, a.before, a.behind, count > 1 ? std::max(a.best, a.behind + a.before) : a.best};
}

Part times(const Part& a, std::uint64_t count) {
  return {a.digits * count, a.length * count, times(a.solid, a.length, count), times(a.word, a.length, count), times(a.alnum, a.length, count)};
}

/// Reads RE2's syntax as far as rules use it; nothing when it meets something else.
class Reader {
 public:
  explicit Reader(std::string_view pattern) : rest_(pattern) {}

  std::optional<Part> read() {
    const auto part = alternatives(0);
    return part && rest_.empty() ? part : std::nullopt;
  }

 private:
  static constexpr int kDeepest = 32;
  static constexpr std::uint64_t kMostTimes = 1000;  // RE2's own limit

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

  std::optional<Part> alternatives(int depth) {
    if (depth > kDeepest) return std::nullopt;
    auto part = sequence(depth);
    while (part && take("|")) {
      const auto other = sequence(depth);
      if (!other) return std::nullopt;
      part = either(*part, *other);
    }
    return part;
  }

  std::optional<Part> sequence(int depth) {
    Part part;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      auto atom = this->atom(depth);
      if (atom) atom = repeated(*atom);
      if (!atom) return std::nullopt;
      part = then(part, *atom);
    }
    return part;
  }

  std::optional<Part> atom(int depth) {
    const char c = next();
    switch (c) {
      case '(': return group(depth);
      case '[': return set();
      case '.': return one_of(~Bytes());
      case '^': case '$': return Part{};
      case '\\': return escape();
      case '*': case '+': case '?': case '{': return std::nullopt;
      default: return one_of(Bytes().set(static_cast<unsigned char>(c)));
    }
  }

  std::optional<Part> group(int depth) {
    if (take("?")) {
      if (take("P<")) {
        rest_.remove_prefix(std::min(rest_.size(), rest_.find('>')));
        if (!take(">")) return std::nullopt;
      } else {
        while (!rest_.empty() && (ascii::is_lower(rest_.front()) || rest_.front() == '-')) next();
        if (take(")")) return Part{};  // flags for what follows; none changes what is counted
        if (!take(":")) return std::nullopt;
      }
    }
    const auto part = alternatives(depth + 1);
    return part && take(")") ? part : std::nullopt;
  }

  static int hex(char c) { return ascii::is_digit(c) ? c - '0' : ascii::is_hex(c) ? (c | 0x20) - 'a' + 10 : -1; }

  /// The bytes that an escape stands for; nothing for assertions and what is not known.
  std::optional<Bytes> escaped(char c) {
    const auto one = [](char byte) { return Bytes().set(static_cast<unsigned char>(byte)); };
    switch (c) {
      case 'd': return all(ascii::is_digit);
      case 'D': return ~all(ascii::is_digit);
      case 'w': return all(ascii::is_word);
      case 'W': return ~all(ascii::is_word);
      case 's': return all(is_blank);
      case 'S': return ~(all(is_blank) & ~one('\v'));  // RE2's \s knows no vertical tab
      case 'n': return one('\n');
      case 'r': return one('\r');
      case 't': return one('\t');
      case 'f': return one('\f');
      case 'v': return one('\v');
      case 'x': {
        if (rest_.size() < 2 || hex(rest_[0]) < 0 || hex(rest_[1]) < 0) return std::nullopt;
        const int high = hex(next()), low = hex(next());
        return one(static_cast<char>(high * 16 + low));
      }
      default: break;
    }
    if (ascii::is_alnum(c)) return std::nullopt;
    return one(c);
  }

  std::optional<Part> escape() {
    if (rest_.empty()) return std::nullopt;
    const char c = next();
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z') return Part{};
    const auto bytes = escaped(c);
    return bytes ? std::optional(one_of(*bytes)) : std::nullopt;
  }

  /// The members of a set; one byte when it is one, so that it may begin a range.
  std::optional<Bytes> member() {
    if (rest_.empty() || rest_.starts_with("[:")) return std::nullopt;
    const char c = next();
    if (c != '\\') return Bytes().set(static_cast<unsigned char>(c));
    return rest_.empty() ? std::nullopt : escaped(next());
  }

  std::optional<Part> set() {
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
    return one_of(negated ? ~bytes : bytes);
  }

  std::optional<std::uint64_t> number() {
    if (rest_.empty() || !ascii::is_digit(rest_.front())) return std::nullopt;
    std::uint64_t value = 0;
    while (!rest_.empty() && ascii::is_digit(rest_.front()) && value <= kMostTimes)
      value = value * 10 + static_cast<std::uint64_t>(next() - '0');
    return value <= kMostTimes ? std::optional(value) : std::nullopt;
  }

  std::optional<Part> repeated(const Part& atom) {
    Part part = atom;
    if (take("*") || take("?")) {
      part = times(atom, 0);
    } else if (take("+")) {
      part = times(atom, 1);
    } else if (take("{")) {
      const auto least = number();
      if (!least) return std::nullopt;
      if (take(",")) static_cast<void>(number());
      if (!take("}")) return std::nullopt;
      part = times(atom, *least);
    } else {
      return part;
    }
    take("?");
    // One sign of repetition behind another is rare enough not to be known.
    if (!rest_.empty() && (rest_.front() == '*' || rest_.front() == '+' || rest_.front() == '{')) return std::nullopt;
    return part;
  }

  std::string_view rest_;
};

std::uint32_t bounded(std::uint64_t value) { return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, 1U << 30)); }

}  // namespace

PatternNeeds needs_of(std::string_view pattern) {
  const auto part = Reader(pattern).read();
  if (!part) return {};
  return {bounded(part->digits), bounded(part->solid.best), bounded(part->word.best), bounded(part->alnum.best)};
}

namespace {

/// Are there so many bytes in a row that belong? Looks backwards from where such a row would end, so
/// that most bytes are skipped.
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
  if (needs.solid > std::max(needs.word, needs.alnum) && !holds_row(text, needs.solid, [](char c) { return !is_blank(c); })) return false;
  if (needs.digits == 0) return true;
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), ascii::is_digit)) >= needs.digits;
}

}  // namespace braque::match
