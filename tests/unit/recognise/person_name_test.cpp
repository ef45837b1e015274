#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "recognise/name_label.hpp"
#include "recognise/name_lexicon.hpp"
#include "recognise/name_phrases.hpp"
#include "recognise/name_tokens.hpp"
#include "recognise/recognisers.hpp"

using namespace braque;

namespace {

constexpr float kMedium = 0.405F;

/// The texts of all names that are `medium` or more.
std::vector<std::string> names_in(const std::string& text, float least = kMedium) {
  TextUnit unit;
  unit.text = text;
  unit.owned_end = text.size();
  std::vector<Cell> cells;
  UnitView view(unit, cells);
  std::vector<Recognised> found;
  recognise::make_person_name()->find(view, {0, text.size()}, found);
  std::vector<std::string> names;
  for (const Recognised& one : found) {
    REQUIRE(one.begin < one.end);
    REQUIRE(one.end <= text.size());
    if (one.logit >= least) names.push_back(text.substr(one.begin, one.end - one.begin));
  }
  return names;
}

names::Folded folded(std::string_view word) {
  names::Folded out;
  out.size = word.copy(out.bytes.data(), word.size());
  return out;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("names stand behind titles and in greetings, in several languages", "[person_name]") {
  CHECK(names_in("Madame Claire Vasseur est absente.") == List{"Claire Vasseur"});
  CHECK(names_in("Sehr geehrter Herr Müller,\nvielen Dank") == List{"Müller"});
  CHECK(names_in("Dear Mrs Thompson,\nthank you") == List{"Thompson"});
  CHECK(names_in("Bonjour Thomas,\nmerci pour ton message.") == List{"Thomas"});
}

TEST_CASE("particles, hyphens and initials belong to a name", "[person_name]") {
  CHECK(names_in("Signé : Jean-Pierre de Villiers, le 3 mai") == List{"Jean-Pierre de Villiers"});
  CHECK(names_in("De heer Pieter van der Berg is afwezig.") == List{"Pieter van der Berg"});
  CHECK(names_in("Patient : DUPONT Marie-Claude née") == List{"DUPONT Marie-Claude"});
}

TEST_CASE("names behind blanks beyond ASCII are found wherever they stand", "[person_name]") {
  for (std::size_t before = 0; before < 140; ++before) {
    INFO(before);
    const std::string blanks(before, ' '), behind(140 - before, ' ');
    CHECK(names_in(blanks +
                   "Madame\xC2\xA0"
                   "Claire\xC2\xA0Vasseur est absente." +
                   behind) == List{"Claire\xC2\xA0Vasseur"});
  }
}

TEST_CASE("a line that greets one word names somebody, whatever the word", "[person_name]") {
  CHECK(names_in("Hallo Zyprianka,\n\ndanke") == List{"Zyprianka"});
  CHECK(names_in("Merci.\nBonjour Zyprianka,\nla suite") == List{"Zyprianka"});
  CHECK(names_in("Hallo Kollegen,\n\ndanke").empty());
}

TEST_CASE("a lone word that begins a sentence in an unknown language is none", "[person_name]") {
  // "nobis" is in the list of surnames and in no list of words.
  CHECK(names_in("Cibo solio. Vester nobis creo aranea.").empty());
}

TEST_CASE("names signed below a letter are those in it; firms above it are nobody",
          "[person_name]") {
  CHECK(names_in("Garnier et Durand\n\nMadame Oriane Valdour est absente.\n\nOriane Valdour\n") ==
        List{"Oriane Valdour", "Oriane Valdour"});
}

TEST_CASE("words that name a field are no names, in capitals", "[person_name]") {
  CHECK(names_in("NOM;IBAN,SIRET\n").empty());
  CHECK(names_in("NAME;NINO;SWIFT\nx;y;z\n").empty());
  CHECK(names_in("Nom | Iban | Siret | Rib\n").empty());
  CHECK(names_in("TAJ,IVA,RUT,SIM,MAC,PIN,TEL,PRICE\n").empty());
  for (const char* word : {"iban", "siret", "bic", "nir", "siren", "tel", "taj", "patient"}) {
    CHECK(names::look_up(folded(word)).field());
    CHECK(names::look_up(folded(word)).given() + names::look_up(folded(word)).family() == 0);
  }
  // Those that are names as well stay names elsewhere.
  CHECK(names_in("Mrs. PRICE is absent.") == List{"PRICE"});
  CHECK(names_in("Dear Nino,\nthank you") == List{"Nino"});
}

TEST_CASE("handles that hold a name are found, other signs before words are not", "[person_name]") {
  CHECK(names_in("thanks @ThomasWeber7, see you") == List{"@ThomasWeber7"});
  CHECK(names_in("@claire_durand tu viens ?") == List{"@claire_durand"});
  CHECK(names_in("thanks @xq_zzkt9, see you").empty());
  CHECK(names_in("  @Override\n  public void run() {}\n").empty());
  CHECK(names_in("import x from \"@thomas/core\";").empty());
  CHECK(names_in("claire@thomas.fr").empty());
  CHECK(names_in("@thomas\ndef run():\n").empty());
}

TEST_CASE("lines by which changes are signed keep their names low", "[person_name]") {
  for (const char* text : {"\n -- Claire Vasseur <c@lumiere.fr>  Tue, 27 Apr 2021\n",
                           "\n2015-01-12  Claire Vasseur  <c@lumiere.fr>\n",
                           "\nTue Jun  6 17:16:33 CEST 2006 Claire Vasseur <c@lumiere.fr>\n",
                           "\n\t    Claire Vasseur  <c@lumiere.fr>\n", "\n  [ Claire Vasseur ]\n",
                           "\n 2003, 2004 the team\n 2006-2011 Claire Vasseur\n"}) {
    INFO(text);
    CHECK(names_in(text).empty());
    CHECK_FALSE(names_in(text, -1).empty());
  }
  CHECK(names_in("Prix:\n 2006 Claire Vasseur\n") == List{"Claire Vasseur"});
  CHECK(names_in("To: a@b.fr,\n\tClaire Vasseur <c@lumiere.fr>\n") == List{"Claire Vasseur"});
}

TEST_CASE("a request behind a name speaks for it", "[person_name]") {
  CHECK(names::addressed_behind("Jeanne, can you call", 6));
  CHECK(names::addressed_behind("Jeanne tu peux", 6));
  CHECK_FALSE(names::addressed_behind("Jeanne can your", 6));
  CHECK_FALSE(names::addressed_behind("Jeanne", 6));
}

TEST_CASE("names without capitals that are introduced or called", "[person_name]") {
  CHECK(names_in("she named him qadir") == List{"qadir"});
  CHECK(names_in("my name is lena andersson") == List{"lena andersson"});
  CHECK(names_in("they told us not to go there, nicholas!") == List{"nicholas"});
  CHECK(names_in("my name is irrelevant").empty());
  CHECK(names_in("they told us not to go there, qadir!").empty());
}

TEST_CASE("bytes of an archive are no names, letters of Latin-1 are", "[person_name]") {
  CHECK(names_in("x \x8e\x93 \x81 Thomas \x9d\x90 y").empty());
  CHECK(names_in("Monsieur J\xE9r\xF4me Lef\xE8vre est absent.").size() == 1);
}

TEST_CASE("words before and behind a name say that it is one, known or not", "[person_name]") {
  CHECK(names_in("My name is Zdorvak Pliskin.") == List{"Zdorvak Pliskin"});
  CHECK(names_in("They all call him Thomas at work.") == List{"Thomas"});
  CHECK(names::introduced_before("je m'appelle Xu", 13));
  CHECK(names::introduced_before("Mi chiamo Xu", 10));
  CHECK_FALSE(names::introduced_before("the game is Xu", 12));
  CHECK(names::possessive_behind("Anna's bag", 4));
  CHECK_FALSE(names::possessive_behind("Anna'stra", 4));
  CHECK(names::pronoun_behind("Anna lost her keys.", 4));
  CHECK_FALSE(names::pronoun_behind("Anna left. Then her keys", 4));
}

TEST_CASE("names in text without capitals", "[person_name]") {
  CHECK(names_in(
            "hello, my name is sandrine lefebvre and i have lost the card that you sent to me") ==
        List{"sandrine lefebvre"});
  CHECK(names_in("i saw it with amandine, nicolas and sandrine in the park and we went to a shop "
                 "after that") == List{"amandine", "nicolas", "sandrine"});
  CHECK(names_in("could you ask mr. lefebvre to call me back at the office about the invoice of "
                 "the month?") == List{"lefebvre"});
  // With capitals around, a small word is none; nor where words do not bind, as in lists and
  // programs.
  CHECK(names_in("The word thomas stands here. It is the name of a Program, and in a Sentence.")
            .empty());
  CHECK(names_in(
            "alpha thomas beta nicolas gamma sandrine delta lefebvre epsilon zeta eta theta iota")
            .empty());
  CHECK(names_in("if (thomas == nicolas) { return sandrine; } else { lefebvre = 3; } for (a in b) "
                 "{ c = d; }")
            .empty());
}

TEST_CASE("streets, institutions and program text hold no names", "[person_name]") {
  CHECK(names_in("12 rue Victor Hugo, 69002 Lyon").empty());
  CHECK(names_in("#include <string.h>\nclass Martin { int Pierre(); };").empty());
  CHECK(names_in("Université Paris Descartes").empty());
}

TEST_CASE("bytes that are not UTF-8 are read as Latin-1 or skipped", "[person_name]") {
  CHECK(names_in("Monsieur Andr\xE9 Lef\xE8vre est venu.").size() == 1);
  std::string noise = "Jean \xC3";
  CHECK_NOTHROW(names_in(noise));
  for (int i = 0; i < 256; ++i) noise += static_cast<char>(i), noise += "Marie \xE1\xBA";
  CHECK_NOTHROW(names_in(noise));
}

TEST_CASE("words are folded: capitals, accents, escapes", "[person_name]") {
  const auto first = [](std::string_view text) { return names::letter_at(text, 0); };
  CHECK(first("É").capital);
  CHECK(first("É").folded[0] == 'e');
  CHECK_FALSE(first("ł").capital);
  CHECK(first("Ł").folded[0] == 'l');
  CHECK(first("ß").folded == std::array<char, 2>{'s', 's'});
  CHECK(first("\\u00e9").bytes == 6);
  CHECK(first("\\u00e9").folded[0] == 'e');
  CHECK(first("\\x").bytes == 0);
  CHECK(first("Ễ").capital);
  CHECK(first("1").bytes == 0);
  CHECK(first("\xE9 ").folded[0] == 'e');
}

TEST_CASE("the table knows names, words and cues", "[person_name]") {
  CHECK(names::look_up(folded("pierre")).given() == 3);
  CHECK(names::look_up(folded("pierre")).word() > 0);
  CHECK(names::look_up(folded("kowalski")).family() >= 2);
  CHECK(names::look_up(folded("madame")).cue() == names::Cue::title);
  CHECK(names::look_up(folded("rue")).cue() == names::Cue::street);
  CHECK(names::look_up(folded("qqzzxxqq")).bits == 0);
  CHECK(names::look_up({}).bits == 0);
}

TEST_CASE("labels say whether a value is a person", "[person_name]") {
  using names::Label;
  CHECK(names::label_of("last_name") == Label::family);
  CHECK(names::label_of("firstName") == Label::given);
  CHECK(names::label_of("Nom du patient") == Label::name);
  CHECK(names::label_of("company name") == Label::other);
  CHECK(names::label_of("quux") == Label::unknown);
  CHECK(names::label_before("\"last_name\": \"Dupont", 14) == Label::family);
  CHECK(names::label_before("<nom>Dupont", 5) == Label::name);
  CHECK(names::label_before("Dupont", 0) == Label::none);
  CHECK(names::label_before("hello Dupont", 6) == Label::none);
}

TEST_CASE("tokens know their shape and what stands before them", "[person_name]") {
  const std::string text = "J. DUPONT\n\nMcDonald (e3x)";
  names::Token token;
  REQUIRE(names::next_token(text, 0, token));
  CHECK(token.shape == names::Shape::initial);
  REQUIRE(names::next_token(text, token.end, token));
  CHECK(token.shape == names::Shape::capitals);
  CHECK(token.before == names::Gap::dot);
  CHECK(token.ends_line);
  REQUIRE(names::next_token(text, token.end, token));
  CHECK(token.shape == names::Shape::mixed);
  CHECK(token.before == names::Gap::blank_line);
}

// Once the search went round for ever when a word began behind the end of its range.
TEST_CASE("the search ends in every range, and finds nothing that begins outside",
          "[person_name]") {
  std::string text = "Madame Claire Vasseur est absente. ";
  while (text.size() < 220) text += "Herr Jonas Berger und Frau Anna Keller. ";
  TextUnit unit;
  unit.text = text;
  unit.owned_end = text.size();
  std::vector<Cell> cells;
  const auto recogniser = recognise::make_person_name();
  std::size_t names = 0;
  for (std::size_t begin = 0; begin < text.size(); begin += 3) {
    for (std::size_t end = begin; end <= text.size(); ++end) {
      UnitView view(unit, cells);
      std::vector<Recognised> found;
      recogniser->find(view, {begin, end}, found);
      names += found.size();
    }
  }
  CHECK(names > 100);
}

TEST_CASE("places, makers and products are no persons", "[person_name]") {
  for (const char* text :
       {"Nom : Saint Denis", "Nom : Mont Blanc", "Name: Los Angeles", "Nom : Microsoft Excel"}) {
    CAPTURE(text);
    CHECK(names_in(text).empty());
  }
}
