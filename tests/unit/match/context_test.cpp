#include "match/context.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "match/engines.hpp"
#include "support/unit.hpp"

using namespace braque;

namespace {

struct Fixture {
  std::unique_ptr<const RuleSet> set;

  explicit Fixture(std::vector<std::string> words) {
    Rule rule;
    rule.id = rule.kind = "xx.id";
    rule.shape = "email";
    rule.context = std::move(words);
    std::vector<RuleFault> faults;
    set = RuleSet::compile({rule}, nullptr, faults);
    REQUIRE(set);
  }

  /// Evidence for the value between the brackets.
  EvidenceSet evidence(std::string text) const {
    const std::size_t begin = text.find('[');
    text.erase(begin, 1);
    const std::size_t end = text.find(']');
    text.erase(end, 1);
    match::ContextSearch search(set->engines().keywords);
    const TextUnit unit = test::prose(text);
    search.begin(unit, {});
    return search.evidence(0, begin, end, nullptr);
  }
};

}  // namespace

TEST_CASE("words are found in any case, with or without accents, with any gap") {
  const Fixture fixture(
      {"num\xC3\xA9ro de s\xC3\xA9"
       "curit\xC3\xA9"});
  for (const char* text : {"num\xC3\xA9ro de s\xC3\xA9"
                           "curit\xC3\xA9 : [X]",
                           "NUM\xC3\x89RO DE S\xC3\x89"
                           "CURIT\xC3\x89 [X]",
                           "numero_de_securite=[X]", "NumeroDeSecurite: [X]",
                           "num\xE9ro de s\xE9"
                           "curit\xE9 [X]",
                           "nume\xCC\x81ro de se\xCC\x81"
                           "curite\xCC\x81 [X]"}) {
    INFO(text);
    CHECK(has(fixture.evidence(text), Evidence::label));
  }
}

TEST_CASE("words with letters of one language's own are found as others write them") {
  const Fixture fixture({"virðisaukaskattsnúmer", "þjónusta", "n° de sœur", "Größe"});
  for (const char* text :
       {"virdisaukaskattsnumer: [X]", "VIRÐISAUKASKATTSNÚMER [X]", "Thjonusta: [X]",
        "\xFEj\xF3nusta [X]", "n° de soeur [X]", "GRÖSSE [X]"}) {
    INFO(text);
    CHECK(has(fixture.evidence(text), Evidence::label));
  }
}

TEST_CASE("only whole words count, plurals and digits behind are fine") {
  const Fixture fixture({"nir"});
  CHECK(has(fixture.evidence("nir [X]"), Evidence::label));
  CHECK(has(fixture.evidence("NIRs [X]"), Evidence::label));
  CHECK(has(fixture.evidence("nir1=[X]"), Evidence::nearby));
  CHECK(has(fixture.evidence("clientNir: [X]"), Evidence::label));
  CHECK(fixture.evidence("souvenir [X]") == 0);
  CHECK(fixture.evidence("nirvana [X]") == 0);
  CHECK(fixture.evidence("\xC3\xA9nir [X]") == 0);
}

TEST_CASE("near is within 200 bytes, a label directly before") {
  const Fixture fixture({"badge"});
  CHECK(has(fixture.evidence("badge " + std::string(150, '.') + " [X]"), Evidence::nearby));
  CHECK(has(fixture.evidence("[X] (badge)"), Evidence::nearby));
  CHECK(fixture.evidence("badge " + std::string(300, '.') + " [X]") == 0);
  CHECK(fixture.evidence("[X]" + std::string(300, '.') + "badge") == 0);
  CHECK_FALSE(has(fixture.evidence("badge 12 for [X]"), Evidence::label));
}

TEST_CASE("candidates far apart and close together see the same words") {
  const Fixture fixture({"badge"});
  std::string text;
  std::vector<std::size_t> near;
  for (int i = 0; i < 200; ++i) {
    text += "badge " + std::string(static_cast<std::size_t>(i * 7 % 400), '.');
    near.push_back(text.size());
    text += "VALUE ";
  }
  match::ContextSearch all(fixture.set->engines().keywords);
  const TextUnit unit = test::prose(text);
  all.begin(unit, {});
  for (std::size_t at : near) {
    match::ContextSearch alone(fixture.set->engines().keywords);
    alone.begin(unit, {});
    REQUIRE(all.evidence(0, at, at + 5, nullptr) == alone.evidence(0, at, at + 5, nullptr));
  }
}

TEST_CASE("short pieces of part numbers and of base64 are no words") {
  const Fixture fixture({"tel", "badge"});
  CHECK(fixture.evidence("90/TEL/[X]") == 0);
  CHECK(fixture.evidence("2654.TEL [X]") == 0);
  CHECK(fixture.evidence("kJx8QmZpLrT+vWnYsBdTel== [X]") == 0);
  CHECK(has(fixture.evidence("client-tel: [X]"), Evidence::label));
  CHECK(has(fixture.evidence("userTel=[X]"), Evidence::label));
  CHECK(has(fixture.evidence("12-BADGE [X]"), Evidence::label));
}
