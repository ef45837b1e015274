// Companies, tax and VAT numbers.
#include <catch2/catch.hpp>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("SIREN and SIRET") {
  CHECK(accepts("fr_siren", "732 829 320"));
  CHECK_FALSE(accepts("fr_siren", "732 829 321"));
  CHECK_FALSE(accepts("fr_siren", "000 000 000"));
  CHECK_FALSE(accepts("fr_siren", "7328293200"));
  CHECK(accepts("fr_siret", "732 829 320 00074"));
  CHECK_FALSE(accepts("fr_siret", "732 829 320 00075"));
  CHECK_FALSE(accepts("fr_siret", "732 829 320 00000"));
}

TEST_CASE("establishments of La Poste have a digit sum that is a multiple of five") {
  CHECK(accepts("fr_siret", "356 000 000 00048"));  // its seat also passes Luhn
  CHECK(accepts("fr_siret", "356 000 000 09075"));  // 14 + 21 = 35, Luhn fails
  CHECK_FALSE(accepts("fr_siret", "356 000 000 09076"));
}

TEST_CASE("French VAT numbers with a key of digits, of letters, and from Monaco") {
  CHECK(accepts("fr_vat", "FR 83 404 833 048"));
  CHECK(accepts("fr_vat", "Fr40303265045"));
  CHECK(accepts("fr_vat", "FRK7399859412"));
  CHECK(accepts("fr_vat", "FR53000004605"));
  CHECK_FALSE(accepts("fr_vat", "FR 84 404 833 048"));
  CHECK_FALSE(accepts("fr_vat", "FRK8399859412"));
  CHECK_FALSE(accepts("fr_vat", "FRI7399859412"));
  CHECK_FALSE(accepts("fr_vat", "FR0000000000"));
  CHECK_FALSE(accepts("fr_vat", "DE83404833048"));
}

TEST_CASE("partita IVA has a province office") {
  CHECK(accepts("it_iva", "00743110157"));
  CHECK(accepts("it_iva", "IT 00743110157"));
  CHECK_FALSE(accepts("it_iva", "00743110158"));
  CHECK_FALSE(accepts("it_iva", "00743113151"));
  CHECK_FALSE(accepts("it_iva", "00000000000"));
}

}  // namespace
}  // namespace braque
