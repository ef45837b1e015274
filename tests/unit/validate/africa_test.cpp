// Numbers of Africa. Check digits were computed apart from the checks, by the published rules.
#include <catch2/catch.hpp>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("numbers of African countries") {
  CHECK(accepts("za_id", "7503305044089"));
  CHECK_FALSE(accepts("za_id", "8503305044089"));
  CHECK_FALSE(accepts("za_id", "7513305044088"));
  CHECK_FALSE(accepts("za_id", "7503305044386"));
  CHECK(accepts("ng_nin", "48271930562"));
  CHECK_FALSE(accepts("ng_nin", "11111111111"));
  CHECK_FALSE(accepts("ng_nin", "12345678901"));
  CHECK_FALSE(accepts("ng_nin", "4827193056"));
  CHECK(accepts("eg_nid", "29001010100123"));
  CHECK_FALSE(accepts("eg_nid", "29013010100123"));
  CHECK_FALSE(accepts("eg_nid", "29001013600123"));
  CHECK_FALSE(accepts("eg_nid", "49001010100123"));
  CHECK(accepts("ma_cin", "BE123456"));
  CHECK(accepts("ma_cin", "K1234"));
  CHECK_FALSE(accepts("ma_cin", "123456"));
  CHECK_FALSE(accepts("ma_cin", "K12"));
  CHECK_FALSE(accepts("ma_cin", "ABC12345"));
  CHECK_FALSE(accepts("ma_cin", "K12345678"));
  CHECK(accepts("ma_ice", "001561191000066"));
  CHECK_FALSE(accepts("ma_ice", "001561191000065"));
  CHECK_FALSE(accepts("ma_ice", "000000000000000"));
  CHECK(accepts("tn_cin", "09281746"));
  CHECK_FALSE(accepts("tn_cin", "29281746"));
  CHECK_FALSE(accepts("tn_cin", "0928174"));
  CHECK_FALSE(accepts("tn_cin", "01234567"));
  CHECK(accepts("tn_mf", "1234567/M/A/E/001"));
  CHECK(accepts("tn_mf", "121/J"));
  CHECK_FALSE(accepts("tn_mf", "1234567/M/A/X/000"));
  CHECK_FALSE(accepts("tn_mf", "1219773/U"));
  CHECK_FALSE(accepts("tn_mf", "12345678M"));
  CHECK(accepts("dz_nin", "109830048271930562"));
  CHECK_FALSE(accepts("dz_nin", "10983004827193056"));
  CHECK_FALSE(accepts("dz_nin", "111111111111111111"));
  CHECK(accepts("dz_nif", "416001000000007"));
  CHECK(accepts("dz_nif", "41600100000000700004"));
  CHECK_FALSE(accepts("dz_nif", "41600100000000"));
  CHECK(accepts("sn_ninea", "306 7221"));
  CHECK(accepts("sn_ninea", "30672212G2"));
  CHECK_FALSE(accepts("sn_ninea", "3067222"));
  CHECK_FALSE(accepts("sn_ninea", "30672219G2"));
  CHECK(accepts("gh_card", "GHA-123456789-0"));
  CHECK_FALSE(accepts("gh_card", "GHB-123456789-0"));
  CHECK_FALSE(accepts("gh_card", "GHA-12345678-0"));
  CHECK(accepts("ke_pin", "P051365947M"));
  CHECK(accepts("ke_pin", "A000123456B"));
  CHECK_FALSE(accepts("ke_pin", "V1234567890"));
  CHECK_FALSE(accepts("ke_pin", "P051365947"));
}

TEST_CASE("the identity number of Mauritius has a date and a check character") {
  CHECK(accepts("mu_nid", "D1405852904174"));
  CHECK(accepts("mu_nid", "R2311904827193"));
  CHECK_FALSE(accepts("mu_nid", "D1405852904175"));
  CHECK_FALSE(accepts("mu_nid", "D3205852904174"));
  CHECK_FALSE(accepts("mu_nid", "1405852904174"));
}

}  // namespace
}  // namespace braque
