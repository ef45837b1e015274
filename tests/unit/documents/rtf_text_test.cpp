#include "documents/rtf_text.hpp"

#include <catch2/catch.hpp>
#include <cstring>

using namespace braque;
using documents::RtfText;

namespace {

class StringInput : public extract::ByteInput {
 public:
  explicit StringInput(std::string bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(std::span<char> into) override {
    // Small pieces, so that tokens cross their edges.
    const std::size_t count = std::min<std::size_t>({into.size(), bytes_.size() - at_, 7});
    std::memcpy(into.data(), bytes_.data() + at_, count);
    at_ += count;
    return count;
  }
  std::uint64_t position() const override { return at_; }
  extract::Problem problem() const override { return {}; }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

std::string body(const std::string& rtf, std::uint64_t extras_max = 1 << 20) {
  StringInput input(rtf);
  RtfText text(input, extras_max);
  std::string all;
  while (text.make(all)) {
  }
  return all;
}

}  // namespace

TEST_CASE("characters of RTF: code pages, fonts, Unicode and its fallbacks") {
  CHECK(body(R"({\rtf1\ansi\ansicpg1252 caf\'e9})") == "café");
  CHECK(body(R"({\rtf1\ansi\ansicpg1251 \'cc})") == "М");
  CHECK(body(R"({\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f3\fcharset161 B;}}\f3 \'e1\f0 \'e1})") ==
        "αá");
  CHECK(body(R"({\rtf1\ansi{\fonttbl{\f1\fcharset128 B;}}\f1 \'93\'fa})") == "日");
  CHECK(body(R"({\rtf1\uc1 \u233?t\u233\'e9})") == "été");
  CHECK(body(R"({\rtf1\uc2 \u8364EU\uc0\u8364 5})") == "€€5");
  CHECK(body(R"({\rtf1 {\uc0\u-10179\u-8704}})") == "😀");
  CHECK(body(R"({\rtf1 a\~b\_c\{\}\\\emdash\tab d})") == "a\u00a0b-c{}\\—\td");
}

TEST_CASE("what is no text of RTF stays out, hidden and deleted text stays in") {
  CHECK(
      body(R"({\rtf1{\*\unknown secret}{\stylesheet{\s1 Heading;}}{\v hidden}{\deleted gone}.})") ==
      "hiddengone.");
  CHECK(body("{\\rtf1 a{\\pict\\bin5 }}}}}b}c") == "ac");
  CHECK(body(R"({\rtf1 {\field{\*\fldinst HYPERLINK "http://a.example"}{\fldrslt here}}})") ==
        "here");
}

TEST_CASE("tables of three rows and more are kept apart") {
  StringInput input(
      R"({\rtf1 Before\par\intbl a\cell b\cell\row c\cell d\cell\row e\cell f\line g\cell\row)"
      R"(\pard After\par\intbl x\cell y\cell\row\pard End})");
  RtfText text(input, 1 << 20);
  std::string all;
  while (text.make(all)) {
  }
  CHECK(all == "Before\nAfter\nx\ty\nEnd");
  REQUIRE(text.extras().tables.size() == 1);
  CHECK(text.extras().tables[0] == "a\tb\nc\td\ne\tf g\n");
}

TEST_CASE("broken RTF ends well") {
  CHECK(body("").empty());
  CHECK(body("{\\rtf1 a") == "a");
  CHECK(body("}}}}{\\rtf1 b}") == "b");
  CHECK(body("{\\rtf1 " + std::string(50'000, '{') + "c") == "c");
  CHECK(body("{\\rtf1\\bin99999999 a").empty());
  CHECK(body("{\\rtf1 \\u99999999999999?d\\'").size() >= 1);
  StringInput input("{\\rtf1{\\footnote 1234567890}{\\footnote abc}x}");
  RtfText text(input, 8);
  std::string all;
  while (text.make(all)) {
  }
  CHECK(all == "x");
  CHECK(text.problem().reason == Reason::budget_memory);
}
