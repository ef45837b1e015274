// Hands a container's members to braque, as records in the shared memory.
#pragma once

#include "sandbox/protocol.hpp"
#include "sandbox/records.hpp"

namespace braque::worker {

class HandMembers final : public MemberSink {
 public:
  /// `memory` is kSharedBytes of shared memory; `spending` is the one that the reader spends.
  HandMembers(char* memory, ContainerSpending& spending);

  bool member(Member& member) override;
  /// The member that is being handed over, if there is one, ends with `outcome`.
  void cut_off(const Outcome& outcome);
  void done(const Outcome& outcome);

 private:
  void hand_bytes(ByteStream& bytes);
  sandbox::Spent spent() const;
  void flush(bool done);

  sandbox::SharedState& state_;
  sandbox::RecordWriter writer_;
  ContainerSpending& spending_;
  const ContainerSpending before_;
  sandbox::GoOn answer_;      ///< the last one
  std::uint64_t number_ = 0;  ///< of the current member
  bool in_member_ = false;
};

}  // namespace braque::worker
