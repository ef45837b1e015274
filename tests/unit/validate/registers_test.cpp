// Numbers of registers. The values are invented; their check digits were computed by another
// program.
#include <catch2/catch.hpp>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("numbers of taxpayers, companies and accounts of many countries") {
  CHECK(accepts("az_voen", "4801557261"));
  CHECK(accepts("az_voen", "8543278322"));
  CHECK_FALSE(accepts("az_voen", "4801557201"));
  CHECK(accepts("by_unp", "353822195"));
  CHECK(accepts("by_unp", "419332829"));
  CHECK_FALSE(accepts("by_unp", "353822190"));
  CHECK(accepts("ch_qr_reference", "692280626141886738101673012"));
  CHECK(accepts("ch_qr_reference", "998507091684658325944393454"));
  CHECK_FALSE(accepts("ch_qr_reference", "692280626141886738101673010"));
  CHECK(accepts("cn_uscc", "93458560KLE27LHY46"));
  CHECK(accepts("cn_uscc", "52591403BT4YUKPTBA"));
  CHECK_FALSE(accepts("cn_uscc", "93458560KLE27LHY40"));
  CHECK(accepts("cr_cpj", "3102200615"));
  CHECK(accepts("cr_cpj", "3006743527"));
  CHECK_FALSE(accepts("cr_cpj", "3202200615"));
  CHECK(accepts("cr_residence", "135191317588"));
  CHECK(accepts("cr_residence", "113559155588"));
  CHECK_FALSE(accepts("cr_residence", "035191317588"));
  CHECK(accepts("cz_bank_account", "196146-0695854044/0800"));
  CHECK(accepts("cz_bank_account", "852684-2786012108/0600"));
  CHECK_FALSE(accepts("cz_bank_account", "196146-0695854040/0800"));
  CHECK(accepts("ec_ruc", "0105463087001"));
  CHECK(accepts("ec_ruc", "2450359696001"));
  CHECK_FALSE(accepts("ec_ruc", "0105463080001"));
  CHECK(accepts("ee_registrikood", "18796198"));
  CHECK(accepts("ee_registrikood", "83668385"));
  CHECK_FALSE(accepts("ee_registrikood", "18796190"));
  CHECK(accepts("es_cups", "ES9550001231588546XK"));
  CHECK(accepts("es_cups", "ES5182501087050319NW"));
  CHECK_FALSE(accepts("es_cups", "ES9550001231588546XA"));
  CHECK(accepts("es_cadastre", "8133680QE0717S0087WB"));
  CHECK(accepts("es_cadastre", "9259777DS6169A0009AE"));
  CHECK_FALSE(accepts("es_cadastre", "8133680QE0717S0087WA"));
  // A pattern may hand over signs, whose sum was negative: an index far outside the table.
  CHECK_FALSE(accepts_verbatim("es_cadastre", "U88:8,88804-%e%\xFF% %%"));
  CHECK(accepts("eu_creditor", "ES22ZZZ09400740560"));
  CHECK(accepts("eu_creditor", "NL43ZZZ05498009577"));
  CHECK_FALSE(accepts("eu_creditor", "ES22ZZZ09400740561"));
  CHECK(accepts("gh_tin", "C0046792848"));
  CHECK(accepts("gh_tin", "P0022569995"));
  CHECK_FALSE(accepts("gh_tin", "C0046792840"));
  CHECK(accepts("luhn", "863976148"));
  CHECK(accepts("luhn", "538226481"));
  CHECK_FALSE(accepts("luhn", "863976140"));
  CHECK(accepts("id_npwp", "792826406937517"));
  CHECK(accepts("id_npwp", "968513838046243"));
  CHECK_FALSE(accepts("id_npwp", "792826400937517"));
  CHECK(accepts("il_company", "567731815"));
  CHECK(accepts("il_company", "581499514"));
  CHECK_FALSE(accepts("il_company", "567731810"));
  CHECK(accepts("orcid", "0000000205396441"));
  CHECK(accepts("orcid", "0000000330065940"));
  CHECK_FALSE(accepts("orcid", "0000000205396440"));
  CHECK(accepts("kr_brn", "5023546498"));
  CHECK(accepts("kr_brn", "7740197224"));
  CHECK_FALSE(accepts("kr_brn", "5023546490"));
  CHECK(accepts("iso7064_mod11_10", "100739037"));
  CHECK(accepts("iso7064_mod11_10", "107205258"));
  CHECK_FALSE(accepts("iso7064_mod11_10", "100739030"));
  CHECK(accepts("ru_ogrn", "1235760732195"));
  CHECK(accepts("ru_ogrn", "5173173101679"));
  CHECK_FALSE(accepts("ru_ogrn", "1235760732190"));
  CHECK(accepts("sg_uen", "201021557H"));
  CHECK(accepts("sg_uen", "201120790Z"));
  CHECK_FALSE(accepts("sg_uen", "201021557A"));
  CHECK(accepts("si_maticna", "6914349"));
  CHECK(accepts("si_maticna", "9805818"));
  CHECK_FALSE(accepts("si_maticna", "6914340"));
  CHECK(accepts("th_company", "0105558316305"));
  CHECK(accepts("th_company", "0105592706056"));
  CHECK_FALSE(accepts("th_company", "0105558316300"));
  CHECK(accepts("tw_ubn", "08471453"));
  CHECK(accepts("tw_ubn", "04973194"));
  CHECK_FALSE(accepts("tw_ubn", "08471450"));
  CHECK(accepts("ua_edrpou", "08797558"));
  CHECK(accepts("ua_edrpou", "04764450"));
  CHECK_FALSE(accepts("ua_edrpou", "08797550"));
  CHECK(accepts("za_tin", "2859525863"));
  CHECK(accepts("za_tin", "0617903166"));
  CHECK_FALSE(accepts("za_tin", "2859525860"));
}

}  // namespace
}  // namespace braque
