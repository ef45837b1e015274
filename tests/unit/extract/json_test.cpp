#include "collect.hpp"
#include "encode.hpp"

using namespace braque;
using namespace braque::test;

namespace {
using Strings = std::vector<std::string>;
}

TEST_CASE("values of JSON have their key as context") {
  const std::string text =
      R"({"nom":"Dupont","age":41,"contact":{"email":"d@exemple.fr","tels":["0102","0304"]},"ok":true})";
  const Reading reading = read_part(text);
  REQUIRE(reading.format.name == "json");
  CHECK_FALSE(reading.format.splittable);
  CHECK(reading.remark.empty());
  CHECK(reading.found.column("nom") == Strings{"Dupont"});
  CHECK(reading.found.column("age") == Strings{"41"});
  CHECK(reading.found.column("email") == Strings{"d@exemple.fr"});
  CHECK(reading.found.column("tels") == Strings{"0102", "0304"});
  CHECK(reading.found.cells[0].source == text.find("Dupont"));
  CHECK(reading.found.context[0].role == ContextRole::key);
}

TEST_CASE("after an inner object the array's key holds again") {
  const Reading reading = read_part(R"({"list":[{"a":"1"},"x"],"b":"y","c":["z"]})");
  CHECK(reading.found.column("list") == Strings{"x"});
  CHECK(reading.found.column("c") == Strings{"z"});
}

TEST_CASE("escapes are decoded and offsets stay those of the source") {
  const std::string text =
      R"({"n":"\u00c9lo\u00efse \"x\" \\","u":"http:\/\/e.fr","s":"\ud83d\ude42","l":"a\nb"})";
  const Reading reading = read_part(text);
  REQUIRE(reading.format.name == "json");
  CHECK(reading.found.column("n") == Strings{"\u00c9lo\u00efse \\\"x\\\" \\\\"});
  CHECK(reading.found.column("u") == Strings{"http://e.fr"});
  CHECK(reading.found.column("s") == Strings{"\U0001F642"});
  CHECK(reading.found.column("l") == Strings{"a\nb"});
  for (const CollectedCell& cell : reading.found.cells) {
    if (cell.column == "u") CHECK(cell.source == text.find("http"));
    if (cell.column == "n") CHECK(cell.source == text.find("\\u00c9"));
    if (cell.column == "s") CHECK(cell.source == text.find("\\ud83d"));
  }
}

TEST_CASE("text without escapes to decode is not copied") {
  struct Sink : UnitSink {
    void unit(TextUnit& unit) override { data = unit.text.data(); }
    const char* data = nullptr;
  } sink;
  const std::string text = R"({"a":"x \"y\" \\","b":["1","2","3"]})";
  const TextFormat format = detect_text_format(text, true, "");
  make_text_reader(format, text, Budget{})->read(windows_of(text, {})[0], sink);
  CHECK(sink.data == text.data());
}

TEST_CASE("JSON lines are splittable") {
  std::string text;
  for (int i = 0; i < 200; ++i) {
    text += R"({"id":)" + std::to_string(i) + R"(,"nom":"L\u00e9a )" + std::to_string(i) +
            R"(","note":"dit \"oui\", {non}: [ok]"})" + "\n";
  }
  const Reading reading = read_part(text);
  REQUIRE(reading.format.name == "jsonl");
  CHECK(reading.format.splittable);
  CHECK(reading.found.column("nom").size() == 200);
  require_same_in_any_windows(text);
  require_same_in_any_windows(encode(text, "UTF-16LE"));
}

TEST_CASE("windows cut JSON of one line anywhere") {
  std::string text = "[";
  for (int i = 0; i < 150; ++i) {
    text += R"({"email":"p)" + std::to_string(i) + R"(@exemple.fr","q":"a\/b : {\"c\"}, \u00e9"},)";
  }
  text.back() = ']';
  require_same_in_any_windows(text);
}

TEST_CASE("what is not JSON is said and read all the same") {
  const Reading broken = read_part(R"({"a":"1","b":"2","c":"3","d":"4", oops: 5, "e":"x@y.fr"})");
  CHECK(broken.format.name == "json");
  CHECK(broken.format.remark.find("not valid JSON from character 34") != std::string::npos);
  CHECK(broken.remark == broken.format.remark);
  CHECK(broken.found.column("e") == Strings{"x@y.fr"});
  const Reading text = read_part("no JSON at all", "data.json");
  CHECK(text.format.name == "text");
  CHECK(text.remark.empty());
  CHECK(text.format.remark == "not JSON, read as text");
  const Reading cut = read_part(R"({"a":"1","b":["2","3")");
  CHECK(cut.remark == "the JSON text ends early");
}

TEST_CASE("things in brackets are not JSON") {
  for (const std::string_view text : {"[section]\nkey=value\nother=thing\n", "[2026-01-01] started",
                                      "{ this is not }", "[]", "{}"}) {
    INFO(text);
    CHECK(detect_text_format(text, true, "").name.substr(0, 4) != "json");
  }
}

TEST_CASE("more keys than the budget has columns") {
  std::string text = "{";
  for (int i = 0; i < 2000; ++i) text += "\"k" + std::to_string(i) + "\":\"v\",";
  text.back() = '}';
  const Reading reading = read_part(text);
  CHECK(reading.found.context.size() == Budget{}.columns_max);
  CHECK(reading.found.cells.size() == Budget{}.columns_max);
}
