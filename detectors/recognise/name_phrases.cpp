#include "recognise/name_phrases.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.hpp"

namespace braque::names {
namespace {

/// Each ends before the blank in front of the name; most frequent languages only.
constexpr std::array<std::string_view, 35> kIntroductions = {"name is",
                                                             "name's",
                                                             "names are",
                                                             "call me",
                                                             "calls me",
                                                             "called me",
                                                             "call him",
                                                             "call her",
                                                             "called him",
                                                             "called her",
                                                             "named him",
                                                             "named her",
                                                             "named",
                                                             "i am",
                                                             "i'm",
                                                             "this is",
                                                             "says",
                                                             "meet",
                                                             "m'appelle",
                                                             "s'appelle",
                                                             "je suis",
                                                             "c'est",
                                                             "ich bin",
                                                             "mein name ist",
                                                             "hei\xC3\x9F"
                                                             "e",
                                                             "hei\xC3\x9Ft",
                                                             "me llamo",
                                                             "se llama",
                                                             "mi chiamo",
                                                             "si chiama",
                                                             "ik ben",
                                                             "naam is",
                                                             "last name?",
                                                             "first name?",
                                                             "your name?"};

constexpr std::size_t key_of(char a, char b) {
  return static_cast<std::size_t>(
      (static_cast<unsigned char>(a) * 31U + static_cast<unsigned char>(b)) & 255U);
}

/// Of the two last letters of each.
constexpr auto kLast = [] {
  std::array<bool, 256> table{};
  for (const std::string_view phrase : kIntroductions)
    table[key_of(phrase[phrase.size() - 2], phrase[phrase.size() - 1])] = true;
  return table;
}();

constexpr std::array<std::string_view, 10> kPronouns = {
    "ella", "elle", "he", "her", "him", "himself", "his", "herself", "she", "hers"};

/// Each is followed by a blank or a sign.
constexpr std::array<std::string_view, 20> kRequests = {
    "can you",     "could you",   "would you",     "will you",  "are you",
    "do you",      "please",      "tu peux",       "peux-tu",   "peux tu",
    "pouvez-vous", "pourrais-tu", "pourriez-vous", "kannst du", "hast du",
    "puedes",      "puede usted", "puoi",          "podrias",   "kun je"};

bool same_folded(std::string_view text, std::string_view small) {
  return text.size() == small.size() &&
         std::equal(text.begin(), text.end(), small.begin(),
                    [](char a, char b) { return ascii::lower(a) == b; });
}

}  // namespace

bool may_be_introduced(std::string_view text, std::size_t begin) noexcept {
  return begin >= 4 && text[begin - 1] == ' ' &&
         kLast[key_of(ascii::lower(text[begin - 3]), ascii::lower(text[begin - 2]))];
}

bool introduced_before(std::string_view text, std::size_t begin) noexcept {
  if (!may_be_introduced(text, begin)) return false;
  const std::string_view before = text.substr(0, begin - 1);
  return std::any_of(kIntroductions.begin(), kIntroductions.end(),
                     [before](std::string_view phrase) {
                       if (before.size() < phrase.size() ||
                           !same_folded(before.substr(before.size() - phrase.size()), phrase))
                         return false;
                       return before.size() == phrase.size() ||
                              !ascii::is_alnum(before[before.size() - phrase.size() - 1]);
                     });
}

bool addressed_behind(std::string_view text, std::size_t end) noexcept {
  std::string_view rest = text.substr(std::min(end, text.size()));
  if (rest.starts_with(',')) rest.remove_prefix(1);
  if (!rest.starts_with(' ')) return false;
  rest.remove_prefix(1);
  return std::any_of(kRequests.begin(), kRequests.end(), [rest](std::string_view request) {
    return same_folded(rest.substr(0, request.size()), request) &&
           (rest.size() == request.size() || !ascii::is_alnum(rest[request.size()]));
  });
}

bool possessive_behind(std::string_view text, std::size_t end) noexcept {
  std::string_view rest = text.substr(std::min(end, text.size()), 5);
  if (rest.starts_with("\xE2\x80\x99"))
    rest.remove_prefix(3);
  else if (rest.starts_with('\''))
    rest.remove_prefix(1);
  else
    return false;
  return rest.starts_with('s') && (rest.size() == 1 || !ascii::is_alnum(rest[1]));
}

bool pronoun_behind(std::string_view text, std::size_t end) noexcept {
  constexpr std::size_t kReach = 90;
  const std::string_view rest = text.substr(std::min(end, text.size()), kReach);
  for (std::size_t at = 0; at < rest.size();) {
    const char c = rest[at];
    if (c == '.' || c == '!' || c == '?' || c == ';' || c == '\n' || c == '{' || c == '=') {
      const bool ends = c == '\n' || at + 1 == rest.size() || !ascii::is_letter(rest[at + 1]);
      if (ends) return false;
    }
    if (!ascii::is_letter(c)) {
      ++at;
      continue;
    }
    std::size_t last = at;
    while (last < rest.size() && ascii::is_letter(rest[last])) ++last;
    const std::string_view word = rest.substr(at, last - at);
    // All begin with one of three letters.
    const char first = ascii::lower(c);
    const bool may_be = (first == 'h' || first == 's' || first == 'e') && word.size() <= 7;
    if (may_be && std::any_of(kPronouns.begin(), kPronouns.end(),
                              [word](std::string_view p) { return same_folded(word, p); }))
      return true;
    at = last;
  }
  return false;
}

}  // namespace braque::names
