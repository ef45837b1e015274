// National numbers of Belgium and the Netherlands.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// Rijksregisternummer / numéro national: YYMMDD, serial 001-998, two digits. Source: arrêté royal
// du 3 avril 1984: 97 less the remainder of the nine digits by 97, with a 2 before them for births
// since 2000. Month and day may be 00 where unknown. Valid: 85.07.30-033.28.
// Invalid: 85.07.30-033.29.
bool be_nn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11)) return false;
  int month = field(text, 2, 2);
  int day = field(text, 4, 2);
  int serial = field(text, 6, 3);
  if (month > 12 || day > 31 || serial < 1 || serial > 998) return false;
  if (month > 0 && day > 0 && !is_short_date(field(text, 0, 2), month, day)) return false;
  std::uint64_t number = number_of(text.substr(0, 9));
  std::uint64_t check = number_of(text.substr(9));
  return check == 97 - number % 97 || check == 97 - (number + 2'000'000'000) % 97;
}

// Burgerservicenummer, 9 digits; 8 in old files, which dropped the leading 0. Source: Wet algemene
// bepalingen burgerservicenummer: the "11-test" with weights 9 to 2 and -1.
// Valid: 111222333. Invalid: 111222334.
bool nl_bsn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 8 || text.size() > 9 || !all_digits(text) || number_of(text) == 0) return false;
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
  int sum = 0;
  std::size_t offset = 9 - text.size();
  for (std::size_t i = 0; i < text.size(); ++i) sum += (text[i] - '0') * kWeights[i + offset];
  return sum % 11 == 0;
}

}  // namespace braque::validate
