// International bank identifiers: IBAN and BIC.
//
// IBAN. Source: ISO 13616-1 and the SWIFT IBAN registry, release 101: country, two check digits
// (ISO 7064 MOD 97-10 with the first four characters moved to the end), and the account number of
// the country, whose layout the table below gives as runs: n digits, a capitals, c either. Where a
// country's own check digits are sure to be in use (France and Monaco, Belgium, Spain, Italy and
// San Marino) they are checked too. Valid: DE89 3704 0044 0532 0130 00. Invalid: DE88 3704 0044
// 0532 0130 00.
#include <algorithm>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

struct Layout {
  std::string_view country;
  std::string_view runs;
};

// clang-format off
constexpr Layout kLayouts[] = {
    {"AD", "n8c12"}, {"AE", "n19"}, {"AL", "n8c16"}, {"AT", "n16"}, {"AZ", "a4c20"}, {"BA", "n16"},
    {"BE", "n12"}, {"BG", "a4n6c8"}, {"BH", "a4c14"}, {"BI", "n23"}, {"BR", "n23a1c1"},
    {"BY", "c4n4c16"}, {"CH", "n5c12"}, {"CR", "n18"}, {"CY", "n8c16"}, {"CZ", "n20"},
    {"DE", "n18"}, {"DJ", "n23"}, {"DK", "n14"}, {"DO", "c4n20"}, {"EE", "n16"}, {"EG", "n25"},
    {"ES", "n20"}, {"FI", "n14"}, {"FK", "a2n12"}, {"FO", "n14"}, {"FR", "n10c11n2"},
    {"GB", "a4n14"}, {"GE", "a2n16"}, {"GI", "a4c15"}, {"GL", "n14"}, {"GR", "n7c16"},
    {"GT", "c24"}, {"HN", "a4n20"}, {"HR", "n17"}, {"HU", "n24"}, {"IE", "a4n14"}, {"IL", "n19"},
    {"IQ", "a4n15"}, {"IS", "n22"}, {"IT", "a1n10c12"}, {"JO", "a4n4c18"}, {"KW", "a4c22"},
    {"KZ", "n3c13"}, {"LB", "n4c20"}, {"LC", "a4c24"}, {"LI", "n5c12"}, {"LT", "n16"},
    {"LU", "n3c13"}, {"LV", "a4c13"}, {"LY", "n21"}, {"MC", "n10c11n2"}, {"MD", "c20"},
    {"ME", "n18"}, {"MK", "n3c10n2"}, {"MN", "n16"}, {"MR", "n23"}, {"MT", "a4n5c18"},
    {"MU", "a4n19a3"}, {"NI", "a4n20"}, {"NL", "a4n10"}, {"NO", "n11"}, {"OM", "n3c16"},
    {"PK", "a4c16"}, {"PL", "n24"}, {"PS", "a4c21"}, {"PT", "n21"}, {"QA", "a4c21"},
    {"RO", "a4c16"}, {"RS", "n18"}, {"RU", "n14c15"}, {"SA", "n2c18"}, {"SC", "a4n20a3"},
    {"SD", "n14"}, {"SE", "n20"}, {"SI", "n15"}, {"SK", "n20"}, {"SM", "a1n10c12"}, {"SO", "n19"},
    {"ST", "n21"}, {"SV", "a4n20"}, {"TL", "n19"}, {"TN", "n20"}, {"TR", "n6c16"}, {"UA", "n6c19"},
    {"VA", "n18"}, {"VG", "a4n16"}, {"XK", "n16"}, {"YE", "a4n4c18"},
};
// clang-format on

bool has_kind(std::string_view text, char kind) noexcept {
  for (char c : text) {
    if (kind == 'n' && !is_digit(c)) return false;
    if (kind == 'a' && !is_capital(c)) return false;
    if (value_of(c) < 0) return false;
  }
  return true;
}

/// True when `account` is exactly the runs of the layout.
bool has_layout(std::string_view account, std::string_view runs) noexcept {
  while (!runs.empty()) {
    char kind = runs[0];
    std::size_t digits = 1;
    while (1 + digits < runs.size() && is_digit(runs[1 + digits])) ++digits;
    std::size_t count = static_cast<std::size_t>(field(runs, 1, digits));
    if (account.size() < count || !has_kind(account.substr(0, count), kind)) return false;
    account.remove_prefix(count);
    runs.remove_prefix(1 + digits);
  }
  return account.empty();
}

/// Belgium: the first ten digits mod 97, 97 for 0 (Febelfin).
bool passes_belgian(std::string_view account) noexcept {
  std::uint64_t remainder = number_of(account.substr(0, 10)) % 97;
  return number_of(account.substr(10)) == (remainder == 0 ? 97 : remainder);
}

/// Spain: two digits by weights 1, 2, 4, 8, 5, 10, 9, 7, 3, 6 mod 11, over bank and branch and over
/// the account (Consejo Superior Bancario).
bool passes_spanish(std::string_view account) noexcept {
  constexpr int kBank[] = {4, 8, 5, 10, 9, 7, 3, 6};
  constexpr int kAccount[] = {1, 2, 4, 8, 5, 10, 9, 7, 3, 6};
  int bank = 11 - weighted_sum(account.substr(0, 8), kBank) % 11;
  int number = 11 - weighted_sum(account.substr(10), kAccount) % 11;
  auto digit = [](int value) { return value == 10 ? 1 : value == 11 ? 0 : value; };
  return account[8] - '0' == digit(bank) && account[9] - '0' == digit(number);
}

/// Italy: the CIN, a letter computed as that of the codice fiscale (ABI, Serie Q).
bool passes_italian(std::string_view account) noexcept {
  constexpr int kOdd[26] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                            20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  int sum = 0;
  for (std::size_t i = 1; i < account.size(); ++i) {
    int value = is_digit(account[i]) ? account[i] - '0' : account[i] - 'A';
    sum += i % 2 == 1 ? kOdd[value] : value;
  }
  return account[0] == 'A' + sum % 26;
}

bool passes_national(std::string_view country, std::string_view account) noexcept {
  if (country == "FR" || country == "MC") return is_rib(account);
  if (country == "BE") return passes_belgian(account);
  if (country == "ES") return passes_spanish(account);
  if (country == "IT" || country == "SM") return passes_italian(account);
  return true;
}

}  // namespace

bool iban(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 15 || text.size() > 34 || !all_digits(text.substr(2, 2))) return false;
  std::string_view country = text.substr(0, 2);
  std::string_view account = text.substr(4);
  auto found =
      std::lower_bound(std::begin(kLayouts), std::end(kLayouts), country,
                       [](const Layout& layout, auto key) { return layout.country < key; });
  if (found == std::end(kLayouts) || found->country != country) return false;
  if (!has_layout(account, found->runs)) return false;
  // 98 less a remainder is 02 to 98.
  int check = field(text, 2, 2);
  if (check < 2 || check > 98) return false;
  unsigned remainder = remainder_97(account);
  for (char c : text.substr(0, 4)) {
    int value = value_of(c);
    remainder = (remainder * (value > 9 ? 100U : 10U) + static_cast<unsigned>(value)) % 97;
  }
  return remainder == 1 && passes_national(country, account);
}

// BIC, 8 or 11 characters: institution, country, location, branch. Source: ISO 9362:2022 (letters
// only in the institution, as SWIFT still issues them). A location that ends with 0 is for tests.
bool bic(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 8 && text.size() != 11) return false;
  if (!has_kind(text.substr(0, 6), 'a') || !has_kind(text.substr(6), 'c')) return false;
  return is_country(text.substr(4, 2)) && text[7] != '0' && text[6] != '0';
}

}  // namespace braque::validate
