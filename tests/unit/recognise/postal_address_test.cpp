// The recognisers postal_address and postal_address_fr, alone: what they take for an address, in
// which country, and how sure they are.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "classify/score.hpp"
#include "recognise/text_tokens.hpp"
#include "support/ask_recogniser.hpp"

namespace braque {
namespace {

constexpr float kMedium = 0.405F;  ///< log-odds of 0.60
constexpr float kHigh = 2.197F;    ///< log-odds of 0.90

using test::Answer;
using test::ask;

}  // namespace

TEST_CASE("postal_address_fr: street, postcode and town") {
  struct Case {
    const char* text;
    const char* value;
  };
  const Case cases[] = {
      {"demeurant 14 bis rue des Tanneurs, 45000 Orléans.",
       "14 bis rue des Tanneurs, 45000 Orléans"},
      {"M. ROUX\n27 AV DU MARECHAL FOCH\n13100 AIX EN PROVENCE\n",
       "27 AV DU MARECHAL FOCH\n13100 AIX EN PROVENCE"},
      {"RESIDENCE LES PINS BAT C\n3 ALL DES ORMES\n59000 LILLE CEDEX 9",
       "RESIDENCE LES PINS BAT C\n3 ALL DES ORMES\n59000 LILLE CEDEX 9"},
      {"sis à Vannes (56000), 9 place du Champ-de-Foire, cadastré",
       "Vannes (56000), 9 place du Champ-de-Foire"},
      {"habite 5 rue Basse à Dinan (22100) depuis", "5 rue Basse à Dinan (22100)"},
      {"au 12, rue du 8 mai 1945 (escalier B, 2e étage), 69003 Lyon 3e",
       "12, rue du 8 mai 1945 (escalier B, 2e étage), 69003 Lyon 3e"},
      {"lieu-dit Kervadec, 29710 Plonéis", "lieu-dit Kervadec, 29710 Plonéis"},
      {"siège : ZA du Moulin, 2 impasse Denis-Papin - 61000 Alençon",
       "ZA du Moulin, 2 impasse Denis-Papin - 61000 Alençon"},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const auto answers = ask("postal_address_fr", one.text);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].value == one.value);
    CHECK(answers[0].country == "FR");
    CHECK(answers[0].logit > kMedium);
    CHECK(ask("postal_address", one.text).empty());
  }
}

TEST_CASE("words of an address are folded, ligatures into both of their letters") {
  CHECK(recognise::FoldedWord("Cœurs").view() == "coeurs");  // not "cours", which is a street
  CHECK(recognise::FoldedWord("Großstraße").view() == "grossstrasse");
  CHECK(recognise::FoldedWord("Dĳk").view() == "dijk");
  CHECK(recognise::FoldedWord("ÞORSGATA").view() == "thorsgata");
  CHECK(recognise::FoldedWord("\xC9mile").view() == "emile");  // Latin-1
}

TEST_CASE("postal_address_fr: what is not one") {
  for (const char* text : {"12 rue de la République, 00000 Paris", "12 rue de la République, Paris",
                           "la rue, 75011 euros plus loin", "12 rue de la République, 99999 Paris",
                           "Version 3 bis, 10000 utilisateurs", "25, Grand-Rue, L-1661 Luxembourg",
                           "rue 12 75011", "place 12, 75011 Paris"}) {
    INFO(text);
    CHECK(ask("postal_address_fr", text).empty());
  }
}

TEST_CASE("postal_address: the orders of other countries") {
  struct Case {
    const char* text;
    const char* value;
    const char* country;
  };
  const Case cases[] = {
      {"wohnhaft Lindenstraße 8a, 10969 Berlin", "Lindenstraße 8a, 10969 Berlin", ""},
      {"Anna Berg\nLeipziger Str. 98\nD-04103 Leipzig", "Leipziger Str. 98\nD-04103 Leipzig", "DE"},
      {"A-8010 Graz, Heldenplatz 2c, Tel.", "A-8010 Graz, Heldenplatz 2c", "AT"},
      {"Calle Mayor, 14, 3º B. 28013 Madrid", "Calle Mayor, 14, 3º B. 28013 Madrid", ""},
      {"C/ Doctor Ruiz, s/n. 28040 Madrid", "C/ Doctor Ruiz, s/n. 28040 Madrid", ""},
      {"Via Garibaldi 5, 20121 Milano", "Via Garibaldi 5, 20121 Milano", ""},
      {"Keizersgracht 112-2, 1015 AA Amsterdam", "Keizersgracht 112-2, 1015 AA Amsterdam", "NL"},
      {"Rua das Flores 21, 4050-265 Porto", "Rua das Flores 21, 4050-265 Porto", "PT"},
      {"ul. Kwiatowa 7 m. 3, 00-950 Warszawa", "ul. Kwiatowa 7 m. 3, 00-950 Warszawa", "PL"},
      {"rue du Moulin 5, 6900 Marche", "rue du Moulin 5, 6900 Marche", ""},
      {"221 Old Mill Road, Springfield, IL 62701", "221 Old Mill Road, Springfield, IL 62701",
       "US"},
      {"10 Castle Street, London SW1A 2AA", "10 Castle Street, London SW1A 2AA", "GB"},
      {"1200 Main Street, Ottawa ON K1A 0B1", "1200 Main Street, Ottawa ON K1A 0B1", "CA"},
      {"PSC 1437, Box 3833\nAPO AA 66791", "PSC 1437, Box 3833\nAPO AA 66791", "US"},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const auto answers = ask("postal_address", one.text);
    for (const Answer& answer : answers) UNSCOPED_INFO(answer.value);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].value == one.value);
    CHECK(answers[0].country == one.country);
    CHECK(answers[0].logit > kHigh - 0.5F);
  }
}

TEST_CASE("postal_address: a street alone is likely, an ordinary word is not") {
  const auto street = ask("postal_address", "he lived at 221 Baker Street then");
  REQUIRE(street.size() == 1);
  CHECK(street[0].logit > kMedium);
  for (const char* text : {"a 500 GB Hard Drive", "Copyright 1998 Thomas Lane", "3 lanes closed",
                           "99 problems", "sent via email to 12 people", "Sq. 12 m2", "v10.2 drive",
                           "Street 221B Baker", "court order 12"}) {
    INFO(text);
    for (const Answer& answer : ask("postal_address", text)) CHECK(answer.logit < kMedium);
  }
}

TEST_CASE("postal_address: behind a label less form is asked for") {
  for (const char* text :
       {"Domicilio: Los Alisos, 10.", "address: 98 Grote Baan 477, Kaster",
        "\"address\":\"Pinienhof 3\",\"x\":1", "ADR;TYPE=HOME:;;12 Nichole Lea;Ashford;;27101;"}) {
    INFO(text);
    const auto answers = ask("postal_address", text);
    REQUIRE(answers.size() == 1);
    // The label itself is counted by the matcher.
    CHECK(answers[0].logit + 3.0F > kMedium);
  }
  for (const char* text :
       {"e-mail address: Line 12", "IP address: Node 12", "address: 0x7ffe0012", "Address: 12"}) {
    INFO(text);
    CHECK(ask("postal_address", text).empty());
  }
}

TEST_CASE("postal_address: the address that licences print is nobody's") {
  CHECK(ask("postal_address",
            "Free Software Foundation, Inc., 51 Franklin Street, Fifth Floor,\n Boston, MA "
            "02110-1301, USA")
            .empty());
}

}  // namespace braque
