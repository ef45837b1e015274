#include "match/extents.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace braque::match;

namespace {

std::string cut(std::string_view text, const Extent& extent) {
  return extent.found() ? std::string(text.substr(extent.begin, extent.end - extent.begin)) : "";
}

std::string email(std::string_view text) { return cut(text, email_around(text, text.find('@'))); }
std::string groups(std::string_view text) {
  return cut(text, colon_groups_around(text, text.find(':')));
}
std::string named(std::string_view text, std::string_view year) {
  return cut(text, named_date_before(text, text.find(year)));
}

}  // namespace

TEST_CASE("e-mail addresses are cut out of their surroundings") {
  CHECK(email("mail to <anne.roy@mairie.example>, please") == "anne.roy@mairie.example");
  CHECK(email("a=\"x+y@sub.example.org\"") == "x+y@sub.example.org");
  CHECK(email("o'neil@example.ie.") == "o'neil@example.ie");
  CHECK(email("'quoted@example.com'") == "quoted@example.com");
  CHECK(email("mail j\xC3\xBCrgen.becker@mairie.example!") ==
        "j\xC3\xBCrgen.becker@mairie.example");
  CHECK(email("mail: \xC3\xA9lodie@mairie.example") == "\xC3\xA9lodie@mairie.example");
  CHECK(email("\xE9lodie@mairie.example") == "");  // Latin-1: a piece of something
  CHECK(email("\xE9\x82\xAEpaul@mairie.example") == "paul@mairie.example");
  CHECK(email("@handle") == "");
  CHECK(email("user@localhost") == "");
  CHECK(email("a@b..c") == "");
  CHECK(email(std::string(65, 'a') + "@example.com") == "");
}

TEST_CASE("IPv4 groups") {
  CHECK(cut("8.8.4.4:53", ipv4_from("8.8.4.4:53", 0)) == "8.8.4.4");
  CHECK(cut("1.2.3.4.5", ipv4_from("1.2.3.4.5", 0)).empty());
  CHECK(cut("1.2.3.4567", ipv4_from("1.2.3.4567", 0)).empty());
  CHECK(cut("1.2.3.4. Then", ipv4_from("1.2.3.4. Then", 0)) == "1.2.3.4");
}

TEST_CASE("colon groups") {
  CHECK(groups("addr 2a01:e0c:1::22, up") == "2a01:e0c:1::22");
  CHECK(groups("hw 00:1a:2b:3c:4d:5e.") == "00:1a:2b:3c:4d:5e");
  CHECK(groups("at ::ffff:8.8.4.4 now") == "::ffff:8.8.4.4");
  CHECK(groups("std::begin") == "");
  CHECK(groups("dead::beefy") == "");
}

TEST_CASE("dates in digits") {
  CHECK(cut("12/03/1985,", date_from("12/03/1985,", 0)) == "12/03/1985");
  CHECK(cut("1985-03-12", date_from("1985-03-12", 0)) == "1985-03-12");
  CHECK(cut("1.3.1985", date_from("1.3.1985", 0)) == "1.3.1985");
  CHECK(cut("12/03-1985", date_from("12/03-1985", 0)).empty());
  CHECK(cut("12/03/85", date_from("12/03/85", 0)).empty());
  CHECK(cut("12.03.1985.2", date_from("12.03.1985.2", 0)).empty());
}

TEST_CASE("dates with a month's name") {
  CHECK(named("le 3 mars 1985 a", "1985") == "3 mars 1985");
  CHECK(named("1er ao\xC3\xBBt 1990", "1990") == "1er ao\xC3\xBBt 1990");
  CHECK(named("7 F\xC3\x89VRIER 1972", "1972") == "7 F\xC3\x89VRIER 1972");
  CHECK(named("March 3, 1985", "1985") == "March 3, 1985");
  CHECK(named("3. M\xC3\xA4rz 1985", "1985") == "3. M\xC3\xA4rz 1985");
  CHECK(named("3 de marzo de 1985", "1985") == "3 de marzo de 1985");
  CHECK(named("the year 1985", "1985") == "");
  CHECK(named("333 mars 1985", "1985") == "");
}

TEST_CASE("machine-readable zones take all their lines") {
  const std::string first(44, '<'), second(44, '7');
  const std::string text = "x\nP" + first.substr(1) + "\r\n" + second + "\n";
  const Extent extent = mrz_td3_around(text, 2 + 44 + 2);
  CHECK(extent.begin == 2);
  CHECK(extent.end == 2 + 44 + 2 + 44);
  CHECK_FALSE(mrz_td3_around(text, 3).found());
  const std::string line(30, 'A');
  const std::string card = line + "\n" + line + "\n" + line;
  CHECK(mrz_td1_around(card, 31).end == card.size());
  CHECK_FALSE(mrz_td1_around(line + "\n" + line, 31).found());
}
