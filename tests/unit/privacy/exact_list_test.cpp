#include "privacy/exact_list.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "privacy/exact_list_writer.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using braque::test::TemporaryTree;

namespace {

constexpr const char* kKeyId = "0123abcd";

/// A hash that is spread like a real one.
ExactHash hash_of(std::uint64_t number) {
  const std::string text = std::to_string(number);
  return {sip_hash({1, 2}, text),
          static_cast<std::uint32_t>(sip_hash({3, 4}, text) >> (64 - kExactCheckBits))};
}

/// `rows` rows with two values each: 2 * row and, the same for three rows in turn, 1'000'000 + row
/// / 3.
std::string make_list(std::uint32_t rows, bool keys) {
  ExactListWriter writer({"people", {"number", "name"}, kKeyId, keys});
  for (std::uint32_t row = 0; row < rows; ++row) {
    REQUIRE(writer.begin_row("K" + std::to_string(row * 5)));
    REQUIRE(writer.add(0, ExactKind::number, hash_of(2ULL * row), 8, true));
    REQUIRE(writer.add(1, ExactKind::words, hash_of(1'000'000 + row / 3), 0, false));
  }
  std::string bytes;
  REQUIRE(writer.finish([&](std::string_view piece) { bytes += piece; }));
  return bytes;
}

std::string put(const TemporaryTree& tree, const std::string& bytes) {
  tree.file("people.edm", bytes);
  const std::string path = tree.path("people.edm");
  ::chmod(path.c_str(), 0600);
  return path;
}

std::string fault(const TemporaryTree& tree, const std::string& bytes,
                  const char* key_id = kKeyId) {
  auto list = ExactList::open(put(tree, bytes), key_id);
  if (list) return "";
  CHECK(list.error().kind == ErrorKind::invalid);
  return list.error().message;
}

}  // namespace

TEST_CASE("everything that was put into a list is found, with row and column") {
  TemporaryTree tree;
  const std::uint32_t rows = 300'000;  // More than buckets hold in memory.
  auto opened = ExactList::open(put(tree, make_list(rows, true)), kKeyId);
  REQUIRE(opened);
  const ExactList& list = **opened;
  CHECK(list.name() == "people");
  CHECK(list.rows() == rows);
  CHECK(list.size() == 2ULL * rows);
  REQUIRE(list.columns().size() == 2);
  CHECK(list.columns()[0].name == "number");
  CHECK(list.columns()[0].digits[8] == rows);
  CHECK(list.profile().digit_lengths == std::uint64_t{1} << 8);
  CHECK(list.profile().words);
  CHECK_FALSE(list.profile().emails);
  CHECK(list.row_key(0) == "K0");
  CHECK(list.row_key(rows - 1) == "K" + std::to_string(5 * (rows - 1)));
  std::uint32_t wrong = 0;
  for (std::uint32_t row = 0; row < rows; ++row) {
    const ExactHash hash = hash_of(2ULL * row);
    const auto entries = list.entries(hash.find);
    const bool right = list.may_contain(hash.find) && entries.size() == 1 &&
                       entries[0].row == row && entries[0].column() == 0 &&
                       entries[0].check() == hash.check;
    wrong += right ? 0 : 1;
  }
  CHECK(wrong == 0);
  const auto shared = list.entries(hash_of(1'000'007).find);
  REQUIRE(shared.size() == 3);
  CHECK(shared[0].row == 21);
  CHECK(shared[2].row == 23);
  CHECK(shared[1].column() == 1);
}

TEST_CASE("other values are not found, and the filter passes few of them") {
  TemporaryTree tree;
  auto list = ExactList::open(put(tree, make_list(100'000, false)), kKeyId);
  REQUIRE(list);
  std::uint32_t passed = 0, found = 0;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const std::uint64_t hash = hash_of(2 * i + 1).find;
    passed += (*list)->may_contain(hash) ? 1 : 0;
    found += (*list)->entries(hash).empty() ? 0 : 1;
  }
  CHECK(found == 0);
  CHECK(passed < 1000);  // One in 500 is meant.
  CHECK((*list)->row_key(41) == "42");
}

TEST_CASE("a small list works as well") {
  TemporaryTree tree;
  auto list = ExactList::open(put(tree, make_list(1, true)), kKeyId);
  REQUIRE(list);
  CHECK((*list)->entries(hash_of(0).find).size() == 1);
  CHECK((*list)->entries(hash_of(1).find).empty());
}

TEST_CASE("a list that is damaged anywhere is refused") {
  TemporaryTree tree;
  const std::string good = make_list(500, true);
  CHECK(fault(tree, good).empty());
  for (std::size_t at = 0; at < good.size(); at += 97) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x40);
    INFO(at);
    CHECK_FALSE(fault(tree, bad).empty());
  }
  for (std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{135}, good.size() / 2, good.size() - 1})
    CHECK_FALSE(fault(tree, good.substr(0, size)).empty());
  CHECK_FALSE(fault(tree, good + "x").empty());
}

TEST_CASE("a list made with another key is refused, and says so") {
  TemporaryTree tree;
  CHECK_THAT(fault(tree, make_list(3, false), "ffffffff"),
             Catch::Contains("another fingerprint key"));
}

TEST_CASE("a list that others could write is refused") {
  TemporaryTree tree;
  const std::string path = put(tree, make_list(3, false));
  ::chmod(path.c_str(), 0620);
  auto list = ExactList::open(path, kKeyId);
  REQUIRE_FALSE(list);
  CHECK_THAT(list.error().message, Catch::Contains("written by others"));
  CHECK_FALSE(ExactList::open(tree.path("nothing"), kKeyId));
  CHECK_FALSE(ExactList::open("/dev/null", kKeyId));
}

TEST_CASE("keys for lists differ by kind, use and fingerprint key") {
  Key one{}, two{};
  two[31] = 1;
  const ExactKeys a = exact_keys(one), b = exact_keys(two);
  CHECK(a.find[0].low != a.find[1].low);
  CHECK(a.find[0].low != a.check[0].low);
  CHECK(a.find[0].low != b.find[0].low);
  CHECK(a.find[0].low == exact_keys(one).find[0].low);
}
