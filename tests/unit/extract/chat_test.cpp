#include "collect.hpp"
#include "extract/chat_line.hpp"

using namespace braque;
using namespace braque::test;

namespace {

using Strings = std::vector<std::string>;

struct Taken {
  std::string date, author, text;
};

Taken take(const std::string& line) {
  const extract::ChatLine parsed = extract::parse_chat_line(line);
  if (!parsed.found) return {};
  return {line.substr(parsed.date_begin, parsed.date_end - parsed.date_begin),
          line.substr(parsed.author_begin, parsed.author_end - parsed.author_begin),
          line.substr(parsed.text_begin)};
}

}  // namespace

TEST_CASE("dates of all languages begin a message") {
  const char* const kLines[] = {
      "[24/12/2023, 18:05:33] Zoé: oui",
      "[24/12/2023 18:05:33] Zoé: oui",
      "[24/12/23 à 18:05:33] Zoé: oui",
      "[24.12.23, 18:05:33] Zoé: oui",
      "[24.12.2023 klo 18.05.33] Zoé: oui",
      "[12/24/23, 6:05:33\u202fPM] Zoé: oui",
      "[24-12-2023 18:05:33] Zoé: oui",
      "[2023/12/24, 18:05:33] Zoé: oui",
      "[2023-12-24, 18:05] Zoé: oui",
      "\u200e[24/12/2023, 18:05:33] Zoé: oui",
      "24/12/2023, 18:05 - Zoé: oui",
      "24/12/2023 18:05 - Zoé: oui",
      "24.12.23, 18:05 - Zoé: oui",
      "12/24/23, 6:05 PM - Zoé: oui",
      "24/12/23 6:05 p. m. - Zoé: oui",
      "2023. 12. 24. 18:05 - Zoé: oui",
      "2023-12-24, 18:05 - Zoé: oui",
      "24/12/2023, 18:05 – Zoé: oui",
      "٢٤/١٢/٢٠٢٣، ١٨:٠٥ - Zoé: oui",
      "24/12/2023 à 18:05 - Zoé: oui",
      "24/12/2023, 18 h 05 - Zoé: oui",
      "[2023. 12. 24. 오후 6:05:33] Zoé: oui",
      "2023년 12월 24일 오후 6:05, Zoé : oui",
      "2023年12月24日 下午6:05 - Zoé: oui",
      "24.12.2023 г., 18:05 - Zoé: oui",
  };
  for (const std::string line : kLines) {
    INFO(line);
    CHECK(take(line).author == "Zoé");
    CHECK(take(line).text == "oui");
  }
}

TEST_CASE("what the program says has no author") {
  const Taken taken = take("24/12/2023, 18:05 - Zoé joined using this group's link");
  CHECK(taken.date == "24/12/2023, 18:05");
  CHECK(taken.author.empty());
  CHECK(taken.text == "Zoé joined using this group's link");
}

TEST_CASE("lines of logs and lists are no messages of a person") {
  CHECK(take("[2024-01-05 10:22:33] production.ERROR: failed").author.empty());
  CHECK(take("2024-01-05 10:22:33 - INFO: started").date.empty());
  CHECK(take("2024-01-05 10:22:33,123 - root - INFO - started").date.empty());
  CHECK(take("[Wed Oct 11 14:32:52 2000] [error] x").date.empty());
  CHECK(take("[44/12/2023, 18:05:33] Zoé: oui").date.empty());
  CHECK(take("[24/12/2023, 18:75:33] Zoé: oui").date.empty());
  CHECK(take("[12] see: there").date.empty());
  CHECK(take("").date.empty());
  CHECK(take("[").date.empty());
  CHECK(take("[24/12/2023, 18:05:33]").date.empty());
}

TEST_CASE("a conversation has columns for date, author and message") {
  const std::string text =
      "24/12/2023, 18:05 - Messages are encrypted.\n"
      "24/12/2023, 18:06 - Léa Vasseur: bonjour\nsur deux lignes\n"
      "24/12/2023, 18:07 - Karim: 06 12 34 56 78\n";
  const Reading reading = read_part(text, "chat.txt");
  REQUIRE(reading.format.name == "chat");
  CHECK(reading.found.column("author") == Strings{"Léa Vasseur", "Karim"});
  CHECK(reading.found.column("message") ==
        Strings{"Messages are encrypted.", "bonjour\nsur deux lignes", "06 12 34 56 78"});
  CHECK(reading.found.cells[3].source == text.find("Léa"));
  REQUIRE(reading.found.context.size() == 3);
  CHECK(reading.found.context[1].role == ContextRole::author);
}

TEST_CASE("a conversation can be cut anywhere") {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "[24/12/2023, 18:05:33] P" + std::to_string(i % 7) + ": message " + std::to_string(i) +
            (i % 3 == 0 ? "\nsuite\n" : "\n");
  require_same_in_any_windows(text);
}

TEST_CASE("a log with dates in brackets stays a log") {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += "[2024-01-05 10:22:33] production.ERROR: no route to 10.0.0.1\n";
  CHECK(read_part(text, "laravel.log").format.name == "text");
}
