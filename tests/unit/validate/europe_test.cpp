// Numbers of northern, central, eastern and south-eastern Europe and their neighbours. Valid values
// are worked examples of the authorities and of published implementations; each invalid one breaks
// one rule.
#include <catch2/catch.hpp>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

struct Row {
  const char* check;
  const char* valid;
  const char* invalid;
};

void run(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    INFO(row.check);
    CHECK(accepts(row.check, row.valid));
    CHECK_FALSE(accepts(row.check, row.invalid));
  }
}

TEST_CASE("numbers of the Nordic states") {
  run({{"dk_cpr", "070761-4285", "310261-4285"},
       {"dk_cpr", "010107-5008", "010107-500"},
       {"dk_vat", "DK 10403782", "DK 10403783"},
       {"se_samordningsnummer", "701063-2391", "701003-2391"},
       {"se_orgnr", "212000-0142", "212000-0143"},
       {"se_orgnr", "SE811218987601", "811218-9876"},
       {"no_fnr", "151086 95088", "151086 95089"},
       {"no_orgnr", "NO 974 761 076 MVA", "NO 974 761 077 MVA"},
       {"fi_vat", "0201256-6", "02012566"},
       {"fi_vat", "FI20774740", "FI20774741"},
       {"is_kennitala", "120174-3399", "120174-3398"}});
}

TEST_CASE("the seventh digit of a Danish number says the century") {
  CHECK(accepts("dk_cpr", "290200-4285"));        // 2000
  CHECK_FALSE(accepts("dk_cpr", "290200-0285"));  // 1900 was no leap year
  CHECK_FALSE(accepts("dk_cpr", "010150-6285"));  // 2050
}

TEST_CASE("numbers of the Baltic states") {
  run({{"ee_ik", "37605030299", "37613030299"},
       {"ee_vat", "EE100931558", "EE100931559"},
       {"lt_ak", "38703181745", "38703181746"},
       {"lt_vat", "LT119511515", "LT119511525"},
       {"lt_vat", "LT100004801610", "LT100004801611"},
       {"lv_pk", "161175-19997", "161375-19997"},
       {"lv_vat", "LV40003521600", "LV40003521601"},
       {"lv_vat", "LV16117519997", "LV16137519997"}});
}

TEST_CASE("numbers of central Europe") {
  run({{"pl_nip", "PL 526-104-08-28", "PL 526-104-08-29"},
       {"pl_regon", "12345678512347", "12345678612342"},
       {"pl_id_card", "ABA300000", "ABA300001"},
       {"pl_passport", "ZS0000177", "ZS0000178"},
       {"cz_rc", "710319/2745", "710319/2746"},
       {"cz_rc", "480917/312", "480917312"},
       {"cz_rc", "530312/123", "590312/123"},
       {"cz_vat", "CZ25123891", "CZ25123890"},
       {"cz_vat", "CZ640903926", "CZ640903927"},
       {"sk_vat", "SK2022749619", "SK2022749618"},
       {"hu_szemelyi", "1-541122-7327", "1-541122-7328"},
       {"hu_adoazonosito", "8071592153", "8771592153"},
       {"hu_vat", "12892312-2-42", "12892312-9-42"},
       {"ch_uid", "CHE-100.155.212", "CHE-100.155.213"},
       {"ad_nrt", "U-132950-X", "F-732950-X"}});
}

TEST_CASE("numbers of south-eastern Europe") {
  run({{"ro_cnp", "1800101221144", "1801301221144"},
       {"ro_vat", "RO18547290", "RO18547291"},
       {"bg_egn", "7523169263", "7523169264"},
       {"bg_lnch", "7111042925", "7111042922"},
       {"bg_vat", "BG175074752", "BG175074751"},
       {"gr_afm", "EL 094259216", "EL 094259217"},
       {"gr_amka", "01013099997", "01133099997"},
       {"cy_tic", "00123123T", "00123123U"},
       {"cy_vat", "CY10259033P", "CY10259033Z"},
       {"mt_id", "0123487M", "0123487K"},
       {"mt_vat", "MT11679112", "MT11679113"},
       {"si_emso", "0101006500006", "0101006500007"},
       {"ba_jmbg", "1706981178878", "0101006500006"},
       {"si_davcna", "SI50223054", "SI50223055"},
       {"hr_oib", "HR33392005961", "HR33392005962"},
       {"al_nid", "S40716182K", "J40716182K"}});
}

TEST_CASE("numbers of eastern Europe, Turkey and Israel") {
  run({{"ru_inn", "7707083893", "7707083894"},
       {"ru_inn", "500100732259", "500100732258"},
       {"ru_snils", "112-233-445 95", "112-233-445 96"},
       {"ru_passport", "45 08 204718", "45 68 204718"},
       {"ua_rntrc", "1759013776", "1759013777"},
       {"by_pn", "3050366H941BA5", "3050366H941BA6"},
       {"md_idnp", "1008600038413", "1008600038412"},
       {"kz_iin", "560622337789", "560622337788"},
       {"tr_tckn", "10000000146", "10000000147"},
       {"tr_vkn", "4540536920", "4540536921"},
       {"il_id", "3933742-3", "3933742-2"},
       {"imsi", "208150123456789", "209150123456789"},
       {"iccid", "8933201471835102942F", "8933201471835102943F"}});
}

}  // namespace
}  // namespace braque
