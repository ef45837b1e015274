#include "special/vocabulary.hpp"

#include <catch2/catch.hpp>

#include "special/text_window.hpp"

using namespace braque;
using namespace braque::special;

namespace {

Lexicon lexicon(const char* language, const char* list, std::vector<std::string> terms,
                const char* subject = "art9.health") {
  Lexicon made;
  made.subject = subject;
  made.language = language;
  made.origin = {"mine.toml", 1};
  LexiconList entries{list, {}};
  for (std::string& term : terms) entries.entries.push_back({std::move(term), 7});
  made.lists.push_back(std::move(entries));
  return made;
}

/// The terms that are found in a text, as the bytes they cover.
std::vector<std::string> found(const std::vector<Lexicon>& lexicons, const std::string& text) {
  std::vector<RuleFault> faults;
  const Vocabulary vocabulary = Vocabulary::compile(lexicons, faults);
  REQUIRE(faults.empty());
  WordMemory memory;
  TextWindow window(vocabulary, text, memory);
  window.cover(0, text.size());
  std::vector<TermHit> hits;
  for (std::size_t at = 0; at < window.words().size(); ++at)
    match_terms(vocabulary, window.words(), at, hits);
  std::vector<std::string> texts;
  for (const TermHit& hit : hits) texts.push_back(text.substr(hit.begin, hit.end - hit.begin));
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("case and accents do not matter, in UTF-8, Latin-1 and escapes") {
  const std::vector<Lexicon> lexicons = {lexicon("fr", "sufficient", {"dépression"})};
  for (const char* text :
       {"dépression", "DÉPRESSION", "depression", "d\xE9pression", "d\\u00e9pression"})
    CHECK(found(lexicons, text) == Texts{text});
  CHECK(found(lexicons, "impression").empty());
}

TEST_CASE("words have the endings of their language") {
  CHECK(found({lexicon("fr", "sufficient", {"cancer"})}, "deux cancers") == Texts{"cancers"});
  CHECK(found({lexicon("it", "sufficient", {"tumore"})}, "due tumori") == Texts{"tumori"});
  CHECK(found({lexicon("de", "sufficient", {"Attest"})}, "des Attestes") == Texts{"Attestes"});
  CHECK(found({lexicon("fr", "sufficient", {"cancer!"})}, "deux cancers").empty());
}

TEST_CASE("stems, compounds and tails") {
  CHECK(found({lexicon("fr", "sufficient", {"diabét*"})}, "diabétique") == Texts{"diabétique"});
  CHECK(found({lexicon("fr", "sufficient", {"diabét*"})}, "diabétologues").empty());
  CHECK(found({lexicon("de", "sufficient", {"Krebs**"})}, "Krebserkrankung") ==
        Texts{"Krebserkrankung"});
  CHECK(found({lexicon("fr", "sufficient", {"*pathie"})}, "cardiopathies") ==
        Texts{"cardiopathies"});
}

TEST_CASE("words in capitals and with a capital ask for them") {
  CHECK(found({lexicon("fr", "sufficient", {"SIDA"})}, "sida").empty());
  CHECK(found({lexicon("fr", "sufficient", {"SIDA"})}, "le SIDA") == Texts{"SIDA"});
  CHECK(found({lexicon("fr", "sufficient", {"Horizons"})}, "de nouveaux horizons").empty());
  CHECK(found({lexicon("fr", "sufficient", {"Horizons"})}, "élu Horizons") == Texts{"Horizons"});
  CHECK(found({lexicon("de", "sufficient", {"Attest"})}, "ein attest") == Texts{"attest"});
  CHECK(found({lexicon("de", "sufficient", {"^Linke"})}, "die linke Hand").empty());
}

TEST_CASE("terms of several words, with gaps, choices and words that may be missing") {
  const std::vector<Lexicon> lexicons = {
      lexicon("fr", "sufficient",
              {"arrêt de? travail", "opération du|de genou|hanche", "prolongation _ arrêt"})};
  CHECK(found(lexicons, "en arrêt de travail") == Texts{"arrêt de travail"});
  CHECK(found(lexicons, "en arrêt travail") == Texts{"arrêt travail"});
  CHECK(found(lexicons, "opération de hanche") == Texts{"opération de hanche"});
  CHECK(found(lexicons, "opération du dos").empty());
  CHECK(found(lexicons, "prolongation de son arrêt") == Texts{"prolongation de son arrêt"});
  CHECK(found(lexicons, "en arrêt. De travail").empty());
  CHECK(found(lexicons, "prolongation de a b c d arrêt").empty());
}

TEST_CASE("faults of a lexicon name file and line") {
  const auto faults_of = [](const Lexicon& wrong) {
    std::vector<RuleFault> faults;
    const std::vector<Lexicon> lexicons = {wrong};
    (void)Vocabulary::compile(lexicons, faults);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].file == "mine.toml");
    return faults[0].line;
  };
  CHECK(faults_of(lexicon("fr", "sufficient", {"à ?"})) == 7);
  CHECK(faults_of(lexicon("fr", "sufficient", {"PS"})) == 7);
  CHECK(faults_of(lexicon("fr", "enough", {"cancer"})) == 1);
  CHECK(faults_of(lexicon("xx", "sufficient", {"cancer"})) == 1);
  CHECK(faults_of(lexicon("fr", "sufficient", {"cancer"}, "art9.wealth")) == 1);
}

TEST_CASE("headers and blockers are not searched for") {
  std::vector<RuleFault> faults;
  const std::vector<Lexicon> lexicons = {lexicon("fr", "headers", {"groupe sanguin"}),
                                         lexicon("fr", "blockers", {"virus informatique"}),
                                         lexicon("fr", "sufficient", {"grippe!"})};
  const Vocabulary vocabulary = Vocabulary::compile(lexicons, faults);
  CHECK(faults.empty());
  REQUIRE(vocabulary.literals().size() == 1);
  CHECK(vocabulary.literals()[0].text == "grippe");
}
