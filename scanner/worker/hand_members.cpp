#include "worker/hand_members.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include "sandbox/channel.hpp"

namespace braque::worker {
namespace {

using namespace sandbox;

/// Less room than this is not worth a read.
constexpr std::size_t kRoomMin = 4096;

std::uint64_t resident_bytes() {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) return 0;
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace

HandMembers::HandMembers(char* memory, ContainerSpending& spending)
    : state_(*reinterpret_cast<SharedState*>(memory)),
      writer_(std::span(memory + kStateBytes, kChunkBytesMax)),
      spending_(spending),
      before_(spending) {}

Spent HandMembers::spent() const {
  return {spending_.output_bytes - before_.output_bytes - answer_.others_output_bytes,
          spending_.entries - before_.entries - answer_.others_entries};
}

bool HandMembers::member(Member& member) {
  if (!writer_.has_room()) flush(false);
  Record record;
  record.name = std::move(member.name);
  record.structure = member.structure;
  record.size = member.size;
  record.has_bytes = member.bytes != nullptr;
  record.outcome = member.outcome;
  record.spent = spent();
  writer_.member(record);
  state_.progress.fetch_add(1, std::memory_order_relaxed);
  if (record.has_bytes) {
    in_member_ = true;
    hand_bytes(*member.bytes);
    cut_off(member.bytes->outcome());
  }
  ++number_;
  return true;
}

void HandMembers::hand_bytes(ByteStream& bytes) {
  while (answer_.skip_member != number_) {
    const std::span<char> room = writer_.room_for_bytes();
    if (room.size() < kRoomMin) {
      flush(false);
      continue;
    }
    std::size_t filled = 0;
    bool ended = false;
    while (filled < room.size() && !ended) {
      const std::size_t count = bytes.read(room.subspan(filled));
      ended = count == 0;
      filled += count;
      state_.progress.fetch_add(1, std::memory_order_relaxed);
    }
    writer_.took_bytes(filled);
    if (ended) return;
  }
}

void HandMembers::cut_off(const Outcome& outcome) {
  if (!in_member_) return;
  if (!writer_.has_room()) flush(false);
  writer_.end(spent(), outcome);
  in_member_ = false;
}

void HandMembers::done(const Outcome& outcome) {
  if (!writer_.has_room()) flush(false);
  writer_.done(spent(), outcome);
  flush(true);
}

void HandMembers::flush(bool done) {
  state_.progress.fetch_add(1, std::memory_order_relaxed);
  Chunk chunk;
  chunk.bytes = static_cast<std::uint32_t>(writer_.used());
  chunk.done = done ? 1 : 0;
  chunk.resident_bytes = resident_bytes();
  // Without braque there is nobody to read for.
  if (!send_struct(kWorkerSocket, chunk)) ::_exit(0);
  writer_.clear();
  if (done) return;
  GoOn answer;
  if (!receive_struct(kWorkerSocket, answer)) ::_exit(0);
  spending_.output_bytes += answer.others_output_bytes - answer_.others_output_bytes;
  spending_.entries += answer.others_entries - answer_.others_entries;
  answer_ = answer;
}

}  // namespace braque::worker
