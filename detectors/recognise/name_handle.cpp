#include "recognise/name_handle.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/count_signs.hpp"
#include "recognise/name_lexicon.hpp"

namespace braque::names {
namespace {

using weights::person_name::kHandle;

constexpr std::size_t kShortest = 4, kLongest = 30;  ///< characters behind the sign
constexpr std::size_t kShortestName =
    4;  ///< letters of a given name that others follow without a sign
constexpr std::size_t kShortestPiece = 3;

/// Small letters of the handle, and where its pieces begin: behind signs, and where a capital
/// follows a small letter.
struct Letters {
  Folded all;
  std::array<bool, Folded::kLongest> begins{};
};

Letters letters_of(std::string_view handle) {
  Letters letters;
  bool apart = true, small = false;
  for (const char c : handle) {
    if (!ascii::is_letter(c)) {
      apart = true;
      continue;
    }
    if (letters.all.size == Folded::kLongest) break;
    letters.begins[letters.all.size] = apart || (ascii::is_upper(c) && small);
    letters.all.bytes[letters.all.size++] = ascii::lower(c);
    small = ascii::is_lower(c);
    apart = false;
  }
  return letters;
}

Entry entry_of(const Folded& all, std::size_t begin, std::size_t end) {
  Folded word;
  word.size = end - begin;
  std::copy(all.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
            all.bytes.begin() + static_cast<std::ptrdiff_t>(end), word.bytes.begin());
  return look_up(word);
}

bool holds_name(std::string_view handle) {
  const Letters letters = letters_of(handle);
  const std::size_t size = letters.all.size;
  if (size < kShortest) return false;
  const Entry whole = entry_of(letters.all, 0, size);
  if (whole.word() > 0 && whole.given() == 0) return false;
  for (std::size_t end = kShortestName; end <= size; ++end)
    if (entry_of(letters.all, 0, end).given() >= 2) return true;
  for (std::size_t begin = 0; begin < size;) {
    std::size_t end = begin + 1;
    while (end < size && !letters.begins[end]) ++end;
    const Entry piece = entry_of(letters.all, begin, end);
    if (end - begin >= kShortestPiece && piece.word() <= 1 &&
        (piece.given() >= 1 || piece.family() >= 2))
      return true;
    begin = end;
  }
  return false;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Programs write @ before annotations, packages and variables.
bool among_code(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kNear = 64;
  constexpr std::string_view kSigns = "{};=\\$*<>";
  constexpr int kMost = 2;
  const std::size_t from = begin > kNear ? begin - kNear : 0;
  return count_signs(text.substr(from, end + kNear - from), kSigns) > kMost;
}

/// Is a person spoken to or of here: blanks or signs of a sentence around, and other words on the
/// line?
bool stands_in_sentence(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kBefore = "(\"'.,:", kBehind = ".,:;!?)\"'";
  const char before = begin > 0 ? text[begin - 1] : ' ';
  const char behind = end < text.size() ? text[end] : ' ';
  if (!is_blank(before) && kBefore.find(before) == std::string_view::npos) return false;
  if (!is_blank(behind) && kBehind.find(behind) == std::string_view::npos) return false;
  const char second = end + 1 < text.size() ? text[end + 1] : ' ';
  if (!is_blank(behind) && (ascii::is_alnum(second) || second == '"')) return false;
  std::size_t line = begin;
  while (line > 0 && begin - line < kLongest && text[line - 1] != '\n') --line;
  const bool first =
      text.substr(line, begin - line).find_first_not_of(" \t.") == std::string_view::npos;
  return !first || (behind != '\n' && behind != '\r' && end < text.size());
}

}  // namespace

void find_handles(std::string_view text, SearchRange range, std::vector<Recognised>& found) {
  const std::size_t to = std::min(range.end, text.size());
  for (std::size_t at = text.substr(0, to).find('@', range.begin); at != std::string_view::npos;
       at = text.substr(0, to).find('@', at + 1)) {
    if (at > 0 && ascii::is_word(text[at - 1]))
      continue;  // an address; neither blank nor sign of a sentence
    std::size_t end = at + 1;
    while (end < text.size() && end - at <= kLongest && ascii::is_word(text[end])) ++end;
    const std::string_view handle = text.substr(at + 1, end - at - 1);
    if (handle.size() < kShortest || handle.size() > kLongest || !stands_in_sentence(text, at, end))
      continue;
    if (among_code(text, at, end) || !holds_name(handle)) continue;
    found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), kHandle});
  }
}

}  // namespace braque::names
