// One message, with descriptors, over a SOCK_SEQPACKET socket.
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include "model/descriptor.hpp"

namespace braque::sandbox {

/// What is written to a descriptor at most travels with one message.
inline constexpr std::size_t kDescriptorsMax = 4;

/// Two connected ends. False, with errno set, when there is none.
bool make_channel(Descriptor& one, Descriptor& other);

/// Sends one message; false when nobody listens any more.
bool send_message(int socket, std::span<const std::byte> message,
                  std::span<const int> descriptors = {});

struct Received {
  std::size_t bytes = 0;
  bool ended = false;      ///< the other end is closed, or the socket failed
  bool timed_out = false;  ///< of the socket's SO_RCVTIMEO
  bool cut = false;        ///< the message or its descriptors did not fit
};

/// Receives one message. Descriptors beyond those that `descriptors` has room for are closed; those
/// that did not come are empty. All are close-on-exec.
Received receive_message(int socket, std::span<std::byte> into,
                         std::span<Descriptor> descriptors = {});

/// A message that is one struct.
template <typename Message>
requires std::is_trivially_copyable_v<Message>
bool send_struct(int socket, const Message& message, std::span<const int> descriptors = {}) {
  return send_message(socket, std::as_bytes(std::span(&message, 1)), descriptors);
}

/// False when something else came, or nothing.
template <typename Message>
requires std::is_trivially_copyable_v<Message>
bool receive_struct(int socket, Message& message, std::span<Descriptor> descriptors = {}) {
  const Received received =
      receive_message(socket, std::as_writable_bytes(std::span(&message, 1)), descriptors);
  return !received.cut && received.bytes == sizeof message;
}

}  // namespace braque::sandbox
