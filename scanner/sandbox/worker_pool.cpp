#include "sandbox/worker_pool.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "sandbox/reading.hpp"

namespace braque::sandbox {
namespace {

constexpr std::chrono::milliseconds kWatchPeriod{100};
constexpr int kForkAttemptsMax = 16;

}  // namespace

WorkerPool::WorkerPool(PoolOptions options) : options_(std::move(options)) {}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  idle_.clear();
  // Before the watchdog's thread ends, with which all workers would.
  if (watchdog_.joinable()) watchdog_.join();
}

Outcome WorkerPool::read(std::string_view format, const RandomAccess& input, std::string_view name,
                         const Budget& budget, ContainerSpending& spending, MemberSink& sink) {
  return Reading(*this, {format, input, name, budget, spending, sink}).run();
}

std::string WorkerPool::missing() const {
  std::lock_guard lock(mutex_);
  return missing_;
}

std::string WorkerPool::remark() const {
  const std::string lacked = missing();
  if (lacked.empty()) return {};
  return options_.mode == Mode::off ? "archives and documents were read without a sandbox"
                                    : "the sandbox of workers was not complete: " + lacked;
}

Result<void> WorkerPool::ensure_server() {
  if (server_.running()) return {};
  std::unique_lock lock(mutex_);
  if (!watchdog_.joinable()) watchdog_ = std::thread([this] { run_watchdog(); });
  server_wanted_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return !server_wanted_; });
  return server_started_;
}

Result<std::unique_ptr<WorkerProcess>> WorkerPool::take() {
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto worker = std::move(idle_.back());
      idle_.pop_back();
      return worker;
    }
  }
  auto worker = fork(Role::reader);
  if (worker) {
    std::lock_guard lock(mutex_);
    missing_ = (*worker)->hello().fault.data();
  }
  return worker;
}

Result<std::unique_ptr<WorkerProcess>> WorkerPool::fork(Role role) {
  ServerRequest request;
  request.role = role;
  request.mode = options_.mode;
  request.broker = ::getpid();
  request.memory_bytes_max = options_.budget.worker_memory_bytes_max;
  request.cpu_seconds_max = options_.budget.worker_cpu_seconds_max;
  std::lock_guard server_lock(server_mutex_);
  auto worker = Result<std::unique_ptr<WorkerProcess>>(std::unique_ptr<WorkerProcess>());
  // That somebody ended the fork server, or a worker before it came to work, is not the file's
  // fault.
  for (int attempt = 0; attempt < kForkAttemptsMax; ++attempt) {
    if (auto started = ensure_server(); !started) return started.error();
    worker = server_.fork(request);
    if (worker || worker.error().kind == ErrorKind::invalid) break;
  }
  return worker;
}

void WorkerPool::give_back(std::unique_ptr<WorkerProcess> worker) {
  const Budget& budget = options_.budget;
  if (worker->served >= budget.worker_files_max ||
      worker->resident_bytes() > budget.worker_kept_bytes_max)
    return;
  std::lock_guard lock(mutex_);
  if (idle_.size() <= static_cast<std::size_t>(std::max(1, options_.jobs)))
    idle_.push_back(std::move(worker));
}

void WorkerPool::watch(WorkerProcess& worker) {
  std::lock_guard lock(mutex_);
  watched_.push_back(&worker);
}

void WorkerPool::unwatch(WorkerProcess& worker) {
  std::lock_guard lock(mutex_);
  std::erase(watched_, &worker);
}

void WorkerPool::start_server(std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  // Whoever wants it holds server_mutex_ and waits.
  auto started = server_.start(options_.program, options_.ocr_languages);
  lock.lock();
  server_started_ = started;
  server_wanted_ = false;
  changed_.notify_all();
}

void WorkerPool::run_watchdog() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    if (server_wanted_) start_server(lock);
    const std::int64_t now = monotonic_ns();
    for (WorkerProcess* worker : watched_) worker->check(now, options_.budget);
    // Being told of every file would cost more than looking ten times a second.
    changed_.wait_for(lock, kWatchPeriod, [this] { return ending_ || server_wanted_; });
  }
}

}  // namespace braque::sandbox
