// The recognisers phone and phone_us, alone: what they find in a line, in which country, how sure.
#include <catch2/catch.hpp>

#include <optional>
#include <string>

#include "classify/score.hpp"
#include "support/ask_recogniser.hpp"

namespace braque {
namespace {

using test::Answer;

/// Asks about the place where the first digit, plus sign or parenthesis of `number` stands.
std::optional<Answer> ask(const char* recogniser, const std::string& text,
                          const std::string& number) {
  const std::size_t at = text.find(number);
  REQUIRE(at != std::string::npos);
  const std::vector<Answer> answers = test::ask(recogniser, text, {at, at + 1});
  REQUIRE(answers.size() <= 1);
  if (answers.empty()) return std::nullopt;
  return answers.front();
}

}  // namespace

TEST_CASE("phone: numbers as written at home, announced by a word") {
  struct Case {
    const char* text;
    const char* number;
    const char* country;
  };
  const Case cases[] = {
      {"Tel.: 912 345 678", "912 345 678", "ES"},
      {"Tfno 612345678.", "612345678", "ES"},
      {"Tel\xC3\xA9"
       "fono\xC2\xA0: 612345678",
       "612345678", "ES"},
      {"Telefon: 030/901820", "030/901820", "DE"},
      {"Handy 0171 2345678", "0171 2345678", "DE"},
      {"telefoon 020 624 1111", "020 624 1111", "NL"},
      {"call me on (020) 7946 0958", "(020) 7946 0958", "GB"},
      {"cellulare 347 1234567", "347 1234567", "IT"},
      {"Telf.: 918823884 / 918823984", "918823884", "ES"},
      {"(portable 0612345678)", "0612345678", "FR"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto answer = ask("phone", c.text, c.number);
    REQUIRE(answer);
    CHECK(answer->value == c.number);
    CHECK(answer->country == c.country);
    CHECK(probability_of(answer->logit) >= 0.9);
  }
}

TEST_CASE("phone: an address on the net beside it makes a number in use one") {
  for (const char* text :
       {"claire@lumiere.fr</a></td><td>612345678</td>", "<claire@lumiere.fr> 612345678",
        "claire@lumiere.fr | 612345678", "612345678 / claire@lumiere.fr"}) {
    CAPTURE(text);
    const auto answer = ask("phone", text, "612345678");
    REQUIRE(answer);
    CHECK(answer->country == "ES");
    CHECK(probability_of(answer->logit) >= 0.6);
    CHECK(probability_of(answer->logit) < 0.9);
  }
  CHECK_FALSE(ask("phone", "claire@lumiere.fr ordered 612345678", "612345678"));
  CHECK_FALSE(ask("phone", "claire@lumiere.fr 1712345678", "1712345678"));
  CHECK_FALSE(ask("phone", "claire@lumiere.fr | 618-38-1118 |", "618-38-1118"));
  CHECK_FALSE(ask("phone", "<td>paid</td><td>612345678</td>", "612345678"));
}

TEST_CASE("phone_fr: behind a time, and with four digits first") {
  const auto behind_time = ask("phone_fr", "22/12 12:02 0612345678 : bonjour", "0612345678");
  REQUIRE(behind_time);
  CHECK(behind_time->value == "0612345678");
  const auto four = ask("phone_fr", "Mon 06 : 0612 34 56 78. Merci", "0612 34");
  REQUIRE(four);
  CHECK(four->value == "0612 34 56 78");
  CHECK(probability_of(four->logit) >= 0.6);
  CHECK_FALSE(ask("phone_fr", "0412 34 56 78", "0412 34"));  // Belgian, or anything
  CHECK_FALSE(ask("phone_fr", "ref 02 0612345678", "0612345678"));
}

TEST_CASE("phone: in no plan, but announced and written like one") {
  const auto answer = ask("phone", "Fax: 0999/1234567", "0999/1234567");
  REQUIRE(answer);
  CHECK(answer->country.empty());
  CHECK(probability_of(answer->logit) >= 0.6);
  CHECK(probability_of(answer->logit) < 0.9);
}

TEST_CASE("phone: with a country code") {
  for (const char* number : {"+44 20 7946 0958", "0044 20 7946 0958", "+49 (0)30 901820",
                             "+34912345678", "+0034912345678"}) {
    CAPTURE(number);
    const std::string text = std::string("x, ") + number + ",17";
    const auto answer = ask("phone", text, number);
    REQUIRE(answer);
    CHECK(answer->value == number);
  }
  CHECK_FALSE(ask("phone", "+999 20 7946 0958", "+"));
}

TEST_CASE("phone: decimals and bytes are none") {
  CHECK_FALSE(ask("phone", "x +3.140000", "+"));
  CHECK_FALSE(ask("phone", "x +35236450.6", "+"));
  CHECK(ask("phone", "x +1.2025550143", "+"));
  CHECK_FALSE(ask("phone_fr", "8b 3f 01 42 68 53 00", "01 42"));
  CHECK(ask("phone_fr", "le num\xC3\xA9ro de 01 42 68 53 00", "01 42"));
}

TEST_CASE("phone: numbers of other things") {
  for (const char* text :
       {"order 912345678", "tel 12-05-1987", "tel 1987-05-12", "amount 1.234.567",
        "tel 912345678.50", "fax 1234567,50", "bypass mobile matrix dur=8138ms id=0832060117",
        "call(1234567)", "v912345678", "ref-12-912345678", "9123456789012345",
        "phone 1234567890123456789"}) {
    CAPTURE(text);
    const std::string number(text + std::string(text).find_first_of("0123456789"));
    CHECK_FALSE(ask("phone", text, number));
  }
}

TEST_CASE("phone: a country's own way of grouping needs no word") {
  const auto swiss = ask("phone", "Muster Anna, 079 555 21 03", "079");
  REQUIRE(swiss);
  CHECK(swiss->country == "CH");
  CHECK_FALSE(ask("phone", "Muster Anna, 379 555 21 03 4", "379"));
}

TEST_CASE("phone: a country that is named nearby") {
  const auto answer = ask("phone", "Dr. Muster, Graz, Austria. (0316) 123456", "(0316)");
  REQUIRE(answer);
  CHECK(answer->country == "AT");
}

TEST_CASE(
    "phone_fr: behind a French word it is as sure as the rule for all countries, elsewhere not") {
  const auto sure = [](const char* recogniser, const std::string& text) {
    const auto answer = ask(recogniser, text, "06 39");
    REQUIRE(answer);
    return answer->logit;
  };
  for (const char* text : {"t\xC3\xA9l. 06 39 98 17 46", "rappeler M. Petit au 06 39 98 17 46"}) {
    CAPTURE(text);
    CHECK(sure("phone_fr", text) >= sure("phone", text));
  }
  CHECK(sure("phone_fr", "Telefon: 06 39 98 17 46") < sure("phone", "Telefon: 06 39 98 17 46"));
}

TEST_CASE("phone_fr: pairs, or an announcement, or a country code") {
  struct Case {
    const char* text;
    const char* number;
    double at_least;
  };
  const Case cases[] = {{"01 99 00 48 21", "01 99 00 48 21", 0.6},
                        {"tel 0639981746", "0639981746", 0.9},
                        {"+33 (0)6 39 98 17 46", "+33 (0)6 39 98 17 46", 0.6},
                        {"mon num\xC3\xA9ro : 0639 98 17 46", "0639 98 17 46", 0.9},
                        {"+33639981746", "+33639981746", 0.6},
                        {"0639981746", "0639981746", 0.3}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto answer = ask("phone_fr", c.text, c.number);
    REQUIRE(answer);
    CHECK(answer->value == c.number);
    CHECK(probability_of(answer->logit) >= c.at_least);
  }
  CHECK(ask("phone_fr", "mon 06 : 0639 98 17 46", "0639"));
  CHECK_FALSE(ask("phone_fr", "mon 04 : 0439 98 17 46", "0439"));
  CHECK(probability_of(ask("phone_fr", "0639981746", "0639981746")->logit) < 0.6);
  for (const char* text : {"00 99 00 48 21", "+34 1 99 00 48 2", "1990048215", "01 02 03 04 05",
                           "0639981746f", "01.99 00 48 21"}) {
    CAPTURE(text);
    CHECK_FALSE(ask("phone_fr", text, text));
  }
}

TEST_CASE("phone_us: area code and exchange") {
  for (const char* number : {"(212) 555-0147", "212-555-0147", "1-212-555-0147", "212.555.0147"}) {
    CAPTURE(number);
    const auto answer = ask("phone_us", number, number);
    REQUIRE(answer);
    CHECK(answer->value == number);
    CHECK(answer->country == "US");
    CHECK(probability_of(answer->logit) >= 0.6);
  }
  for (const char* text :
       {"112-555-0147", "212-155-0147", "911-555-0147", "212-911-0147", "2125550147",
        "212-5550-147", "222-222-2222", "252.227-7013", "(2147483647)"}) {
    CAPTURE(text);
    CHECK_FALSE(ask("phone_us", text, text));
  }
  const auto plain = ask("phone_us", "cell 2125550147", "2125550147");
  REQUIRE(plain);
  CHECK(ask("phone_us", "416-555-0147", "416")->country == "CA");
}

TEST_CASE("every recogniser has a name of its own, in order, and a description") {
  std::string previous;
  for (const NamedRecogniser& one : recognisers()) {
    CHECK(previous < one.name);
    previous = one.name;
    CHECK(find_recogniser(one.name) == &one);
    CHECK(std::string(one.description).size() > 10);
  }
  CHECK(find_recogniser("nothing") == nullptr);
}

}  // namespace braque
