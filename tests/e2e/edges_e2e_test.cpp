// Values at each offset around the edges of the program's own windows of a mebibyte.
#include <catch2/catch.hpp>
#include <map>

#include "e2e/home.hpp"
#include "support/planted_text.hpp"

using namespace braque::test;

namespace {

using Places = std::map<std::uint64_t, std::uint64_t>;  ///< lengths by offset

/// Where the samples of the findings lie; what is reported twice or by another rule is a failure.
Places places(const PlantedKind& kind, const std::vector<nlohmann::json>& records) {
  Places found;
  for (const nlohmann::json& record : records) {
    if (record["record"] != "finding") continue;
    CHECK(record["rule"].get<std::string>().starts_with(kind.rule));
    for (const nlohmann::json& sample : record["samples"])
      CHECK(found.emplace(sample["offset"], sample["length"]).second);
  }
  return found;
}

void check_edges(const PlantedKind& kind, PlantedEncoding encoding,
                 const PlantedStructure& structure) {
  Home home;
  PlantedText text = plant(kind, encoding, structure, 1 << 20);
  const std::string name = std::string("share/edges.") + structure.extension;
  home.tree.file(name, text.bytes);
  auto result = home.run({"scan", home.tree.path("share"), "--no-index", "--format", "jsonl",
                          "--samples", "all", "--min-confidence", "low", "--jobs", "2"});
  INFO(kind.name << " " << structure.name << " " << result.error);
  CHECK(result.exit_code == 0);
  Places planted;
  for (const Planted& value : text.values) planted.emplace(value.offset, value.length);
  CHECK(places(kind, json_lines(result.out)) == planted);
}

}  // namespace

TEST_CASE("each kind of value is found once at every offset around a mebibyte") {
  for (const PlantedKind& kind : kPlantedKinds)
    check_edges(kind, PlantedEncoding::utf8, kPlantedStructures[0]);
}

TEST_CASE("an address is found once at every offset around a mebibyte in every structure") {
  const PlantedKind& address = kPlantedKinds[5];
  for (const PlantedStructure& structure : kPlantedStructures)
    check_edges(address, PlantedEncoding::utf8, structure);
}

TEST_CASE("an address is found once at every offset around a mebibyte in every encoding") {
  const PlantedKind& address = kPlantedKinds[5];
  for (PlantedEncoding encoding : kPlantedEncodings)
    check_edges(address, encoding, kPlantedStructures[1]);
}
