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

namespace {

/// The row of each cell of a text that is one window.
struct Rows : UnitSink {
  std::vector<std::pair<std::string, std::uint32_t>> rows;
  void unit(TextUnit& unit) override {
    std::vector<Cell> cells;
    unit.cell_reader->read_cells(unit, cells);
    for (const Cell& cell : cells)
      rows.emplace_back(unit.text.substr(cell.start, cell.end - cell.start), cell.row);
  }
  std::uint32_t of(const std::string& value) const {
    for (const auto& [text, row] : rows)
      if (text == value) return row;
    FAIL("no cell " << value);
    return 0;
  }
};

Rows rows_of(std::string_view text, std::size_t from = 0) {
  Rows rows;
  const TextFormat format = detect_text_format(text, true, "");
  const auto reader = make_text_reader(format, text, Budget{});
  Window window;
  window.bytes = text.substr(from);
  window.offset = from;
  window.owned_end = window.bytes.size();
  window.last = true;
  reader->read(window, rows);
  return rows;
}

}  // namespace

TEST_CASE("all values of an object in a list belong to one row") {
  const Rows rows = rows_of(
      R"({"value":[{"from":{"user":{"displayName":"Zoé"}},"body":{"content":"un"},"n":["x"]},)"
      R"({"from":{"user":{"displayName":"Ali"}},"body":{"content":"deux"}}]})");
  CHECK(rows.of("Zoé") == rows.of("un"));
  CHECK(rows.of("Zoé") == rows.of("x"));
  CHECK(rows.of("Ali") == rows.of("deux"));
  CHECK(rows.of("Ali") != rows.of("Zoé"));
}

TEST_CASE("each message of a conversation in a list is a row") {
  const Rows rows =
      rows_of(R"({"conversations":[{"id":"c","MessageList":[{"from":"Zoé","content":"un"},)"
              R"({"from":"Ali","content":"deux"}]},{"id":"d","MessageList":[]}]})");
  CHECK(rows.of("Zoé") == rows.of("un"));
  CHECK(rows.of("Ali") == rows.of("deux"));
  CHECK(rows.of("Ali") != rows.of("Zoé"));
  CHECK(rows.of("d") != rows.of("Ali"));
}

TEST_CASE("lines of JSON are rows, and so are records seen from the middle of a document") {
  const Rows lines = rows_of("{\"a\":{\"b\":\"x\"},\"c\":\"y\"}\n{\"a\":{\"b\":\"z\"}}\n");
  CHECK(lines.of("x") == lines.of("y"));
  CHECK(lines.of("z") != lines.of("y"));
  std::string text = "[";
  for (int i = 0; i < 9; ++i)
    text += R"({"u":{"n":"p)" + std::to_string(i) + R"("},"t":"m)" + std::to_string(i) + "\"},";
  text.back() = ']';
  const Rows middle = rows_of(text, text.find("p2") - 6);
  CHECK(middle.of("p2") == middle.of("m2"));
  CHECK(middle.of("p3") == middle.of("m3"));
  CHECK(middle.of("p3") != middle.of("m2"));
}
