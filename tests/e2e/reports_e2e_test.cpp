// Reports over a scanned tree: what they say, in every format, and that no value is in them.
#include <utime.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "base/ascii.hpp"
#include "e2e/home.hpp"

using namespace braque::test;

namespace {

constexpr const char* kReports[] = {"html",   "retention", "register", "duplicates",
                                    "owners", "trend",     "accuracy"};

/// Pay slips of 2009, a list of customers with its copy and a later version, a note, hostile names,
/// something unreadable.
struct Estate : Home {
  Estate() {
    tree.file("share/RH/paie/2009/bulletin_mars.txt",
              "Bulletin de paie\nNom : Solène Karadec\nN° sécu : 1 91 07 69 123 457 69\n");
    const std::string people =
        "Karadec,zq.canary.8731@labo-exemple.fr,+33639984567,17/03/1971\n"
        "Hamon,p.hamon@labo-exemple.fr,+33639982222,02/11/"
        "1965\nMorvan,l.morvan@labo-exemple.fr,+33639983333,30/06/1988\n"
        "Le Gall,t.legall@labo-exemple.fr,+33639984444,12/12/1979\n";
    const std::string head = "nom,courriel,telephone,date_naissance\n";
    tree.file("share/Commercial/clients.csv", head + people);
    tree.file("share/Commercial/copie de clients.csv", head + people);
    std::string other = head + people;
    other.replace(other.find("02/11/1965"), 10, "03/11/1965");
    tree.file("share/Commercial/clients 2020.csv", other);
    tree.file("share/<script>alert(1)</script>/\"quoted\" & 'single'.txt",
              "courriel : yann@labo-exemple.fr\n");
    tree.file("share/rtl \xE2\x80\xAEgpj.exe.txt", "courriel : yann@labo-exemple.fr\n");
    tree.file("share/bad \xFF name.txt", "courriel : yann@labo-exemple.fr\n");
    tree.file("share/broken.zip", "PK\x03\x04 not an archive");
    tree.file("register.toml",
              "[[activity]]\nname = \"Paie\"\npurpose = \"Payer\"\ncategories = [\"Sécurité "
              "sociale\", \"financial\"]\n"
              "targets = [\"shares\"]\npaths = [\"*/paie/*\"]\nretention = \"5 ans\"\n");
    tree.file("braque.toml", "[target.shares]\npath = \"" + tree.path("share") +
                                 "\"\nlocation = \"Lyon\"\nprocessor = \"Host Ltd\"\n");
    variables = {{"BRAQUE_CONFIG", tree.path("braque.toml")}};
    REQUIRE(run({"scan", tree.path("share")}).exit_code == 0);
  }
  ProgramResult report(const std::string& name, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"report", name};
    if (name == "register") words.insert(words.end(), {"--activities", tree.path("register.toml")});
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  nlohmann::json json(const std::string& name, std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--format", "json"});
    const auto result = report(name, more);
    INFO(result.error);
    REQUIRE(result.exit_code == 0);
    return nlohmann::json::parse(result.out);
  }
};

/// Letters and digits in small: a value is found with whatever separators.
std::string compact(const std::string& text) {
  std::string kept;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) kept += braque::ascii::lower(c);
  return kept;
}

const nlohmann::json* row_with(const nlohmann::json& rows, const std::string& key,
                               const std::string& ending) {
  for (const auto& row : rows)
    if (row[key].is_string() && row[key].get<std::string>().ends_with(ending)) return &row;
  return nullptr;
}

}  // namespace

TEST_CASE("every report speaks every format and both languages, and holds no value") {
  const Estate home;
  for (const char* name : kReports)
    for (const char* format : {"human", "json", "csv", "markdown", "html"}) {
      std::set<std::string> languages;
      for (const char* language : {"en", "fr"}) {
        const auto result = home.report(name, {"--format", format, "--lang", language});
        INFO(name << " " << format << " " << language << ": " << result.error);
        REQUIRE(result.exit_code == 0);
        REQUIRE(result.out.size() > 20);
        languages.insert(result.out);
        const std::string all = compact(result.out);
        for (const char* secret : {"zqcanary8731", "phamon", "19107691234", "3363998", "17031971",
                                   "karadec", "yannlabo"}) {
          INFO(secret);
          CHECK(all.find(secret) == std::string::npos);
        }
        if (std::string(format) == "json") CHECK(nlohmann::json::parse(result.out).is_object());
        if (std::string(format) == "html") {
          CHECK(result.out.find("<script>alert") == std::string::npos);
          CHECK(result.out.find("\xE2\x80\xAE") == std::string::npos);
          CHECK(result.out.find("http://") == std::string::npos);
        }
      }
      const bool machine = std::string(format) == "json" || std::string(format) == "csv";
      CHECK(languages.size() == (machine ? 1U : 2U));
    }
}

TEST_CASE("what is over its period: by the built-in table, and by one's own") {
  const Estate home;
  const auto built_in = home.json("retention", {"--today", "2026-01-01"});
  const auto* slip = row_with(built_in["tables"]["candidates"], "item", "bulletin_mars.txt");
  REQUIRE(slip != nullptr);
  CHECK((*slip)["processing"] == "payroll");
  CHECK((*slip)["stage"] == "erase");
  CHECK((*slip)["reached"] == "2014-12-31");
  CHECK((*slip)["dated_by"] == "name");
  CHECK_FALSE(built_in["tables"]["unmapped"].empty());

  home.tree.file(
      "table.csv",
      "processing;words;trigger;active;then;hold\nSalaires;paie;document_date;20 ans;erase;\n"
      "Clients;clients;document_date;1 an;keep;litige 12\n");
  const auto own =
      home.json("retention", {"--today", "2026-01-01", "--table", home.tree.path("table.csv")});
  CHECK(row_with(own["tables"]["candidates"], "item", "bulletin_mars.txt") == nullptr);
  const auto* list = row_with(own["tables"]["candidates"], "item", "clients 2020.csv");
  REQUIRE(list != nullptr);
  CHECK((*list)["stage"] == "held");
  CHECK((*list)["hold"] == "litige 12");

  const auto defaults = home.run({"report", "retention", "--defaults", "--lang", "fr"});
  CHECK(defaults.out.find("L123-22") != std::string::npos);
  home.tree.file("defaults.toml", defaults.out);
  const auto again =
      home.json("retention", {"--today", "2026-01-01", "--table", home.tree.path("defaults.toml")});
  CHECK(again["figures"] == built_in["figures"]);

  home.tree.file("wrong.toml",
                 "[[retention]]\nprocesing = \"x\"\nwords = [\"x\"]\nactive = \"5 weeks\"\n");
  const auto refused = home.report("retention", {"--table", home.tree.path("wrong.toml")});
  CHECK(refused.exit_code == 2);
  CHECK(refused.error.find("wrong.toml:2") != std::string::npos);
  CHECK(refused.error.find("\"processing\"") != std::string::npos);
}

TEST_CASE("the register: what is found and not declared, declared and not found, and where") {
  const Estate home;
  const auto report = home.json("register");
  const auto& activity = report["tables"]["activities"][0];
  CHECK(activity["activity"] == "Paie");
  CHECK(activity["categories"] == nlohmann::json({"social_security", "financial"}));
  CHECK(activity["not_found"] == nlohmann::json({"financial"}));
  CHECK(activity["undeclared"] == nlohmann::json({"demographic"}));
  CHECK(activity["locations"] == nlohmann::json({"Lyon"}));
  CHECK(activity["processors"] == nlohmann::json({"Host Ltd"}));
  CHECK(activity["items"] == 1);
  CHECK(row_with(report["tables"]["without_activity"], "folder", "/Commercial") != nullptr);
  CHECK(home.run({"report", "register"}).exit_code == 2);
  home.tree.file("example.toml",
                 home.run({"report", "register", "--defaults", "--lang", "fr"}).out);
  CHECK(
      home.run({"report", "register", "--activities", home.tree.path("example.toml")}).exit_code ==
      0);
  home.tree.file("wrong.csv", "name,categories,paths\nPaie,nonsense,*\n");
  CHECK(home.run({"report", "register", "--activities", home.tree.path("wrong.csv")})
            .error.find("wrong.csv:2") != std::string::npos);
}

TEST_CASE("copies, likenesses and contradictions between them") {
  const Estate home;
  const auto duplicates = home.json("duplicates");
  const auto& identical = duplicates["tables"]["identical"];
  const auto list = std::find_if(identical.begin(), identical.end(), [](const auto& row) {
    return row["paths"][0].template get<std::string>().ends_with("/clients.csv");
  });
  REQUIRE(list != identical.end());
  CHECK((*list)["items"] == 2);
  CHECK((*list)["paths"][1].get<std::string>().ends_with("/copie de clients.csv"));
  const auto& similar = duplicates["tables"]["similar"];
  CHECK(std::any_of(similar.begin(), similar.end(),
                    [](const auto& row) { return row["items"] == 3; }));

  const auto accuracy = home.json("accuracy");
  const auto& conflicts = accuracy["tables"]["conflicts"];
  REQUIRE(conflicts.size() >= 1);
  CHECK(conflicts[0]["fact"] == "birth");
  CHECK(conflicts[0]["weight"] == "contradiction");
  CHECK(conflicts[0]["values"] == 2);
}

TEST_CASE("runs one after the other: what came, what went") {
  const Estate home;
  home.tree.file("share/neu.txt", "courriel : nouveau@labo-exemple.fr\n");
  REQUIRE(::unlink(home.tree.path("share/Commercial/clients 2020.csv").c_str()) == 0);
  REQUIRE(home.run({"scan", home.tree.path("share")}).exit_code == 0);
  const auto trend = home.json("trend");
  const auto& runs = trend["tables"]["runs"];
  REQUIRE(runs.size() == 2);
  CHECK(runs[0]["run"] == 2);
  CHECK(runs[0]["new"].get<int>() >= 1);
  CHECK(runs[0]["gone"].get<int>() >= 3);
  CHECK(runs[0]["marks"].empty());
  CHECK(runs[1]["marks"] == nlohmann::json({"first"}));
  const auto page = home.json("html");
  const auto& fresh = page["tables"]["new"];
  REQUIRE(fresh.size() == 1);
  CHECK(fresh[0]["folder"].get<std::string>().ends_with("/share"));
  CHECK(page["tables"]["gaps"][0]["reason"] == "corrupt");
}

TEST_CASE("the files of one owner, in a file of one's own") {
  const Estate home;
  const auto owners = home.json("owners");
  const std::string owner = owners["tables"]["owners"][0]["owner"];
  const auto files = home.json("owners", {"--owner", owner, "--limit", "2"});
  CHECK(files["tables"]["files"].size() == 2);
  CHECK(files["left_out"]["files"].get<int>() >= 3);
  CHECK(home.report("owners", {"--owner", "nobody-of-that-name"}).exit_code == 2);
  const std::string path = home.tree.path("page.html");
  CHECK(home.report("html", {"--output", path}).out.empty());
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(status.st_size > 5000);
}
