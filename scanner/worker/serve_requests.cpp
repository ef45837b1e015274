#include "worker/serve_requests.hpp"

#include <linux/close_range.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <new>

#include "sandbox/channel.hpp"
#include "worker/hand_members.hpp"
#include "worker/lock_down.hpp"
#include "worker/shared_input.hpp"

namespace braque::worker {
namespace {

using namespace sandbox;

SharedState* shared_state = nullptr;

void on_new_failed() {
  shared_state->out_of_memory.store(1, std::memory_order_relaxed);
  throw std::bad_alloc();
}

/// A request and the texts behind it.
struct Request {
  ReadRequest head;
  std::string_view format, name;
};

bool parse(std::span<const std::byte> message, Request& request) {
  if (message.size() < sizeof request.head) return false;
  std::memcpy(&request.head, message.data(), sizeof request.head);
  const std::string_view texts(reinterpret_cast<const char*>(message.data()) + sizeof request.head,
                               message.size() - sizeof request.head);
  if (texts.size() != std::size_t{request.head.format_bytes} + request.head.name_bytes)
    return false;
  request.format = texts.substr(0, request.head.format_bytes);
  request.name = texts.substr(request.head.format_bytes);
  return true;
}

Outcome failed(Reason reason, const char* note) {
  Outcome outcome;
  outcome.status = Status::partial;
  outcome.reason = reason;
  outcome.note = note;
  return outcome;
}

void serve(const Request& request, Descriptor file, char* memory) {
  ContainerSpending spending = request.head.spending;
  HandMembers members(memory, spending);
  Outcome outcome;
  try {
    const auto input = make_input(request.head, std::move(file), *shared_state);
    outcome = read_container(request.format, *input, request.name, request.head.budget, spending,
                             members);
  } catch (const std::bad_alloc&) {
    outcome = failed(Reason::budget_memory, "takes more memory than one file may");
  } catch (const std::exception&) {
    outcome = failed(Reason::corrupt, "the library that reads it gave up");
  }
  members.cut_off(outcome);
  members.done(outcome);
}

/// False when braque has gone.
bool serve_one(char* memory) {
  alignas(ReadRequest) std::array<std::byte, kRequestBytesMax> message;
  std::array<Descriptor, 1> file;
  const Received received = receive_message(kWorkerSocket, message, file);
  if (received.ended) return false;
  Request request;
  if (received.cut || !file[0] || !parse(std::span(message).first(received.bytes), request))
    ::_exit(kExitNonsense);
  shared_state->denied_call.store(0, std::memory_order_relaxed);
  shared_state->out_of_memory.store(0, std::memory_order_relaxed);
  serve(request, std::move(file[0]), memory);
  return true;
}

}  // namespace

void serve_requests(const ServerRequest& request, int socket, int memory) {
  void* mapped = ::mmap(nullptr, kSharedBytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
  // The socket may have the number that it is to get; then dup2() leaves it as it is.
  if (mapped == MAP_FAILED || ::dup2(socket, kWorkerSocket) < 0) ::_exit(kExitNotLocked);
  ::syscall(SYS_close_range, kWorkerSocket + 1, ~0U, 0);
  shared_state = static_cast<SharedState*>(mapped);
  std::set_new_handler(on_new_failed);
  const Hello hello = lock_down(request, *shared_state);
  if (!send_struct(kWorkerSocket, hello) || hello.complete == 0) ::_exit(kExitNotLocked);
  while (serve_one(static_cast<char*>(mapped))) {
  }
  ::_exit(0);
}

}  // namespace braque::worker
