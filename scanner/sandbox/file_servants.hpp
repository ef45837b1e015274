// Lists, opens and reads files of network and FUSE mounts through servants: processes that are left
// alone when a call of theirs never returns.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "model/remote_files.hpp"
#include "sandbox/worker_pool.hpp"

namespace braque::sandbox {

/// Thread-safe; outlives the items that it opened. `pool` starts the processes and outlives it.
class FileServants final : public RemoteFiles {
 public:
  explicit FileServants(WorkerPool& pool) : pool_(pool) {}

  Opened open(const Request& request) override;
  Found find(const std::string& path, std::uint64_t device) override;
  Found status(const Request& request) override;
  Found open_directory(const Request& request) override;
  long list(int directory, std::uint64_t device, bool seek, std::int64_t cookie,
            std::span<char> into) override;

  // For an open item.
  void give_back(std::unique_ptr<WorkerProcess> servant);
  void give_up(std::uint64_t device);

 private:
  bool given_up(std::uint64_t device);
  Result<std::unique_ptr<WorkerProcess>> take();
  std::unique_ptr<WorkerProcess> ask(const FileRequest& call, int directory, std::uint64_t device,
                                     FileReply& reply, Descriptor* opened);
  Found ask_by_name(FileRequest::Call call, const Request& request);

  WorkerPool& pool_;
  std::mutex mutex_;  ///< guards what follows
  std::vector<std::unique_ptr<WorkerProcess>> idle_;
  std::set<std::uint64_t> hanging_;  ///< devices
};

}  // namespace braque::sandbox
