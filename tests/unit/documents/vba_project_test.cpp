#include "documents/vba_project.hpp"
#include "../extract/archive_support.hpp"

#include <fstream>
#include <sstream>

using archive_test::read_all;
using braque::documents::unpack_vba;

namespace {

std::string unpacked(std::string_view packed, bool sound = true) {
  std::string text;
  CHECK(unpack_vba(packed, 1 << 20, text) == sound);
  return text;
}

template <std::size_t N>
std::string_view bytes(const char (&text)[N]) {
  return {text, N - 1};
}

}  // namespace

// The examples of [MS-OVBA] 3.2.
TEST_CASE("macros are unpacked as their specification shows") {
  CHECK(unpacked(bytes("\x01\x19\xb0\x00"
                       "abcdefgh\x00ijklmnop\x00qrstuv.")) == "abcdefghijklmnopqrstuv.");
  CHECK(unpacked(bytes("\x01\x2f\xb0\x00#aaabcde\x82"
                       "f\x00paghij\x01\x38\x08"
                       "akl\x00\x30mnop\x06q\x02p\x04\x10rstuv\x10wxyz\x00\x3c")) ==
        "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa");
  CHECK(unpacked(bytes("\x01\x03\xb0\x02"
                       "aE\x00")) == std::string(73, 'a'));
}

TEST_CASE("damaged macros keep what came before") {
  CHECK(unpacked("", true).empty());
  CHECK(unpacked("no", false).empty());
  CHECK(unpacked(bytes("\x01\x19\xb0\x00"
                       "abc"),
                 false) == "abc");
  // A token that points before the chunk, and a header without its mark.
  CHECK(unpacked(bytes("\x01\x03\xb0\x02"
                       "a\x00\x10"),
                 false) == "a");
  CHECK(unpacked(bytes("\x01\x03\x80\x02"
                       "aE\x00"),
                 false)
            .empty());
}

TEST_CASE("what macros unpack to is bounded") {
  std::string packed(1, '\1');
  for (int i = 0; i < 100; ++i)
    packed +=
        std::string(bytes("\x03\xb0\x02"
                          "a\xfc\x0f"));
  std::string text;
  unpack_vba(packed, 10'000, text);
  CHECK(text.size() == 3 * 4096);
}

TEST_CASE("a project of macros that is cut off keeps its modules") {
  std::ifstream file(BRAQUE_GOLDEN_DOCUMENTS "/vbaProject.bin", std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  const auto whole = read_all(all.str());
  CHECK(whole.outcome.format == "vba");
  CHECK(whole.collector.at("macro Long").content.ends_with("' ligne 499\r\n"));
  const std::string bytes = all.str();
  for (std::size_t size = 512; size < bytes.size(); size += 512)
    CHECK_FALSE(read_all(bytes.substr(0, size)).outcome.status == braque::Status::complete);
}
