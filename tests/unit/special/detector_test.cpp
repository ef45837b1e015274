#include "special/detector.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "classify/score.hpp"
#include "classify/value.hpp"
#include "match/matcher.hpp"
#include "rule/parse_rules.hpp"
#include "support/unit.hpp"

using namespace braque;

namespace {

const RuleSet& all_rules() {
  static const std::unique_ptr<const RuleSet> set = [] {
    std::vector<RuleFault> faults;
    return RuleSet::compile(parse_rules(embedded_rules()).rules, nullptr, faults);
  }();
  return *set;
}

/// The matches of special categories in a text of which [begin, end) is owned.
std::vector<Match> special_in(const std::string& text, std::size_t begin, std::size_t end) {
  Matcher matcher(all_rules());
  TextUnit unit = test::prose(text);
  unit.owned_begin = begin;
  unit.owned_end = end;
  std::vector<Match> found;
  for (const Match& match : matcher.match(unit))
    if (match.special.level != SpecialLevel::none) found.push_back(match);
  return found;
}

std::vector<Match> special_in(const std::string& text) { return special_in(text, 0, text.size()); }

}  // namespace

TEST_CASE("a term about nobody is vocabulary and never above low") {
  const auto found = special_in(
      "La bronchite est une maladie des bronches, que le froid favorise en hiver dans nos villes.");
  REQUIRE_FALSE(found.empty());
  for (const Match& match : found) {
    CHECK(match.special.level == SpecialLevel::vocabulary);
    CHECK(match.logit <= kLowCapLogit);
    CHECK(match.logit >= kStoredLogit);
  }
}

TEST_CASE("the same term about somebody is about a person") {
  const auto found =
      special_in("Depuis lundi, M. Achille Ferrand souffre d'une bronchite et ne viendra pas.");
  REQUIRE_FALSE(found.empty());
  CHECK(found.back().special.level == SpecialLevel::person);
  CHECK(found.back().logit > kLowCapLogit);
}

TEST_CASE("a file that is kept under somebody's name is about them") {
  const auto level_in = [](const char* path) {
    Matcher matcher(all_rules());
    matcher.about(path);
    const std::string text = "Lombalgie sévère, prolongation de l'arrêt de travail.";
    TextUnit unit = test::prose(text);
    SpecialLevel level = SpecialLevel::none;
    for (const Match& match : matcher.match(unit)) level = std::max(level, match.special.level);
    return level;
  };
  CHECK(level_in("/srv/partage/RH/FERRAND Achille/arret.pdf") == SpecialLevel::person);
  CHECK(level_in("/srv/partage/RH/Achille_Ferrand.docx") == SpecialLevel::person);
  CHECK(level_in("/srv/partage/RH/Modeles/arret.pdf") == SpecialLevel::vocabulary);
  CHECK(level_in("/srv/livres/Ferrand Achille/roman.txt") == SpecialLevel::vocabulary);
  CHECK(level_in("") == SpecialLevel::vocabulary);
}

TEST_CASE("a test that is negative says something of a person all the same") {
  const auto found = special_in("M. Achille Ferrand : dépistage du VIH négatif.");
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].special.level == SpecialLevel::person);
}

TEST_CASE("masks hold the category and the length, no word") {
  const std::string text = "Mme Paule Rivard est atteinte de tuberculose.";
  const auto found = special_in(text);
  REQUIRE_FALSE(found.empty());
  for (const Match& match : found) {
    const std::string masked =
        mask(all_rules().rules()[match.rule],
             RawValue(std::string_view(text).substr(match.start, match.end - match.start)));
    CHECK(masked.find("tuber") == std::string::npos);
    CHECK(masked.find("Rivard") == std::string::npos);
    CHECK(masked.starts_with("health ("));
  }
}

TEST_CASE("what is said does not depend on where a window ends") {
  std::string text;
  for (int i = 0; i < 12; ++i)
    text += "Le comité valide le budget du trimestre et remercie les équipes de leur patience. ";
  text += "M. Achille Ferrand est hospitalisé pour une pneumonie. Il reprendra en mai.\n\n";
  for (int i = 0; i < 12; ++i)
    text += "Les travaux du parking commencent lundi et durent trois semaines environ. ";
  const auto whole = special_in(text);
  REQUIRE(whole.size() >= 2);
  for (std::size_t cut = 900; cut < text.size() - 900; cut += 7) {
    auto parts = special_in(text, 0, cut);
    for (const Match& match : special_in(text, cut, text.size())) parts.push_back(match);
    REQUIRE(parts.size() == whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      CHECK(parts[i].start == whole[i].start);
      CHECK(parts[i].logit == whole[i].logit);
      CHECK(parts[i].special == whole[i].special);
    }
  }
}

TEST_CASE("of a long text full of terms each place is judged alike") {
  const std::string sentence =
      "M. Achille Ferrand souffre d'une bronchite et ne viendra pas avant lundi.\n\n";
  std::string text;
  while (text.size() < 300'000) text += sentence;
  const auto found = special_in(text);
  const std::size_t sentences = text.size() / sentence.size();
  REQUIRE(found.size() % sentences == 0);
  const std::size_t each = found.size() / sentences;
  REQUIRE(each >= 1);
  const std::size_t model = sentences / 3 * each;
  const std::size_t beside = 2'500 / sentence.size() * each;  // the ends have less around them
  for (std::size_t i = beside; i + beside < found.size(); ++i) {
    const Match& like = found[model + i % each];
    CHECK(found[i].start % sentence.size() == like.start % sentence.size());
    CHECK(found[i].logit == like.logit);
    CHECK(found[i].special == like.special);
  }
}

TEST_CASE("the reasons are told and add up to the score") {
  const auto found = special_in("M. Achille Ferrand est hospitalisé depuis hier.");
  REQUIRE_FALSE(found.empty());
  float sum = 0;
  for (const RuleSet::SpecialWeight& piece : all_rules().explain(found[0].special))
    sum += piece.weight;
  CHECK(sum == Approx(found[0].logit));
}

TEST_CASE("a person of the same sex as the partner says something, another one does not") {
  const auto says = [](const char* text) {
    for (const Match& match : special_in(text))
      if (all_rules().rules()[match.rule].id == "art9.sex" &&
          match.special.level == SpecialLevel::person)
        return true;
    return false;
  };
  CHECK(says("Monsieur Luc Tessier viendra avec son mari."));
  CHECK_FALSE(says("Madame Lucie Tessier viendra avec son mari."));
  CHECK(says("Madame Lucie Tessier viendra avec sa femme."));
}

namespace {

/// Does a rule find something at level `person` in the text?
bool says_of_somebody(const std::string& text, std::string_view rule) {
  const auto found = special_in(text);
  return std::any_of(found.begin(), found.end(), [rule](const Match& match) {
    return all_rules().rules()[match.rule].id == rule &&
           match.special.level == SpecialLevel::person;
  });
}

}  // namespace

TEST_CASE("who speaks in a public office is not whom the words are about") {
  CHECK_FALSE(says_of_somebody(
      "The Health Secretary, Ellen Fairley, announced a plan on depression on Tuesday.",
      "art9.health"));
  CHECK_FALSE(
      says_of_somebody("Marc Vial est le rapporteur du texte sur la dépression.", "art9.health"));
  CHECK_FALSE(says_of_somebody(
      "« Il faut soigner la dépression », a déclaré Sophie Aubry devant la presse.",
      "art9.health"));
  CHECK(says_of_somebody("Our colleague, Ellen Fairley, is off with depression.", "art9.health"));
  CHECK(says_of_somebody("Marc Vial est en arrêt pour dépression, le chef d'équipe est prévenu.",
                         "art9.health"));
}

TEST_CASE("people in general are nobody") {
  CHECK_FALSE(says_of_somebody("Anna Lowell runs a course for disabled workers in the north.",
                               "art9.health"));
  CHECK_FALSE(
      says_of_somebody("Parliament will debate the bill on obesity in June.", "art9.health"));
}

TEST_CASE("a long line is a paragraph, and whoever is named in it is not said to be ill") {
  const std::string filler =
      "The trains ran on time and the weather in the valley was fair for most of the week. ";
  const std::string text = "Anna Lowell opened the fair. " + filler + filler + filler +
                           "Diabetes is on the rise in the towns.";
  CHECK_FALSE(says_of_somebody(text, "art9.health"));
}

TEST_CASE("a message tells its own language") {
  const std::string around =
      "Le consegne dello stabilimento sono in ritardo di due giorni e il comitato si riunisce.\n";
  CHECK(says_of_somebody(
      around + "Anna Lowell is on leave because she is pregnant and tired.\n" + around,
      "art9.health"));
}

TEST_CASE("a surname in a list of names is no term") {
  for (const auto* text :
       {"With contributions from Frida Sand, Harshvir Jain, Helmut Grohe, Ines Pohl.",
        "With contributions from Frida Sand, Harshvir\n        Jain, Helmut Grohe, Ines Pohl."}) {
    INFO(text);
    for (const Match& match : special_in(text)) CHECK(match.special.level != SpecialLevel::person);
  }
}

TEST_CASE("a column of a category holds data, not programs") {
  // A name, and the value of a column for a state of health.
  const auto about_somebody = [](const std::string& header, const std::string& value) {
    const std::string text = "Achille Ferrand;" + value + "\n";
    const std::vector<ContextEntry> headers = {{ContextRole::key, "name"},
                                               {ContextRole::key, header}};
    const auto end = static_cast<std::uint32_t>(16 + value.size());
    test::FixedCells cells({{0, 0, 0, 15}, {0, 1, 16, end}});
    TextUnit unit = test::prose(text);
    unit.kind = UnitKind::cells;
    unit.context = headers;
    unit.cell_reader = &cells;
    Matcher matcher(all_rules());
    const auto found = matcher.match(unit);
    return std::any_of(found.begin(), found.end(), [](const Match& match) {
      return match.special.level == SpecialLevel::person;
    });
  };
  CHECK(about_somebody("diagnosis", "lumbago"));
  CHECK_FALSE(about_somebody("diagnosis", "'$(Configuration)'=='Debug'"));
  CHECK_FALSE(about_somebody("diagnosis", "request.Value('x')"));
  CHECK(about_somebody("diagnosis", "open since May"));
  CHECK_FALSE(about_somebody("--diagnosis", "open since May"));
}

TEST_CASE("a message in German among French ones is German") {
  const std::string text =
      "Vous trouverez ci-joint le compte rendu de la dernière réunion.\n"
      "Anna Müller ist römisch-katholisch.\n";
  const std::vector<ContextEntry> keys = {{ContextRole::key, "text"}};
  const auto first = static_cast<std::uint32_t>(text.find('\n'));
  test::FixedCells cells(
      {{0, 0, 0, first}, {1, 0, first + 1, static_cast<std::uint32_t>(text.size() - 1)}});
  TextUnit unit = test::prose(text);
  unit.kind = UnitKind::cells;
  unit.context = keys;
  unit.cell_reader = &cells;
  Matcher matcher(all_rules());
  const auto found = matcher.match(unit);
  CHECK(std::any_of(found.begin(), found.end(), [](const Match& match) {
    return match.special.level == SpecialLevel::person;
  }));
}
