#include "sandbox/channel.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace braque::sandbox {
namespace {

/// Room for the descriptors of one message, aligned as cmsg(3) wants it.
struct Control {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kDescriptorsMax * sizeof(int))> bytes{};
};

void take_descriptors(msghdr& header, std::span<Descriptor> descriptors) {
  std::size_t taken = 0;
  for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(part) + i * sizeof number, sizeof number);
      Descriptor owned(number);  // what nobody asked for is closed here
      if (taken < descriptors.size()) descriptors[taken++] = std::move(owned);
    }
  }
}

}  // namespace

bool make_channel(Descriptor& one, Descriptor& other) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
  one = Descriptor(ends[0]);
  other = Descriptor(ends[1]);
  return true;
}

bool send_message(int socket, std::span<const std::byte> message,
                  std::span<const int> descriptors) {
  iovec part{const_cast<std::byte*>(message.data()), message.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  Control control;
  if (!descriptors.empty()) {
    const std::size_t bytes = std::min(descriptors.size(), kDescriptorsMax) * sizeof(int);
    header.msg_control = control.bytes.data();
    header.msg_controllen = CMSG_SPACE(bytes);
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(bytes);
    std::memcpy(CMSG_DATA(rights), descriptors.data(), bytes);
  }
  ssize_t sent = -1;
  do {
    sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(message.size());
}

Received receive_message(int socket, std::span<std::byte> into, std::span<Descriptor> descriptors) {
  iovec part{into.data(), into.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  Control control;
  header.msg_control = control.bytes.data();
  header.msg_controllen = control.bytes.size();
  ssize_t count = -1;
  do {
    count = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
  } while (count < 0 && errno == EINTR);
  Received received;
  if (count <= 0) {
    received.timed_out = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    received.ended = !received.timed_out;
    return received;
  }
  take_descriptors(header, descriptors);
  received.bytes = static_cast<std::size_t>(count);
  received.cut = (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0;
  return received;
}

}  // namespace braque::sandbox
