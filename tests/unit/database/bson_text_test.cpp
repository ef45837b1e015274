#include "database/bson_text.hpp"

#include <catch2/catch.hpp>
#include <string_view>

using namespace braque::database;
using namespace std::string_view_literals;

namespace {

/// A document around elements (bsonspec.org): its length, they, a zero.
std::string document(std::string_view elements) {
  const std::size_t size = elements.size() + 5;
  std::string text;
  for (int i = 0; i < 4; ++i) text += static_cast<char>(size >> (8 * i) & 0xff);
  return text.append(elements) + '\0';
}

std::string json(std::string_view bytes, bool whole = true, std::uint64_t bytes_max = 1 << 20) {
  std::string text;
  CHECK(append_document(text, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                        bytes_max) == whole);
  return text;
}

std::string element(char type, std::string_view key, std::string_view value) {
  return std::string(1, type).append(key) + '\0' + std::string(value);
}

const std::string kName = element('\2', "name", "\4\0\0\0Ada\0"sv);

}  // namespace

TEST_CASE("documents become paths; members of a list are values of one column") {
  const std::string list =
      document(element('\2', "0", "\2\0\0\0a\0"sv) +
               element('\3', "1", document(element('\x10', "n", "\x07\0\0\0"sv))));
  CHECK(json(document(kName + element('\3', "home", document(kName)) +
                      element('\4', "many", list))) ==
        R"({"name":"Ada","home.name":"Ada","many":"a","many.n":"7"})");
}

TEST_CASE("values of all kinds are text") {
  CHECK(json(document(element('\x12', "long", "\xff\xff\xff\xff\xff\xff\xff\xff"sv))) ==
        R"({"long":"-1"})");
  // 33612345678 as a double: no exponent may hide a telephone number.
  CHECK(json(document(element('\1', "tel", "\x00\x00\x80\x13\x4f\x4d\x1f\x42"sv))).find("e+") ==
        std::string::npos);
  CHECK(json(document(element('\x09', "born", "\0\x5c\x26\x05\0\0\0\0"sv))) ==
        R"({"born":"1970-01-02"})");
  CHECK(json(document(element('\x09', "born", "\xff\xff\xff\xff\xff\xff\xff\xff"sv))) ==
        R"({"born":"1969-12-31T23:59:59Z"})");
  CHECK(
      json(document(element('\7', "_id", "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\xff"sv))) ==
      R"({"_id":"000102030405060708090aff"})");
  CHECK(json(document(element(
            '\5', "u",
            "\x10\0\0\0\x04\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"sv))) ==
        R"({"u":"00010203-0405-0607-0809-0a0b0c0d0e0f"})");
  CHECK(json(document(element('\x0a', "none", "") + element('\x08', "yes", "\1"))) ==
        R"({"yes":"true"})");
}

TEST_CASE("keys that are values become one column, and are values") {
  CHECK(json(document(element('\x10', "ada@labo-exemple.fr", "\1\0\0\0"sv) +
                      element('\x10', "33612345678", "\2\0\0\0"sv))) ==
        R"({"key":"ada@labo-exemple.fr","*":"1","key":"33612345678","*":"2"})");
  CHECK(json(document(element('\x10', "address1", "\1\0\0\0"sv))) == R"({"address1":"1"})");
}

TEST_CASE("what is damaged, endless or deep is cut and said so") {
  const std::string whole = document(kName + kName);
  for (std::size_t size = 0; size < whole.size(); ++size) json(whole.substr(0, size), false);
  std::string deep = document(kName);
  for (int i = 0; i < 300; ++i) deep = document(element('\3', "a", deep));
  json(deep, false);
  std::string many;
  for (int i = 0; i < 1000; ++i) many += kName;
  CHECK(json(document(many), false, 100).size() < 200);
  std::string lying = whole;
  lying[10] = '\x7f';  // the length of a text
  json(lying, false);
}
