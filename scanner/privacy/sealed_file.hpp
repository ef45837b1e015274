// A temporary file without a name whose content is encrypted with a key that lives in this object
// only: after a crash nothing of it can be found by name, or read from the disk.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/result.hpp"
#include "model/budget.hpp"

namespace braque {

/// Append-only. AES-256 in counter mode with a random key per file; no byte position is ever
/// written twice, so no key stream is used twice. Not authenticated: nobody else can open the file.
/// Lies in $TMPDIR, /var/tmp or /tmp (O_TMPFILE), else in memory (memfd). Opened by the first
/// append. `read_at` may be called from several threads as long as nobody appends.
class SealedFile {
 public:
  /// `process_bytes_max` limits the bytes of all sealed files of this process together.
  explicit SealedFile(std::uint64_t process_bytes_max = Budget{}.temporary_bytes_max);
  SealedFile(SealedFile&& other) noexcept;
  SealedFile& operator=(SealedFile&& other) noexcept;
  ~SealedFile();

  /// ErrorKind::unavailable when the process's quota is used up, else io. After a failure the file
  /// ends where it ended before.
  Result<void> append(std::span<const char> bytes);
  /// Reads until `into` is full or the file's end; returns the bytes read.
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) const;
  std::uint64_t size() const noexcept { return size_; }

  /// For a process that is to read the file too (decrypt_at): -1 while it is empty.
  int descriptor() const noexcept { return descriptor_; }
  const std::array<unsigned char, 32>& key() const noexcept { return key_; }

  /// Bytes in all sealed files of this process.
  static std::uint64_t process_bytes() noexcept;

 private:
  Result<void> open();
  Result<void> append_chunk(std::span<const char> bytes);
  void release() noexcept;

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::uint64_t process_bytes_max_;
  std::array<unsigned char, 32> key_{};
};

/// Reads what a SealedFile wrote, until `into` is full or the file ends; returns the bytes read.
Result<std::size_t> decrypt_at(int descriptor, const std::array<unsigned char, 32>& key,
                               std::uint64_t offset, std::span<char> into);

}  // namespace braque
