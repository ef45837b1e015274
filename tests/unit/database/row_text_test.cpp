#include <catch2/catch.hpp>

#include "database/json_text.hpp"
#include "database/row_text.hpp"

using namespace braque::database;

namespace {

std::string cell(std::string_view bytes) {
  std::string text;
  append_cell(text, bytes);
  return text;
}

std::string binary(std::string_view bytes) {
  std::string text;
  append_binary(text, bytes);
  return text;
}

}  // namespace

TEST_CASE("a cell ends neither itself nor its row") {
  CHECK(cell("a\tb\nc\rd") == "a b c d");
  CHECK(cell(std::string("a\0b", 3)) == "a b");
  // Cells are looked at in words of eight bytes: the place within one changes nothing.
  for (std::size_t at = 0; at < 19; ++at) {
    for (const char c : {'\t', '\n', '\r', '\0'}) {
      std::string text = "labo, 12 ~ rue Zola", wanted = text;
      text[at] = c;
      wanted[at] = ' ';
      CHECK(cell(text) == wanted);
    }
    std::string other = "labo, 12 ~ rue Zola";
    other[at] = '\x1f';  // it ends nothing
    CHECK(cell(other) == other);
  }
}

TEST_CASE("what is no UTF-8 is read as Latin-1, what is stays") {
  CHECK(cell("Hélène €") == "Hélène €");
  CHECK(cell("H\xe9l\xe8ne") == "Hélène");
  CHECK_FALSE(is_utf8("\xc0\x80"));          // overlong
  CHECK_FALSE(is_utf8("\xed\xa0\x80"));      // a surrogate
  CHECK_FALSE(is_utf8("\xf4\x90\x80\x80"));  // beyond U+10FFFF
  CHECK_FALSE(is_utf8("abcdefgh\xe2\x82"));
  CHECK(is_utf8("abcdefgh\xf0\x9f\x90\x95"));
}

TEST_CASE("binary values give their text or their printable runs") {
  CHECK(binary("courriel : ada\n") == "courriel : ada ");
  CHECK(binary(std::string("\x01\x02hello world\x03no\x04longer run", 28)) ==
        "hello world longer run");
  CHECK(binary(std::string("\x00\xff\x10", 3)).empty());
}

TEST_CASE("rows of COPY: tabs between fields, backslashes before what has a meaning") {
  std::string scratch;
  std::vector<std::string_view> fields;
  REQUIRE(split_copy_row("(0,1)\ta\\tb\\nc\\\\d\t\tx\n", 4, scratch, fields));
  CHECK(fields == std::vector<std::string_view>{"(0,1)", "a\tb\nc\\d", "", "x"});
  REQUIRE(split_copy_row("one", 1, scratch, fields));
  CHECK(fields.front() == "one");
  REQUIRE(split_copy_row("", 1, scratch, fields));
  CHECK_FALSE(split_copy_row("a\tb", 3, scratch, fields));
  CHECK_FALSE(split_copy_row("a\tb\tc", 2, scratch, fields));
  REQUIRE(split_copy_row("a\\", 1, scratch, fields));  // cut short
}

TEST_CASE("bytes in hexadecimal") {
  std::string bytes;
  REQUIRE(decode_hex("\\x504B0304", bytes));
  CHECK(bytes == "PK\x03\x04");
  REQUIRE(decode_hex("\\x", bytes));
  CHECK(bytes.empty());
  for (const char* text : {"", "504b", "\\x5", "\\x5g", "x50"})
    CHECK_FALSE(decode_hex(text, bytes));
}

TEST_CASE("documents are one line of JSON") {
  std::string text = "{";
  append_json_member(text, "a\"b", "x\ny\\");
  append_json_member(text, "c", std::string_view("\x01\xe9", 2));
  CHECK(text == "{\"a\\\"b\":\"x\\ny\\\\\",\"c\":\"\\u0001é\"");
}

TEST_CASE("keys of one kind have one name, and nothing of an address is in it") {
  CHECK(kind_of_key("user:1234:cart") == "user:*:cart");
  CHECK(kind_of_key("user:77:cart") == "user:*:cart");
  CHECK(kind_of_key("mail:ada@labo-exemple.fr") == "mail:*");
  CHECK(kind_of_key("email") == "email");
  CHECK(kind_of_key("abcdefghijklmnopqrstuvwxyzabcdef") == "*");
  CHECK(kind_of_key("").empty());
}
