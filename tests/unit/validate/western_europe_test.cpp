// Numbers of Western Europe beside the national ones of identity_test.cpp. Valid values are the
// worked examples of the authorities or computed by hand from the published rule.
#include <catch2/catch.hpp>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("French registers") {
  // 691482 mod 23 = 10: the eleventh letter without I is L.
  CHECK(accepts("fr_uai", "0691482L"));
  CHECK_FALSE(accepts("fr_uai", "0691482M"));
  CHECK_FALSE(accepts("fr_uai", "5551234A"));
  CHECK(accepts("fr_finess", "35 004 817 9"));
  CHECK(accepts("fr_finess", "2A 004 817 9"));
  CHECK_FALSE(accepts("fr_finess", "35 004 817 8"));
  CHECK_FALSE(accepts("fr_finess", "00 000 000 0"));
  CHECK(accepts("fr_adeli", "694827153"));
  CHECK(accepts("fr_adeli", "2B4827153"));
  CHECK_FALSE(accepts("fr_adeli", "964827153"));
  CHECK_FALSE(accepts("fr_adeli", "0A4827153"));
  CHECK(accepts("fr_vitale_card", "80250 00048 27153 09174"));
  CHECK(accepts("fr_vitale_card", "802500004827153091740"));
  CHECK_FALSE(accepts("fr_vitale_card", "80251000482715309174"));
  CHECK_FALSE(accepts("fr_vitale_card", "8025000048271530917"));
}

TEST_CASE("a French residence permit has ten digits or a mixture") {
  CHECK(accepts("fr_residence_permit", "6904827153"));
  CHECK(accepts("fr_residence_permit", "K7P48ZX21"));
  CHECK_FALSE(accepts("fr_residence_permit", "0000000000"));
  CHECK_FALSE(accepts("fr_residence_permit", "PERMANENTE"));
  CHECK_FALSE(accepts("fr_residence_permit", "690482715"));
}

TEST_CASE("the number of a register entry is read with its blanks") {
  CHECK(accepts_verbatim("fr_rcs", "732 829 320"));
  CHECK(accepts_verbatim("fr_rcs", "732.829.320"));
  CHECK_FALSE(accepts_verbatim("fr_rcs", "732 829 321"));
  CHECK_FALSE(accepts_verbatim("fr_rcs", "000 000 000"));
  CHECK_FALSE(accepts_verbatim("fr_rcs", "732 829 320 0"));
}

TEST_CASE("Monaco's VAT number has zeros and a key of digits") {
  CHECK(accepts("mc_vat", "FR 53 0000 04605"));
  CHECK_FALSE(accepts("mc_vat", "FR 61 0000 04605"));
  CHECK_FALSE(accepts("mc_vat", "FR 83 404 833 048"));
  CHECK_FALSE(accepts("mc_vat", "FR12000000000"));
}

TEST_CASE("German numbers of companies, physicians and tax offices") {
  CHECK(accepts("de_vat", "DE 136 695 976"));
  CHECK_FALSE(accepts("de_vat", "DE136695978"));
  CHECK_FALSE(accepts("de_vat", "136695976"));
  // 4*4 + 8*9 + 2*4 + 7*9 + 1*4 + 5*9 = 208, 10 - 8 = 2.
  CHECK(accepts("de_lanr", "482715201"));
  CHECK_FALSE(accepts("de_lanr", "482715301"));
  CHECK_FALSE(accepts("de_lanr", "000000001"));
  CHECK(accepts("de_stnr", "181/815/08155"));
  CHECK(accepts("de_stnr", "2893081508152"));
  CHECK(accepts("de_stnr", "9198081508152"));
  CHECK_FALSE(accepts("de_stnr", "3893081508152"));
  CHECK_FALSE(accepts("de_stnr", "0128081508152"));
  CHECK_FALSE(accepts("de_stnr", "2893181508152"));
  CHECK_FALSE(accepts("de_stnr", "00000000000"));
}

TEST_CASE("German documents with and without check digit") {
  CHECK(accepts("de_id_card", "L01X00T471"));
  CHECK(accepts("de_id_card", "T220001293"));
  CHECK_FALSE(accepts("de_id_card", "L01X00T472"));
  CHECK_FALSE(accepts("de_id_card", "A01X00T471"));
  CHECK_FALSE(accepts("de_id_card", "L01X00T4"));
  CHECK(accepts("de_passport", "C01X00T47"));
  CHECK(accepts("de_passport", "C01X00T478"));
  CHECK_FALSE(accepts("de_passport", "C01X00T477"));
  CHECK_FALSE(accepts("de_passport", "A01X00T47"));
  CHECK_FALSE(accepts("de_passport", "CFGHJKLMN"));
  CHECK(accepts("de_driving_licence", "B072K4P8I51"));
  CHECK(accepts("de_driving_licence", "N0483RX71X2"));
  CHECK_FALSE(accepts("de_driving_licence", "B0A2K4P8I51"));
  CHECK_FALSE(accepts("de_driving_licence", "N0483RX71K2"));
}

TEST_CASE("Austrian numbers") {
  CHECK(accepts("at_vnr", "1237 010180"));
  CHECK_FALSE(accepts("at_vnr", "2237 010180"));
  CHECK_FALSE(accepts("at_vnr", "1237 320180"));
  CHECK_FALSE(accepts("at_vnr", "0237 010180"));
  CHECK(accepts("at_tin", "59-119/9013"));
  CHECK_FALSE(accepts("at_tin", "59-119/9012"));
  CHECK_FALSE(accepts("at_tin", "00-000/0000"));
  CHECK(accepts("at_vat", "ATU13585627"));
  CHECK_FALSE(accepts("at_vat", "ATU13585626"));
  CHECK_FALSE(accepts("at_vat", "ATU1358562"));
}

TEST_CASE("Belgian numbers") {
  CHECK(accepts("be_bis", "98.47.28-997.65"));
  CHECK(accepts("be_bis", "01 49 07 001 85"));
  CHECK_FALSE(accepts("be_bis", "98.47.28-997.66"));
  CHECK_FALSE(accepts("be_bis", "85.07.30-033.28"));
  CHECK_FALSE(accepts("be_bis", "98.53.28-997.65"));
  CHECK(accepts("be_eid", "591-2010999-97"));
  CHECK_FALSE(accepts("be_eid", "000-0011032-25"));
  CHECK_FALSE(accepts("be_eid", "000-0000000-00"));
  CHECK(accepts("be_vat", "BE 0428.759.497"));
  CHECK(accepts("be_vat", "0428759497"));
  CHECK_FALSE(accepts("be_vat", "0431.150.351"));
  CHECK_FALSE(accepts("be_vat", "2428759497"));
  // 148273 = 97 * 1528 + 57, 97 - 57 = 40.
  CHECK(accepts("be_inami", "1-48273-40-004"));
  CHECK_FALSE(accepts("be_inami", "1-48273-41-004"));
  CHECK_FALSE(accepts("be_inami", "0-00000-97-004"));
}

TEST_CASE("Dutch numbers") {
  CHECK(accepts("nl_btw", "NL004495445B01"));
  CHECK(accepts("nl_btw", "NL002455799B11"));
  CHECK_FALSE(accepts("nl_btw", "NL123456789B90"));
  CHECK_FALSE(accepts("nl_btw", "NL004495445B00"));
  CHECK(accepts("nl_onderwijsnummer", "101222331"));
  CHECK_FALSE(accepts("nl_onderwijsnummer", "100252333"));
  CHECK_FALSE(accepts("nl_onderwijsnummer", "111222333"));
  CHECK(accepts("nl_document", "EM0000000"));
  CHECK(accepts("nl_document", "XR1001R58"));
  CHECK_FALSE(accepts("nl_document", "XR1001O58"));
  CHECK_FALSE(accepts("nl_document", "581001RXR"));
}

TEST_CASE("Luxembourg: two check digits over the same eleven") {
  CHECK(accepts("lu_matricule", "1893120105732"));
  CHECK_FALSE(accepts("lu_matricule", "1893120105733"));
  CHECK_FALSE(accepts("lu_matricule", "1893120105742"));
  CHECK_FALSE(accepts("lu_matricule", "1893130105732"));
  CHECK(accepts("lu_vat", "LU 150 274 42"));
  CHECK_FALSE(accepts("lu_vat", "LU 150 274 43"));
  CHECK_FALSE(accepts("lu_vat", "LU00000000"));
}

TEST_CASE("Spanish numbers") {
  CHECK(accepts("es_nif", "J99216582"));
  CHECK(accepts("es_nif", "A13585625"));
  CHECK(accepts("es_nif", "M1234567L"));
  CHECK(accepts("es_nif", "ES54362315K"));
  CHECK(accepts("es_nif", "ESX2482300W"));
  CHECK_FALSE(accepts("es_nif", "54362315K"));
  CHECK_FALSE(accepts("es_nif", "J99216583"));
  CHECK_FALSE(accepts("es_nif", "A1358562E"));
  CHECK_FALSE(accepts("es_nif", "I12345678"));
  CHECK(accepts("es_nss", "28 12345678 40"));
  CHECK_FALSE(accepts("es_nss", "28 12345678 41"));
  CHECK_FALSE(accepts("es_nss", "77 12345678 40"));
  CHECK(accepts("es_ccc", "1234 1234 16 1234567890"));
  CHECK_FALSE(accepts("es_ccc", "1234 1234 17 1234567890"));
  CHECK_FALSE(accepts("es_ccc", "0000 0000 00 0000000000"));
}

TEST_CASE("Portuguese numbers") {
  CHECK(accepts("pt_cc", "00000000 0 ZZ4"));
  CHECK_FALSE(accepts("pt_cc", "00000000 0 ZZ3"));
  CHECK_FALSE(accepts("pt_cc", "00000000 A ZZ4"));
  CHECK_FALSE(accepts("pt_cc", "000000000000"));
  // 29 + 23 + 19*4 + 17*8 + 13*2 + 11*7 + 7 + 5*5 + 3*3 + 0 = 408, 9 - 8 = 1.
  CHECK(accepts("pt_niss", "11482715301"));
  CHECK_FALSE(accepts("pt_niss", "11482715302"));
  CHECK_FALSE(accepts("pt_niss", "31482715301"));
  CHECK_FALSE(accepts("pt_niss", "00000000009"));
  CHECK(accepts("pt_nib", "0035 0482 71530917264 52"));
  CHECK_FALSE(accepts("pt_nib", "0035 0482 71530917264 53"));
  CHECK_FALSE(accepts("pt_nib", "000000000000000000001"));
}

TEST_CASE("Irish numbers, with a second letter that counts or does not") {
  CHECK(accepts("ie_pps", "6433435F"));
  CHECK(accepts("ie_pps", "6433435FT"));
  CHECK(accepts("ie_pps", "6433435OA"));
  CHECK(accepts("ie_pps", "6433435IH"));
  CHECK_FALSE(accepts("ie_pps", "6433435E"));
  CHECK_FALSE(accepts("ie_pps", "6433435VH"));
  CHECK_FALSE(accepts("ie_pps", "6433435FJ"));
  CHECK_FALSE(accepts("ie_pps", "0000000W"));
  CHECK(accepts("ie_vat", "IE 6433435F"));
  CHECK(accepts("ie_vat", "IE 6433435OA"));
  CHECK(accepts("ie_vat", "IE8D79739I"));
  CHECK_FALSE(accepts("ie_vat", "IE8D79739J"));
  CHECK_FALSE(accepts("ie_vat", "6433435F"));
}

TEST_CASE("British numbers") {
  CHECK(accepts("gb_utr", "1955839661"));
  CHECK_FALSE(accepts("gb_utr", "2955839661"));
  CHECK_FALSE(accepts("gb_utr", "2000000000"));
  CHECK(accepts("gb_vat", "GB 980 7806 84"));
  CHECK(accepts("gb_vat", "GB 980 7806 84 001"));
  CHECK(accepts("gb_vat", "GBGD001"));
  CHECK_FALSE(accepts("gb_vat", "GB 802 3116 81"));
  CHECK_FALSE(accepts("gb_vat", "GBHA001"));
  CHECK_FALSE(accepts("gb_vat", "GB000000000"));
  CHECK(accepts("gb_upn", "B801200005001"));
  CHECK_FALSE(accepts("gb_upn", "A801200005001"));
  CHECK_FALSE(accepts("gb_upn", "X80120000A001"));
  CHECK_FALSE(accepts("gb_upn", "E000200005001"));
  CHECK(accepts("gb_driving_licence", "MORGA657054SM9IJ"));
  CHECK_FALSE(accepts("gb_driving_licence", "M9RGA657054SM9IJ"));
  CHECK_FALSE(accepts("gb_driving_licence", "MORGA653324SM9IJ"));
  CHECK_FALSE(accepts("gb_driving_licence", "MORGA6570541M9IJ"));
  // 10 + 9*4 + 0 + 7*3 + 6*8 + 5*2 + 4*4 + 3 + 2*7 + 7 = 165 = 15 * 11.
  CHECK(accepts("gb_chi", "1403824177"));
  CHECK(accepts("gb_chi", "2709563088"));
  CHECK_FALSE(accepts("gb_chi", "2713563088"));
  CHECK_FALSE(accepts("gb_chi", "2709563089"));
}

TEST_CASE("Italian documents and plates") {
  CHECK(accepts("it_id_card", "CA48271FK"));
  CHECK(accepts("it_id_card", "AX 4827153"));
  CHECK(accepts("it_id_card", "4827153AA"));
  CHECK_FALSE(accepts("it_id_card", "DA48271FK"));
  CHECK_FALSE(accepts("it_id_card", "AX0000000"));
  CHECK(accepts("it_driving_licence", "RM4827153K"));
  CHECK(accepts("it_driving_licence", "U1K7P48ZXB"));
  CHECK_FALSE(accepts("it_driving_licence", "U1K7O48ZXB"));
  CHECK_FALSE(accepts("it_driving_licence", "U2K7P48ZXB"));
  CHECK(accepts("it_plate", "GB 482 KR"));
  CHECK_FALSE(accepts("it_plate", "GB 482 KU"));
  CHECK_FALSE(accepts("it_plate", "GB 000 KR"));
}

TEST_CASE("what the European Union has in common") {
  CHECK(accepts("eu_ehic", "80276 00120 48271 53091"));
  CHECK_FALSE(accepts("eu_ehic", "80999000482715309174"));
  CHECK_FALSE(accepts("eu_ehic", "8027600120482715309"));
  CHECK(accepts("eu_eori", "FR48271530700017"));
  CHECK(accepts("eu_eori", "XI482715309000"));
  CHECK_FALSE(accepts("eu_eori", "US48271530700017"));
  CHECK_FALSE(accepts("eu_eori", "DE48271"));
  CHECK_FALSE(accepts("eu_eori", "FRDOUANES"));
  CHECK(accepts("document_serial", "EK482715"));
  CHECK_FALSE(accepts("document_serial", "000000000"));
  CHECK_FALSE(accepts("document_serial", "PASSPORT"));
  CHECK_FALSE(accepts("document_serial", "EK00000"));
}

}  // namespace
}  // namespace braque
