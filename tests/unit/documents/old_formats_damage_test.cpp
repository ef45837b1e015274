// Damaged files of old formats and of one XML file: every outcome is one of ours, whatever the
// bytes say.
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "../extract/archive_support.hpp"

using namespace braque;
using archive_test::Collector;
using archive_test::MemoryFile;

namespace {

std::string golden(const std::string& name) {
  std::ifstream file(std::filesystem::path(BRAQUE_GOLDEN_DOCUMENTS) / name, std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

Outcome read(const std::string& bytes, Collector& collector) {
  const MemoryFile file(bytes);
  Budget budget;
  budget.entries_max = 1'000;
  budget.output_bytes_max = 8 << 20;
  ContainerSpending spending;
  spending.depth = 1;
  const auto format = detect_container(std::string_view(bytes).substr(0, 65'536), "");
  return format.empty() ? Outcome() : read_container(format, file, "", budget, spending, collector);
}

void check(const std::string& bytes) {
  Collector collector;
  const Outcome outcome = read(bytes, collector);
  CHECK((outcome.status == Status::complete) == (outcome.reason == Reason::none));
}

}  // namespace

TEST_CASE("damaged files of old formats and of one XML file are survived") {
  const auto name =
      GENERATE(as<std::string>(), "lettre.doc", "word6.doc", "word2.doc", "vbaProject.bin",
               "slack.zip", "pages.xps", "clients.xls", "version3.xls", "diapos.ppt", "clients.dbf",
               "visual.dbf", "fiche.plist", "clients.sqlite", "lettre.fodt", "escales.fodp",
               "equipage-2003.xml", "lettre-2003.xml", "dossier-opc.xml");
  const std::string whole = golden(name);
  REQUIRE(!whole.empty());
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    std::string bytes = whole;
    for (unsigned changes = random() % 8 + 1; changes > 0; --changes)
      bytes[random() % bytes.size()] = static_cast<char>(random() % 4 == 0 ? 0xff : random());
    if (i % 4 == 0) bytes.resize(random() % bytes.size());
    check(bytes);
  }
}

TEST_CASE("a property list whose object is of a kind that there is not ends") {
  // CFBinaryPList.c: markers from 0xE0 on are unused. This one claims 2^64 - 1 items.
  const std::string object = "\xef\x13" + std::string(8, '\xff');
  const auto number = [](char value) { return std::string(7, '\0') + value; };
  const std::string trailer =
      std::string(6, '\0') + "\x01\x01" + number(1) + number(0) + number(18);
  Collector collector;
  const Outcome outcome = read("bplist00" + object + "\x08" + trailer, collector);
  CHECK(outcome.reason == Reason::corrupt);
}

TEST_CASE("a compound file that only says to be a drawing is read stream by stream") {
  Collector collector;
  const Outcome outcome = read(golden("faux.vsd"), collector);
  CHECK(outcome.format == "vsd");
  CHECK(outcome.status != Status::complete);
  CHECK(collector.at("VisioDocument").content.starts_with("Dessin de Mathilde"));
}

TEST_CASE("text before the damage of an old document is read") {
  Collector collector;
  const std::string whole = golden("version3.xls");
  const Outcome outcome = read(whole.substr(0, whole.size() - 10), collector);
  CHECK(outcome.status == Status::partial);
  CHECK(outcome.reason == Reason::corrupt);
  CHECK(collector.at("sheet").content.find("Prénom\tle") != std::string::npos);
}
