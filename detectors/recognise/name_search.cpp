#include "recognise/name_search.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kBefore = 96;   ///< bytes of a window before its trigger
constexpr int kQuietTokens = 6;       ///< so many tokens without a capital end a window
constexpr int kAhead = 3;             ///< tokens behind a judged one that the model looks at
constexpr std::size_t kBehindEnd = 160;

/// May a capital letter begin here? Bytes C3 to C5 lead the Latin capitals beyond ASCII.
bool may_begin(char c) { return ascii::is_upper(c) || (c >= '\xC3' && c <= '\xC5'); }

bool word_before(std::string_view text, std::size_t position) {
  if (position == 0) return false;
  const char c = text[position - 1];
  if (!ascii::is_alnum(c) && static_cast<unsigned char>(c) < 0x80) return c == '_';
  if (static_cast<unsigned char>(c) < 0x80) {
    // The letter of an escape ("\nDupont") is none.
    return !(position >= 2 && text[position - 2] == '\\' && (c == 'n' || c == 't' || c == 'r'));
  }
  return ascii::foreign_letter_before(text, position);
}

}  // namespace

bool NameSearch::triggers(std::size_t begin) const noexcept {
  Folded word;
  std::size_t position = begin;
  bool first = true;
  for (Letter letter = letter_at(text_, position); letter.bytes != 0; letter = letter_at(text_, position)) {
    if (first && !letter.capital) return false;
    first = false;
    position += letter.bytes;
    for (const char c : letter.folded)
      if (c != 0 && word.size <= Folded::kLongest) word.bytes[word.size++] = c;
  }
  if (word.size == 0 || word.size > Folded::kLongest) return false;
  if (word.size == 1) {
    // "J. Dupont"
    return position + 2 < text_.size() && text_[position] == '.' && may_begin(text_[position + (text_[position + 1] == ' ' ? 2 : 1)]);
  }
  const Entry entry = look_up(word);
  if (entry.trigger()) return true;
  if (begin == 0 || entry.word() == 3) return false;
  const char before = text_[begin - 1];
  const bool value = before == '"' || before == '>' || before == ':' || before == '=' || before == '\'' ||
                     (before == ' ' && begin > 1 && (text_[begin - 2] == ':' || text_[begin - 2] == '='));
  return value && names_a_person(label_before(text_, begin));
}

std::size_t NameSearch::next_trigger() noexcept {
  while (position_ < end_) {
    const std::size_t at = position_;
    if (!may_begin(text_[at]) || word_before(text_, at)) {
      ++position_;
      continue;
    }
    if (triggers(at)) return at;
    ++position_;
  }
  return end_;
}

bool NameSearch::next(Window& window, int& first, int& last) noexcept {
  const std::size_t trigger = next_trigger();
  if (trigger >= end_) return false;
  window.count = 0;
  std::size_t position = step_back(text_, trigger, kBefore);
  int quiet = 0;
  bool more = true;
  while (more && window.count < Window::kMost && quiet < kQuietTokens) {
    Token& token = window.tokens[static_cast<std::size_t>(window.count)];
    more = next_token(text_, position, token) && token.end > position;
    if (!more || token.shape == Shape::none) break;
    position = token.end;
    ++window.count;
    if (token.begin >= trigger) quiet = is_capital(token) ? 0 : quiet + 1;
    if (token.begin > end_ + kBehindEnd) break;
  }
  const auto token = [&window](int i) -> const Token& { return window.tokens[static_cast<std::size_t>(i)]; };
  last = window.count;
  if (window.count == Window::kMost) last -= kAhead;
  while (last > 0 && token(last - 1).begin >= end_) --last;
  first = 0;
  while (first < last && token(first).begin < trigger) ++first;
  // Capitalised words before the trigger, in the same row, belong to it.
  while (first > 0 && token(first - 1).begin >= judged_ && is_capital(token(first - 1)) && token(first).before != Gap::dot &&
         (token(first).before <= Gap::comma))
    --first;
  judged_ = first < last ? token(last - 1).end : trigger + 1;
  position_ = std::max(judged_, trigger + 1);
  return true;
}

}  // namespace braque::names
