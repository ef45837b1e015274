#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/database_cache.hpp"
#include "cli/detect_record.hpp"
#include "cli/line_reader.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using namespace braque::cli;

namespace {

Rule email_rule() {
  Rule rule;
  rule.id = "intl.email";
  rule.name = "E-mail address";
  rule.category = "contact";
  rule.shape = "email";
  rule.mask = MaskStyle::email;
  rule.prior = 0.95;
  return rule;
}

std::unique_ptr<const RuleSet> rules() {
  std::vector<RuleFault> faults;
  auto set = RuleSet::compile({email_rule()}, nullptr, faults);
  REQUIRE(set != nullptr);
  return set;
}

nlohmann::json answer(TextDetector& detector, const RuleSet& set, const std::string& line,
                      OffsetUnit unit = OffsetUnit::code_points) {
  auto request = parse_detect_request(line);
  REQUIRE(request.has_value());
  std::string out;
  append_detect_answer(out, *request, detector.detect(request->text, Confidence::low), set, unit,
                       false);
  REQUIRE(out.ends_with('\n'));
  return nlohmann::json::parse(out);
}

}  // namespace

TEST_CASE("spans count code points, or bytes when asked") {
  auto set = rules();
  TextDetector detector(*set, false);
  std::string line = R"({"id": 7, "text": "é😀 lea@acme.fr et moi@acme.fr"})";
  auto points = answer(detector, *set, line);
  CHECK(points["id"] == 7);
  REQUIRE(points["spans"].size() == 2);
  CHECK(points["spans"][0]["start"] == 3);
  CHECK(points["spans"][0]["end"] == 14);
  CHECK(points["spans"][1]["start"] == 18);
  CHECK(points["spans"][0]["rule"] == "intl.email");
  CHECK(points["categories"].empty());
  auto bytes = answer(detector, *set, line, OffsetUnit::bytes);
  CHECK(bytes["spans"][0]["start"] == 7);
  CHECK(bytes["spans"][0]["end"] == 18);
}

TEST_CASE("code points are counted forwards and backwards") {
  CodePointCounter counter("a\u00e9\U0001f600b");  // 1, 2, 4 and 1 bytes
  for (const auto& [position, points] : std::initializer_list<std::pair<unsigned, unsigned>>{
           {8, 4}, {0, 0}, {7, 3}, {1, 1}, {3, 2}, {99, 4}, {3, 2}, {8, 4}}) {
    INFO(position);
    CHECK(counter.end(position) == points);
  }
  CHECK(counter.start(5) == 2);  // inside of a character
  CHECK(counter.end(5) == 3);
}

TEST_CASE("spans lie in the source when the text has structure") {
  auto set = rules();
  TextDetector detector(*set, false);
  std::string text = "name,mail\nLéa,lea@acme.fr\nMax,max@acme.fr\nIda,ida@acme.fr\n";
  auto spans = detector.detect(text, Confidence::low);
  REQUIRE(spans.size() == 3);
  for (const DetectedSpan& span : spans)
    CHECK_THAT(text.substr(span.start, span.end - span.start), Catch::EndsWith("@acme.fr"));
}

TEST_CASE("texts longer than a window are read in windows, each value once") {
  auto set = rules();
  TextDetector detector(*set, false);
  std::string text;
  while (text.size() < (5U << 20) / 2) text += "nothing to see in this line of ordinary words\n";
  std::size_t edge = 1 << 20;
  text.replace(edge - 6, 13, " lea@acme.fr ");
  text.replace(100, 13, " max@acme.fr ");
  auto spans = detector.detect(text, Confidence::low);
  REQUIRE(spans.size() == 2);
  CHECK(spans[0].start == 101);
  CHECK(spans[1].start == edge - 5);
  CHECK(detector.detect("", Confidence::low).empty());
}

TEST_CASE("requests: ids of any kind, lone surrogates, and what is no request") {
  CHECK(parse_detect_request(R"({"text":"a"})")->id == "null");
  CHECK(parse_detect_request(R"({"id":"\u0007","text":"a"})")->id == R"("\u0007")");
  CHECK(parse_detect_request(R"({"id":1,"text":"a\ud800b"})")->text ==
        "a\xef\xbf\xbd"
        "b");
  CHECK(parse_detect_request(R"({"id":1,"text":"\ud83d\ude00"})")->text == "\xf0\x9f\x98\x80");
  for (auto bad : {"", "{", "[]", "{\"id\":1}", "{\"text\":5}", "\"x\"", "{\"text\":\"\xff\"}"})
    CHECK_FALSE(parse_detect_request(bad).has_value());
}

TEST_CASE("lines of any length come whole, the last one without a line feed too") {
  test::TemporaryTree directory;
  std::string path = directory.path() + "/lines", longest(200'000, 'x');
  std::ofstream(path) << "one\n\n" << longest << "\nlast";
  int descriptor = ::open(path.c_str(), O_RDONLY);
  LineReader reader(descriptor, 1 << 20);
  CHECK(**reader.next() == "one");
  CHECK(**reader.next() == "");
  CHECK(**reader.next() == longest);
  CHECK(**reader.next() == "last");
  CHECK(reader.line() == 4);
  CHECK_FALSE(reader.next()->has_value());
  ::lseek(descriptor, 0, SEEK_SET);
  LineReader bounded(descriptor, 1000);
  CHECK(bounded.next().has_value());
  CHECK(bounded.next().has_value());
  CHECK_FALSE(bounded.next().has_value());
  ::close(descriptor);
}

TEST_CASE("the cache gives back what it was given, and nothing that was touched") {
  test::TemporaryTree directory;
  std::string place = directory.path() + "/deep/cache";
  DiskDatabaseCache cache(place);
  CHECK(cache.load("key") == "");
  CHECK(cache.make("key", [] { return std::string("database bytes"); }) == "database bytes");
  CHECK(cache.load("key") == "database bytes");
  CHECK(cache.load("other") == "");
  std::string file;
  for (const auto& entry : std::filesystem::directory_iterator(place)) file = entry.path();
  SECTION("damaged") {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(-1, std::ios::end);
    stream.put('X');
    stream.close();
    CHECK(cache.load("key") == "");
  }
  SECTION("cut short") {
    std::filesystem::resize_file(file, 40);
    CHECK(cache.load("key") == "");
  }
  SECTION("readable by others") {
    ::chmod(file.c_str(), 0644);
    CHECK(cache.load("key") == "");
  }
  SECTION("in a directory that others can write to") {
    ::chmod(place.c_str(), 0777);
    CHECK(cache.load("key") == "");
    CHECK(cache.make("second", [] { return std::string("x"); }) == "x");
    ::chmod(place.c_str(), 0700);
    CHECK(cache.load("second") == "");
  }
  SECTION("replaced by a link") {
    std::filesystem::rename(file, file + ".moved");
    std::filesystem::create_symlink(file + ".moved", file);
    CHECK(cache.load("key") == "");
  }
}
