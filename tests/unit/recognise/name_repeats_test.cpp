// Names that stand in a text again. All names are invented.
#include "recognise/name_repeats.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace braque;

namespace {

constexpr float kSure = 3, kDoubtful = 0.1F;

Recognised at(const std::string& text, const std::string& name, float logit, std::size_t from = 0) {
  const std::size_t begin = text.find(name, from);
  REQUIRE(begin != std::string::npos);
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + name.size()),
          logit};
}

std::vector<std::string> repeated(const std::string& text, std::vector<Recognised> found) {
  names::add_repeats(text, found);
  std::vector<std::string> names;
  for (const Recognised& one : found) names.push_back(text.substr(one.begin, one.end - one.begin));
  return names;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a sure name is found wherever it stands again, before it and behind") {
  const std::string text =
      "Oriane Valdour\nle dossier de Oriane Valdour, et OrianeX\nOriane Valdour";
  CHECK(repeated(text, {at(text, "Oriane Valdour", kSure, 16)}) ==
        List{"Oriane Valdour", "Oriane Valdour", "Oriane Valdour"});
  CHECK(repeated(text, {at(text, "Oriane Valdour", kDoubtful, 16)}) == List{"Oriane Valdour"});
}

TEST_CASE("what was found of it in part becomes the whole name") {
  const std::string text = "Oriane Valdour-Pell est là.\n\nOriane Valdour-Pell";
  CHECK(
      repeated(text, {at(text, "Oriane Valdour-Pell", kSure), at(text, "Oriane Valdour", 1, 28)}) ==
      List{"Oriane Valdour-Pell", "Oriane Valdour-Pell"});
}

TEST_CASE("words that go on, single words and what is far away are no repeats") {
  const std::string near = "Oriane Valdour et Oriane Valdourier, Oriane\n";
  CHECK(repeated(near, {at(near, "Oriane Valdour", kSure)}) == List{"Oriane Valdour"});
  CHECK(repeated(near, {at(near, "Oriane", kSure)}) == List{"Oriane"});
  const std::string far =
      "Oriane Valdour" + std::string(names::kRepeatReach, '.') + "Oriane Valdour";
  CHECK(repeated(far, {at(far, "Oriane Valdour", kSure)}).size() == 1);
}
