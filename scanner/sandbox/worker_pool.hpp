// Workers, as many as are needed at once, and the watchdog over them.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.hpp"
#include "model/container_reader.hpp"
#include "sandbox/fork_server.hpp"
#include "sandbox/protocol.hpp"
#include "sandbox/worker_process.hpp"

namespace braque::sandbox {

struct PoolOptions {
  std::string program;  ///< braque-extract
  Mode mode = Mode::best_effort;
  std::string ocr_languages;  ///< "eng+fra"; "": text in pictures is not recognised
  int jobs = 1;               ///< threads that will read; idle workers beyond that are not kept
  Budget budget;              ///< the limits of workers
};

/// Reads containers in workers. Nothing is started before the first one is met. A worker belongs to
/// one container at a time; a container inside of it takes another worker.
class WorkerPool final : public ContainerReader {
 public:
  explicit WorkerPool(PoolOptions options);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool() override;

  Outcome read(std::string_view format, const RandomAccess& input, std::string_view name,
               const Budget& budget, ContainerSpending& spending, MemberSink& sink) override;

  /// What the workers lacked of the lock-down; "" when they lacked nothing or none was started.
  std::string missing() const;
  std::string remark() const override;

  // For a reading.
  Result<std::unique_ptr<WorkerProcess>> take();
  /// A new process, for a reading or for files.
  Result<std::unique_ptr<WorkerProcess>> fork(Role role);
  const Budget& budget() const { return options_.budget; }
  /// A worker that is done with its file.
  void give_back(std::unique_ptr<WorkerProcess> worker);
  /// The watchdog looks at it until unwatch().
  void watch(WorkerProcess& worker);
  void unwatch(WorkerProcess& worker);

 private:
  void run_watchdog();
  void start_server(std::unique_lock<std::mutex>& lock);
  Result<void> ensure_server();

  const PoolOptions options_;
  mutable std::mutex mutex_;  ///< guards everything below but server_
  std::condition_variable changed_;
  std::vector<std::unique_ptr<WorkerProcess>> idle_;
  std::vector<WorkerProcess*> watched_;
  std::string missing_;
  std::thread watchdog_;
  bool ending_ = false;
  bool server_wanted_ = false;  ///< the watchdog is to start it: its thread lives long enough
  Result<void> server_started_;
  std::mutex server_mutex_;  ///< guards server_
  ForkServer server_;
};

}  // namespace braque::sandbox
