// Documents of one XML file are parsed once: what stands beside the text comes whatever became of
// the text, and embedded files are read within the budget.
#include "../extract/archive_support.hpp"
#include "model/output_limit.hpp"

using namespace braque;
using archive_test::Collector;
using archive_test::Read;
using archive_test::read_all;

namespace {

/// "Riou" `count` times, in base64: 4 characters for 3 bytes, so 16 for 12.
std::string embedded(std::size_t count) {
  std::string base64 = "<w:p><w:pict><w:binData>\n";
  for (std::size_t i = 0; i < count; i += 3) base64 += "UmlvdVJpb3VSaW91\n";
  return base64 + "</w:binData></w:pict></w:p>";
}

std::string letter(const std::string& body) {
  return "<?xml version=\"1.0\"?>\n<w:wordDocument "
         "xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body><w:p><w:hlink "
         "w:dest=\"https://exemple.fr\"><w:r><w:t>Bonjour</w:t></w:r></w:hlink></w:p>" +
         body + "</w:body></w:wordDocument>";
}

/// Reads nothing of what has no name.
class Reluctant final : public Collector {
 public:
  bool member(Member& member) override { return member.name.empty() || Collector::member(member); }
};

}  // namespace

TEST_CASE("embedded files are members, numbered where they have no name") {
  const Read read = read_all(letter(embedded(30'000) + embedded(3)), "lettre.xml");
  CHECK(read.outcome.status == Status::complete);
  CHECK(read.collector.at("").content == "Bonjour\n");
  CHECK(read.collector.at("links").content == "https://exemple.fr\n");
  CHECK(read.collector.at("embedded 1").content.size() == 120'000);
  CHECK(read.collector.at("embedded 2").content == "RiouRiouRiou");
}

TEST_CASE("what stands beside the text does not end with who reads the text") {
  const std::string bytes = letter(embedded(3));
  const archive_test::MemoryFile file(bytes);
  ContainerSpending spending;
  spending.depth = 1;
  Reluctant reluctant;
  read_container("wordxml", file, "", {}, spending, reluctant);
  CHECK(reluctant.at("links").content == "https://exemple.fr\n");
  CHECK(reluctant.at("embedded 1").content == "RiouRiouRiou");
}

TEST_CASE("embedded files are read within the budget") {
  const std::string bytes = letter(embedded(30'000) + embedded(3));
  // The item has been taken apart before, but for the document itself and 50,000 bytes.
  const archive_test::MemoryFile file(bytes);
  Budget budget;
  budget.output_bytes_max = 1 << 20;
  ContainerSpending spending;
  spending.depth = 1;
  spending.output_bytes = output_limit(budget, bytes.size()) - bytes.size() - 50'000;
  Collector some;
  CHECK(read_container("wordxml", file, "", budget, spending, some).reason == Reason::budget_bytes);
  const archive_test::Seen& cut = some.at("embedded 1");
  CHECK(cut.outcome.reason == Reason::budget_bytes);
  CHECK(cut.content.size() > 40'000);
  CHECK(cut.content.size() < 50'000);
  CHECK(some.members.size() == 3);
  budget = {};
  budget.entries_max = 3;
  const Read few = read_all(bytes, "lettre.xml", budget);
  CHECK(few.outcome.reason == Reason::budget_entries);
  CHECK(few.collector.members.size() == 3);
}

TEST_CASE("base64 in sections, with references and in a document that breaks off") {
  const auto content = [](std::string_view data, std::string_view behind) {
    const std::string all = letter("<w:p><w:binData>" + std::string(data) + std::string(behind));
    return read_all(all.substr(0, all.find("</w:body>")), "lettre.xml").collector.at("embedded 1");
  };
  // The document ends inside of what is embedded, and behind it.
  CHECK(content("UmlvdVJpb3U=", "").content == "RiouRiou");
  CHECK(content("UmlvdVJpb3U=", "").outcome.reason == Reason::corrupt);
  CHECK(content("UmlvdVJpb3U=", "</w:binData><w:t>Riou</w:t>").content == "RiouRiou");
  CHECK(content("UmlvdVJpb3U=", "</w:binData>").outcome.status == Status::complete);
  CHECK(content("Uml&#xD;vdV<!-- - -->Jp\n<![CDATA[b3U=]]>", "</w:binData>").content == "RiouRiou");
  // Comments and instructions may hold what ends a tag, elements may stand between.
  CHECK(content("Uml<!-- a>b<c -->vdV<?x y>z?>Jpb3U=", "</w:binData>").content == "RiouRiou");
  CHECK(content("Uml<w:x></w:x>vdVJp<w:y/>b3U=", "</w:binData>").content == "RiouRiou");
  // What breaks off before the end tag is known may go on behind it.
  CHECK(content("UmlvdVJpb3U=<", "</w:binData><w:t>Riou</w:t>").content == "RiouRiou");
}
