#include "worker/serve_files.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
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
  if (opened.failure)
    fail(reply, *opened.failure);
  else
    reply.metadata = opened.item->metadata();
  return std::move(opened.item);
}

void read(const FileRequest& request, const OpenItem& item, char* records, FileReply& reply) {
  std::optional<ReadFailure> failure;
  const std::size_t wanted = std::min<std::size_t>(request.bytes, kChunkBytesMax);
  reply.bytes =
      static_cast<std::uint32_t>(item.read_at(request.offset, std::span(records, wanted), failure));
  if (failure) fail(reply, *failure);
}

void tell(const source::FileStatus& status, FileReply& reply) {
  reply.metadata = status.metadata;
  reply.mount_id = status.mount_id;
}

/// The kind is asked for here, where a dead server's answer is waited for by nobody else.
void tell_directory(const Descriptor& directory, FileReply& reply) {
  source::FileStatus status;
  reply.error = source::status_at(directory.get(), "", status);
  tell(status, reply);
  reply.kind = static_cast<std::uint8_t>(source::file_system_kind(directory.get()));
}

Descriptor open_directory(const FileRequest& request, int directory, FileReply& reply) {
  const auto mounts = request.cross_mounts != 0 ? source::Mounts::cross : source::Mounts::stay;
  int error = 0;
  Descriptor opened = source::open_directory(directory, request.name.data(), mounts, error);
  reply.error = error;
  if (opened) tell_directory(opened, reply);
  return opened;
}

/// The type is asked for before anything is opened: opening a device can have effects.
Descriptor find(const FileRequest& request, char* records, FileReply& reply) {
  const std::unique_ptr<char, decltype(&std::free)> path(::realpath(request.name.data(), nullptr),
                                                         &std::free);
  source::FileStatus status;
  reply.error = path == nullptr ? errno : source::status_at(AT_FDCWD, path.get(), status);
  if (reply.error != 0) return {};
  tell(status, reply);
  reply.bytes = static_cast<std::uint32_t>(std::min<std::size_t>(
      std::strlen(path.get()), std::min<std::size_t>(request.bytes, kChunkBytesMax)));
  std::memcpy(records, path.get(), reply.bytes);
  if (!S_ISDIR(status.metadata.mode)) return {};
  Descriptor opened(::open(path.get(), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (opened)
    tell_directory(opened, reply);
  else
    reply.error = errno;
  return opened;
}

void list(const FileRequest& request, int directory, char* records, FileReply& reply) {
  const auto cookie = static_cast<off_t>(request.offset);
  if (request.seek != 0 && ::lseek(directory, cookie, SEEK_SET) < 0) {
    reply.error = errno;
    return;
  }
  const std::size_t wanted = std::min<std::size_t>(request.bytes, kChunkBytesMax);
  long length = -1;
  do {
    length = ::syscall(SYS_getdents64, directory, records, wanted);
  } while (length < 0 && errno == EINTR);
  reply.error = length < 0 ? errno : 0;
  reply.bytes = length < 0 ? 0 : static_cast<std::uint32_t>(length);
}

/// The directory that was opened, if one was asked for.
Descriptor serve_directory(const FileRequest& request, int directory, char* records,
                           FileReply& reply) {
  using Call = FileRequest::Call;
  if (request.call == Call::find) return find(request, records, reply);
  if (request.call == Call::open_directory) return open_directory(request, directory, reply);
  if (request.call == Call::list) {
    list(request, directory, records, reply);
    return {};
  }
  source::FileStatus status;
  reply.error = source::status_at(directory, request.name.data(), status);
  tell(status, reply);
  return {};
}

void serve_file(const FileRequest& request, const Descriptor& directory, char* memory,
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
  void* mapped = ::mmap(nullptr, kSharedBytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
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
    Descriptor opened;
    if (call.call >= FileRequest::Call::find)
      opened = serve_directory(call, directory[0].get(), static_cast<char*>(mapped) + kStateBytes,
                               reply);
    else
      serve_file(call, directory[0], static_cast<char*>(mapped), item, reply);
    const std::array descriptors{opened.get()};
    if (!send_struct(kWorkerSocket, reply, std::span(descriptors).first(opened ? 1 : 0)))
      ::_exit(0);
  }
}

}  // namespace braque::worker
