#include "classify/value.hpp"
#include "validate/phone_region.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <type_traits>

using namespace braque;

namespace {

Rule rule_of(MaskStyle style, std::string kind = "xx.id") {
  Rule rule;
  rule.id = "xx.id";
  rule.kind = std::move(kind);
  rule.category = "credential";
  rule.mask = style;
  return rule;
}

std::string normal(const Rule& rule, std::string_view value) {
  std::string out = "left over";
  normalise(rule, RawValue(value), 0, out);
  return out;
}

template <typename T>
concept Printable = requires(std::ostream& out, T value) {
  out << value;
};

}  // namespace

TEST_CASE("a raw value cannot be printed") {
  STATIC_REQUIRE(Printable<std::string_view>);
  STATIC_REQUIRE_FALSE(Printable<RawValue>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<RawValue, std::string_view>);
}

TEST_CASE("identifiers of nine and more characters show the last four, shorter ones nothing") {
  CHECK(mask(rule_of(MaskStyle::last4), RawValue("1 85 05 78 006 084 91")) ==
        "* ** ** ** *** *84 91");
  CHECK(mask(rule_of(MaskStyle::last4), RawValue("123456782")) == "*****6782");
  CHECK(mask(rule_of(MaskStyle::last4), RawValue("AB-123-CD")) == "**-***-**");
}

TEST_CASE("e-mail shows the domain unless it looks like a person's own") {
  CHECK(mask(rule_of(MaskStyle::email), RawValue("anne.roy@mairie.example")) == "*@mairie.example");
  CHECK(mask(rule_of(MaskStyle::email), RawValue("contact@grande-ville.example")) ==
        "*@grande-ville.example");
  CHECK(mask(rule_of(MaskStyle::email), RawValue("Anne@anne-leroy.fr")) == "*@*.fr");
  CHECK(mask(rule_of(MaskStyle::email), RawValue("j.leroy2@leroy.co.uk")) == "*@*.co.uk");
  CHECK(mask(rule_of(MaskStyle::email), RawValue("me@leroy.name")) == "*@*.name");
}

TEST_CASE("dates of birth show the year, secrets their kind and length") {
  CHECK(mask(rule_of(MaskStyle::year), RawValue("12/03/1985")) == "1985");
  CHECK(mask(rule_of(MaskStyle::year), RawValue("3 mars 1985")) == "1985");
  CHECK(mask(rule_of(MaskStyle::year), RawValue("19850312")) == "1985");
  CHECK(mask(rule_of(MaskStyle::secret), RawValue("hunter2")) == "xx.id (7)");
}

TEST_CASE("addresses show their country and the beginning of the postcode") {
  const Rule rule = rule_of(MaskStyle::address);
  const std::uint16_t france = validate::pack_country({'F', 'R'});
  CHECK(mask(rule, RawValue("14 rue Haute, 35400 Saint-Malo"), france) == "FR 35***");
  CHECK(mask(rule, RawValue("Keizersgracht 112, 1015 AA Amsterdam")) == "10***");
  CHECK(mask(rule, RawValue("221 Mill Road, Boston, MA 02110-1301")) == "02***");
  CHECK(mask(rule, RawValue("ul. Kwiatowa 7, 00-950 Warszawa")) == "00***");
  CHECK(mask(rule, RawValue("10 Castle Street, London SW1A 2AA")) == "SW***");
  CHECK(mask(rule, RawValue("8 rue Haute")) == "***");
  CHECK(normal(rule, "14, Rue  \xC3\x89mile-Zola") == normal(rule, "14 rue emile zola"));
}

TEST_CASE("addresses keep the form under which indexes know them") {
  const Rule rule = rule_of(MaskStyle::address);
  CHECK(normal(rule, "12 Große Straße, Ærø, Þing") == "12 grose strase aro ting");
  CHECK(normal(rule, "3 rue de l'Haÿ 2×2") == "3 rue de l has 2x2");
  CHECK(normal(rule, "Łódź, Cœur") == "Łodź cœur");
  CHECK(normal(rule, "\xC3(a") == "ea");  // no UTF-8
}

TEST_CASE("one value has one normal form however it is written") {
  const Rule id = rule_of(MaskStyle::last4);
  CHECK(normal(id, "12.345.678-z") == "12345678Z");
  CHECK(normal(rule_of(MaskStyle::email), "Anne.Roy@Example.FR") == "anne.roy@example.fr");
  const Rule name = rule_of(MaskStyle::name);
  for (const char* form : {"Jos\xC3\xA9-Mar\xC3\xAD"
                           "a  D'Arc",
                           "JOSE MARIA D\xE2\x80\x99"
                           "ARC",
                           "Jos\xE9 Mar\xED"
                           "a d'arc"})
    CHECK(normal(name, form) == "jose maria d arc");
  CHECK(normal(name, "\xC5\x81ukasz Wo\xC5\xBAniak") == "lukasz wozniak");
  CHECK(normal(name, "Þóra Straß Œillæ Ĳsbrand Ștefan Ễn") ==
        "thora strass oeillae ijsbrand stefan en");
  CHECK(normal(name, "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD") == "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD");
  Rule phone = rule_of(MaskStyle::last4, "intl.phone");
  phone.id = "fr.phone";
  for (const char* form :
       {"06 39 98 12 34", "+33 6 39 98 12 34", "0033 639981234", "+33 (0)6 39 98 12 34"})
    CHECK(normal(phone, form) == "+33639981234");
  const Rule date = rule_of(MaskStyle::year);
  CHECK(normal(date, "12/03/1985") == normal(date, "1985-03-12"));
}

TEST_CASE("severity grows with the sensitivity and the volume") {
  Rule rule = rule_of(MaskStyle::last4);
  rule.sensitivity = 5;
  CHECK(severity(rule, 1) == 3);
  CHECK(severity(rule, 10) == 4);
  rule.sensitivity = 1;
  CHECK(severity(rule, 1) == 0);
  CHECK(severity(rule, 1'000'000) == 1);
  rule.sensitivity = 3;
  CHECK(severity(rule, 1) == 1);
  CHECK(severity(rule, 1000) == 3);
}
