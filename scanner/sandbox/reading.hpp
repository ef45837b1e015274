// One container on its way through a worker: what the worker says is checked, counted and handed to
// the sink. When the worker is lost, another one reads the container again up to where the sink
// got, so that nothing is handed over twice; a second loss ends the reading.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/extractor.hpp"
#include "privacy/sealed_file.hpp"
#include "sandbox/records.hpp"
#include "sandbox/worker_process.hpp"

namespace braque::sandbox {

class WorkerPool;

/// As the arguments of ContainerReader::read().
struct ReadingTask {
  std::string_view format;
  const RandomAccess& input;
  std::string_view name;
  const Budget& budget;
  ContainerSpending& spending;
  MemberSink& sink;
};

class Reading final : private ByteStream {
 public:
  Reading(WorkerPool& pool, const ReadingTask& task);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() override;

  Outcome run();

 private:
  enum class Step : std::uint8_t { record, lost };

  std::size_t read(std::span<char> into) override;
  Outcome outcome() const override { return member_outcome_; }

  bool share_input();
  bool copy_to_memory();
  bool copy_to_file();
  bool begin_attempt();
  bool recover();
  bool replay();
  void skip_to_end();
  Step next(Record& record);
  Step next_of_attempt(Record& record);
  Step receive();
  Step violate(const char* fault);
  bool tells_otherwise();
  Step lose();
  void drop_worker();
  void account(const Spent& spent);
  Spent others() const;
  GoOn go_on() const;
  bool hand_over(Record& record);
  Outcome finish(Record& record);
  Outcome lost_outcome() const;

  WorkerPool& pool_;
  ReadingTask task_;
  const ContainerSpending before_;
  const std::int64_t started_ns_;

  RandomAccess::Shared shared_;
  // Of input that has no descriptor of its own.
  Descriptor copy_;
  std::optional<SealedFile> sealed_copy_;

  std::unique_ptr<WorkerProcess> worker_;
  std::optional<RecordReader> reader_;
  bool last_chunk_ = false;
  int attempts_ = 0;
  Ending ending_;  ///< of the last worker that was lost

  // How far the sink got.
  std::uint64_t members_ = 0;  ///< handed over to their end
  bool in_member_ = false;
  std::uint64_t delivered_ = 0;  ///< bytes of the current member
  std::uint64_t total_ = 0;      ///< bytes of all members
  std::string_view pending_;     ///< bytes that the sink did not take yet
  Outcome member_outcome_;
  bool skipping_ = false;  ///< the sink wants no more of the current member

  Spent spent_;              ///< by the worker, as counted in task_.spending
  Spent others_at_request_;  ///< what others had spent when this attempt began
};

}  // namespace braque::sandbox
