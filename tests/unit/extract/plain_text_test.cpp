#include "collect.hpp"

using namespace braque;
using namespace braque::test;

TEST_CASE("plain text goes on in place, window by window") {
  const std::string text = "Bonjour Madame,\nvotre dossier est complet.\n";
  const Reading reading = read_part(text, "lettre.txt", {10, 4});
  CHECK(reading.format.name == "text");
  CHECK(reading.format.encoding == "ASCII");
  CHECK(reading.format.splittable);
  CHECK(reading.found.kind == UnitKind::prose);
  CHECK(reading.found.owned == text);
  for (std::size_t i = 0; i < text.size(); ++i) REQUIRE(reading.found.owned_sources[i] == i);
}

TEST_CASE("the text of a window is not copied") {
  struct Sink : UnitSink {
    void unit(TextUnit& unit) override { data = unit.text.data(); }
    const char* data = nullptr;
  } sink;
  const std::string text = "Une ligne, puis rien.";
  const TextFormat format = detect_text_format(text, true, "");
  make_text_reader(format, text, Budget{})->read(windows_of(text, {})[0], sink);
  CHECK(sink.data == text.data());
}

TEST_CASE("a UTF-8 byte order mark is left out") {
  const Reading reading = read_part(
      "\xef\xbb\xbfUne ligne accentu\xc3\xa9"
      "e.");
  CHECK(reading.format.encoding == "UTF-8");
  CHECK(reading.found.owned ==
        "Une ligne accentu\xc3\xa9"
        "e.");
  CHECK(reading.found.owned_sources.front() == 3);
}

TEST_CASE("logs, prose and source code are plain text") {
  for (const std::string_view text :
       {"2026-01-05 10:00:01,123 INFO start, ok\n2026-01-05 10:00:02,125 INFO stop, ok\n"
        "2026-01-05 10:00:03,200 WARN slow, ok\n2026-01-05 10:00:04,201 INFO stop, ok\n",
        "Hello, world\nGoodbye, moon\nDear all, please read\nBest, me\nOr not, you choose\n",
        "int main() {\n  int a = f(1, 2);\n  int b = f(3, 4);\n  return g(a, b);\n}\n",
        "Jan  5 10:00:01 host sshd[1]: Failed password for root from 192.0.2.1 port 4 ssh2\n"
        "Jan  5 10:00:02 host sshd[1]: Failed password for root from 192.0.2.1 port 5 ssh2\n",
        ""}) {
    INFO(text);
    CHECK(detect_text_format(text, true, "").name == "text");
  }
}
