// ISO 3166-1 alpha-2 codes, as in the standard's online browsing platform, with XK, which ISO
// leaves to users and banks use for Kosovo.
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

constexpr std::string_view kCountries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS "
    "BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC "
    "EE "
    "EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK "
    "HM "
    "HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB "
    "LC "
    "LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ "
    "NA "
    "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU "
    "RW "
    "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN "
    "TO "
    "TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW ";

struct CountrySet {
  bool known[26 * 26] = {};
};

constexpr CountrySet make_countries() noexcept {
  CountrySet set;
  for (std::size_t i = 0; i + 2 < kCountries.size(); i += 3) {
    set.known[(kCountries[i] - 'A') * 26 + kCountries[i + 1] - 'A'] = true;
  }
  return set;
}

constexpr CountrySet kCountrySet = make_countries();

}  // namespace

bool is_country(std::string_view code) noexcept {
  if (code.size() != 2 || !is_capital(code[0]) || !is_capital(code[1])) return false;
  return kCountrySet.known[(code[0] - 'A') * 26 + code[1] - 'A'];
}

}  // namespace braque::validate
