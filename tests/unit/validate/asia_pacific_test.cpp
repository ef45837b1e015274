// Numbers of Asia and the Pacific.
// Check digits were computed apart from the checks, by the published rules.
#include <catch2/catch.hpp>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("numbers of South Asia") {
  CHECK(accepts("in_aadhaar", "5485 5000 8006"));
  CHECK_FALSE(accepts("in_aadhaar", "5485 5000 8007"));
  CHECK_FALSE(accepts("in_aadhaar", "1485 5000 8004"));
  CHECK_FALSE(accepts("in_aadhaar", "222222222222"));
  CHECK(accepts("in_vid", "2341 2341 2341 2341"));
  CHECK_FALSE(accepts("in_vid", "2341 2341 2341 2342"));
  CHECK_FALSE(accepts("in_vid", "1341 2341 2341 2340"));
  CHECK(accepts("in_pan", "ACUPA7085R"));
  CHECK_FALSE(accepts("in_pan", "ABMXA3211G"));
  CHECK_FALSE(accepts("in_pan", "ACUPA0000R"));
  CHECK_FALSE(accepts("in_pan", "ACUPA70851"));
  CHECK_FALSE(accepts("in_pan", "ACU7A7085R"));
  CHECK(accepts("in_gstin", "27AAPFU0939F1ZV"));
  CHECK_FALSE(accepts("in_gstin", "27AAPFU0939F1ZX"));
  CHECK_FALSE(accepts("in_gstin", "39AAPFU0939F1ZQ"));
  CHECK_FALSE(accepts("in_gstin", "27AAPFU0939F1YX"));
  CHECK(accepts("in_epic", "WKH1186246"));
  CHECK_FALSE(accepts("in_epic", "WKH1186247"));
  CHECK_FALSE(accepts("in_epic", "1KH1186246"));
  CHECK(accepts("in_passport", "J8369854"));
  CHECK_FALSE(accepts("in_passport", "Q8369854"));
  CHECK_FALSE(accepts("in_passport", "J0369854"));
  CHECK_FALSE(accepts("in_passport", "J8369850"));
  CHECK(accepts("in_driving_licence", "MH-12-2011-0012345"));
  CHECK_FALSE(accepts("in_driving_licence", "XX-12-2011-0012345"));
  CHECK_FALSE(accepts("in_driving_licence", "MH-12-1911-0012345"));
  CHECK_FALSE(accepts("in_driving_licence", "MH-00-2011-0012345"));
  CHECK(accepts("pk_cnic", "34201-0891231-8"));
  CHECK_FALSE(accepts("pk_cnic", "34201-0891231-0"));
  CHECK_FALSE(accepts("pk_cnic", "94201-0891231-8"));
  CHECK(accepts("lk_nic", "853400937V"));
  CHECK(accepts("lk_nic", "199527302340"));
  CHECK_FALSE(accepts("lk_nic", "853950937V"));
  CHECK_FALSE(accepts("lk_nic", "853400937A"));
  CHECK_FALSE(accepts("lk_nic", "189527302340"));
}

TEST_CASE("numbers of East Asia") {
  CHECK(accepts("jp_my_number", "628547588559"));
  CHECK_FALSE(accepts("jp_my_number", "628547588550"));
  CHECK_FALSE(accepts("jp_my_number", "111111111111"));
  CHECK(accepts("jp_corporate", "5-8356-7825-6246"));
  CHECK_FALSE(accepts("jp_corporate", "2-8356-7825-6246"));
  CHECK_FALSE(accepts("jp_corporate", "0835678256246"));
  CHECK(accepts("jp_passport", "TZ1234567"));
  CHECK_FALSE(accepts("jp_passport", "TZ123456"));
  CHECK_FALSE(accepts("jp_passport", "TZ0000000"));
  CHECK_FALSE(accepts("jp_passport", "T11234567"));
  CHECK(accepts("cn_ric", "360426199101010071"));
  CHECK(accepts("cn_ric", "44011320141005001X"));
  CHECK_FALSE(accepts("cn_ric", "360426199101010072"));
  CHECK_FALSE(accepts("cn_ric", "360426199113010079"));
  CHECK_FALSE(accepts("cn_ric", "990426199101010079"));
  CHECK(accepts("hk_id", "Z683365A"));
  CHECK(accepts("hk_id", "AB9876543"));
  CHECK_FALSE(accepts("hk_id", "Z683365B"));
  CHECK_FALSE(accepts("hk_id", "1683365A"));
  CHECK(accepts("tw_id", "A123456789"));
  CHECK_FALSE(accepts("tw_id", "A123456788"));
  CHECK_FALSE(accepts("tw_id", "A323456783"));
  CHECK(accepts("kr_rrn", "971013-9019902"));
  CHECK(accepts("kr_rrn", "830517-1482715"));
  CHECK(accepts("kr_rrn", "201001-3123456"));
  CHECK_FALSE(accepts("kr_rrn", "971013-9019903"));
  CHECK_FALSE(accepts("kr_rrn", "830517-1482716"));
  CHECK_FALSE(accepts("kr_rrn", "831317-1482711"));
}

TEST_CASE("numbers of South-East Asia") {
  CHECK(accepts("sg_nric", "S1234567D"));
  CHECK(accepts("sg_nric", "G7654321L"));
  CHECK(accepts("sg_nric", "M1234567K"));
  CHECK_FALSE(accepts("sg_nric", "S1234567A"));
  CHECK_FALSE(accepts("sg_nric", "A1234567D"));
  CHECK(accepts("my_nric", "770305-02-1234"));
  CHECK_FALSE(accepts("my_nric", "771305-02-1234"));
  CHECK_FALSE(accepts("my_nric", "770305-17-1234"));
  CHECK_FALSE(accepts("my_nric", "770305-02-0000"));
  CHECK(accepts("id_nik", "3171011708450001"));
  CHECK(accepts("id_nik", "3171015708450001"));
  CHECK_FALSE(accepts("id_nik", "9971011708450001"));
  CHECK_FALSE(accepts("id_nik", "3171011713450001"));
  CHECK_FALSE(accepts("id_nik", "3171011708450000"));
  CHECK(accepts("th_pin", "3100600445635"));
  CHECK_FALSE(accepts("th_pin", "3100600445636"));
  CHECK_FALSE(accepts("th_pin", "9100600445634"));
  CHECK(accepts("vn_cccd", "001085012345"));
  CHECK_FALSE(accepts("vn_cccd", "097085012345"));
  CHECK_FALSE(accepts("vn_cccd", "001485012345"));
  CHECK_FALSE(accepts("vn_cccd", "101085012345"));
  CHECK(accepts("ph_tin", "123-456-788-000"));
  CHECK_FALSE(accepts("ph_tin", "111-111-111"));
  CHECK_FALSE(accepts("ph_tin", "123-456-7"));
  CHECK_FALSE(accepts("ph_tin", "123-456-788-0"));
}

TEST_CASE("numbers of Oceania") {
  CHECK(accepts("au_tfn", "123 456 782"));
  CHECK_FALSE(accepts("au_tfn", "999 999 999"));
  CHECK_FALSE(accepts("au_tfn", "123 456 781"));
  CHECK(accepts("au_abn", "83 914 571 673"));
  CHECK(accepts("au_abn", "39 482 719 306"));
  CHECK_FALSE(accepts("au_abn", "99 999 999 999"));
  CHECK(accepts("au_medicare", "2428 77859 1"));
  CHECK_FALSE(accepts("au_medicare", "2428 77850 1"));
  CHECK_FALSE(accepts("au_medicare", "1428 77858 1"));
  CHECK_FALSE(accepts("au_medicare", "2428 77859 0"));
  CHECK(accepts("au_passport", "N1234567"));
  CHECK(accepts("au_passport", "PA1234567"));
  CHECK_FALSE(accepts("au_passport", "N123456"));
  CHECK_FALSE(accepts("au_passport", "NPA123456"));
  CHECK(accepts("nz_ird", "49-091-850"));
  CHECK(accepts("nz_ird", "136-410-132"));
  CHECK_FALSE(accepts("nz_ird", "49-091-851"));
  CHECK_FALSE(accepts("nz_ird", "160-410-132"));
  CHECK(accepts("nz_nhi", "ZZZ0016"));
  CHECK(accepts("nz_nhi", "ZBN77VL"));
  CHECK_FALSE(accepts("nz_nhi", "ZZZ0017"));
  CHECK_FALSE(accepts("nz_nhi", "ZBN77VM"));
  CHECK_FALSE(accepts("nz_nhi", "ZIZ0016"));
}

TEST_CASE("numbers of the Gulf and Iran") {
  CHECK(accepts("ae_eid", "784-1980-1234567-8"));
  CHECK_FALSE(accepts("ae_eid", "784-1980-1234567-9"));
  CHECK_FALSE(accepts("ae_eid", "784-1880-1234567-9"));
  CHECK(accepts("sa_nid", "1058253129"));
  CHECK_FALSE(accepts("sa_nid", "1058253120"));
  CHECK_FALSE(accepts("sa_nid", "3058253125"));
  CHECK(accepts("kw_civil", "283051704828"));
  CHECK_FALSE(accepts("kw_civil", "283051704829"));
  CHECK_FALSE(accepts("kw_civil", "283131704820"));
  CHECK(accepts("qa_qid", "28463412345"));
  CHECK_FALSE(accepts("qa_qid", "48463412345"));
  CHECK_FALSE(accepts("qa_qid", "28400012345"));
  CHECK(accepts("ir_nid", "0499370899"));
  CHECK(accepts("ir_nid", "0790419904"));
  CHECK_FALSE(accepts("ir_nid", "0499370890"));
  CHECK_FALSE(accepts("ir_nid", "1111111111"));
}

TEST_CASE("bank accounts of New Zealand are checked by the method of the bank") {
  CHECK(accepts("nz_bank_account", "010902006838900"));
  CHECK(accepts("nz_bank_account", "123140017132350"));
  CHECK_FALSE(accepts("nz_bank_account", "010902006838800"));
  CHECK_FALSE(accepts("nz_bank_account", "550902006838900"));
  CHECK_FALSE(accepts("nz_bank_account", "01090200683890"));
}

}  // namespace
}  // namespace braque
