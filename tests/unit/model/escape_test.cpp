#include "model/escape.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "model/json_writer.hpp"

using namespace braque;

namespace {

std::string json_of(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string csv_of(std::string_view text) {
  std::string out;
  append_csv_field(out, text);
  return out;
}

std::string utf8(char32_t code) {
  std::string out;
  if (code < 0x80) return {static_cast<char>(code)};
  int bytes = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  constexpr unsigned kLeads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  out += static_cast<char>(kLeads[bytes] | (code >> (6 * (bytes - 1))));
  for (int i = bytes - 2; i >= 0; --i) out += static_cast<char>(0x80 | ((code >> (6 * i)) & 0x3f));
  return out;
}

}  // namespace

TEST_CASE("JSON strings of every kind of character read back and hold no control character") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      char32_t limit = std::array<char32_t, 4>{0x80, 0x300, 0x2100, 0x110000}[random() % 4];
      auto code = static_cast<char32_t>(random() % limit);
      if (code < 0xd800 || code > 0xdfff) text += utf8(code);
    }
    std::string json = json_of(text);
    REQUIRE(nlohmann::json::parse(json).get<std::string>() == text);
    for (char c : json) REQUIRE(static_cast<unsigned char>(c) >= 0x20);
    REQUIRE(json.find('\x7f') == std::string::npos);
    REQUIRE(json.find("\u202e") == std::string::npos);
    REQUIRE(json.find("\u0085") == std::string::npos);
  }
}

TEST_CASE("any bytes give a valid JSON string") {
  std::mt19937 random(8);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes;
    for (int i = 0; i < 30; ++i) bytes += static_cast<char>(random() % 256);
    REQUIRE_NOTHROW(nlohmann::json::parse(json_of(bytes)));
  }
  CHECK(json_of("a\xff z") == "\"a\xef\xbf\xbd z\"");
  CHECK(json_of("\u2028\u2066\u200f") == "\"\\u2028\\u2066\\u200f\"");
}

TEST_CASE("overlong forms, surrogates and cut characters are invalid") {
  for (std::string bad : {"\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc3",
                          "\xe2\x82", "\x80", "\xf8\x88\x80\x80"})
    CHECK_FALSE(character_at(bad, 0).valid);
  CHECK(character_at("\xe2\x82\xac", 0).code == 0x20ac);
}

TEST_CASE("terminals see escapes instead of controls, marks and invalid bytes") {
  CHECK(terminal_text("a\x1b[31mb") == "a\\x1b[31mb");
  CHECK(terminal_text("two\nlines\t\x7f") == "two\\nlines\\t\\x7f");
  CHECK(terminal_text("\u0085") == "\\u0085");
  CHECK(terminal_text("abc\u202etxt.exe") == "abc\\u202etxt.exe");
  CHECK(terminal_text("caf\xe9") == "caf\\xe9");
  CHECK(terminal_text("été 日本") == "été 日本");
}

TEST_CASE("CSV fields are quoted and are no formulas") {
  CHECK(csv_of("plain") == "plain");
  CHECK(csv_of("a,b") == "\"a,b\"");
  CHECK(csv_of("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(csv_of("=1+1") == "\"'=1+1\"");
  CHECK(csv_of("-3") == "\"'-3\"");
  CHECK(csv_of("@a") == "\"'@a\"");
  CHECK(csv_of("+3") == "\"'+3\"");
  CHECK(csv_of("\tx") == "\"'\\tx\"");
  CHECK(csv_of("line\nbreak").find('\n') == std::string::npos);
}

TEST_CASE("paths keep their valid characters and say when they lost bytes") {
  bool lossy = true;
  CHECK(path_text("/a/é\n", lossy) == "/a/é\n");
  CHECK_FALSE(lossy);
  CHECK(path_text("/a/\xe9.txt", lossy) == "/a/\\xe9.txt");
  CHECK(lossy);
}

TEST_CASE("base64 as RFC 4648, section 10, gives it") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("long texts lose their middle") {
  CHECK(shortened("/srv/share/a.csv", 40) == "/srv/share/a.csv");
  std::string cut = shortened("/srv/share/department/year/report.csv", 20);
  CHECK(display_width(cut) <= 20);
  CHECK(cut.ends_with("report.csv"));
  CHECK(cut.starts_with("/srv"));
  CHECK(display_width("日本") == 4);
}

TEST_CASE("decimals are cut, not rounded, so that a score never looks better than its band") {
  auto decimal = [](double value) {
    std::string out;
    JsonWriter(out).decimal(value, 4);
    return out;
  };
  CHECK(decimal(0.89999) == "0.8999");
  CHECK(decimal(0.98) == "0.98");
  CHECK(decimal(0.29) == "0.29");
  CHECK(decimal(1.0) == "1");
}
