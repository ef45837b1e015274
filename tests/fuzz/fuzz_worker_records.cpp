// The records of a worker that may have been taken over: whatever is read keeps to its bounds.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "sandbox/records.hpp"

using namespace braque;
using namespace braque::sandbox;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  RecordReader reader;
  bool in_member = false, done = false;
  std::uint64_t output = 0;
  // Twice: a member may go on in the second chunk, and nothing may follow the end.
  for (const std::string_view chunk : {bytes, bytes}) {
    reader.chunk(chunk);
    while (auto record = reader.next()) {
      BRAQUE_CHECK(!done);
      BRAQUE_CHECK(record->name.size() <= kMemberNameBytesMax);
      BRAQUE_CHECK(record->structure.size() <= kStructureBytesMax);
      BRAQUE_CHECK(record->outcome.note.size() <= kNoteBytesMax);
      BRAQUE_CHECK((record->outcome.status == Status::complete) ==
                   (record->outcome.reason == Reason::none));
      const bool of_member = record->kind == RecordKind::bytes || record->kind == RecordKind::end;
      BRAQUE_CHECK(of_member == in_member);
      if (record->kind == RecordKind::bytes) {
        BRAQUE_CHECK(record->bytes.data() >= chunk.data() &&
                     record->bytes.data() + record->bytes.size() <= chunk.data() + chunk.size());
        continue;
      }
      BRAQUE_CHECK(record->spent.output_bytes >= output);
      output = record->spent.output_bytes;
      in_member = record->kind == RecordKind::member && record->has_bytes;
      done = record->kind == RecordKind::done;
    }
    if (reader.fault() != nullptr) break;
  }
  return 0;
}
