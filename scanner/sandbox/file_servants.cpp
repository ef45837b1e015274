#include "sandbox/file_servants.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace braque::sandbox {
namespace {

ReadFailure stalled() {
  return {Reason::stalled_mount, "the mount gave no answer in time and is left alone"};
}

ReadFailure failure_of(const FileReply& reply) {
  return {static_cast<Reason>(reply.reason), reply.detail.data()};
}

/// A file that is open in a servant. One call at a time: the threads that read windows of a large file
/// wait for one another, and the network is what they wait for anyway.
class RemoteItem final : public OpenItem {
 public:
  RemoteItem(FileServants& servants, std::unique_ptr<WorkerProcess> servant, std::uint64_t device,
             std::uint64_t answer_ms, const ItemMetadata& metadata)
      : servants_(servants),
        device_(device),
        answer_ms_(answer_ms),
        metadata_(metadata),
        servant_(std::move(servant)) {}
  RemoteItem(const RemoteItem&) = delete;
  RemoteItem& operator=(const RemoteItem&) = delete;
  ~RemoteItem() override {
    FileReply reply;
    FileRequest request;
    request.call = FileRequest::Call::close;
    if (call(request, reply)) servants_.give_back(std::move(servant_));
  }

  std::uint64_t size() const override { return metadata_.size; }
  const ItemMetadata& metadata() const override { return metadata_; }

  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>& failure) const override {
    if (offset >= size()) return 0;
    into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size() - offset)));
    const std::lock_guard lock(mutex_);
    std::size_t done = 0;
    while (done < into.size()) {
      FileRequest request;
      request.call = FileRequest::Call::read;
      request.offset = offset + done;
      request.bytes = static_cast<std::uint32_t>(std::min(into.size() - done, kChunkBytesMax));
      FileReply reply;
      if (!call(request, reply)) {
        failure = stalled();
        return done;
      }
      std::memcpy(into.data() + done, servant_->records(), reply.bytes);
      done += reply.bytes;
      if (reply.failed != 0) failure = failure_of(reply);
      if (reply.failed != 0 || reply.bytes < request.bytes) break;
    }
    return done;
  }

  Extent next_data(std::uint64_t offset) const override {
    if (offset >= size() || metadata_.allocated_bytes >= size()) return {offset, size()};
    const std::lock_guard lock(mutex_);
    FileRequest request;
    request.call = FileRequest::Call::next_data;
    request.offset = offset;
    FileReply reply;
    const bool sound = call(request, reply) && reply.failed == 0 && reply.begin >= offset &&
                       reply.end <= size() && reply.begin <= size() &&
                       (reply.begin < reply.end || reply.begin == size());
    return sound ? Extent{reply.begin, reply.end} : Extent{offset, size()};
  }

  Reason changed() const override {
    const std::lock_guard lock(mutex_);
    FileRequest request;
    request.call = FileRequest::Call::changed;
    FileReply reply;
    return call(request, reply) ? static_cast<Reason>(reply.reason) : Reason::none;
  }

 private:
  bool call(const FileRequest& request, FileReply& reply) const {
    if (!servant_) return false;
    if (servant_->call(request, reply, {}, answer_ms_)) return true;
    servants_.give_up(device_);
    servant_->abandon();
    servant_.reset();
    return false;
  }

  FileServants& servants_;
  const std::uint64_t device_;
  const std::uint64_t answer_ms_;
  const ItemMetadata metadata_;
  mutable std::mutex mutex_;  ///< guards servant_
  mutable std::unique_ptr<WorkerProcess> servant_;  ///< null once it hangs
};

}  // namespace

bool FileServants::given_up(std::uint64_t device) {
  const std::lock_guard lock(mutex_);
  return hanging_.contains(device);
}

void FileServants::give_up(std::uint64_t device) {
  const std::lock_guard lock(mutex_);
  hanging_.insert(device);
}

void FileServants::give_back(std::unique_ptr<WorkerProcess> servant) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(servant));
}

Result<std::unique_ptr<WorkerProcess>> FileServants::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto servant = std::move(idle_.back());
      idle_.pop_back();
      return servant;
    }
  }
  return pool_.fork(Role::servant);
}

Opened FileServants::open(const Request& request) {
  if (given_up(request.device)) return {nullptr, stalled()};
  FileRequest call;
  call.call = FileRequest::Call::open;
  call.cross_mounts = request.cross_mounts ? 1 : 0;
  call.keep_access_time = request.keep_access_time ? 1 : 0;
  const std::size_t length = std::strlen(request.name);
  if (length >= call.name.size()) return {nullptr, ReadFailure{Reason::io_error, "File name too long"}};
  std::memcpy(call.name.data(), request.name, length);
  auto servant = take();
  if (!servant) return {nullptr, ReadFailure{Reason::io_error, servant.error().message}};
  const std::uint64_t answer_ms = pool_.budget().remote_answer_ms;
  const std::array directory{request.directory};
  FileReply reply;
  if (!(*servant)->call(call, reply, directory, answer_ms)) {
    give_up(request.device);
    (*servant)->abandon();
    return {nullptr, stalled()};
  }
  if (reply.failed != 0) {
    give_back(std::move(*servant));
    return {nullptr, failure_of(reply)};
  }
  return {std::make_unique<RemoteItem>(*this, std::move(*servant), request.device, answer_ms,
                                       reply.metadata),
          std::nullopt};
}

}  // namespace braque::sandbox
