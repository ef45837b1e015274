// What kind of file system a descriptor lies on, told by the magic number of statfs(2).
#pragma once

#include <cstdint>

namespace braque::source {

enum class FileSystemKind : std::uint8_t {
  local,
  remote,  ///< network and FUSE: data may lie elsewhere, zero blocks mean something
  pseudo,  ///< made up by the kernel: reading has side effects or never ends
};

/// `local` when statfs fails: what cannot be told apart is read.
FileSystemKind file_system_kind(int descriptor) noexcept;
FileSystemKind file_system_kind_of_magic(std::uint32_t magic) noexcept;

}  // namespace braque::source
