// What lost files held, who can read files, and whether a person's data are still where they were.
#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <array>
#include <filesystem>

#include "e2e/home.hpp"

using namespace braque::test;

namespace {

/// Staff of a table, among them somebody who is not of age, a letter, and what cannot be read.
struct Offices : Home {
  std::string share;
  Offices() {
    std::string table = "matricule;nom complet;courriel;date de naissance\n";
    for (int i = 0; i < 30; ++i) {
      const std::string number = std::to_string(10 + i);
      const char* const names[] = {"Solène Karadec", "Paul Hamon",   "Yann Le Goff",
                                   "Maëlle Tanguy",  "Denis Rivoal", "Anne Guillou"};
      table += "E0" + number + ";" + names[i % 6] + ";zq.canary" + number + "@labo-exemple.fr;" +
               (i == 7 ? "12/03/2020" : "12/03/19" + number) + "\n";
    }
    tree.file("share/RH/liste.csv", table);
    tree.file("share/lettre.txt",
              "Madame Solène Karadec\ncourriel : solene.karadec@labo-exemple.fr\n");
    tree.file("share/photo.jpg",
              std::string("\xff\xd8\xff\xe0\x00\x10JFIF\x00", 11) + std::string(200, '\7'));
    share = tree.path("share");
    REQUIRE(run({"scan", share}).exit_code == 0);
  }
  nlohmann::json impact(std::vector<std::string> more) const {
    std::vector<std::string> words{"impact", "--format", "jsonl"};
    words.insert(words.end(), more.begin(), more.end());
    const auto result = run(words);
    INFO(result.error);
    REQUIRE(result.exit_code == 0);
    return json_lines(result.out).at(0);
  }
};

}  // namespace

TEST_CASE(
    "impact tells people and records within bounds, staff and minors, and what was not read") {
  const Offices home;
  const auto answer = home.impact({"--path", "*/share/*"});
  CHECK(answer["items"] == 3);
  CHECK(answer["people"]["lower"] <= 31);
  CHECK(answer["people"]["upper"] >= 31);
  CHECK(answer["records"]["lower"] <= 32);
  CHECK(answer["records"]["upper"] >= 32);
  REQUIRE(answer["people_categories"].size() == 2);
  CHECK(answer["people_categories"][0]["people"] == "staff");
  CHECK(answer["people_categories"][1]["people"] == "minors");
  CHECK(answer["people_categories"][1]["lower"] == 1);
  REQUIRE(answer["not_read"].size() == 1);
  CHECK(answer["not_read"][0]["reason"] == "needs_ocr");
  CHECK(answer["high_risk_signs"] == nlohmann::json({"minors"}));
}

namespace {

std::string mail(const std::string& from, const std::string& to, const std::string& body) {
  return "From: " + from + "\nTo: " + to +
         "\nSubject: Suite\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + body;
}

/// What holds few people each, with the number of people and of records.
struct Desk : Home {
  Desk() {
    const std::string paul = "Paul Hamon <zq.canary1@labo-exemple.fr>",
                      anne = "Anne Guillou <zq.canary2@labo-exemple.fr>",
                      yann = "Yann Tanguy <zq.canary3@labo-exemple.fr>";
    const std::string letter =
        mail(paul, anne, "Bonjour Anne,\n\nIBAN FR76 3000 6000 0112 3456 7890 189\n\nPaul Hamon\n");
    tree.file("share/a/lettre.eml", letter);
    tree.file("share/b/boite.mbox", "From a Mon Jan  1 00:00:00 2024\n" + letter +
                                        "\nFrom a Mon Jan  1 00:00:00 2024\n" +
                                        mail(yann, paul, "Bonjour Paul,\n\nVu.\n\nYann Tanguy\n"));
    tree.file("share/c/.env",
              "DB_USER=phamon\nDB_PASSWORD=k1wi-Sorbet9\nADMIN_EMAIL=zq.canary2@labo-exemple.fr\n");
    tree.file("share/d/contrat.txt",
              "Garnier et Durand\n\nBonjour Anne,\n\nMadame Solène Karadec vous remercie.\n"
              "IBAN FR76 3000 6000 0112 3456 7890 189\n\nSolène Karadec\n");
    std::string chat = "[\n";
    for (int i = 0; i < 60; ++i)
      chat += "  {\"type\": \"message\", \"user\": \"U0ABCDEF" + std::to_string(i % 4) +
              "\", \"text\": \"" +
              (i % 5 == 0 ? "mail it to zq.canary1" + std::to_string(i % 4) + "@labo-exemple.fr"
                          : std::string("see you later")) +
              "\"}" + (i < 59 ? ",\n" : "\n]\n");
    tree.file("share/e/general.json", chat);
    REQUIRE(run({"scan", tree.path("share")}).exit_code == 0);
  }
  std::array<std::uint64_t, 4> bounds(const std::string& folder) const {
    const auto result = run({"impact", "--format", "jsonl", "--path", "*/share/" + folder + "/*"});
    REQUIRE(result.exit_code == 0);
    const auto answer = json_lines(result.out).at(0);
    return {answer["people"]["lower"], answer["people"]["upper"], answer["records"]["lower"],
            answer["records"]["upper"]};
  }
};

using Exactly = std::array<std::uint64_t, 4>;

}  // namespace

TEST_CASE("impact counts few people one by one: mails, mailboxes, settings, letters, chats") {
  const Desk desk;
  CHECK(desk.bounds("a") == Exactly{2, 2, 5, 5});
  // Two mails with the same subject are two, with Paul in both.
  CHECK(desk.bounds("b")[0] == 3);
  CHECK(desk.bounds("b")[1] == 3);
  CHECK(desk.bounds("b")[3] >= 9);
  CHECK(desk.bounds("c") == Exactly{2, 2, 3, 3});
  // The firm above the letter is nobody, and who is greeted by a first name only is not known.
  CHECK(desk.bounds("d") == Exactly{1, 1, 4, 4});
  CHECK(desk.bounds("e")[0] == 4);
  CHECK(desk.bounds("e")[1] == 4);
  CHECK(desk.bounds("e")[2] <= 12);
  CHECK(desk.bounds("e")[3] >= 12);
}

TEST_CASE("impact as of a day, and of an owner") {
  const Offices home;
  const std::string self = std::to_string(::geteuid());
  CHECK(home.impact({"--owner", self})["items"] == 3);
  CHECK(home.impact({"--owner", "4000000001"})["items"] == 0);
  CHECK(home.run({"impact", "--owner", "nobody-of-this-name"}).exit_code == 2);
  CHECK(home.impact({"--path", "*", "--as-of", "2099-01-01"})["people"] ==
        home.impact({"--path", "*"})["people"]);
  CHECK(home.run({"impact", "--path", "*", "--as-of", "2001-01-01"}).exit_code == 2);
}

TEST_CASE("impact, exposure and second readings show no value, in any format and language") {
  const Offices home;
  const std::vector<std::vector<std::string>> commands{
      {"impact", "--path", "*", "--aware", "2026-02-27"}, {"report", "exposure"}};
  for (const auto& command : commands)
    for (std::string format : {"human", "markdown", "html", "machine"})
      for (const char* language : {"en", "fr"}) {
        auto words = command;
        if (format == "machine") format = command[0] == "impact" ? "jsonl" : "json";
        words.insert(words.end(), {"--format", format, "--lang", language});
        const auto result = home.run(words);
        INFO(command[0] << " " << format << " " << language << " " << result.error);
        CHECK(result.exit_code == 0);
        CHECK((result.out.find("liste.csv") != std::string::npos || command[0] == "impact"));
        for (const char* piece : {"zq.canary", "Karadec", "12/03/2020", "20200312"})
          CHECK((result.out + result.error).find(piece) == std::string::npos);
      }
  const auto html = home.run({"impact", "--path", "*", "--format", "html", "--lang", "fr"}).out;
  for (const char* piece : {"Notification à l", "33(5)", "article34", "[à compléter]"})
    CHECK(html.find(piece) != std::string::npos);
  CHECK(html.find("http://") == std::string::npos);
  for (const char* format : {"human", "csv", "jsonl"}) {
    const auto verified = home.run({"subject", "--verify", "--format", format},
                                   "email: zq.canary17@labo-exemple.fr\nname: Karadec\n");
    INFO(format << " " << verified.error);
    CHECK(verified.exit_code == 0);
    CHECK(verified.out.find("liste.csv") != std::string::npos);
    for (const char* piece : {"zq.canary", "Karadec"})
      CHECK((verified.out + verified.error).find(piece) == std::string::npos);
  }
}

TEST_CASE("who can read a file follows its mode and the folders above it") {
  const Offices home;
  const std::string table = home.share + "/RH/liste.csv", letter = home.share + "/lettre.txt";
  REQUIRE(::chmod(table.c_str(), 0644) == 0);
  REQUIRE(::chmod((home.share + "/RH").c_str(), 0700) == 0);
  REQUIRE(::chmod(letter.c_str(), 0600) == 0);
  const auto report =
      nlohmann::json::parse(home.run({"report", "exposure", "--format", "json"}).out);
  const auto& rows = report["tables"]["items"];
  REQUIRE(rows.size() == 2);
  for (const auto& row : rows) {
    INFO(row.dump());
    CHECK((row["exposure"] == "owner" ||
           row["exposure"] == "nobody"));  // root's own are read by administrators only
  }
  std::filesystem::remove(letter);
  const auto later =
      nlohmann::json::parse(home.run({"report", "exposure", "--format", "json"}).out);
  CHECK(later["tables"]["items"].back()["exposure"] == "unknown");
}

TEST_CASE("--verify tells what is still there from what is gone and what cannot be read") {
  const Offices home;
  const std::string query = "email: solene.karadec@labo-exemple.fr\nname: Solène Karadec\n";
  const auto verdicts = [&] {
    std::map<std::string, std::string> by_item;
    for (const auto& line :
         json_lines(home.run({"subject", "--verify", "--format", "jsonl"}, query).out))
      if (line["record"] == "subject_place")
        by_item[std::filesystem::path(line["item"].get<std::string>()).filename()] =
            line["verified"];
    return by_item;
  };
  auto before = verdicts();
  CHECK(before ==
        std::map<std::string, std::string>{{"lettre.txt", "found"}, {"liste.csv", "found"}});
  home.tree.file("share/lettre.txt", "Rien de personnel ici.\n");
  home.tree.file("share/RH/autre.txt", "Rien ici non plus.\n");
  std::filesystem::remove(home.share + "/RH/liste.csv");
  auto after = verdicts();
  CHECK(after["lettre.txt"] == "gone");
  CHECK(after["liste.csv"] == "gone");
  std::filesystem::remove_all(home.share + "/RH");  // as if it were not mounted
  CHECK(verdicts()["liste.csv"] == "not_read");
}

TEST_CASE("rights that recipients must hear of list the sources and the messages") {
  Home home;
  home.tree.file(
      "share/avis.eml",
      "From: Paul Hamon <p.hamon@labo-exemple.fr>\nTo: Anne Guillou <a.guillou@labo-exemple.fr>\n"
      "Subject: avis\n\nBonjour\n");
  REQUIRE(home.run({"scan", home.tree.path("share")}).exit_code == 0);
  const auto lines = json_lines(home.run({"subject", "--right", "erasure", "--format", "jsonl"},
                                         "email: p.hamon@labo-exemple.fr\n")
                                    .out);
  const auto& hints = lines.back()["recipients_to_notify"];
  REQUIRE(hints.size() == 1);
  CHECK(hints[0]["mails"] == 1);
  CHECK(home.run({"subject", "--right", "erasure", "--lang", "fr"},
                 "email: p.hamon@labo-exemple.fr\n")
            .out.find("Destinataires à notifier") != std::string::npos);
  CHECK_FALSE(json_lines(home.run({"subject", "--right", "access", "--format", "jsonl"},
                                  "email: p.hamon@labo-exemple.fr\n")
                             .out)
                  .back()
                  .contains("recipients_to_notify"));
}
