// Personal numbers by country. Valid values are the worked examples of the authorities or computed
// by hand from the published rule.
#include <catch2/catch.hpp>
#include <string>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("French NIR: sex, month and key") {
  CHECK(accepts("fr_nir", "2 55 08 14 168 025 38"));
  CHECK_FALSE(accepts("fr_nir", "2 55 08 14 168 025 39"));
  CHECK_FALSE(accepts("fr_nir", "2 55 14 14 168 025 38"));
  CHECK_FALSE(accepts("fr_nir", "5 55 08 14 168 025 38"));
  CHECK_FALSE(accepts("fr_nir", "2 55 08 14 168 025 3"));
  CHECK_FALSE(accepts("fr_nir", "255081416802538 0"));
}

TEST_CASE("French NIR without its key: a department and a month that most people have") {
  CHECK(accepts("fr_nir", "2 55 08 14 168 025"));
  CHECK(accepts("fr_nir", "1 55 08 2B 168 025"));
  CHECK_FALSE(accepts("fr_nir", "2 55 13 14 168 025"));
  CHECK_FALSE(accepts("fr_nir", "2 55 76 14 168 025"));
  CHECK_FALSE(accepts("fr_nir", "3 55 08 14 168 025"));
  CHECK_FALSE(accepts("fr_nir", "2 55 08 00 168 025"));
  CHECK_FALSE(accepts("fr_nir", "2 55 08 14 000 025"));
  CHECK_FALSE(accepts("fr_nir", "2 55 08 2C 168 025"));
}

TEST_CASE("the key of a Corsican NIR depends on the half of the island") {
  long long south = 97 - 1'850'519'004'010 % 97;
  long long north = 97 - 1'850'518'004'010 % 97;
  auto nir = [](const char* half, long long key) {
    std::string two = key < 10 ? "0" + std::to_string(key) : std::to_string(key);
    return "1 85 05 2" + std::string(half) + " 004 010 " + two;
  };
  REQUIRE(south != north);
  CHECK(accepts("fr_nir", nir("A", south)));
  CHECK(accepts("fr_nir", nir("B", north)));
  CHECK_FALSE(accepts("fr_nir", nir("A", north)));
  CHECK_FALSE(accepts("fr_nir", nir("C", south)));
}

TEST_CASE("French tax, student and health professional numbers") {
  CHECK(accepts("fr_nif_spi", "30 23 217 600 053"));
  CHECK_FALSE(accepts("fr_nif_spi", "30 23 217 600 054"));
  CHECK_FALSE(accepts("fr_nif_spi", "40 23 217 600 053"));
  CHECK(accepts("fr_ine", "123456789AB"));
  CHECK(accepts("fr_ine", "1234567890K"));
  CHECK(accepts("fr_ine", "1234A56789K"));
  CHECK_FALSE(accepts("fr_ine", "12345678901"));
  CHECK_FALSE(accepts("fr_ine", "1234B56789K"));
  CHECK(accepts("fr_rpps", "10003456786"));
  CHECK(accepts("fr_rpps", "810003456786"));
  CHECK_FALSE(accepts("fr_rpps", "10003456785"));
  CHECK_FALSE(accepts("fr_rpps", "20003456780"));
}

TEST_CASE("German tax id needs the distribution of digits as well") {
  CHECK(accepts("de_idnr", "36 574 261 809"));
  CHECK_FALSE(accepts("de_idnr", "36574261890"));
  CHECK_FALSE(accepts("de_idnr", "36554266806"));
  CHECK_FALSE(accepts("de_idnr", "12345678903"));  // no digit twice
}

TEST_CASE("German insurance numbers") {
  CHECK(accepts("de_rvnr", "15 070649 C 103"));
  CHECK_FALSE(accepts("de_rvnr", "15 070649 C 104"));
  CHECK_FALSE(accepts("de_rvnr", "15 321349 C 103"));
  CHECK(accepts("de_kvnr", "A000500015"));
  CHECK_FALSE(accepts("de_kvnr", "A000500016"));
  CHECK_FALSE(accepts("de_kvnr", "1000500015"));
}

TEST_CASE("Iberian numbers") {
  CHECK(accepts("es_nie", "X-2482300-W"));
  CHECK_FALSE(accepts("es_nie", "X-2482300-A"));
  CHECK_FALSE(accepts("es_nie", "T2482300W"));
  CHECK(accepts("pt_nif", "501 964 843"));
  CHECK(accepts("pt_nif", "PT501964843"));
  CHECK_FALSE(accepts("pt_nif", "501 964 842"));
  CHECK_FALSE(accepts("pt_nif", "401964843"));
}

TEST_CASE("codice fiscale with and without replaced digits") {
  CHECK(accepts("it_codice_fiscale", "RSSMRA85T10A562S"));
  CHECK(accepts("it_codice_fiscale", "MRTMTT91D08F205J"));
  CHECK_FALSE(accepts("it_codice_fiscale", "RSSMRA85T10A562T"));
  CHECK_FALSE(accepts("it_codice_fiscale", "RSSMRA85G10A562S"));
  CHECK_FALSE(accepts("it_codice_fiscale", "RSSMRA85T00A562S"));
}

TEST_CASE("Benelux numbers, births before and since 2000") {
  CHECK(accepts("be_nn", "85.07.30-033.28"));
  CHECK(accepts("be_nn", "17 07 30 033 84"));
  CHECK_FALSE(accepts("be_nn", "85.07.30-033.29"));
  CHECK_FALSE(accepts("be_nn", "85.13.30-033.28"));
  CHECK(accepts("nl_bsn", "111222333"));
  CHECK(accepts("nl_bsn", "12345672") == ((8 + 14 + 18 + 20 + 20 + 18 + 14 - 2) % 11 == 0));
  CHECK_FALSE(accepts("nl_bsn", "111252333"));
  CHECK_FALSE(accepts("nl_bsn", "000000000"));
}

TEST_CASE("Poland, the United Kingdom, Switzerland") {
  CHECK(accepts("pl_pesel", "44051401359"));
  CHECK_FALSE(accepts("pl_pesel", "44051401358"));
  CHECK_FALSE(accepts("pl_pesel", "02381307589"));
  CHECK(accepts("gb_nino", "AB 12 34 56 C"));
  CHECK_FALSE(accepts("gb_nino", "QQ 12 34 56 C"));
  CHECK_FALSE(accepts("gb_nino", "GB 12 34 56 C"));
  CHECK_FALSE(accepts("gb_nino", "AB 12 34 56 E"));
  CHECK(accepts("ch_ahv", "756.9217.0769.85"));
  CHECK_FALSE(accepts("ch_ahv", "756.9217.0769.84"));
  CHECK_FALSE(accepts("ch_ahv", "4006381333931"));
}

TEST_CASE("the sign in a Swedish number says the century") {
  CHECK(accepts("se_personnummer", "811218-9876"));
  CHECK(accepts("se_personnummer", "811218+9876"));
  CHECK(accepts("se_personnummer", "19811218-9876"));
  CHECK_FALSE(accepts("se_personnummer", "19811218+9876"));
  CHECK_FALSE(accepts("se_personnummer", "811218-9875"));
  CHECK_FALSE(accepts("se_personnummer", "811318-9876"));
}

TEST_CASE("the sign in a Finnish code is part of it") {
  CHECK(accepts("fi_hetu", "131052-308T"));
  CHECK(accepts("fi_hetu", "131052+308T"));
  CHECK(accepts("fi_hetu", "131052A308T"));
  CHECK(accepts("fi_hetu", "131052y308t"));
  CHECK_FALSE(accepts("fi_hetu", "131052308T"));
  CHECK_FALSE(accepts("fi_hetu", "131052G308T"));
  CHECK_FALSE(accepts("fi_hetu", "131052-308U"));
  CHECK_FALSE(accepts("fi_hetu", "310252-308Y"));
}

TEST_CASE("Americas") {
  CHECK(accepts("us_ssn", "536-90-4399"));
  CHECK_FALSE(accepts("us_ssn", "666-12-3456"));
  CHECK_FALSE(accepts("us_ssn", "111-22-3333"));
  CHECK_FALSE(accepts("us_ssn", "000-12-3456"));
  CHECK_FALSE(accepts("us_ssn", "912-12-3456"));
  CHECK_FALSE(accepts("us_ssn", "536-00-4399"));
  CHECK_FALSE(accepts("us_ssn", "078-05-1120"));
  CHECK(accepts("us_itin", "912-90-3456"));
  CHECK_FALSE(accepts("us_itin", "912-93-3456"));
  CHECK_FALSE(accepts("us_itin", "812-90-3456"));
  CHECK(accepts("br_cpf", "111.444.777-35"));
  CHECK_FALSE(accepts("br_cpf", "111.444.777-36"));
  CHECK_FALSE(accepts("br_cpf", "111.111.111-11"));
}

}  // namespace
}  // namespace braque
