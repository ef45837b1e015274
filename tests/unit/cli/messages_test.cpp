#include "cli/messages.hpp"

#include <catch2/catch.hpp>

#include "cli/numbers.hpp"

using namespace braque;
using namespace braque::cli;

namespace {

std::size_t places(std::string_view text) {
  std::size_t count = 0;
  for (auto at = text.find("{}"); at != std::string_view::npos; at = text.find("{}", at + 2))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("both languages have every message, with the same places for values") {
  for (int i = 0; i < kMessageCount; ++i) {
    auto message = static_cast<Message>(i);
    CHECK_FALSE(text(message, Language::english).empty());
    CHECK_FALSE(text(message, Language::french).empty());
    CHECK(places(text(message, Language::english)) == places(text(message, Language::french)));
  }
}

TEST_CASE("every reason, severity and confidence has a name in both languages") {
  for (Language language : {Language::english, Language::french}) {
    for (int i = 1; i < kReasonCount; ++i)
      CHECK_FALSE(reason_text(static_cast<Reason>(i), language).empty());
    for (int i = 0; i <= static_cast<int>(Severity::critical); ++i)
      CHECK_FALSE(severity_text(static_cast<Severity>(i), language).empty());
  }
  CHECK(confidence_text(Confidence::high, Language::french) == "forte");
  CHECK(category_text("art9", Language::french) == "Données sensibles (art. 9)");
  CHECK(category_text("no_such", Language::french) == "no_such");
}

TEST_CASE("the language comes from the option, then from the locale") {
  CHECK(choose_language("fr", "en_US.UTF-8", nullptr, nullptr) == Language::french);
  CHECK(choose_language("", nullptr, nullptr, "fr_FR.UTF-8") == Language::french);
  CHECK(choose_language("", "C", nullptr, "fr_FR.UTF-8") == Language::english);
  CHECK(choose_language("", "", "fr_CA", "en") == Language::french);
  CHECK(choose_language("", nullptr, nullptr, nullptr) == Language::english);
}

TEST_CASE("numbers are written as the language writes them") {
  CHECK(whole_text(0, Language::english) == "0");
  CHECK(whole_text(1234567, Language::english) == "1,234,567");
  CHECK(whole_text(1234567, Language::french) == "1\u202f234\u202f567");
  CHECK(bytes_text(999, Language::english) == "999 B");
  CHECK(bytes_text(1500, Language::french) == "1,5 ko");
  CHECK(bytes_text(999'600, Language::english) == "1.0 MB");
  CHECK(bytes_text(250'000'000, Language::english) == "250 MB");
  CHECK(duration_text(0.42, Language::french) == "0,4 s");
  CHECK(duration_text(185, Language::english) == "3 min 05 s");
  CHECK(duration_text(7'620, Language::english) == "2 h 07 min");
}
