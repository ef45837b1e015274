#include "recognise/name_memory.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "recognise/recognisers.hpp"

using namespace braque;

namespace {

struct Text {
  explicit Text(std::string_view bytes) { unit.text = bytes, unit.owned_end = bytes.size(); }
  TextUnit unit;
  std::vector<Cell> cells;
};

constexpr std::string_view kLetter =
    "Chère Madame Lefebvre,\nMarie Dupont a écrit à Jean Martin, rue des Lilas.\n";

}  // namespace

TEST_CASE("names that were found once are told again, those of the asked range only") {
  Text text(kLetter);
  names::Memory memory;
  UnitView view(text.unit, text.cells, &memory);
  const auto recogniser = find_recogniser("person_name")->make();
  std::vector<Recognised> all, again, none;
  CHECK_FALSE(memory.recall(view, {0, kLetter.size()}, none));
  recogniser->find(view, {0, kLetter.size()}, all);
  REQUIRE(all.size() == 3);
  REQUIRE(memory.recall(view, {all[1].begin, kLetter.size()}, again));
  REQUIRE(again.size() == 2);
  CHECK(again[0].begin == all[1].begin);
  CHECK(again[1].end == all[2].end);
  REQUIRE(memory.recall(view, {all[1].begin, all[2].begin}, none));
  CHECK(none.size() == 1);
}

TEST_CASE("a search through the memory finds what a search without finds") {
  Text text(kLetter);
  const auto recogniser = find_recogniser("person_name")->make();
  std::vector<Recognised> without, with;
  UnitView plain(text.unit, text.cells);
  recogniser->find(plain, {20, 60}, without);
  names::Memory memory;
  UnitView view(text.unit, text.cells, &memory);
  std::vector<Recognised> all;
  recogniser->find(view, {0, kLetter.size()}, all);
  recogniser->find(view, {20, 60}, with);
  REQUIRE(with.size() == without.size());
  for (std::size_t i = 0; i < with.size(); ++i) CHECK(with[i].begin == without[i].begin);
}

TEST_CASE("keys met since and a new unit make the memory forget") {
  Text text(kLetter);
  names::Memory memory;
  UnitView view(text.unit, text.cells, &memory);
  std::vector<Recognised> found;
  find_recogniser("person_name")->make()->find(view, {0, kLetter.size()}, found);
  found.clear();
  const std::vector<ContextEntry> keys = {{ContextRole::key, "nom"}};
  text.unit.context = keys;
  CHECK_FALSE(memory.recall(view, {0, 10}, found));
  text.unit.context = {};
  CHECK(memory.recall(view, {0, 10}, found));
  memory.forget();
  CHECK_FALSE(memory.recall(view, {0, 10}, found));
}
