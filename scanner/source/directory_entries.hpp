// The names in a directory, read with getdents64 and sorted by their bytes, a bounded chunk at a
// time. A directory within the bounds (all but giants) is one chunk, so that the order depends on
// names only; in a larger one the chunks follow the file system's own order.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace braque::source {

enum class EntryType : std::uint8_t { unknown, file, directory, symlink, special };

struct ChunkLimits {
  std::uint64_t entries_max;
  std::uint64_t name_bytes_max;
};

/// Where to go on in a directory; survives closing and reopening it.
struct DirectoryPosition {
  std::int64_t cookie = 0;  ///< d_off of the last entry taken
  bool at_end = false;
};

/// Reuses its buffers from directory to directory; for one thread.
class DirectoryEntries {
 public:
  DirectoryEntries();

  /// Replaces the entries by the next chunk from `position` on, "." and ".." left out. Returns 0
  /// or errno; entries read before the error are kept.
  int read(int descriptor, DirectoryPosition& position, const ChunkLimits& limits);

  /// Fills a buffer as getdents64(2) does, from `cookie` on when `seek`; the number of bytes, or an
  /// errno below zero.
  using Fill = std::function<long(bool seek, std::int64_t cookie, std::span<char> into)>;
  int read(const Fill& fill, DirectoryPosition& position, const ChunkLimits& limits);
  void clear();

  std::size_t size() const { return entries_.size(); }
  /// Zero-terminated; valid until the next read.
  std::string_view name(std::size_t index) const {
    return {names_.data() + entries_[index].start, entries_[index].length};
  }
  EntryType type(std::size_t index) const { return entries_[index].type; }

 private:
  struct Entry {
    std::uint32_t start;
    std::uint16_t length;
    EntryType type;
  };
  void add(std::string_view name, unsigned char type);

  std::vector<char> buffer_;
  std::string names_;  ///< each followed by a zero byte
  std::vector<Entry> entries_;
};

}  // namespace braque::source
