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

namespace {

PhoneType type_of(i18n::phonenumbers::PhoneNumberUtil::PhoneNumberType type) {
  using Util = i18n::phonenumbers::PhoneNumberUtil;
  switch (type) {
    case Util::FIXED_LINE:
      return PhoneType::fixed;
    case Util::MOBILE:
      return PhoneType::mobile;
    case Util::FIXED_LINE_OR_MOBILE:
      return PhoneType::fixed_or_mobile;
    case Util::TOLL_FREE:
      return PhoneType::toll_free;
    case Util::PREMIUM_RATE:
      return PhoneType::premium;
    case Util::SHARED_COST:
      return PhoneType::shared_cost;
    case Util::VOIP:
      return PhoneType::voip;
    case Util::PERSONAL_NUMBER:
      return PhoneType::personal;
    case Util::PAGER:
      return PhoneType::pager;
    case Util::UAN:
      return PhoneType::company;
    case Util::VOICEMAIL:
      return PhoneType::voicemail;
    case Util::UNKNOWN:
      break;
  }
  return PhoneType::unknown;
}

}  // namespace

PhoneLine phone_line(std::string_view e164) {
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  // ZZ: no country is assumed, so the number has to have its code.
  if (util.Parse(std::string(e164), "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR) return {};
  std::string region;
  util.GetRegionCodeForNumber(number, &region);
  if (region.size() != 2 || region < "AA" || region > "ZZ" || region == "ZZ") return {};
  return {validate::pack_country({region[0], region[1]}), type_of(util.GetNumberType(number))};
}

}  // namespace braque::recognise
