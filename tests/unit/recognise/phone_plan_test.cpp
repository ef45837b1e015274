#include <catch2/catch.hpp>

#include "recognise/phone_plan.hpp"
#include "validate/phone_region.hpp"

using namespace braque;

namespace {

std::string country_of(const PhoneLine& line) {
  if (line.country == 0) return "";
  const auto letters = validate::unpack_country(line.country);
  return {letters.data(), letters.size()};
}

}  // namespace

TEST_CASE("a number with its country code tells its country and kind of line") {
  const struct {
    const char* number;
    const char* country;
    PhoneType type;
  } kCases[] = {
      // ARCEP: 06 and 07 are mobile, 01 to 05 geographic, 0800 free of charge.
      {"+33612345678", "FR", PhoneType::mobile},
      {"+33142345678", "FR", PhoneType::fixed},
      {"+33800123456", "FR", PhoneType::toll_free},
      // Ofcom: 020 is London, 077 mobile.
      {"+442071838750", "GB", PhoneType::fixed},
      {"+447400123456", "GB", PhoneType::mobile},
      // Bundesnetzagentur: 0151 is mobile.
      {"+4915112345678", "DE", PhoneType::mobile},
      // NANP: area code 212 is New York; the form does not tell a mobile line.
      {"+12125550123", "US", PhoneType::fixed_or_mobile},
  };
  for (const auto& expected : kCases) {
    INFO(expected.number);
    const PhoneLine line = recognise::phone_line(expected.number);
    CHECK(country_of(line) == expected.country);
    CHECK(name(line.type) == name(expected.type));
  }
}

TEST_CASE("what is in no plan has no country") {
  CHECK(recognise::phone_line("+99912345678").country == 0);
  CHECK(recognise::phone_line("0612345678").country == 0);
  CHECK(recognise::phone_line("").country == 0);
}
