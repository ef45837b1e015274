#include "recognise/phone_plan.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <string>

#include "validate/digits.hpp"

namespace braque::recognise {

bool in_use(const validate::PhoneRegion& region, std::string_view national) {
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  // Made by hand: the library's own parser takes five times as long and would accept words.
  PhoneNumber number;
  number.set_country_code(region.code);
  number.set_national_number(validate::number_of(national));
  if (national.starts_with('0')) number.set_italian_leading_zero(true);
  return PhoneNumberUtil::GetInstance()->IsValidNumberForRegion(
      number, std::string(region.country.data(), region.country.size()));
}

}  // namespace braque::recognise
