#include "cli/printers.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace braque;
using namespace braque::cli;

namespace {

Finding finding(std::string item, std::string rule, std::string name, std::string name_fr,
                std::string category, Confidence confidence, Severity severity,
                std::uint64_t count) {
  Finding made;
  made.item = std::move(item);
  made.rule = std::move(rule);
  made.name = std::move(name);
  made.name_fr = std::move(name_fr);
  made.category = std::move(category);
  made.gdpr = "personal";
  made.confidence = confidence;
  made.score = confidence == Confidence::high ? 0.98 : 0.7;
  made.severity = severity;
  made.count = count;
  made.distinct = count;
  made.samples = {{12, 1034, 21, "*****4321", {}}};
  return made;
}

ItemRecord item(std::string path, Status status, Reason reason) {
  ItemRecord made;
  made.item.path = std::move(path);
  made.outcome.status = status;
  made.outcome.reason = reason;
  made.outcome.bytes = 100;
  made.outcome.format = "text";
  return made;
}

std::vector<ItemRecord> records() {
  std::vector<ItemRecord> made;
  made.push_back(item("/srv/rh/paie.csv", Status::complete, Reason::none));
  made.back().findings = {
      finding("/srv/rh/paie.csv", "fr.nir", "French social security number",
              "Numéro de sécurité sociale", "social_security", Confidence::high, Severity::critical,
              1203),
      finding("/srv/rh/paie.csv", "intl.email", "E-mail address", "Adresse e-mail", "contact",
              Confidence::high, Severity::medium, 40),
      finding("/srv/rh/paie.csv", "us.ssn", "US number", "", "national_id", Confidence::low,
              Severity::low, 7)};
  made.push_back(item("/srv/mail/a.txt", Status::complete, Reason::none));
  made.back().findings = {finding("/srv/mail/a.txt", "intl.email", "E-mail address",
                                  "Adresse e-mail", "contact", Confidence::medium, Severity::low,
                                  2)};
  made.push_back(item("/srv/admin/x\x1b[2J\xff", Status::skipped, Reason::permission_denied));
  made.push_back(item("/srv/zip/z.zip", Status::partial, Reason::encrypted));
  made.back().parts = {{"b.txt", {Status::skipped, Reason::encrypted, 10, 0, "", ""}},
                       {"c.txt", {Status::complete, Reason::none, 10, 10, "text", ""}}};
  return made;
}

Summary summary() {
  Summary made;
  made.items = {4, 2, 1, 1, 0};
  made.bytes_discovered = 5'000'000;
  made.bytes_done = 4'000'000;
  made.parts_complete = 1;
  made.parts_skipped = 1;
  made.findings = 3;
  made.matches = 1245;
  made.seconds = 2;
  made.reasons = {{Reason::permission_denied, 1}, {Reason::encrypted, 2}};
  return made;
}

/// What a printer writes for the records above.
std::string printed(std::string_view format, const RecordOptions& options,
                    Language language = Language::english) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  {
    Output out(ends[1]);
    HumanOptions human;
    human.language = language;
    human.targets = "/srv";
    human.indexed = true;
    auto printer = make_printer(format, out, options, human);
    for (const ItemRecord& record : records()) REQUIRE(printer->item(record).has_value());
    REQUIRE(printer->finish(summary()).has_value());
  }
  ::close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t got; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  ::close(ends[0]);
  return text;
}

std::vector<nlohmann::json> lines_of(const std::string& text) {
  std::vector<nlohmann::json> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

}  // namespace

TEST_CASE("JSON lines hold the fields that the manual promises") {
  auto lines = lines_of(printed("jsonl", {}));
  REQUIRE(lines.size() == 7);  // 3 findings, 2 items, 1 part, 1 summary
  const auto& first = lines[0];
  for (const char* field :
       {"record", "schema",   "finding_id", "source",     "item",         "locator",  "rule",
        "name",   "category", "gdpr",       "confidence", "score",        "severity", "presence",
        "count",  "distinct", "column",     "level",      "alternatives", "samples"})
    CHECK(first.contains(field));
  CHECK(first["rule"] == "fr.nir");
  CHECK(first["finding_id"].get<std::string>().size() == 32);
  CHECK(first["locator"].is_null());
  CHECK(first["samples"][0]["line"] == 12);
  CHECK_FALSE(first.contains("evidence"));
  CHECK(lines[3]["record"] == "item");
  CHECK(lines[3]["reason"] == "permission_denied");
  CHECK(lines[3]["item"] == "/srv/admin/x\x1b[2J\\xff");
  CHECK(lines[3]["item_b64"] == "L3Nydi9hZG1pbi94G1sySv8=");
  CHECK(lines[4]["locator"] == "b.txt");
  CHECK(lines[5]["status"] == "partial");
  CHECK(lines[6]["items"]["discovered"] == 4);
  CHECK(lines[6]["interrupted"] == false);
}

TEST_CASE("complete items and parts are printed with --ledger, weak findings from their band up") {
  RecordOptions options;
  options.ledger = true;
  options.shown.confidence = Confidence::low;
  options.evidence = true;
  auto lines = lines_of(printed("jsonl", options));
  CHECK(lines.size() == 11);  // 4 findings, 4 items, 2 parts, 1 summary
  CHECK(lines[0].contains("evidence"));
}

TEST_CASE("all samples are streamed into one finding") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  Finding made = records()[0].findings[0];
  made.more_samples = [](const std::function<void(const Sample&)>& take) {
    for (std::uint64_t i = 0; i < 100; ++i) take({i + 13, i, 1, "*", {}});
  };
  {
    Output out(ends[1]);
    write_finding_json(out, made, "", {});
  }
  ::close(ends[1]);
  std::string text(1 << 16, '\0');
  text.resize(static_cast<std::size_t>(::read(ends[0], text.data(), text.size())));
  ::close(ends[0]);
  CHECK(nlohmann::json::parse(text)["samples"].size() == 101);
}

TEST_CASE("CSV has one header and as many fields in each row") {
  std::istringstream text(printed("csv", {}));
  std::string line;
  std::getline(text, line);
  auto fields = std::count(line.begin(), line.end(), ',');
  int rows = 0;
  while (std::getline(text, line)) {
    ++rows;
    CHECK(std::count(line.begin(), line.end(), ',') == fields);
    CHECK(line.find('\x1b') == std::string::npos);
  }
  CHECK(rows == 6);
}

TEST_CASE("the summary in English") {
  CHECK(printed("human", {}) ==
        R"(Scanned /srv in 2.0 s

Coverage
  Files            4 found: 2 complete, 1 partial, 1 skipped
  Inside archives  1 complete, 0 partial, 1 skipped
  Data             4.0 MB read of 5.0 MB, 2.0 MB/s

Found
                                   medium  high  files  matches
  Social security
    French social security number       -     1      1    1,203
  Contact details
    E-mail address                      1     1      2       42
  Total                                 1     2      2    1,245

Where
  /srv/rh/paie.csv  line 12  fr.nir      *****4321  ×1,203
  /srv/rh/paie.csv  line 12  intl.email  *****4321  ×40
  /srv/mail/a.txt   line 12  intl.email  *****4321  ×2

Worst folders
             severity  findings  matches
  /srv/rh    critical         2    1,243
  /srv/mail       low         1        2

Not fully read
  permission denied  1  in /srv/admin
  encrypted          2  in /srv/zip

Next
  braque findings --rule fr.nir  where French social security number was found
  braque issues                  what was not read, one by one
)");
}

TEST_CASE("the summary in French") {
  std::string text = printed("human", {}, Language::french);
  CHECK_THAT(text, Catch::StartsWith("Analyse de /srv terminée en 2,0 s\n"));
  for (const char* part :
       {"Couverture\n", "4 trouvés (complets 2, partiels 1, non lus 1)", "4,0 Mo lus sur 5,0 Mo",
        "Constats\n", "moyenne  forte  fichiers  occurrences", "Sécurité sociale\n",
        "Numéro de sécurité sociale", "Dossiers les plus exposés\n", "gravité",
        "Lacunes de couverture\n", "accès refusé", "chiffré", "Ensuite\n",
        "chaque lacune de couverture"})
    CHECK_THAT(text, Catch::Contains(part));
}

TEST_CASE("nothing that was scanned reaches the terminal unescaped") {
  RecordOptions options;
  options.shown.confidence = Confidence::low;
  std::string text = printed("human", options);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK_THAT(text, Catch::Contains("low  medium  high"));
}
