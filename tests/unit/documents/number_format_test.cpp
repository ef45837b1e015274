#include "documents/number_format.hpp"

#include <catch2/catch.hpp>

using braque::documents::NumberFormat;
using braque::documents::write_plain_number;

namespace {

std::string shown(std::string_view code, double value, bool from_1904 = false) {
  std::string text;
  NumberFormat(code).write(value, from_1904, text);
  return text;
}

std::string plain(std::string_view value) {
  std::string text;
  write_plain_number(value, text);
  return text;
}

}  // namespace

TEST_CASE("numbers are written without exponent and without the noise of the binary form") {
  CHECK(plain("185057800608436") == "185057800608436");
  CHECK(plain("1.85057800608436E+14") == "185057800608436");
  CHECK(plain("0.30000000000000004") == "0.3");
  CHECK(plain("1.5E-3") == "0.0015");
  CHECK(plain("-2.50") == "-2.5");
  CHECK(plain("1E+300") == "1e+300");
  CHECK(plain("0049") == "0049");
  CHECK(plain("12.3.4") == "12.3.4");
  CHECK(plain("") == "");
}

TEST_CASE("dates are written in ISO form") {
  // Reference values: the dates that spreadsheets show for these serial numbers.
  CHECK(shown("dd/mm/yyyy", 1) == "1900-01-01");
  CHECK(shown("dd/mm/yyyy", 59) == "1900-02-28");
  CHECK(shown("dd/mm/yyyy", 61) == "1900-03-01");
  CHECK(shown("m/d/yy", 25'569) == "1970-01-01");
  CHECK(shown("[$-40C]d mmmm yyyy;@", 45'351) == "2024-02-29");
  CHECK(shown("yyyy\\-mm\\-dd", 43'889, true) == "2024-02-29");
  CHECK(shown("dd/mm/yyyy hh:mm", 45'351.75) == "2024-02-29 18:00:00");
  CHECK(shown("hh:mm:ss", 0.5) == "12:00:00");
  CHECK(shown("[h]:mm", 1.25) == "30:00:00");
  CHECK(shown("dd/mm/yyyy", -5) == "-5");
  CHECK(shown("dd/mm/yyyy", 1e300) == "1e+300");
}

TEST_CASE("digits with something between them are written as shown") {
  CHECK(shown("0#\" \"##\" \"##\" \"##\" \"##", 298000000) == "02 98 00 00 00");
  CHECK(shown("000\\-00\\-0000", 78051120) == "078-05-1120");
  CHECK(shown("00000", 1234) == "01234");
  CHECK(shown("00000", 1234567) == "1234567");
  CHECK(shown("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 5550123) == "555-0123");
  CHECK(shown("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 2125550123.0) == "(212) 555-0123");
  CHECK(shown("# ##", 7) == "7");
  CHECK(shown("00000", 12.5) == "12.5");
}

TEST_CASE("other formats leave numbers plain") {
  for (const char* code : {"General", "0", "0.00", "#,##0", "#,##0.00 \"EUR\"", "0%", "0.00E+00",
                           "# ?/?", "@", "", "[Red]0.0", "\"", "[", "\\"})
    CHECK(shown(code, 12345678) == "12345678");
  CHECK(NumberFormat::built_in(14).is_plain() == false);
  CHECK(NumberFormat::built_in(4).is_plain());
}
