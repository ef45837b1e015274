#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "export/encoders.hpp"
#include "export/format.hpp"
#include "export/syslog_message.hpp"
#include "export/text.hpp"
#include "support/golden.hpp"
#include "unit/export/events.hpp"
#include "unit/export/parsers.hpp"

namespace braque::exporting {
namespace {

using namespace test;

std::string encoded(Encoder& encoder, const Event& event) {
  std::string text;
  encoder.event(event, text);
  return text;
}

/// What a value must come back as: shortened where the format has a limit.
bool came_back(const std::string& got, std::string_view sent, std::size_t bytes_max) {
  bool cut = false;
  return got == shortened_middle(clean_text(sent), bytes_max, cut);
}

}  // namespace

TEST_CASE("export: every format writes every kind of event as it did") {
  REQUIRE(formats().size() == 8);
  for (const Format& format : formats()) {
    INFO(format.name);
    const auto encoder = format.make();
    std::string text;
    encoder->begin(text);
    for (const Event& event : all_kinds()) {
      const std::string one = encode_within(*encoder, event, format.bytes_max);
      if (!one.empty()) text.append(one).append(format.separator);
    }
    encoder->end(text);
    const std::string path = BRAQUE_GOLDEN "/" + std::string(format.name) + ".expected";
    if (std::getenv("BRAQUE_APPROVE") != nullptr) std::ofstream(path, std::ios::binary) << text;
    CHECK(text == braque::test::contents(path));
  }
}

TEST_CASE("export: the table of formats is sorted and found by name") {
  for (const char* one : {"cef", "csv", "ecs", "jsonl", "leef", "ocsf", "rfc5424", "sarif"}) {
    REQUIRE(find_format(one) != nullptr);
    CHECK(find_format(one)->name == one);
  }
  CHECK(find_format("xml") == nullptr);
}

TEST_CASE("export: names that try to forge CEF come back whole and alone") {
  RandomText random(1);
  CefEncoder encoder;
  for (int i = 0; i < 20'000; ++i) {
    const Event event = random.event();
    const Parsed parsed = parse_cef(encoded(encoder, event));
    REQUIRE(parsed.header.size() == 6);
    CHECK(parsed.header[3] == "eu.iban");
    CHECK(came_back(parsed.fields.at("fname"), event.object.name, 1023));
    if (!event.object.path.empty())
      CHECK(came_back(parsed.fields.at("filePath"), event.object.path, 1023));
    CHECK(parsed.fields.at("act") == "new");
    CHECK(parsed.fields.at("cnt") == "42");
    CHECK(parsed.fields.at("cs6") == event.run.text);
  }
}

TEST_CASE("export: names that try to forge LEEF stay in their field") {
  RandomText random(2);
  LeefEncoder encoder;
  for (int i = 0; i < 20'000; ++i) {
    const Event event = random.event();
    const Parsed parsed = parse_leef(encoded(encoder, event));
    std::string expected = clean_text(event.object.path);
    for (char& c : expected)
      if (c == '^') c = '_';
    if (!expected.empty()) CHECK(came_back(parsed.fields.at("resource"), expected, 1023));
    CHECK(parsed.fields.at("state") == "new");
    CHECK(parsed.fields.at("count") == "42");
  }
}

TEST_CASE("export: names that try to forge syslog stay in the text") {
  RandomText random(3);
  for (int i = 0; i < 20'000; ++i) {
    Event event = random.event();
    event.run.host = random(6);
    std::string payload, message;
    CefEncoder().event(event, payload);
    SyslogHeader header;
    header.application = random(4);
    if (i % 2 == 0) header.enterprise_number = "32473";
    write_syslog(header, event, payload, message);
    const Parsed parsed = parse_syslog(message);
    CHECK(parsed.header[0] == "107");  // 13 * 8 + 3
    CHECK(parsed.header[2] == "2026-11-22T02:00:00.123Z");
    CHECK(parsed.header[6] == "FINDING");
    CHECK(parsed.header[8] == payload);
    CHECK(message.size() <= payload.size() + kSyslogHeaderBytesMax);
  }
}

TEST_CASE("export: CSV fields come back, and none begins a formula") {
  RandomText random(4);
  CsvEncoder encoder;
  for (int i = 0; i < 20'000; ++i) {
    const Event event = random.event();
    const auto fields = parse_csv(encoded(encoder, event));
    REQUIRE(fields.size() == 30);
    for (const std::string& field : fields)
      if (!field.empty())
        CHECK(std::string_view("=+-@\t\r").find(field[0]) == std::string_view::npos);
    const std::string expected = clean_text(event.object.path);
    const bool formula =
        !expected.empty() && std::string_view("=+-@").find(expected[0]) != std::string_view::npos;
    CHECK(fields[17] == (formula ? "'" : "") + expected);
  }
}

TEST_CASE("export: what is too long is shortened, says so, and still is of its format") {
  Event event = finding_event();
  event.object.path = event.object.name =
      std::string(20'000, 'p') + "\xc3\xa9" + std::string(20'000, 'q');
  event.object.uri = std::string(60'000, 'u');
  event.finding->locations.assign(500, {1, 2, 3, "****", ""});
  for (const Format& format : formats()) {
    INFO(format.name);
    for (std::size_t most : {std::size_t{60'000}, std::size_t{8000}, std::size_t{3800}}) {
      const auto encoder = format.make();
      const std::string text = encode_within(*encoder, event, most);
      CHECK(text.size() <= most);
      CHECK_FALSE(text.empty());
      if (format.name == "cef") CHECK(parse_cef(text).fields.at("cnt") == "42");
      if (format.name == "leef") CHECK(parse_leef(text).fields.at("count") == "42");
      if (format.name == "ocsf") CHECK(text.find("\"is_truncated\":true") != std::string::npos);
    }
  }
}

}  // namespace braque::exporting
