// Checks accept as many random strings as theory says: a check digit that is too kind, or that
// turns down what it must not, shows here. bench/random_rates.cpp measures all rules.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <string>

#include "validate/check.hpp"

using namespace braque;

namespace {

constexpr int kTries = 200'000;

struct Form {
  const char* check;
  const char* characters;  ///< 9 a digit, N a digit or capital, anything else itself
  double theory;
};

bool draw_and_check(const Form& form, std::mt19937& random) {
  std::string value;
  for (const char* c = form.characters; *c != '\0'; ++c) {
    const auto kinds = *c == '9' ? 10U : *c == 'N' ? 36U : 1U;
    const auto drawn = static_cast<char>(random() % kinds);
    if (kinds == 1)
      value += *c;
    else
      value += static_cast<char>(drawn < 10 ? '0' + drawn : 'A' + drawn - 10);
  }
  return find_check(form.check)->function({value, value});
}

/// Within four standard errors: one run in 16,000 fails by chance, and the seed is fixed.
void compare(const Form& form) {
  INFO(form.check << " on " << form.characters);
  std::mt19937 random(7);
  int accepted = 0;
  for (int i = 0; i < kTries; ++i) accepted += draw_and_check(form, random) ? 1 : 0;
  const double rate = static_cast<double>(accepted) / kTries;
  const double error = std::sqrt(form.theory * (1 - form.theory) / kTries);
  INFO("measured " << rate << ", expected " << form.theory << " +- " << error);
  CHECK(std::abs(rate - form.theory) < 4 * error);
}

}  // namespace

TEST_CASE("pure check digits accept one in as many as they have values") {
  compare({"luhn", "9999999999999999", 1.0 / 10});
  compare({"verhoeff", "999999999999", 1.0 / 10});
  compare({"iso7064_mod11_10", "99999999999", 1.0 / 10});
  compare({"iso7064_mod97_10", "999999999999999999", 1.0 / 97});
  compare({"iso7064_mod37_36", "NNNNNNNNNN", 1.0 / 36});
  compare({"nl_bsn", "999999999", 1.0 / 11});
}

TEST_CASE("prefixes and check digits multiply") {
  // Two of a hundred prefixes, then Luhn; 756 given, then the check digit of EAN-13.
  compare({"pci_amex", "999999999999999", 2.0 / 100 / 10});
  compare({"pci_amex", "379999999999999", 1.0 / 10});
  compare({"ch_ahv", "7569999999999", 1.0 / 10});
  // A key from 00 to 99 where 97 less the remainder is right.
  compare({"fr_nir", "185057511642899", 1.0 / 100});
  compare({"be_vat", "0599999999", 1.0 / 100});
}
