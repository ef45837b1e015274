// A zip whose directory is lost, by its local headers (APPNOTE.TXT 4.3.7).
#include <algorithm>

#include "extract/zip_body.hpp"
#include "extract/zip_directory.hpp"

namespace braque::extract {
namespace {

constexpr std::string_view kHeaderMark("PK\x03\x04", 4);
constexpr std::size_t kBlockBytes = 64 << 10;

/// Looks for local headers, block by block.
class HeaderFinder {
 public:
  HeaderFinder(const RandomAccess& file, Problem& failure) : file_(file), failure_(failure) {}

  /// The offset of the next header at or after `at`, or the file's size.
  std::uint64_t next(std::uint64_t at) {
    while (at < file_.size() && !failure_) {
      load(at);
      const std::size_t found = block_.find(kHeaderMark, static_cast<std::size_t>(at - begin_));
      if (found != std::string::npos) return begin_ + found;
      if (begin_ + block_.size() >= file_.size()) break;
      at = begin_ + block_.size() - (kHeaderMark.size() - 1);
    }
    return file_.size();
  }

  /// The fixed part of the header at `at`; shorter at the end of the file.
  std::string header(std::uint64_t at) { return read(at, kZipLocalHeaderBytes); }

 private:
  /// Makes the block hold what follows `at`, if it is not the file's last.
  void load(std::uint64_t at) {
    if (at >= begin_ && at + kHeaderMark.size() <= begin_ + block_.size()) return;
    begin_ = at;
    block_ = read(at, kBlockBytes);
  }
  std::string read(std::uint64_t at, std::size_t size) {
    std::string bytes(size, '\0');
    std::optional<ReadFailure> failure;
    bytes.resize(file_.read_at(at, bytes, failure));
    if (failure) failure_ = {failure->reason, failure->detail};
    return bytes;
  }

  const RandomAccess& file_;
  Problem& failure_;
  std::string block_;
  std::uint64_t begin_ = 0;
};

}  // namespace

ZipDirectory find_zip_entries(const RandomAccess& file, std::uint64_t entries_max,
                              Problem& failure) {
  constexpr std::uint64_t kSizesFollow = 8, kIn64 = 0xffffffff;
  ZipDirectory directory;
  directory.begin = file.size();
  HeaderFinder finder(file, failure);
  std::uint64_t at = finder.next(0);
  while (at < file.size() && !failure) {
    if (directory.entries.size() >= entries_max) {
      directory.more = true;
      break;
    }
    const std::string header = finder.header(at);
    if (header.size() < kZipLocalHeaderBytes) break;
    ZipEntry entry;
    entry.offset = at;
    entry.unlisted = true;
    entry.flags = static_cast<std::uint16_t>(little_endian(header, 6, 2));
    entry.method = static_cast<std::uint16_t>(little_endian(header, 8, 2));
    entry.packed = little_endian(header, 18, 4);
    entry.unpacked = little_endian(header, 22, 4);
    entry.name_offset = at + kZipLocalHeaderBytes;
    entry.name_bytes = static_cast<std::uint16_t>(little_endian(header, 26, 2));
    const std::uint64_t body = entry.name_offset + entry.name_bytes + little_endian(header, 28, 2);
    const bool known = (entry.flags & kSizesFollow) == 0 && entry.packed != kIn64;
    // A stored member may itself be a zip, with headers of its own: pass over it when its size is
    // said.
    at = finder.next(known ? body + entry.packed : body);
    if (!known) entry.packed = std::max(at, body) - body;
    directory.entries.push_back(entry);
  }
  return directory;
}

}  // namespace braque::extract
