// The general check-digit systems. Valid values are worked examples of the standards or of their
// authors; the properties hold by construction of the systems.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "unit/validate/check_support.hpp"
#include "validate/weighted_sum.hpp"

namespace braque {
namespace {

/// Every digit replaced by every other one, one at a time.
std::vector<std::string> single_errors(const std::string& value) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < value.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      if (value[i] < '0' || value[i] > '9' || digit == value[i]) continue;
      all.push_back(value);
      all.back()[i] = digit;
    }
  }
  return all;
}

std::vector<std::string> transpositions(const std::string& value) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i + 1 < value.size(); ++i) {
    if (value[i] == value[i + 1]) continue;
    all.push_back(value);
    std::swap(all.back()[i], all.back()[i + 1]);
  }
  return all;
}

TEST_CASE("the worked examples pass") {
  CHECK(accepts("luhn", "79927398713"));
  CHECK(accepts("verhoeff", "2363"));
  CHECK(accepts("verhoeff", "123451"));
  CHECK(accepts("iso7064_mod11_10", "7946"));
  CHECK(accepts("iso7064_mod37_36", "A12425GABC1234002M"));
  CHECK(accepts("iso7064_mod97_10", "79444"));
}

TEST_CASE("one wrong digit is always noticed") {
  auto [check, value] =
      GENERATE(table<const char*, const char*>({{"luhn", "79927398713"},
                                                {"luhn", "4012888888881881"},
                                                {"verhoeff", "2363"},
                                                {"verhoeff", "123451"},
                                                {"iso7064_mod11_10", "7946"},
                                                {"iso7064_mod11_10", "36574261809"},
                                                {"iso7064_mod37_36", "A12425GABC1234002M"},
                                                {"iso7064_mod97_10", "79444"},
                                                {"iban", "DE89370400440532013000"},
                                                {"iban", "GB29NWBK60161331926819"},
                                                {"fr_nir", "255081416802538"},
                                                {"be_nn", "85073003328"},
                                                {"de_idnr", "36574261809"}}));
  INFO(check);
  REQUIRE(accepts(check, value));
  for (const std::string& wrong : single_errors(value)) {
    INFO(wrong);
    CHECK_FALSE(accepts(check, wrong));
  }
}

TEST_CASE("two adjacent digits that change places are noticed by Verhoeff and mod 97") {
  auto [check, value] = GENERATE(table<const char*, const char*>(
      {{"verhoeff", "123451"}, {"iso7064_mod97_10", "79444"}, {"iban", "DE89370400440532013000"}}));
  for (const std::string& wrong : transpositions(value)) {
    INFO(wrong);
    CHECK_FALSE(accepts(check, wrong));
  }
}

TEST_CASE("Luhn notices transpositions except 09 and 90") {
  CHECK_FALSE(accepts("luhn", "79927398731"));
  // 0 and 9 weigh the same in either place: 0 + 9 and 9 (18 - 9) + 0.
  CHECK(accepts("luhn", "1090") == accepts("luhn", "1900"));
  CHECK(accepts("luhn", "2097") == accepts("luhn", "2907"));
}

TEST_CASE("letters, and lengths without room for a check digit, do not pass") {
  for (const char* check : {"luhn", "verhoeff", "iso7064_mod11_10"}) {
    CHECK_FALSE(accepts(check, "0"));
    CHECK_FALSE(accepts(check, "7992739871A"));
  }
}

TEST_CASE("weighted sums are read as rules write them") {
  WeightedSum nhs{{10, 9, 8, 7, 6, 5, 4, 3, 2}, 11, "0-987654321"};
  CHECK(passes(nhs, "9434765919"));
  CHECK_FALSE(passes(nhs, "9434765918"));
  CHECK_FALSE(passes(nhs, "943476591"));
  WeightedSum ean{{1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1}, 10, ""};
  CHECK(passes(ean, "4006381333931"));
  CHECK_FALSE(passes(ean, "4006381333932"));
}

}  // namespace
}  // namespace braque
