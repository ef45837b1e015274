// The worker program of the tests. The format of a request says what its reader does:
//   exec, socket, open, ptrace, fork, kill   makes that system call, then hands over its errno
//   crash, abort, hang, eat, hold, garbage   ends or behaves as a broken parser does
//   crash-after                              hands over three members and crashes in the fourth
//   members                                  hands over as many members as the input has bytes;
//   each
//                                            holds its number, a million times for the byte 'L'
//   copy                                     hands over the input as one member
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "model/extractor.hpp"
#include "worker/fork_server.hpp"

namespace braque {
namespace {

/// Gives pieces until `make` gives an empty one.
class Pieces final : public ByteStream {
 public:
  explicit Pieces(std::function<std::string()> make) : make_(std::move(make)) {}
  std::size_t read(std::span<char> into) override {
    if (rest_.empty()) rest_ = make_();
    const std::size_t count = std::min(into.size(), rest_.size());
    std::memcpy(into.data(), rest_.data(), count);
    rest_.erase(0, count);
    done_ += count;
    return count;
  }
  Outcome outcome() const override {
    Outcome outcome;
    outcome.bytes = outcome.bytes_done = done_;
    return outcome;
  }

 private:
  std::function<std::string()> make_;
  std::string rest_;
  std::uint64_t done_ = 0;
};

/// Writes over the records before its own place.
class Garbage final : public ByteStream {
 public:
  std::size_t read(std::span<char> into) override {
    std::memset(into.data() - 64, 0xee, 64);
    return 0;
  }
  Outcome outcome() const override { return {}; }
};

void hand(MemberSink& sink, std::string name, ByteStream& bytes) {
  Member member;
  member.name = std::move(name);
  member.structure = "text";
  member.bytes = &bytes;
  sink.member(member);
}

void hand_text(MemberSink& sink, std::string name, std::string text) {
  Pieces pieces([&] { return std::exchange(text, {}); });
  hand(sink, std::move(name), pieces);
}

long forbidden(std::string_view what) {
  if (what == "exec") return ::syscall(SYS_execve, "/bin/true", nullptr, nullptr);
  if (what == "socket") return ::socket(AF_INET, SOCK_STREAM, 0);
  if (what == "open") return ::open("/etc/passwd", O_RDONLY);
  if (what == "ptrace") return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  if (what == "fork") return ::fork();
  if (what == "kill") return ::kill(::getppid(), SIGTERM);
  return 0;
}

void hand_members(const RandomAccess& input, ContainerSpending& spending, MemberSink& sink) {
  std::vector<char> kinds(static_cast<std::size_t>(input.size()));
  std::optional<ReadFailure> failure;
  input.read_at(0, kinds, failure);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::string text = std::to_string(i) + "\n";
    int repeats = kinds[i] == 'L' ? 1'000'000 : 1;
    ++spending.entries;
    Pieces pieces([&] {
      spending.output_bytes += repeats > 0 ? text.size() : 0;
      return repeats-- > 0 ? text : std::string();
    });
    hand(sink, "member " + std::to_string(i), pieces);
  }
}

// Not for the sanitizer to notice: the signal is what is wanted.
[[noreturn]] __attribute__((no_sanitize("undefined"))) void crash() {
  volatile int* nowhere = nullptr;
  *nowhere = 1;
  std::abort();
}

void misbehave(std::string_view how, MemberSink& sink) {
  if (how == "crash") crash();
  if (how == "abort") std::abort();
  volatile bool for_ever = true;
  std::vector<std::string> eaten;
  while (how == "hang" && for_ever) {
  }
  while (how == "eat") eaten.emplace_back(1 << 20, 'x');
  if (how == "hold") {
    while (eaten.size() < 128) eaten.emplace_back(1 << 20, 'x');
    while (for_ever) {
    }
  }
  if (how == "crash-after") {
    for (int i = 0; i < 3; ++i) hand_text(sink, "member " + std::to_string(i), "whole");
    Pieces pieces([n = 0]() mutable -> std::string {
      if (++n == 300) crash();
      return std::string(4096, 'p');
    });
    hand(sink, "member 3", pieces);
  }
}

}  // namespace

Outcome read_container(std::string_view format, const RandomAccess& input, std::string_view,
                       const Budget&, ContainerSpending& spending, MemberSink& sink) {
  Outcome outcome;
  outcome.format = format;
  outcome.bytes = outcome.bytes_done = input.size();
  if (format == "members") {
    hand_members(input, spending, sink);
  } else if (format == "copy") {
    std::uint64_t offset = 0;
    Pieces pieces([&] {
      std::string piece(5'000, '\0');
      std::optional<ReadFailure> failure;
      piece.resize(input.read_at(offset, piece, failure));
      offset += piece.size();
      return piece;
    });
    hand(sink, "copy", pieces);
  } else if (format == "garbage") {
    Garbage garbage;
    hand(sink, "garbage", garbage);
  } else {
    misbehave(format, sink);
    errno = 0;
    const long answer = forbidden(format);
    hand_text(sink, std::string(format), answer < 0 ? "errno " + std::to_string(errno) : "done");
  }
  return outcome;
}

}  // namespace braque

/// Under AddressSanitizer a crash shall be one all the same.
extern "C" const char* __asan_default_options() {
  return "handle_segv=0:handle_abort=0:detect_leaks=0";
}

int main(int count, char** words) {
  int broker = 0;
  const std::string_view number = count == 3 ? words[2] : "";
  std::from_chars(number.data(), number.data() + number.size(), broker);
  braque::worker::serve_forks(broker);
  return 0;
}
