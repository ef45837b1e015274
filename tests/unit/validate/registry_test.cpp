#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <string>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("checks are listed in alphabetical order, each once and described") {
  auto all = checks();
  REQUIRE(all.size() > 50);
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
  std::set<std::string_view> names;
  for (const NamedCheck& check : all) {
    CHECK(names.insert(check.name).second);
    CHECK(check.description.size() > 10);
    CHECK(check.description.find('\n') == std::string_view::npos);
    CHECK(check.function != nullptr);
    CHECK(find_check(check.name) == &check);
  }
}

TEST_CASE("an unknown check is not found") {
  CHECK(find_check("") == nullptr);
  CHECK(find_check("luhm") == nullptr);
  CHECK(find_check("zzz") == nullptr);
}

TEST_CASE("no check accepts the empty value or runs past a hostile one") {
  std::mt19937 random(7);
  const std::string alphabet = "0123456789AZaz<-+.:@/ \n{}\"\xC3\xFF";
  for (const NamedCheck& check : checks()) {
    INFO(check.name);
    CHECK_FALSE(check.function({"", ""}));
    int accepted = 0;
    for (int round = 0; round < 400; ++round) {
      std::string text;
      for (std::size_t i = random() % 100; i > 0; --i) text += alphabet[random() % alphabet.size()];
      accepted += check.function({text, text}) ? 1 : 0;
    }
    if (check.name != "password" && check.name != "db_connection") CHECK(accepted < 20);
  }
}

}  // namespace
}  // namespace braque
