// What the parts of a container reader hand to each other: where bytes come from (ByteInput), what
// makes other bytes of them (Unpacker), and why either stopped (Problem).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "model/reason.hpp"

namespace braque::extract {

/// Why reading or unpacking ended early; `note` is for people and holds nothing of the content.
struct Problem {
  Reason reason = Reason::none;
  std::string note;
  explicit operator bool() const noexcept { return reason != Reason::none; }
};

/// Bytes read forward, and sought where `size` is known.
class ByteInput {
 public:
  virtual ~ByteInput() = default;
  /// Up to into.size() bytes; 0 at the end or on failure. Bytes before a failure come first.
  virtual std::size_t read(std::span<char> into) = 0;
  /// Set when `seek` works.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  virtual void seek(std::uint64_t) {}
  /// Offset of the next byte.
  virtual std::uint64_t position() const = 0;
  /// Valid after `read` returned 0.
  virtual Problem problem() const = 0;
};

/// Turns packed bytes into plain ones, in order.
class Unpacker {
 public:
  virtual ~Unpacker() = default;
  /// Up to into.size() bytes; 0 at the end or on failure. Bytes before a failure come first.
  virtual std::size_t unpack(std::span<char> into) = 0;
  /// Packed bytes used so far, at least.
  virtual std::uint64_t consumed() const = 0;
  /// Valid after `unpack` returned 0.
  virtual Problem problem() const = 0;
};

}  // namespace braque::extract
