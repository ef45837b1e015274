#include "sandbox/records.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <vector>

using namespace braque;
using namespace braque::sandbox;

namespace {

/// The records of one small container, as a worker writes them.
std::string small_container() {
  std::vector<char> memory(64 << 10);
  RecordWriter writer(memory);
  Record member;
  member.name = "dossier/été.txt";
  member.structure = "text";
  member.size = 5;
  member.has_bytes = true;
  member.spent = {0, 1};
  writer.member(member);
  const auto room = writer.room_for_bytes();
  std::memcpy(room.data(), "salut", 5);
  writer.took_bytes(5);
  Outcome outcome;
  outcome.bytes = outcome.bytes_done = 5;
  writer.end({5, 1}, outcome);
  outcome.format = "zip";
  outcome.note = "well read";
  writer.done({5, 1}, outcome);
  return std::string(memory.data(), writer.used());
}

/// Reads to the end; the fault, or "" when there is none.
std::string fault_of(std::string_view bytes) {
  RecordReader reader;
  reader.chunk(bytes);
  while (reader.next()) {
  }
  return reader.fault() == nullptr ? "" : reader.fault();
}

std::string changed(std::string bytes, std::size_t at, unsigned value) {
  bytes.at(at) = static_cast<char>(value);
  return bytes;
}

// Offsets in small_container(): head 5, then has_bytes, has_size, size 8, spent 16, name 4 + ...
constexpr std::size_t kHasBytes = 5, kNameSize = kHasBytes + 2 + 8 + 16, kName = kNameSize + 4;

}  // namespace

TEST_CASE("records are read as they were written") {
  const std::string bytes = small_container();
  RecordReader reader;
  reader.chunk(bytes);
  auto member = reader.next();
  REQUIRE(member);
  CHECK(member->kind == RecordKind::member);
  CHECK(member->name == "dossier/été.txt");
  CHECK(member->structure == "text");
  CHECK(member->size == 5);
  CHECK(member->spent.entries == 1);
  auto piece = reader.next();
  REQUIRE(piece);
  CHECK(piece->bytes == "salut");
  auto end = reader.next();
  REQUIRE(end);
  CHECK(end->kind == RecordKind::end);
  CHECK(end->outcome.bytes_done == 5);
  CHECK(end->spent.output_bytes == 5);
  auto done = reader.next();
  REQUIRE(done);
  CHECK(done->kind == RecordKind::done);
  CHECK(done->outcome.format == "zip");
  CHECK(done->outcome.note == "well read");
  CHECK_FALSE(reader.next());
  CHECK(reader.fault() == nullptr);
  CHECK(reader.done());
}

TEST_CASE("records that were cut off are refused") {
  const std::string bytes = small_container();
  REQUIRE(fault_of(bytes).empty());
  // Between records the end of a chunk is no fault.
  std::size_t boundaries = 0;
  for (std::size_t size = 1; size < bytes.size(); ++size)
    if (fault_of(std::string_view(bytes).substr(0, size)).empty()) ++boundaries;
  CHECK(boundaries == 3);
}

TEST_CASE("no length, number or order is believed") {
  const std::string bytes = small_container();
  CHECK(fault_of(changed(bytes, 0, 0)) == "a record of no known kind");
  CHECK(fault_of(changed(bytes, 0, 5)) == "a record of no known kind");
  CHECK(fault_of(changed(bytes, 0, 2)) == "a record that may not come here");  // bytes first
  CHECK(fault_of(changed(bytes, 4, 0xff)) == "a record is cut off");           // 4 GiB long
  CHECK(fault_of(changed(bytes, kHasBytes, 2)) == "a record whose fields make no sense");
  CHECK(fault_of(changed(bytes, kHasBytes, 0)) == "a record that may not come here");
  CHECK(fault_of(changed(bytes, kNameSize, 0xff)) == "a record whose fields make no sense");
  CHECK(fault_of(changed(bytes, kName, 0xff)) == "a record whose fields make no sense");  // UTF-8
}

TEST_CASE("outcomes that contradict themselves are refused") {
  std::vector<char> memory(64 << 10);
  RecordWriter writer(memory);
  writer.done({}, {});
  const std::string bytes(memory.data(), writer.used());
  constexpr std::size_t kStatus = 5 + 16, kReason = kStatus + 1;
  REQUIRE(fault_of(bytes).empty());
  CHECK_FALSE(fault_of(changed(bytes, kStatus, 3)).empty());
  CHECK_FALSE(fault_of(changed(bytes, kStatus, 1)).empty());  // partial for no reason
  CHECK_FALSE(fault_of(changed(bytes, kReason, 1)).empty());  // complete for a reason
  CHECK_FALSE(fault_of(changed(bytes, kReason, 200)).empty());
}

TEST_CASE("what is spent only grows, and nothing follows the end") {
  std::vector<char> memory(64 << 10);
  RecordWriter writer(memory);
  Record directory;
  directory.spent = {100, 2};
  writer.member(directory);
  directory.spent = {99, 3};
  writer.member(directory);
  CHECK_FALSE(fault_of({memory.data(), writer.used()}).empty());
  writer.clear();
  writer.done({}, {});
  writer.done({}, {});
  CHECK(fault_of({memory.data(), writer.used()}) == "a record that may not come here");
}

TEST_CASE("the writer keeps to what the reader takes") {
  std::vector<char> memory(64 << 10);
  RecordWriter writer(memory);
  Record member;
  member.name = std::string(kMemberNameBytesMax - 1, 'a') + "é and more";
  member.structure = "no word!";
  member.outcome.status = Status::skipped;  // for no reason
  member.outcome.note = "latin \xe9t\xe9";
  writer.member(member);
  RecordReader reader;
  reader.chunk({memory.data(), writer.used()});
  auto read = reader.next();
  REQUIRE(read);
  CHECK(read->name == std::string(kMemberNameBytesMax - 1, 'a'));
  CHECK(read->structure.empty());
  CHECK(read->outcome.reason == Reason::corrupt);
  CHECK(read->outcome.note == "latin ?t?");
}

TEST_CASE("room for bytes always leaves room for the member's end") {
  std::vector<char> memory(64 << 10);
  RecordWriter writer(memory);
  Record member;
  member.has_bytes = true;
  writer.member(member);
  const std::size_t room = writer.room_for_bytes().size();
  REQUIRE(room > 0);
  writer.took_bytes(room);
  CHECK(writer.room_for_bytes().empty());
  CHECK(writer.has_room());
}
