#include "report/retention.hpp"

#include <catch2/catch.hpp>

#include "report/path_words.hpp"

using namespace braque;
using namespace braque::report;

namespace {

std::int64_t ms(std::string_view day) { return day_ms(day).value(); }

/// The day that a path speaks of; "" for none.
std::string named(std::string_view path) {
  const auto found = date_in_path(path);
  return found ? day(*found) : "";
}

RetentionRule rule_of(Trigger trigger, Period active, Period archive) {
  RetentionRule rule;
  rule.trigger = trigger;
  rule.active = active;
  rule.archive = archive;
  return rule;
}

}  // namespace

TEST_CASE("periods are read in English, French and ISO 8601, and written back") {
  CHECK(parse_period("5 years") == Period{5, 0, 0});
  CHECK(parse_period("5 ans") == Period{5, 0, 0});
  CHECK(parse_period("1 an") == Period{1, 0, 0});
  CHECK(parse_period("6 mois") == Period{0, 6, 0});
  CHECK(parse_period("90d") == Period{0, 0, 90});
  CHECK(parse_period("P20Y") == Period{20, 0, 0});
  for (const char* wrong :
       {"", "5", "years", "0 years", "-1 year", "5 weeks", "9999 years", "99999999999 years"}) {
    INFO(wrong);
    CHECK_FALSE(parse_period(wrong));
  }
  CHECK(iso_text({0, 6, 0}) == "P6M");
  CHECK(period_text("P1Y", false) == "1 year");
  CHECK(period_text("P5Y", true) == "5 ans");
  CHECK(day(after(ms("2024-02-29"), {1, 0, 0})) == "2025-02-28");
  CHECK(day(after(ms("2024-08-31"), {0, 6, 0})) == "2025-02-28");
}

TEST_CASE("dates in names: the nearest to the file, months and years to their end") {
  CHECK(named("/srv/paie/2019-03-31_bulletin.pdf") == "2019-03-31");
  CHECK(named("/srv/paie/bulletin 31.03.2019.pdf") == "2019-03-31");
  CHECK(named("/srv/paie/20190331.pdf") == "2019-03-31");
  CHECK(named("/srv/paie/201902.pdf") == "2019-02-28");
  CHECK(named("/srv/paie/2020-02.pdf") == "2020-02-29");
  CHECK(named("/srv/2015/bulletin_dupont.pdf") == "2015-12-31");
  CHECK(named("/srv/2015/export_2018.csv") == "2018-12-31");
  CHECK(named("/srv/facture_4711.pdf").empty());
  CHECK(named("/srv/2019-13-45.pdf") == "2019-12-31");  // no such day: the year holds
  CHECK(named("").empty());
}

TEST_CASE("words of paths know neither case nor accents, composed or not") {
  CHECK(path_words("/srv/RH/Bulletins de PAIE") == " srv rh bulletins de paie ");
  CHECK(path_words("Comptabilité_Générale.xlsx") == " comptabilite generale xlsx ");
  CHECK(path_words("Salarie\xCC\x81s") == " salaries ");
  CHECK(path_words("a\xFF\x62") == " a b ");
  CHECK(path_words("Œuvres sociales/Größe/Łódź×2") == " oeuvres sociales grosse lodz 2 ");
}

TEST_CASE("an item goes through the stages of its rule") {
  const RetentionRule rule = rule_of(Trigger::document_date, {1, 0, 0}, {4, 0, 0});
  const auto stage = [&](std::string_view today) {
    return standing_of(rule, "/paie/2019-03-31.pdf", ms("2024-01-01"), ms(today)).stage;
  };
  CHECK(stage("2020-03-30") == Stage::active);
  CHECK(stage("2020-03-31") == Stage::archive);
  CHECK(stage("2024-03-30") == Stage::archive);
  CHECK(stage("2024-03-31") == Stage::erase);
}

TEST_CASE(
    "what time runs from: the table, the name, the last change; the year's end where that is the "
    "trigger") {
  RetentionRule rule = rule_of(Trigger::last_contact, {2, 0, 0}, {});
  CHECK(standing_of(rule, "/cv/a.pdf", ms("2020-06-01"), ms("2022-06-01")).dated_by == "modified");
  CHECK(standing_of(rule, "/cv/2021/a.pdf", ms("2020-06-01"), ms("2022-06-01")).stage ==
        Stage::active);
  rule.since_ms = ms("2019-01-01");
  const Standing declared = standing_of(rule, "/cv/2021/a.pdf", ms("2020-06-01"), ms("2022-06-01"));
  CHECK(declared.dated_by == "declared");
  CHECK(declared.stage == Stage::erase);
  CHECK(day(declared.reached_ms) == "2021-01-01");
  CHECK(standing_of(rule_of(Trigger::last_contact, {2, 0, 0}, {}), "/cv/a.pdf", 0, ms("2022-06-01"))
            .stage == Stage::unknown);
  const RetentionRule books = rule_of(Trigger::year_end, {1, 0, 0}, {9, 0, 0});
  CHECK(day(standing_of(books, "/compta/2010-03.pdf", 0, ms("2026-01-01")).reached_ms) ==
        "2020-12-31");
  // The last change alone, whatever a name says.
  CHECK(standing_of(rule_of(Trigger::modified, {1, 0, 0}, {}), "/logs/2001.log", ms("2025-12-01"),
                    ms("2026-01-01"))
            .stage == Stage::active);
}

TEST_CASE("a hold stops what is over, and archives are for good where the table says so") {
  RetentionRule rule = rule_of(Trigger::document_date, {1, 0, 0}, {});
  rule.keep_for_good = true;
  CHECK(standing_of(rule, "/a/2010.txt", 0, ms("2026-01-01")).stage == Stage::keep);
  rule.hold = "lawsuit";
  CHECK(standing_of(rule, "/a/2010.txt", 0, ms("2026-01-01")).stage == Stage::held);
  CHECK(standing_of(rule, "/a/2025.txt", 0, ms("2026-01-01")).stage == Stage::active);
}

TEST_CASE("every built-in period names its source, and can be read") {
  REQUIRE(default_rules().size() >= 12);
  for (const DefaultRule& rule : default_rules()) {
    INFO(rule.id);
    CHECK((rule.source.find("art.") != std::string_view::npos || rule.source.starts_with("CNIL")));
    CHECK((parse_period(rule.active) || parse_period(rule.archive)));
    CHECK((rule.active.empty() || parse_period(rule.active)));
    CHECK((rule.archive.empty() || parse_period(rule.archive)));
  }
}

TEST_CASE(
    "the built-in table finds its processings by the names of folders, the special before the "
    "general") {
  Groups groups;
  Retention retention(built_in_rules(), groups, ms("2026-01-01"),
                      [](std::string_view, std::string_view) { return false; });
  Finding finding;
  finding.rule = "intl.email";
  finding.category = "contact";
  for (const char* path :
       {"/srv/RH/Paie/2009/b.pdf", "/srv/RH/Candidatures/2010/cv.pdf", "/srv/Divers/2010/x.txt"}) {
    ItemFacts item;
    item.path = path;
    item.found.add(finding, groups);
    retention.add(item);
  }
  ItemFacts empty;
  empty.path = "/srv/RH/Paie/2009/empty.pdf";
  retention.add(empty);
  const Document document = retention.document();
  const Table& candidates = document.tables[0];
  REQUIRE(candidates.rows.size() == 2);
  CHECK(candidates.rows[0].cells[1].text == "recruitment");  // over since the end of 2012
  CHECK(candidates.rows[0].cells[3].text == "2012-12-31");
  CHECK(candidates.rows[1].cells[1].text == "payroll");  // since the end of 2014
  REQUIRE(document.tables[2].rows.size() == 1);
  CHECK(document.tables[2].rows[0].cells[0].text == "/srv/Divers/2010");
}
