// Documents, vehicles, devices, machine-readable zones. The zones are the specimens of ICAO 9303.
#include <catch2/catch.hpp>
#include <string>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

const std::string kTd3 =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

const std::string kTd1 =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n"
    "7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";

TEST_CASE("French identity cards, passport, licence") {
  CHECK(accepts("fr_cni", "880692310285"));
  CHECK(accepts("fr_cni", "8806923102858"));
  CHECK_FALSE(accepts("fr_cni", "8806923102857"));
  CHECK(accepts("fr_cni", "19052A012345"));
  CHECK_FALSE(accepts("fr_cni", "881392310285"));
  CHECK(accepts("fr_cni", "450692310285"));  // a mistyped year
  CHECK(accepts("fr_cnie", "X4RTBPFW4"));
  CHECK_FALSE(accepts("fr_cnie", "REFERENCE"));
  CHECK_FALSE(accepts("fr_cnie", "123456789"));
  CHECK(accepts("fr_passport", "12 AB 34567"));
  CHECK_FALSE(accepts("fr_passport", "1ABC34567"));
  CHECK(accepts("fr_driving_licence", "921175123456"));
  CHECK(accepts("fr_driving_licence", "13AB12345"));
  CHECK_FALSE(accepts("fr_driving_licence", "921375123456"));
}

TEST_CASE("French plates lack I, O, U and SS") {
  CHECK(accepts("fr_plate", "AB-123-CD"));
  CHECK(accepts("fr_plate", "WW-123-CD"));
  for (const char* wrong : {"AB-000-CD", "AI-123-CD", "AB-123-SS", "AB-123-WW", "AO-123-CD"}) {
    CHECK_FALSE(accepts("fr_plate", wrong));
  }
}

TEST_CASE("zones of passports") {
  CHECK(accepts("mrz_td3", kTd3));
  std::string windows = kTd3;
  windows.insert(windows.find('\n'), "\r");
  CHECK(accepts("mrz_td3", windows));
  CHECK_FALSE(accepts("mrz_td1", kTd3));
  CHECK_FALSE(accepts("mrz_td3", kTd3.substr(0, kTd3.size() - 1)));
  CHECK_FALSE(accepts("mrz_td3", kTd3 + "0"));
}

TEST_CASE("every digit of the second line of a passport is covered by a check digit") {
  for (std::size_t i = kTd3.find('\n') + 1; i < kTd3.size(); ++i) {
    if (kTd3[i] < '0' || kTd3[i] > '9') continue;
    std::string wrong = kTd3;
    wrong[i] = wrong[i] == '9' ? '0' : static_cast<char>(wrong[i] + 1);
    INFO(wrong);
    CHECK_FALSE(accepts("mrz_td3", wrong));
  }
}

TEST_CASE("zones of cards") {
  CHECK(accepts("mrz_td1", kTd1));
  for (std::size_t i = 5; i < 60; ++i) {
    if (kTd1[i] < '0' || kTd1[i] > '9') continue;
    std::string wrong = kTd1;
    wrong[i] = wrong[i] == '9' ? '0' : static_cast<char>(wrong[i] + 1);
    INFO(wrong);
    CHECK_FALSE(accepts("mrz_td1", wrong));
  }
  CHECK_FALSE(accepts("mrz_td1", "X" + kTd1.substr(1)));
}

TEST_CASE("IMEI") {
  CHECK(accepts("imei", "49 015420 323751 8"));
  CHECK_FALSE(accepts("imei", "49 015420 323751 7"));
  CHECK_FALSE(accepts("imei", "77 015420 323751 1"));
  CHECK_FALSE(accepts("imei", "35 000000 000000 0"));
}

TEST_CASE("VIN: check digit in North America only") {
  CHECK(accepts("vin", "1M8GDM9AXKP042788"));
  CHECK_FALSE(accepts("vin", "1M8GDM9A0KP042788"));
  CHECK(accepts("vin", "VF1BB05CF31234567"));
  CHECK_FALSE(accepts("vin", "VF1BB05CF3123456"));
  CHECK_FALSE(accepts("vin", "VF1BO05CF31234567"));
  CHECK_FALSE(accepts("vin", "VF1BB05CF3123456A"));
  CHECK_FALSE(accepts("vin", "12345678901234567"));
}

TEST_CASE("MAC addresses keep to one separator") {
  CHECK(accepts("mac", "00:1a:2B:3c:4D:5e"));
  CHECK(accepts("mac", "00-1A-2B-3C-4D-5E"));
  CHECK(accepts("mac", "001a.2b3c.4d5e"));
  CHECK(accepts("mac", "1098.7654.3210"));
  for (const char* wrong :
       {"00:1A-2B:3C-4D:5E", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "00:1A:2B:3C:4D",
        "00:1A:2B:3C:4D:5G", "001a:2b3c:4d5e", "1fa3.0020.0002"}) {
    CHECK_FALSE(accepts("mac", wrong));
  }
}

}  // namespace
}  // namespace braque
