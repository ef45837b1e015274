#include "report/readers.hpp"

#include <catch2/catch.hpp>

using namespace braque::report;

namespace {

using Bytes = std::vector<std::uint8_t>;

void put_little(Bytes& bytes, std::uint64_t value, unsigned count) {
  for (unsigned i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}
void put_big(Bytes& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

struct PosixEntry {
  std::uint16_t tag, bits;
  std::uint32_t id = 0xffffffff;
};

Bytes posix_bytes(const std::vector<PosixEntry>& entries) {
  Bytes bytes;
  put_little(bytes, 2, 4);
  for (const PosixEntry& one : entries) {
    put_little(bytes, one.tag, 2);
    put_little(bytes, one.bits, 2);
    put_little(bytes, one.id, 4);
  }
  return bytes;
}

void put_nfs4(Bytes& bytes, std::uint32_t type, std::uint32_t flags, std::uint32_t mask,
              const std::string& who) {
  for (const std::uint32_t number : {type, flags, mask, static_cast<std::uint32_t>(who.size())})
    put_big(bytes, number);
  bytes.insert(bytes.end(), who.begin(), who.end());
  while (bytes.size() % 4 != 0) bytes.push_back(0);
}

Bytes sid(std::uint8_t authority, const std::vector<std::uint32_t>& parts) {
  Bytes bytes{1, static_cast<std::uint8_t>(parts.size()), 0, 0, 0, 0, 0, authority};
  for (const std::uint32_t part : parts) put_little(bytes, part, 4);
  return bytes;
}

struct Ace {
  std::uint8_t type, flags;
  std::uint32_t mask;
  Bytes sid;
};

Bytes descriptor(const std::vector<Ace>& aces) {
  Bytes list;
  for (const Ace& ace : aces) {
    list.push_back(ace.type);
    list.push_back(ace.flags);
    put_little(list, 8 + ace.sid.size(), 2);
    put_little(list, ace.mask, 4);
    list.insert(list.end(), ace.sid.begin(), ace.sid.end());
  }
  Bytes bytes{1, 0, 4, 0x80};
  for (int i = 0; i < 3; ++i) put_little(bytes, 0, 4);
  put_little(bytes, 20, 4);
  bytes.push_back(2);
  bytes.push_back(0);
  put_little(bytes, 8 + list.size(), 2);
  put_little(bytes, aces.size(), 4);
  bytes.insert(bytes.end(), list.begin(), list.end());
  return bytes;
}

Account nobody_known(std::uint32_t user) { return {.user = user}; }
constexpr std::uint32_t kReadData = 1;

}  // namespace

TEST_CASE("whoever the mode lets in reads, if the folders let them through") {
  AccessPath path{{access_of_mode(0, 0, 0755)}, access_of_mode(7, 8, 0640)};
  CHECK(may_read(path, {.user = 7}) == true);
  CHECK(may_read(path, {.user = 9, .groups = {8}}) == true);
  CHECK(may_read(path, {.user = 9, .groups = {9}}) == false);
  CHECK(may_read(path, {.user = 0}) == true);
  const Readers readers = readers_of(path, nobody_known);
  CHECK(readers.known);
  CHECK_FALSE(readers.everybody);
  CHECK(readers.users == std::vector<std::uint32_t>{7});
  CHECK(readers.groups == std::vector<std::uint32_t>{8});
  path.directories.push_back(access_of_mode(9, 8, 0700));
  CHECK(may_read(path, {.user = 7}) == false);
  CHECK(readers_of(path, nobody_known).users.empty());
  path.file = access_of_mode(7, 8, 0604);
  path.directories.pop_back();
  CHECK(readers_of(path, nobody_known).everybody);
  // The group has less than everybody else.
  CHECK(readers_of(path, nobody_known).refused_groups == std::vector<std::uint32_t>{8});
  CHECK(may_read(path, {.user = 9, .groups = {8}}) == false);
}

TEST_CASE("two groups that are needed together are said to be") {
  const AccessPath path{{access_of_mode(0, 5, 0750)}, access_of_mode(0, 6, 0640)};
  const Readers readers = readers_of(path, nobody_known);
  CHECK(readers.only_together);
  CHECK(readers.groups == std::vector<std::uint32_t>{5, 6});
}

TEST_CASE("a POSIX list: named users and groups, and the mask over them") {
  const Bytes bytes =
      posix_bytes({{1, 6}, {2, 4, 20}, {2, 0, 21}, {4, 0}, {8, 7, 30}, {16, 4}, {32, 0}});
  const auto list = parse_posix_list(7, 8, bytes);
  REQUIRE(list.has_value());
  const AccessPath path{{}, *list};
  CHECK(may_read(path, {.user = 20}) == true);
  CHECK(may_read(path, {.user = 21, .groups = {30}}) ==
        false);  // its own entry comes before its group's
  CHECK(may_read(path, {.user = 22, .groups = {30}}) == true);
  CHECK(may_read(path, {.user = 22, .groups = {8}}) == false);
  CHECK(may_read(path, {.user = 22}) == false);
  const auto masked =
      parse_posix_list(7, 8, posix_bytes({{1, 6}, {2, 4, 20}, {4, 4}, {16, 0}, {32, 0}}));
  CHECK(may_read({{}, *masked}, {.user = 20}) == false);
  CHECK(may_read({{}, *masked}, {.user = 7}) == true);
}

TEST_CASE("an NFSv4 list: the first entry that mentions reading decides") {
  Bytes bytes;
  put_big(bytes, 4);
  put_nfs4(bytes, 1, 0, kReadData, "mallory@example.org");
  put_nfs4(bytes, 0, 0, kReadData, "OWNER@");
  put_nfs4(bytes, 0, 0x40, kReadData, "audit@example.org");
  put_nfs4(bytes, 0, 8, kReadData, "EVERYONE@");  // for what is made below only
  const auto list = parse_nfs4_list(7, 8, bytes);
  REQUIRE(list.has_value());
  const AccessPath path{{}, *list};
  CHECK(may_read(path, {.user = 7, .name = "anna"}) == true);
  CHECK(may_read(path, {.user = 7, .name = "mallory"}) == false);
  CHECK(may_read(path, {.user = 9, .name = "bob", .group_names = {"audit"}}) == true);
  CHECK(may_read(path, {.user = 9, .name = "bob"}) == false);
  CHECK(readers_of(path, nobody_known).names == std::vector<std::string>{"audit"});
}

TEST_CASE(
    "a Windows list: everybody has several names, denials come first, inherited ones for others do "
    "not count") {
  const Bytes everyone = sid(1, {0}), users = sid(5, {32, 545}), anna = sid(5, {21, 1, 2, 3, 1105}),
              all = sid(5, {21, 1, 2, 3, 513});
  for (const Bytes& one : {everyone, users, all}) {
    const auto list = parse_windows_list(descriptor({{0, 0, 0x00120089, one}}));
    REQUIRE(list.has_value());
    CHECK(readers_of({{}, *list}, nobody_known).everybody);
  }
  const auto denied = parse_windows_list(descriptor({{1, 0, 0x1, everyone}, {0, 0, 0x1, users}}));
  CHECK_FALSE(readers_of({{}, *denied}, nobody_known).everybody);
  const auto named =
      parse_windows_list(descriptor({{0, 8, 0x1, everyone}, {0, 0, 0x80000000, anna}}));
  CHECK(readers_of({{}, *named}, nobody_known).names ==
        std::vector<std::string>{"S-1-5-21-1-2-3-1105"});
  Bytes none{1, 0, 0, 0x80};
  none.resize(20);
  CHECK(readers_of({{}, *parse_windows_list(none)}, nobody_known).everybody);
}

TEST_CASE("lists that are cut anywhere are no lists, or shorter ones") {
  const Bytes posix = posix_bytes({{1, 6}, {4, 0}, {32, 0}});
  for (std::size_t size = 0; size < posix.size(); ++size)
    if ((size - 4) % 8 != 0 || size < 4)
      CHECK_FALSE(parse_posix_list(1, 1, std::span(posix).first(size)).has_value());
  Bytes nfs4;
  put_big(nfs4, 1);
  put_nfs4(nfs4, 0, 0, kReadData, "EVERYONE@");
  for (std::size_t size = 0; size + 3 < nfs4.size(); ++size)
    CHECK_FALSE(parse_nfs4_list(1, 1, std::span(nfs4).first(size)).has_value());
  const Bytes windows = descriptor({{0, 0, 1, sid(1, {0})}});
  for (std::size_t size = 0; size < windows.size(); ++size)
    CHECK_FALSE(parse_windows_list(std::span(windows).first(size)).has_value());
  CHECK_FALSE(parse_posix_list(1, 1, posix_bytes({{99, 7}})).has_value());
}

TEST_CASE("what is not known anywhere on the way is not known") {
  const AccessPath path{{access_of_mode(0, 0, 0755), {AccessList::Kind::unknown, 0, 0, {}}},
                        access_of_mode(7, 8, 0644)};
  CHECK_FALSE(may_read(path, {}).has_value());
  CHECK_FALSE(readers_of(path, nobody_known).known);
}
