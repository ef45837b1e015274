// Bank accounts and payment cards. The card numbers are the test numbers that the schemes and their
// processors publish; the IBANs are the examples of the SWIFT registry.
#include <catch2/catch.hpp>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("IBANs of the registry") {
  const char* iban = GENERATE(
      "FR14 2004 1010 0505 0001 3M02 606", "DE89 3704 0044 0532 0130 00",
      "ES91 2100 0418 4502 0005 1332", "IT60 X054 2811 1010 0000 0123 456", "BE68 5390 0754 7034",
      "NL91 ABNA 0417 1643 00", "GB29 NWBK 6016 1331 9268 19", "LU28 0019 4006 4475 0000",
      "CH93 0076 2011 6238 5295 7", "PT50 0002 0123 1234 5678 9015 4", "NO93 8601 1117 947",
      "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MC58 1122 2000 0101 2345 6789 030",
      "PL61 1090 1014 0000 0712 1981 2874", "LC55 HEMM 0001 0001 0012 0012 0002 3015",
      "SE45 5000 0000 0583 9825 7466");
  INFO(iban);
  CHECK(accepts("iban", iban));
}

TEST_CASE("an IBAN has the length and layout of its country and its national check digits") {
  CHECK_FALSE(accepts("iban", "DE89 3704 0044 0532 0130 0"));
  CHECK_FALSE(accepts("iban", "DE89 3704 0044 0532 0130 000"));
  CHECK_FALSE(accepts("iban", "XX89 3704 0044 0532 0130 00"));
  CHECK_FALSE(accepts("iban", "GB29 1WBK 6016 1331 9268 19"));
  // MOD 97-10 is right, the RIB key (89 for this account) is not.
  CHECK(accepts("iban", "FR76 3000 6000 0112 3456 7890 189"));
  CHECK_FALSE(accepts("iban", "FR49 3000 6000 0112 3456 7890 190"));
}

TEST_CASE("RIB") {
  CHECK(accepts("fr_rib", "30006 00001 12345678901 89"));
  CHECK(accepts("fr_rib", "20041 01005 0500013M026 06"));
  CHECK_FALSE(accepts("fr_rib", "30006 00001 12345678901 88"));
  CHECK_FALSE(accepts("fr_rib", "30006 00001 1234567890 89"));
}

TEST_CASE("BIC has a country") {
  CHECK(accepts("bic", "BNPAFRPP"));
  CHECK(accepts("bic", "DEUTDEFF500"));
  CHECK(accepts("bic", "NCBVXKPR"));
  CHECK_FALSE(accepts("bic", "BNPAXXPP"));
  CHECK_FALSE(accepts("bic", "BNPAFRPP8"));
  CHECK_FALSE(accepts("bic", "BNPAFRP0"));
  CHECK_FALSE(accepts("bic", "1NPAFRPP"));
}

TEST_CASE("published test cards belong to their scheme and to pci_pan") {
  auto [scheme, number] =
      GENERATE(table<const char*, const char*>({{"pci_visa", "4012 8888 8888 1881"},
                                                {"pci_visa", "4111111111111111"},
                                                {"pci_mastercard", "5555-5555-5555-4444"},
                                                {"pci_mastercard", "2223003122003222"},
                                                {"pci_amex", "3782 822463 10005"},
                                                {"pci_discover", "6011 1111 1111 1117"},
                                                {"pci_diners", "3056 930902 5904"},
                                                {"pci_jcb", "3530 1113 3330 0000"},
                                                {"pci_unionpay", "6200 0000 0000 0005"}}));
  INFO(number);
  CHECK(accepts(scheme, number));
  CHECK(accepts("pci_pan", number));
  for (const char* other : {"pci_visa", "pci_mastercard", "pci_amex", "pci_diners", "pci_jcb"}) {
    CHECK(accepts(other, number) == (std::string_view(other) == scheme));
  }
}

TEST_CASE("pci_other takes what no scheme owns") {
  CHECK(accepts("pci_other", "4222222222222"));
  CHECK(accepts("pci_other", "3590 1234 5678 9015"));
  CHECK_FALSE(accepts("pci_other", "4012 8888 8888 1881"));  // a Visa
  CHECK_FALSE(accepts("pci_other", "4222222222223"));        // Luhn
  CHECK_FALSE(accepts("pci_other", "1234567812345670"));     // begins with no card's digit
}

TEST_CASE("numbers that are no cards") {
  CHECK_FALSE(accepts("pci_pan", "4012 8888 8888 1882"));
  CHECK_FALSE(accepts("pci_pan", "1234567812345670"));  // Luhn, no scheme
  CHECK_FALSE(accepts("pci_pan", "0000000000000000"));
  CHECK_FALSE(accepts("pci_pan", "5430 5431 5432 5433"));  // Luhn and range, a table of codes
  CHECK_FALSE(accepts("pci_visa", "4222222222222"));       // 13 digits: not issued any more
  CHECK_FALSE(accepts("pci_amex", "37828224631000"));
  CHECK(accepts("pci_maestro", "6759 6498 2643 8453"));
  CHECK_FALSE(accepts("pci_pan", "6759 6498 2643 8453"));
  CHECK_FALSE(accepts("pci_maestro", "6759 6498 2643 8454"));
}

}  // namespace
}  // namespace braque
