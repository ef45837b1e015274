// Looking for one person in the index, and what kinds of findings mean.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "e2e/home.hpp"

using namespace braque::test;

namespace {

std::vector<nlohmann::json> places_of(const ProgramResult& result) {
  std::vector<nlohmann::json> places;
  for (auto& line : json_lines(result.out))
    if (line["record"] == "subject_place") places.push_back(line);
  return places;
}

/// Two people of one family name, in a letter, a table and an archive's member.
struct Estate : Home {
  std::string share;
  Estate() {
    tree.file(
        "share/courrier.txt",
        "Madame Solène Karadec\nTél. 06 39 98 45 67\ncourriel : solene.karadec@labo-exemple.fr\n");
    tree.file("share/clients.csv",
              "nom,courriel,telephone\nKARADEC Solene,solene.karadec@labo-exemple.fr,+33639984567\n"
              "Yann Karadec,yann@labo-exemple.fr,+33639981111\nPaul "
              "Hamon,p.hamon@labo-exemple.fr,+33639982222\n");
    tree.file("share/autre.txt", "courriel : yann@labo-exemple.fr\n");
    share = tree.path("share");
    REQUIRE(run({"scan", share}).exit_code == 0);
  }
  ProgramResult subject(const std::string& lines, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"subject", "--format", "jsonl"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, lines);
  }
};

std::string everything_below(const std::string& directory) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

}  // namespace

TEST_CASE("a name is found in tables with columns for first names and surnames, by rows") {
  Home home;
  home.tree.file("share/personnel.csv",
                 "matricule,nom,prénom,service\n17,Karadec,Solène,Achats\n18,Hamon,Paul,Achats\n"
                 "19,Riou,Anne,Paie\n");
  REQUIRE(home.run({"scan", home.tree.path("share")}).exit_code == 0);
  const auto search = [&](const std::string& name) {
    return places_of(home.run({"subject", "--format", "jsonl"}, "nom : " + name + "\n"));
  };
  REQUIRE(search("Solene KARADEC").size() == 1);
  CHECK(search("HAMON Paul")[0]["findings"][0]["column"] == "nom");
  CHECK(search("Paul Karadec").empty());
}

TEST_CASE(
    "a person is found in every place, however name and number are written there, and nobody else "
    "is") {
  const Estate home;
  const auto result = home.subject(
      "# demande 12\nE-mail: Solene.Karadec@labo-exemple.fr\n\nNom : Solène KARADEC\n"
      "téléphone : 06.39.98.45.67\n");
  INFO(result.error);
  REQUIRE(result.exit_code == 0);
  const auto places = places_of(result);
  REQUIRE(places.size() == 2);
  CHECK(places[0]["item"] == home.share + "/clients.csv");
  CHECK(places[1]["item"] == home.share + "/courrier.txt");
  for (const auto& place : places) {
    CHECK(place["confidence"] == "high");
    CHECK(place["attributes"] == nlohmann::json({"email", "name", "phone"}));
  }
  const auto alone = places_of(home.subject("yann@labo-exemple.fr\n"));
  REQUIRE(alone.size() == 2);
  CHECK(alone[0]["item"] == home.share + "/autre.txt");
  CHECK(places_of(home.subject("email: nobody@labo-exemple.fr\n")).empty());
}

TEST_CASE("the answer says how old it is, what was not read, and by when to answer") {
  const Estate home;
  const auto lines = json_lines(home.subject("email: yann@labo-exemple.fr\n",
                                             {"--right", "erasure", "--received", "2026-08-31"})
                                    .out);
  const auto& summary = lines.back();
  CHECK(summary["record"] == "subject_summary");
  CHECK(summary["places"] == 2);
  CHECK(summary["not_fully_read"] == 0);
  CHECK(summary["proof_of_absence"] == false);
  CHECK(summary["article"] == "17");
  CHECK(summary["due"] == "2026-09-30");
  CHECK(summary["due_extended"] == "2026-11-30");
  const auto human =
      home.run({"subject", "--lang", "fr", "--right", "access", "--received", "2026-08-31"},
               "email: yann@labo-exemple.fr\n");
  CHECK(human.out.find("2 emplacements dans 2 fichiers") != std::string::npos);
  CHECK(human.out.find("2026-09-30") != std::string::npos);
  CHECK(human.out.find("art. 15") != std::string::npos);
}

TEST_CASE("who searched is on record, whom is not: no value is left anywhere") {
  const Estate home;
  REQUIRE(home.subject("email: canary.zqx@labo-exemple.fr\nname: Zoltana Quixada\n").exit_code ==
          0);
  const auto listed = home.run({"audit", "list", "--format", "jsonl"});
  CHECK(listed.out.find("subject-search") != std::string::npos);
  CHECK(home.run({"audit", "verify"}).exit_code == 0);
  const std::string all = everything_below(home.tree.path("state")) + listed.out;
  REQUIRE(all.size() > 10000);
  for (const char* piece : {"canary.zqx", "Quixada", "quixada"})
    CHECK(all.find(piece) == std::string::npos);
}

TEST_CASE("what cannot be looked for is named by its line, never by what it says") {
  const Estate home;
  const auto refused = home.subject("email: yann@labo-exemple.fr\nxyzzy\n");
  CHECK(refused.exit_code == 2);
  CHECK(refused.error.find("line 2") != std::string::npos);
  CHECK(refused.error.find("xyzzy") == std::string::npos);
  CHECK(home.subject("").exit_code == 2);
  CHECK(home.subject("email: a@b.fr\n", {"--received", "2026-01-01"}).exit_code == 2);
}

TEST_CASE("a profile that leaves rules out of scans leaves nothing out of searches") {
  Estate home;
  home.variables = {{"BRAQUE_PROFILE", "pci"}};
  CHECK(places_of(home.subject("name: Solène Karadec\nphone: 06 39 98 45 67\n")).size() == 2);
}

TEST_CASE(
    "what was read before the key was replaced is found with the old key, or said to be out of "
    "reach") {
  const Estate home;
  REQUIRE(home.run({"keys", "rotate"}).exit_code == 0);
  CHECK(places_of(home.subject("email: yann@labo-exemple.fr\n")).size() == 2);
}

TEST_CASE("explain knows rules and categories in both languages, and guesses what was meant") {
  const Home home;
  const auto english = home.run({"explain", "fr.nir", "--lang", "en"});
  CHECK(english.exit_code == 0);
  CHECK(english.out.find("2019-341") != std::string::npos);
  CHECK(home.run({"explain", "art9.union", "--lang", "fr"}).out.find("appartenance syndicale") !=
        std::string::npos);
  CHECK(home.run({"explain", "credential"}).exit_code == 0);
  const auto guessed = home.run({"explain", "art9.helth"});
  CHECK(guessed.exit_code == 2);
  CHECK(guessed.error.find("art9.health") != std::string::npos);
}

TEST_CASE("the impact of lost files: categories, people within bounds, what is not in the index") {
  const Estate home;
  home.tree.file("perdus.txt", "\\\\fs01\\Commun\\Clients.CSV\r\n" + home.share +
                                   "/autre.txt\r\nX:\\nulle\\part.doc\r\n");
  const auto result = home.run({"impact", "--items", home.tree.path("perdus.txt"), "--aware",
                                "2026-02-27", "--format", "jsonl"});
  INFO(result.error);
  REQUIRE(result.exit_code == 0);
  const auto answer = json_lines(result.out).at(0);
  CHECK(answer["items"] == 2);
  CHECK(answer["not_in_index"] == nlohmann::json({"X:\\nulle\\part.doc"}));
  CHECK(answer["people"]["lower"] <= 3);
  CHECK(answer["people"]["upper"] >= 3);
  CHECK(answer["people"]["upper"] <= 4);
  CHECK(answer["notify_by"] == "2026-03-02");
  const auto contact = std::find_if(answer["categories"].begin(), answer["categories"].end(),
                                    [](const auto& one) { return one["category"] == "contact"; });
  REQUIRE(contact != answer["categories"].end());
  CHECK((*contact)["files"] == 2);
  CHECK((*contact)["distinct"] ==
        6);  // three addresses and three numbers; one of them stands in both files
  CHECK((*contact)["records"] == 7);
  CHECK(home.run({"impact"}).exit_code == 2);
  CHECK(
      home.run({"impact", "--path", home.share, "--lang", "fr"}).out.find("Personnes concernées") !=
      std::string::npos);
}
