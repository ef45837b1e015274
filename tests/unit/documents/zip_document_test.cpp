// Documents that are zip files: which kind a zip is, and what damage costs.
#include "../extract/archive_support.hpp"

using namespace archive_test;

namespace {

std::string body(std::string_view content) {
  return "<w:document><w:body>" + std::string(content) + "</w:body></w:document>";
}
std::string paragraph(std::string_view text) {
  return "<w:p><w:r><w:t>" + std::string(text) + "</w:t></w:r></w:p>";
}
std::string docx(const std::string& document, bool directory = true) {
  return zip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", document}}, directory);
}

}  // namespace

TEST_CASE("a zip is told apart by its directory") {
  // Far behind what the first bytes show.
  const std::string noise(100'000, 'n');
  const auto read = read_all(zip({{"word/media/image1.bin", noise, 0},
                                  {"word/document.xml", body(paragraph("Bonjour"))},
                                  {"[Content_Types].xml", "<Types/>"}}));
  CHECK(read.outcome.format == "docx");
  CHECK(read.outcome.status == Status::complete);
  CHECK(read.collector.at("").content == "Bonjour\n");
  CHECK(read.collector.at("word/media/image1.bin").content == noise);
}

TEST_CASE("every kind of document is told by its main part") {
  const std::pair<std::string, std::string_view> kinds[] = {{"document", "docx"},
                                                            {"workbook", "xlsx"},
                                                            {"presentation", "pptx"},
                                                            {"VisioDocument", "vsdx"}};
  for (const auto& [root, format] : kinds) {
    // Wherever it lies: the package's relationships name it.
    const auto read = read_all(zip(
        {{"_rels/.rels",
          "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
          "Target=\"any/main.xml\"/>"
          "</Relationships>"},
         {"any/main.xml", "<?xml version=\"1.0\"?><!-- c --><q:" + root + "></q:" + root + ">"}}));
    CHECK(read.outcome.format == format);
    CHECK(read.outcome.status == Status::complete);
  }
  const std::pair<std::string, std::string_view> types[] = {{"text", "odt"},
                                                            {"spreadsheet-template", "ods"},
                                                            {"presentation", "odp"},
                                                            {"graphics", "odg"}};
  for (const auto& [type, format] : types) {
    const auto read = read_all(zip({{"mimetype", "application/vnd.oasis.opendocument." + type, 0},
                                    {"content.xml", "<o:document-content/>"}}));
    CHECK(read.outcome.format == format);
  }
  CHECK(read_all(zip({{"mimetype", "application/epub+zip", 0}, {"a.xhtml", "<p>x</p>"}}))
            .outcome.format == "epub");
  CHECK(
      read_all(zip({{"xl/workbook.bin", std::string("\x83\x01\x00", 3)}, {"_rels/.rels", "<a/>"}}))
          .outcome.format == "xlsb");
  CHECK(read_all(zip({{"index.xml", "<ls:document/>"}})).outcome.format == "numbers");
  CHECK(read_all(zip({{"index.xml", "<sl:document/>"}})).outcome.format == "pages");
  CHECK(read_all(zip({{"index.apxl", "<key:presentation/>"}})).outcome.format == "key");
  CHECK(read_all(zip({{"Index/Document.iwa", ""}}), "a.numbers").outcome.format == "numbers");
}

TEST_CASE("pages of XPS without their list are read all the same") {
  const auto read = read_all(zip({{"[Content_Types].xml", "<Types/>"},
                                  {"P/1.fpage",
                                   "<FixedPage><Glyphs UnicodeString=\"un\" OriginY=\"1\"/>"
                                   "<Glyphs UnicodeString=\"deux\" OriginY=\"1\"/></FixedPage>"},
                                  {"P/2.fpage", "<FixedPage><Glyphs UnicodeString=\"cut"}}));
  CHECK(read.outcome.format == "xps");
  CHECK(read.outcome.reason == Reason::corrupt);
  CHECK(read.collector.at("page 1").content == "un deux\n");
  CHECK(read.collector.at("P/2.fpage").content.find("cut") != std::string::npos);
}

TEST_CASE("an export of Slack names who wrote, and one without people or days is an archive") {
  const std::string users = R"([{"id":"U1","profile":{"real_name":"Zo\u00e9 Martin"}}])";
  const std::string day = R"([{"type":"message","user":"U1","text":"un","ts":"1706697000.1"}])";
  const auto read = read_all(zip({{"x/users.json", users}, {"x/general/2024-01-31.json", day}}));
  CHECK(read.outcome.format == "slack");
  CHECK(read.collector.at("general > 2024-01-31").content ==
        "date\tauthor\tchannel\tmessage\tdetails\n"
        "2024-01-31 10:30:00\tZo\u00e9 Martin\tgeneral\tun\n");
  CHECK(read.collector.at("x/users.json").content == users);
  CHECK(read_all(zip({{"users.json", users}, {"general/notes.json", day}})).outcome.format ==
        "zip");
  CHECK(read_all(zip({{"general/2024-01-31.json", day}})).outcome.format == "zip");
}

TEST_CASE("a zip that only looks like a document is an archive") {
  const auto read = read_all(zip({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", "x"}}));
  CHECK(read.outcome.format == "zip");
  CHECK(read.collector.at("word/document.xml").content == "x");
}

TEST_CASE("what stands before an error in XML is kept, and the part is read as a file, too") {
  const std::string broken =
      "<w:document>" + paragraph("avant") + "<w:p></oops>" + paragraph("après");
  const auto read = read_all(docx(broken));
  CHECK(read.outcome.status == Status::partial);
  CHECK(read.outcome.reason == Reason::corrupt);
  CHECK(read.collector.at("").content == "avant\n");
  CHECK(read.collector.at("word/document.xml").content == broken);
}

TEST_CASE("a document without a directory is read by its local headers") {
  const auto read = read_all(docx(body(paragraph("toujours là")), false));
  CHECK(read.outcome.reason == Reason::corrupt);
  CHECK(read.collector.at("").content == "toujours là\n");
}

TEST_CASE("a document that was cut gives what comes before the cut") {
  std::string long_text;
  for (int i = 0; i < 5000; ++i) long_text += paragraph("ligne " + std::to_string(i * i));
  std::string bytes = docx(body(long_text), false);
  bytes.resize(bytes.size() * 2 / 3);
  const auto read = read_all(bytes);
  CHECK(read.outcome.status == Status::partial);
  CHECK(read.outcome.reason == Reason::corrupt);
  CHECK(read.collector.at("").content.starts_with("ligne 0\nligne 1\nligne 4\n"));
  CHECK(read.collector.at("").content.size() > 10'000);
}

TEST_CASE("declared entities are refused, deep nesting and long tags end the part") {
  const std::string entities =
      "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + body(paragraph("&b;"));
  CHECK(read_all(docx(entities)).outcome.reason == Reason::corrupt);
  std::string deep = body("");
  for (int i = 0; i < 1000; ++i) deep = "<w:x>" + deep + "</w:x>";
  CHECK(read_all(docx("<w:document>" + paragraph("haut") + deep + "</w:document>"))
            .collector.at("")
            .content == "haut\n");
  const std::string tag = "<w:x a=\"" + std::string(9 << 20, 'v') + "\"/>";
  const auto read = read_all(docx(body(paragraph("avant") + tag + paragraph("après"))));
  CHECK(read.outcome.reason == Reason::corrupt);
  CHECK(read.collector.at("").content == "avant\n");
}

TEST_CASE("a harmless document type is passed over") {
  const auto read =
      read_all(docx("<!DOCTYPE d SYSTEM \"file:///etc/passwd\">" + body(paragraph("suite"))));
  CHECK(read.outcome.status == Status::complete);
  CHECK(read.collector.at("").content == "suite\n");
}

TEST_CASE("encrypted parts are said to be") {
  const auto read = read_all(zip({{"[Content_Types].xml", "<Types/>"},
                                  {"word/document.xml", body(paragraph("clair"))},
                                  {"word/embeddings/a.bin", "x", 0, 1}}));
  CHECK(read.outcome.reason == Reason::encrypted);
  CHECK(read.collector.at("").content == "clair\n");
  CHECK(read.collector.at("word/embeddings/a.bin").outcome.reason == Reason::encrypted);
}

TEST_CASE("many repeats of a long shared string stay bounded") {
  std::string rows, cells;
  for (int i = 0; i < 100; ++i) cells += "<c t=\"s\"><v>0</v></c>";
  for (int i = 0; i < 100; ++i) rows += "<row>" + cells + "</row>";
  const auto read = read_all(zip(
      {{"[Content_Types].xml", "<Types/>"},
       {"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"t/worksheet\" "
        "Target=\"worksheets/sheet1.xml\"/>"
        "<Relationship Id=\"r2\" Type=\"t/sharedStrings\" Target=\"s.xml\"/></Relationships>"},
       {"xl/s.xml", "<sst><si><t>" + std::string(50'000, 'z') + "</t></si></sst>"},
       {"xl/worksheets/sheet1.xml",
        "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}}));
  CHECK(read.outcome.format == "xlsx");
  CHECK(read.collector.at("S").outcome.bytes_done > 16 * 50'000);
  CHECK(read.collector.at("S").outcome.bytes_done < 2'000'000);
}
