#include "source/directory_entries.hpp"

#include <dirent.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace braque::source {
namespace {

// glibc's readdir asks for 32 KiB at a time; 128 KiB holds some 4,000 short names.
constexpr std::size_t kBufferBytes = 128 << 10;

// getdents64(2): struct linux_dirent64 { u64 d_ino; s64 d_off; u16 d_reclen; u8 d_type;
// char d_name[]; }.
constexpr std::size_t kOffsetAt = 8;
constexpr std::size_t kLengthAt = 16;
constexpr std::size_t kTypeAt = 18;
constexpr std::size_t kNameAt = 19;

EntryType type_of(unsigned char type) {
  switch (type) {
    case DT_REG:
      return EntryType::file;
    case DT_DIR:
      return EntryType::directory;
    case DT_LNK:
      return EntryType::symlink;
    case DT_UNKNOWN:
      return EntryType::unknown;
    default:
      return EntryType::special;
  }
}

}  // namespace

DirectoryEntries::DirectoryEntries() : buffer_(kBufferBytes) {}

void DirectoryEntries::add(std::string_view name, unsigned char type) {
  if (name == "." || name == ".." || name.empty()) return;
  entries_.push_back({static_cast<std::uint32_t>(names_.size()),
                      static_cast<std::uint16_t>(name.size()), type_of(type)});
  names_.append(name);
  names_.push_back('\0');
}

void DirectoryEntries::clear() {
  names_.clear();
  entries_.clear();
}

int DirectoryEntries::read(int descriptor, DirectoryPosition& position, const ChunkLimits& limits) {
  const auto fill = [descriptor](bool seek, std::int64_t cookie, std::span<char> into) -> long {
    if (seek && ::lseek(descriptor, cookie, SEEK_SET) < 0) return -errno;
    long length = -1;
    do {
      length = ::syscall(SYS_getdents64, descriptor, into.data(), into.size());
    } while (length < 0 && errno == EINTR);
    return length < 0 ? -errno : length;
  };
  return read(fill, position, limits);
}

int DirectoryEntries::read(const Fill& fill, DirectoryPosition& position,
                           const ChunkLimits& limits) {
  clear();
  int error = 0;
  bool full = false;
  bool seek = position.cookie != 0;
  while (error == 0 && !full && !position.at_end) {
    const long length = fill(seek, position.cookie, buffer_);
    seek = false;
    if (length < 0) {
      error = static_cast<int>(-length);
      break;
    }
    position.at_end = length == 0;
    const char* const end = buffer_.data() + length;
    for (const char* record = buffer_.data(); record + kNameAt < end && !full;) {
      std::uint16_t record_length = 0;
      std::memcpy(&record_length, record + kLengthAt, sizeof record_length);
      if (record_length <= kNameAt || record_length > end - record) {
        error = EIO;
        break;
      }
      std::memcpy(&position.cookie, record + kOffsetAt, sizeof position.cookie);
      std::size_t name_room = record_length - kNameAt;
      add({record + kNameAt, ::strnlen(record + kNameAt, name_room)},
          static_cast<unsigned char>(record[kTypeAt]));
      record += record_length;
      full = entries_.size() >= limits.entries_max || names_.size() >= limits.name_bytes_max;
    }
  }
  auto bytes_before = [this](const Entry& a, const Entry& b) {
    return std::string_view(names_.data() + a.start, a.length) <
           std::string_view(names_.data() + b.start, b.length);
  };
  std::sort(entries_.begin(), entries_.end(), bytes_before);
  return error;
}

}  // namespace braque::source
