#include "pipeline/person_table.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace braque;
using pipeline::judge_person_table;

namespace {

Finding column(const std::string& name, const std::string& rule, double score,
               std::uint64_t passing = 90) {
  Finding finding;
  finding.locator = "crm > people";
  finding.column = name;
  finding.rule = rule;
  finding.score = score;
  finding.confidence = confidence_of(score);
  finding.column_filled = 100;
  finding.column_passing = passing;
  return finding;
}

}  // namespace

TEST_CASE("names and a birth date in one row are a person") {
  std::vector<Finding> findings{column("a", "intl.person_name", 0.62),
                                column("b", "intl.person_name", 0.95),
                                column("c", "intl.dob", 0.35), column("d", "intl.email", 0.5)};
  CHECK(judge_person_table("crm > people", findings) ==
        "a table of persons: 2 columns of names, birth dates");
  // 0.62 is a log-odds of 0.49; 2 more are 2.49, or 0.923.
  CHECK(findings[0].score == Approx(0.923).margin(0.001));
  CHECK(findings[0].confidence == Confidence::high);
  CHECK(findings[0].evidence.back() == "names and a birth date in one row +2.0");
  CHECK(findings[2].confidence == Confidence::medium);  // 0.35: -0.62 + 2 = 1.38, or 0.80
  CHECK(findings[3].score == 0.5);
  CHECK(findings[3].evidence.empty());
}

TEST_CASE("one of both alone, in another part, in few cells or suppressed is none") {
  const auto none = [](std::vector<Finding> findings) {
    const double before = findings[0].score;
    CHECK(judge_person_table("crm > people", findings).empty());
    CHECK(findings[0].score == before);
  };
  const Finding name = column("a", "intl.person_name", 0.62), born = column("c", "intl.dob", 0.95);
  none({name});
  none({name, column("b", "intl.person_name", 0.9)});
  none({name, column("c", "intl.dob", 0.95, 20)});
  none({name, column("c", "intl.dob", 0.2)});
  Finding elsewhere = born;
  elsewhere.locator = "crm > people > body > row 1";
  none({name, elsewhere});
  Finding suppressed = born;
  suppressed.suppression = "example";
  none({name, suppressed});
}
