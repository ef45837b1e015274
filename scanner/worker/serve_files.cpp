#include "worker/serve_files.hpp"

#include <linux/close_range.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "sandbox/channel.hpp"
#include "source/file_system_kind.hpp"
#include "source/open_beneath.hpp"
#include "source/open_item.hpp"

namespace braque::worker {
namespace {

using namespace sandbox;

void fail(FileReply& reply, const ReadFailure& failure) {
  reply.failed = 1;
  reply.reason = static_cast<std::uint8_t>(failure.reason);
  const std::size_t count = std::min(failure.detail.size(), reply.detail.size() - 1);
  std::memcpy(reply.detail.data(), failure.detail.data(), count);
}

std::unique_ptr<OpenItem> open(const FileRequest& request, int directory, FileReply& reply) {
  const auto mounts = request.cross_mounts != 0 ? source::Mounts::cross : source::Mounts::stay;
  const auto access_time =
      request.keep_access_time != 0 ? source::AccessTime::keep : source::AccessTime::update;
  Opened opened = source::open_item(
      [&](int& error) {
        return source::open_file(directory, request.name.data(), mounts, access_time, error);
      },
      source::FileSystemKind::remote);
  if (opened.failure) fail(reply, *opened.failure);
  else reply.metadata = opened.item->metadata();
  return std::move(opened.item);
}

void read(const FileRequest& request, const OpenItem& item, char* records, FileReply& reply) {
  std::optional<ReadFailure> failure;
  const std::size_t wanted = std::min<std::size_t>(request.bytes, kChunkBytesMax);
  reply.bytes =
      static_cast<std::uint32_t>(item.read_at(request.offset, std::span(records, wanted), failure));
  if (failure) fail(reply, *failure);
}

void serve(const FileRequest& request, const Descriptor& directory, char* memory,
           std::unique_ptr<OpenItem>& item, FileReply& reply) {
  using Call = FileRequest::Call;
  if (request.call == Call::open) {
    item = open(request, directory.get(), reply);
  } else if (request.call == Call::close) {
    item.reset();
  } else if (!item) {
    fail(reply, {});
  } else if (request.call == Call::read) {
    read(request, *item, memory + kStateBytes, reply);
  } else if (request.call == Call::next_data) {
    const RandomAccess::Extent extent = item->next_data(request.offset);
    reply.begin = extent.begin;
    reply.end = extent.end;
  } else {
    reply.reason = static_cast<std::uint8_t>(item->changed());
  }
}

}  // namespace

void serve_files(const ServerRequest& request, int socket, int memory) {
  void* mapped =
      ::mmap(nullptr, kSharedBytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
  if (mapped == MAP_FAILED || ::dup2(socket, kWorkerSocket) < 0) ::_exit(kExitNotLocked);
  ::syscall(SYS_close_range, kWorkerSocket + 1, ~0U, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  Hello hello;
  hello.complete = 1;
  if (::getppid() != request.broker || !send_struct(kWorkerSocket, hello)) ::_exit(kExitNotLocked);
  std::unique_ptr<OpenItem> item;
  while (true) {
    FileRequest call;
    std::array<Descriptor, 1> directory;
    if (!receive_struct(kWorkerSocket, call, directory)) ::_exit(0);
    call.name.back() = '\0';
    FileReply reply;
    serve(call, directory[0], static_cast<char*>(mapped), item, reply);
    if (!send_struct(kWorkerSocket, reply)) ::_exit(0);
  }
}

}  // namespace braque::worker
