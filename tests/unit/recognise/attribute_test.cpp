// The recognisers age, nationality, marital_status and salary, alone.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "support/ask_recogniser.hpp"

namespace braque {
namespace {

constexpr float kMedium = 0.405F;  ///< log-odds of 0.60

using test::Answer;
using test::ask;

}  // namespace

TEST_CASE("attributes: behind their labels") {
  struct Case {
    const char* recogniser;
    const char* text;
    const char* value;
  };
  const Case cases[] = {
      {"age",
       "Patiente \xC3\xA2g\xC3\xA9"
       "e de 34 ans",
       "34 ans"},
      {"age", "Edad: 39 a\xC3\xB1os Sexo: M", "39 a\xC3\xB1os"},
      {"nationality", "Nationalit\xC3\xA9 : portugaise", "portugaise"},
      {"nationality",
       "de nationalit\xC3\xA9 fran\xC3\xA7"
       "aise,",
       "fran\xC3\xA7"
       "aise"},
      {"marital_status", "Situation familiale : c\xC3\xA9libataire", "c\xC3\xA9libataire"},
      {"marital_status", "marital status: Married", "Married"},
      {"salary", "Salaire brut : 2 150,00 EUR", "2 150,00 EUR"},
      {"salary", "Gehalt: 3.500 EUR", "3.500 EUR"},
      {"salary", "annual salary $47,000", "$47,000"},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const auto answers = ask(one.recogniser, one.text);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].value == one.value);
    CHECK(answers[0].logit > kMedium);
  }
}

TEST_CASE("attributes: quiet otherwise") {
  struct Case {
    const char* recogniser;
    const char* text;
  };
  const Case cases[] = {
      {"age", "max-age: 60 s"},
      {"age", "depuis 34 ans"},
      {"age", "the code is 25 years old"},
      {"nationality", "the nationality law of 1973"},
      {"marital_status", "Situation familiale : autre"},
      {"marital_status", "code civil : mari\xC3\xA9"},
      {"salary", "loyer 800 EUR"},
      {"salary", "salaire en 2024"},
      {"salary", "salaire moyen : voir page 3"},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    for (const Answer& answer : ask(one.recogniser, one.text)) CHECK(answer.logit < kMedium);
  }
}

}  // namespace braque
