// A pool of misbehaving workers, inputs in memory, and a sink that keeps what it is given.
#pragma once

#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sandbox/worker_pool.hpp"

namespace sandbox_test {

using namespace braque;

class MemoryInput : public RandomAccess {
 public:
  explicit MemoryInput(std::string content) : content_(std::move(content)) {}
  std::uint64_t size() const override { return content_.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>&) const override {
    if (offset >= content_.size()) return 0;
    const std::size_t count = std::min<std::size_t>(into.size(), content_.size() - offset);
    std::memcpy(into.data(), content_.data() + offset, count);
    return count;
  }

 private:
  std::string content_;
};

struct Kept {
  std::string name, content;
  Outcome outcome;
  bool operator==(const Kept& other) const {
    return name == other.name && content == other.content && outcome.reason == other.outcome.reason;
  }
};

class KeepingSink : public MemberSink {
 public:
  std::vector<Kept> kept;
  std::function<void(const std::string& name, std::size_t read)> during;
  std::string unread;  ///< the member with this name is not read

  bool member(Member& member) override {
    Kept one{member.name, "", member.outcome};
    std::vector<char> buffer(10'000);
    while (member.bytes != nullptr && member.name != unread) {
      const std::size_t count = member.bytes->read(buffer);
      if (count == 0) break;
      one.content.append(buffer.data(), count);
      if (during) during(one.name, one.content.size());
    }
    if (member.bytes != nullptr && member.name != unread) one.outcome = member.bytes->outcome();
    kept.push_back(std::move(one));
    return true;
  }
};

inline sandbox::PoolOptions pool_options() {
  sandbox::PoolOptions options;
  options.program = BRAQUE_MISBEHAVING_WORKER;
  return options;
}

inline Outcome read(ContainerReader& pool, std::string_view format, const RandomAccess& input,
                    MemberSink& sink, const Budget& budget = {}) {
  ContainerSpending spending;
  spending.depth = 1;
  return pool.read(format, input, "name", budget, spending, sink);
}

inline std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

/// Processes whose parent this one is, the oldest first.
inline std::vector<pid_t> children() {
  std::vector<pid_t> found;
  DIR* folder = ::opendir("/proc");
  while (const dirent* entry = ::readdir(folder)) {
    const pid_t id = std::atoi(entry->d_name);
    if (id <= 0) continue;
    std::ifstream file("/proc/" + std::string(entry->d_name) + "/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t end = text.rfind(')');
    if (end == std::string::npos) continue;
    pid_t parent = 0;
    char state = 0;
    std::sscanf(text.c_str() + end + 1, " %c %d", &state, &parent);
    if (parent == ::getpid()) found.push_back(id);
  }
  ::closedir(folder);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace sandbox_test
