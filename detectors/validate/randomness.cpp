#include "validate/randomness.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// By first letter, the second letters that make up 93 % of the letter pairs in English words and
/// names of programs (counted over distinct words of Debian's documentation and headers). Of random
/// pairs they are 32 %.
constexpr std::array<std::string_view, 26> kCommonPairs = {"bcdgiklmnprstuv",
                                                           "aeilou",
                                                           "aehiklortu",
                                                           "adeiosu",
                                                           "acdefgilmnpqrstvxy",
                                                           "aefilortu",
                                                           "ehilnrs",
                                                           "aeiot",
                                                           "abcdefglmnoprstvz",
                                                           "e",
                                                           "e",
                                                           "adeilostuy",
                                                           "abeiops",
                                                           "acdefgilostu",
                                                           "bcdfilmnoprstuvw",
                                                           "aeiloprstuy",
                                                           "u",
                                                           "acdegimnorstuvy",
                                                           "acehilopstuy",
                                                           "aehiloprstuy",
                                                           "abcdeilmnprst",
                                                           "aei",
                                                           "ahi",
                                                           "pt",
                                                           "p",
                                                           "e"};

constexpr auto make_pair_table() {
  std::array<std::uint32_t, 26> table{};
  for (std::size_t first = 0; first < 26; ++first) {
    for (char second : kCommonPairs[first]) table[first] |= 1U << (second - 'a');
  }
  return table;
}
constexpr auto kPairs = make_pair_table();

bool is_letter(char c) noexcept { return is_small(to_small(c)); }
bool is_hex(char c) noexcept { return is_digit(c) || (to_small(c) >= 'a' && to_small(c) <= 'f'); }

struct Profile {
  int digits = 0, capitals = 0, small = 0, signs = 0;
  int digit_groups = 0;
  int pairs = 0;   ///< of letters that stand together
  int common = 0;  ///< of these, pairs as in words
  int letters() const noexcept { return capitals + small; }
  int alnum() const noexcept { return digits + letters(); }
};

Profile profile_of(std::string_view value) noexcept {
  Profile profile;
  char before = '\0';
  for (char c : value) {
    if (is_digit(c)) {
      ++profile.digits;
      if (!is_digit(before)) ++profile.digit_groups;
    } else if (is_letter(c)) {
      ++(is_capital(c) ? profile.capitals : profile.small);
      // A hump of camel case joins two words.
      if (is_letter(before) && !(is_small(before) && is_capital(c))) {
        ++profile.pairs;
        profile.common += static_cast<int>(
            kPairs[static_cast<std::size_t>(to_small(before) - 'a')] >> (to_small(c) - 'a') & 1U);
      }
    } else {
      ++profile.signs;
    }
    before = c;
  }
  return profile;
}

/// Mostly pairs of letters that words have, and not enough digits between them to speak against it.
bool reads_like_words(const Profile& profile) noexcept {
  if (profile.digit_groups >= 3 && 4 * profile.digits >= profile.alnum()) return false;
  const int percent = profile.digit_groups <= 1 ? 62 : 75;
  return profile.pairs >= 6 && 100 * profile.common >= percent * profile.pairs;
}

/// Letters of one case, or with a capital first, and digits behind them: "sm4" is not, "rfc1964"
/// is.
bool is_plain_part(std::string_view part) noexcept {
  std::size_t letters = 0;
  while (letters < part.size() && is_letter(part[letters])) ++letters;
  if (!all_digits(part.substr(letters))) return false;
  const auto rest = part.substr(0, letters).substr(letters == 0 ? 0 : 1);
  return std::none_of(rest.begin(), rest.end(), is_capital) ||
         std::all_of(rest.begin(), rest.end(), is_capital);
}

/// Three and more parts between signs, most of them a word or a number: a name in a program, a
/// path, a file with its version.
bool is_composed(std::string_view value) noexcept {
  constexpr std::string_view kSigns = "_-./";
  std::size_t parts = 0, plain = 0, letters = 0;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find_first_of(kSigns, begin), value.size());
    const std::string_view part = value.substr(begin, end - begin);
    ++parts;
    letters += part.size();
    if (is_plain_part(part)) plain += part.size();
    begin = end + 1;
  }
  if (parts >= 3 && 10 * plain >= 7 * letters) return true;
  // base64url has one underscore in 64 characters.
  const auto underscores = static_cast<std::size_t>(std::count(value.begin(), value.end(), '_'));
  return underscores >= 3 && 12 * underscores > value.size();
}

}  // namespace

double entropy_of(std::string_view value) noexcept {
  if (value.empty()) return 0;
  std::array<int, 256> counts{};
  for (char c : value) ++counts[static_cast<unsigned char>(c)];
  double entropy = 0;
  const auto size = static_cast<double>(value.size());
  for (int count : counts) {
    if (count != 0) entropy -= count / size * std::log2(count / size);
  }
  return entropy;
}

bool is_hexadecimal(std::string_view value) noexcept {
  return std::all_of(value.begin(), value.end(), is_hex);
}

bool is_uuid(std::string_view value) noexcept {
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? value[i] != '-' : !is_digit(value[i]) && !is_letter(value[i])) return false;
  }
  return true;
}

bool names_placeholder(std::string_view value) noexcept {
  constexpr std::string_view kWords[] = {
      "changeme",   "change_me", "change-me", "dummy",   "example",     "fixme",    "foobar",
      "goes_here",  "goeshere",  "insert",    "invalid", "placeholder", "redacted", "replace",
      "sample",     "undefined", "xxxx",      "your_",   "your-",       "yourapi",  "yourkey",
      "yoursecret", "yourtoken", "****",      "...."};
  for (std::string_view word : kWords) {
    const auto found = std::search(value.begin(), value.end(), word.begin(), word.end(),
                                   [](char a, char b) { return to_small(a) == b; });
    if (found != value.end()) return true;
  }
  return false;
}

bool mixes_cases_at_random(std::string_view value) noexcept {
  constexpr std::size_t kShortest = 10;
  const Profile profile = profile_of(value);
  if (value.size() < kShortest || profile.digits != 0 || profile.signs > 1 ||
      profile.capitals < 3 || profile.small < 3)
    return false;
  return profile.pairs >= 6 && 5 * profile.common <= 2 * profile.pairs;
}

Randomness randomness_of(std::string_view value) noexcept {
  constexpr double kEntropyGood = 3.0, kEntropyFair = 2.5;
  constexpr int kShortest = 14, kLong = 20, kDigitsOnly = 24;
  const Profile profile = profile_of(value);
  const double entropy = entropy_of(value);
  if (profile.alnum() < kShortest || entropy < kEntropyFair) return Randomness::none;
  if (names_placeholder(value)) return Randomness::none;
  if (is_uuid(value)) return entropy >= kEntropyGood ? Randomness::fair : Randomness::none;
  // Dates, versions, paths, names with many parts.
  if (5 * profile.signs > static_cast<int>(value.size())) return Randomness::none;
  if (profile.letters() == 0) {
    return profile.digits >= kDigitsOnly && profile.signs == 0 ? Randomness::fair
                                                               : Randomness::none;
  }
  if (reads_like_words(profile) || is_composed(value)) return Randomness::none;
  if (profile.digits == 0) {
    const bool unlike_words = profile.pairs >= 10 && 5 * profile.common <= 3 * profile.pairs;
    return profile.letters() >= kLong && unlike_words ? Randomness::fair : Randomness::none;
  }
  if (profile.digits == 1 && profile.alnum() >= 2 * kLong && profile.capitals == 0)
    return Randomness::none;
  return profile.alnum() >= kLong && entropy >= kEntropyGood ? Randomness::good : Randomness::fair;
}

}  // namespace braque::validate
