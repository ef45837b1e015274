#include "extract/zip_directory.hpp"

#include <algorithm>
#include <array>

namespace braque::extract {
namespace {

constexpr std::size_t kEndBytes = 22, kCommentBytesMax = 65535;
constexpr std::size_t kLocatorBytes = 20, kEnd64Bytes = 56, kRecordBytes = 46;
constexpr std::string_view kEndMark("PK\x05\x06", 4), kLocatorMark("PK\x06\x07", 4),
    kEnd64Mark("PK\x06\x06", 4), kRecordMark("PK\x01\x02", 4);
constexpr std::uint64_t kEverything32 = 0xffffffff;

std::string read_range(const RandomAccess& file, std::uint64_t offset, std::size_t size,
                       Problem& failure) {
  std::string bytes(size, '\0');
  std::optional<ReadFailure> read_failure;
  bytes.resize(file.read_at(offset, bytes, read_failure));
  if (read_failure) failure = {read_failure->reason, read_failure->detail};
  return bytes;
}

/// Where the directory lies, and how far the offsets in it are off (bytes put before the zip).
struct Place {
  std::uint64_t begin, size, shift, entries;
  bool trailing;
};

std::optional<Place> place_of(const RandomAccess& file, std::uint64_t end, std::uint64_t size,
                              std::uint64_t stated, std::uint64_t entries, Problem& failure) {
  // Directly before its end record, as every writer puts it; else where the record says.
  for (std::uint64_t begin : {end - std::min(size, end), stated}) {
    if (begin > end || size > end - begin) continue;
    if (size == 0 && entries == 0) return Place{begin, 0, 0, 0, false};
    if (read_range(file, begin, 4, failure) == kRecordMark)
      return Place{begin, size, begin - stated, entries, false};
  }
  return std::nullopt;
}

/// The zip64 end record, when a locator stands before the end record at `end`.
std::optional<Place> find_zip64(const RandomAccess& file, std::uint64_t end, Problem& failure) {
  if (end < kLocatorBytes + kEnd64Bytes) return std::nullopt;
  const std::string locator = read_range(file, end - kLocatorBytes, kLocatorBytes, failure);
  if (!locator.starts_with(kLocatorMark)) return std::nullopt;
  for (std::uint64_t at : {little_endian(locator, 8, 8), end - kLocatorBytes - kEnd64Bytes}) {
    if (at > end - kLocatorBytes) continue;
    const std::string record = read_range(file, at, kEnd64Bytes, failure);
    if (!record.starts_with(kEnd64Mark) || record.size() < kEnd64Bytes) continue;
    return place_of(file, at, little_endian(record, 40, 8), little_endian(record, 48, 8),
                    little_endian(record, 32, 8), failure);
  }
  return std::nullopt;
}

std::optional<Place> find_directory(const RandomAccess& file, Problem& failure) {
  const std::uint64_t size = file.size();
  const auto tail_bytes =
      static_cast<std::size_t>(std::min<std::uint64_t>(size, 2 * kCommentBytesMax + kEndBytes));
  const std::string tail = read_range(file, size - tail_bytes, tail_bytes, failure);
  for (std::size_t at = tail.rfind(kEndMark); at != std::string::npos && !failure;
       at = at == 0 ? std::string::npos : tail.rfind(kEndMark, at - 1)) {
    const std::size_t comment = static_cast<std::size_t>(little_endian(tail, at + 20, 2));
    if (tail.size() - at < kEndBytes || tail.size() - at - kEndBytes < comment) continue;
    const std::uint64_t end = size - tail_bytes + at;
    auto place = find_zip64(file, end, failure);
    if (!place)
      place = place_of(file, end, little_endian(tail, at + 12, 4), little_endian(tail, at + 16, 4),
                       little_endian(tail, at + 10, 2), failure);
    if (!place) continue;
    place->trailing = tail.find_first_not_of('\0', at + kEndBytes + comment) != std::string::npos;
    return place;
  }
  return std::nullopt;
}

/// Reads the directory forward through a small buffer.
class RecordReader {
 public:
  RecordReader(const RandomAccess& file, std::uint64_t begin, std::uint64_t end)
      : file_(file), at_(begin), end_(end) {}

  /// The next `size` bytes, fewer at the end. Valid until the next call.
  std::string_view peek(std::size_t size, Problem& failure) {
    if (buffer_.size() - used_ < size && at_ + (buffer_.size() - used_) < end_) {
      buffer_.erase(0, used_);
      used_ = 0;
      const std::uint64_t next = at_ + buffer_.size();
      const std::size_t wanted = static_cast<std::size_t>(
          std::min<std::uint64_t>(end_ - next, std::max<std::size_t>(size, 64 << 10)));
      buffer_ += read_range(file_, next, wanted, failure);
    }
    return std::string_view(buffer_).substr(used_, size);
  }
  void skip(std::size_t size) {
    used_ = std::min(buffer_.size(), used_ + size);
    at_ += size;
  }
  std::uint64_t position() const { return at_; }

 private:
  const RandomAccess& file_;
  std::uint64_t at_, end_;  ///< at_ is the file offset of buffer_[used_]
  std::string buffer_;
  std::size_t used_ = 0;
};

/// APPNOTE 4.5.3: the 64-bit values of those fields that are all ones, in a fixed order.
void apply_zip64(std::string_view extra, ZipEntry& entry) {
  std::size_t at = 0;
  while (extra.size() - at >= 4) {
    const auto id = little_endian(extra, at, 2);
    const auto size = static_cast<std::size_t>(little_endian(extra, at + 2, 2));
    at += 4;
    if (size > extra.size() - at) return;
    if (id == 1) {
      const std::string_view values = extra.substr(at, size);
      std::size_t value_at = 0;
      for (std::uint64_t* field : {&entry.unpacked, &entry.packed, &entry.offset}) {
        if (*field != kEverything32 || values.size() - value_at < 8) continue;
        *field = little_endian(values, value_at, 8);
        value_at += 8;
      }
      return;
    }
    at += size;
  }
}

/// A record of the directory: 46 fixed bytes (APPNOTE 4.3.12), name, extra field, comment.
ZipEntry parse_record(std::string_view record, std::uint64_t record_offset) {
  constexpr std::uint64_t kUnix = 3, kMacOs = 19, kTypeMask = 0170000, kLink = 0120000;
  ZipEntry entry;
  entry.flags = static_cast<std::uint16_t>(little_endian(record, 8, 2));
  entry.method = static_cast<std::uint16_t>(little_endian(record, 10, 2));
  entry.crc = static_cast<std::uint32_t>(little_endian(record, 16, 4));
  entry.packed = little_endian(record, 20, 4);
  entry.unpacked = little_endian(record, 24, 4);
  entry.name_bytes = static_cast<std::uint16_t>(little_endian(record, 28, 2));
  entry.offset = little_endian(record, 42, 4);
  entry.name_offset = record_offset + kRecordBytes;
  const std::uint64_t host = little_endian(record, 5, 1);
  entry.symlink =
      (host == kUnix || host == kMacOs) && (little_endian(record, 40, 2) & kTypeMask) == kLink;
  return entry;
}

}  // namespace

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}

std::optional<ZipDirectory> read_zip_directory(const RandomAccess& file, std::uint64_t entries_max,
                                               Problem& failure) {
  const auto place = find_directory(file, failure);
  if (!place) return std::nullopt;
  ZipDirectory directory;
  directory.begin = place->begin;
  if (place->trailing) directory.problem = {Reason::corrupt, "other bytes follow the archive"};
  RecordReader reader(file, place->begin, place->begin + place->size);
  const std::uint64_t end = place->begin + place->size;
  while (reader.position() < end && !failure) {
    const std::uint64_t at = reader.position();
    const std::string_view fixed = reader.peek(kRecordBytes, failure);
    if (fixed.size() < kRecordBytes || !fixed.starts_with(kRecordMark)) {
      // A digital signature (APPNOTE 4.3.13) may end the directory.
      if (!fixed.starts_with("PK\x05\x05"))
        directory.problem = {Reason::corrupt, "the central directory is damaged"};
      break;
    }
    if (directory.entries.size() >= entries_max) {
      directory.more = true;
      break;
    }
    ZipEntry entry = parse_record(fixed, at);
    const auto extra_bytes = static_cast<std::size_t>(little_endian(fixed, 30, 2));
    const auto comment_bytes = static_cast<std::size_t>(little_endian(fixed, 32, 2));
    const std::size_t before_extra = kRecordBytes + entry.name_bytes;
    const std::string_view record = reader.peek(before_extra + extra_bytes, failure);
    apply_zip64(record.substr(std::min(before_extra, record.size())), entry);
    entry.offset += place->shift;
    directory.entries.push_back(entry);
    reader.skip(before_extra + extra_bytes + comment_bytes);
  }
  std::stable_sort(directory.entries.begin(), directory.entries.end(),
                   [](const ZipEntry& a, const ZipEntry& b) { return a.offset < b.offset; });
  return directory;
}

}  // namespace braque::extract
