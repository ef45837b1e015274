#include "documents/ole2.hpp"

#include <algorithm>
#include <limits>

#include "extract/encoding.hpp"

namespace braque::documents {
namespace {

// [MS-CFB] 2.1 and 2.2: special sector numbers and the header's fields.
constexpr std::uint32_t kLastRegularSector = 0xfffffffa;
constexpr std::uint32_t kNoStream = 0xffffffff;
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kHeaderFatSectors = 109;
constexpr std::size_t kHeaderFatOffset = 76;
constexpr std::size_t kSmallSectorBytes = 64;
// 2.6.1: a directory entry.
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kNameBytesMax = 64;
constexpr unsigned kStorageType = 1, kStreamType = 2, kRootType = 5;
/// Paths grow with the nesting of storages, so that both are bounded.
constexpr std::size_t kDepthMax = 64;
constexpr std::size_t kPathBytesMax = 1024;

bool same_folded(std::string_view left, std::string_view right) {
  const auto fold = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char a, char b) { return fold(a) == fold(b); });
}

/// Part of the directory's tree that is still to be visited.
struct Visit {
  std::uint32_t id;
  std::string parent;  ///< path with a trailing slash, or ""
  std::size_t depth;
};

}  // namespace

std::uint64_t little_number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}

std::string utf8_from_utf16(std::string_view bytes) {
  return extract::decode_head("UTF-16LE", bytes);
}

void Ole2File::damaged(const char* note) {
  if (!damage_) damage_ = {Reason::corrupt, note};
}

std::size_t Ole2File::read_sector_bytes(std::uint32_t sector, std::size_t within,
                                        std::span<char> into) const {
  std::optional<ReadFailure> failure;
  // 2.1: sector 0 follows the header, which takes up one sector.
  const std::uint64_t offset = (std::uint64_t{sector} + 1) * sector_bytes_ + within;
  return bytes_->read_at(offset, into, failure);
}

std::vector<std::uint32_t> Ole2File::follow(std::uint32_t first, std::uint64_t count_max,
                                            const std::vector<std::uint32_t>& table,
                                            bool& broken) const {
  std::vector<std::uint32_t> chain;
  std::uint32_t sector = first;
  // A chain that runs in a circle ends at the count.
  while (sector <= kLastRegularSector && chain.size() < count_max) {
    if (sector >= table.size()) {
      broken = true;
      break;
    }
    chain.push_back(sector);
    sector = table[sector];
  }
  return chain;
}

void Ole2File::read_fat(std::span<const char> header) {
  const std::string_view head(header.data(), header.size());
  const std::size_t per_sector = sector_bytes_ / 4;
  std::string buffer(sector_bytes_, '\0');
  const auto add = [&](std::uint64_t sector) {
    if (sector > kLastRegularSector || fat_.size() >= sectors_) return;
    const std::size_t count = read_sector_bytes(static_cast<std::uint32_t>(sector), 0, buffer);
    if (count < 4) damaged("a part of its sector table is missing");
    for (std::size_t at = 0; at < per_sector; ++at)
      fat_.push_back(at * 4 + 4 <= count
                         ? static_cast<std::uint32_t>(little_number(buffer, at * 4, 4))
                         : kNoStream);
  };
  for (std::size_t i = 0; i < kHeaderFatSectors; ++i)
    add(little_number(head, kHeaderFatOffset + 4 * i, 4));
  std::string list(sector_bytes_, '\0');
  std::uint64_t next = little_number(head, 68, 4);
  for (std::uint64_t i = 0; next <= kLastRegularSector && i < sectors_ && fat_.size() < sectors_;
       ++i) {
    const std::size_t count = read_sector_bytes(static_cast<std::uint32_t>(next), 0, list);
    if (count < sector_bytes_) return damaged("a part of its sector table is missing");
    for (std::size_t at = 0; at + 1 < per_sector; ++at) add(little_number(list, at * 4, 4));
    next = little_number(list, sector_bytes_ - 4, 4);
  }
}

Result<void> Ole2File::read_header() {
  std::array<char, kHeaderBytes> header;
  std::optional<ReadFailure> failure;
  const std::size_t count = bytes_->read_at(0, header, failure);
  const std::string_view head(header.data(), count);
  if (failure) return unexpected(ErrorKind::io, failure->detail);
  if (count < kHeaderBytes || !head.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
    return unexpected(ErrorKind::invalid, "its header is cut off");
  const std::uint64_t shift = little_number(head, 30, 2);
  if (shift < 7 || shift > 16) return unexpected(ErrorKind::invalid, "its sectors have no size");
  sector_bytes_ = std::size_t{1} << shift;
  sectors_ = std::min<std::uint64_t>(bytes_->size() / sector_bytes_ + 1, kLastRegularSector);
  small_below_ = little_number(head, 56, 4);
  read_fat(header);
  read_directory(static_cast<std::uint32_t>(little_number(head, 48, 4)), sectors_);
  read_small_streams(static_cast<std::uint32_t>(little_number(head, 60, 4)));
  return {};
}

void Ole2File::read_small_streams(std::uint32_t first_sector) {
  bool broken = false;
  const std::vector<std::uint32_t> chain = follow(first_sector, sectors_, fat_, broken);
  std::string buffer(sector_bytes_, '\0');
  for (const std::uint32_t sector : chain) {
    const std::size_t count = read_sector_bytes(sector, 0, buffer);
    for (std::size_t at = 0; at + 4 <= count; at += 4)
      small_fat_.push_back(static_cast<std::uint32_t>(little_number(buffer, at, 4)));
  }
  if (broken) damaged("a part of its table of short streams is missing");
  small_stream_ = {};
  small_stream_.sectors = follow(root_.first_sector, sectors_, fat_, small_stream_.broken);
  small_stream_.size = small_stream_.sectors.size() * sector_bytes_;
}

void Ole2File::read_directory(std::uint32_t first_sector, std::uint64_t sectors_max) {
  Chain directory;
  directory.sectors = follow(first_sector, sectors_max, fat_, directory.broken);
  directory.size = directory.sectors.size() * sector_bytes_;
  if (directory.broken) damaged("a part of its directory is missing");
  const auto count = static_cast<std::uint32_t>(directory.size / kEntryBytes);
  std::vector<bool> seen(count, false);
  // 2.6.4: siblings form a binary tree, and a storage points to the root of its children's.
  std::vector<Visit> open = {{0, "", 0}};
  std::array<char, kEntryBytes> record;
  while (!open.empty()) {
    const Visit visit = std::move(open.back());
    open.pop_back();
    if (visit.id == kNoStream) continue;
    if (visit.id >= count || seen[visit.id]) {
      damaged("its directory points to nowhere");
      continue;
    }
    seen[visit.id] = true;
    if (read_at(directory, std::uint64_t{visit.id} * kEntryBytes, record) < kEntryBytes) {
      damaged("a part of its directory is missing");
      continue;
    }
    const std::string_view bytes(record.data(), record.size());
    const auto type = static_cast<unsigned char>(bytes[66]);
    const auto link = [&](std::size_t at) {
      return static_cast<std::uint32_t>(little_number(bytes, at, 4));
    };
    Ole2Entry entry;
    const std::size_t name_bytes =
        std::clamp<std::size_t>(little_number(bytes, 64, 2), 2, kNameBytesMax) - 2;
    entry.path = visit.parent + utf8_from_utf16(bytes.substr(0, name_bytes));
    entry.storage = type != kStreamType;
    entry.first_sector = link(116);
    // 2.6.1: the upper half of the size means nothing where sectors have 512 bytes.
    entry.size = std::min(little_number(bytes, 120, sector_bytes_ > 512 ? 8 : 4), bytes_->size());
    std::copy_n(record.data() + 80, entry.class_id.size(),
                reinterpret_cast<char*>(entry.class_id.data()));
    const bool root = visit.id == 0;
    if (!root) {
      open.push_back({link(72), visit.parent, visit.depth});
      open.push_back({link(68), visit.parent, visit.depth});
    }
    if (root) {
      root_ = entry;
      if (type != kRootType) damaged("its directory has no root");
    }
    if (root || type == kStorageType) {
      const std::string below = root ? std::string() : entry.path + '/';
      if (visit.depth < kDepthMax && below.size() <= kPathBytesMax)
        open.push_back({link(76), below, visit.depth + 1});
      else
        damaged("its storages are nested too deeply");
    }
    if (root || (type != kStorageType && type != kStreamType)) continue;
    if (entry.storage) entry.size = 0;
    entries_.push_back(std::move(entry));
  }
}

Result<Ole2File> Ole2File::open(const RandomAccess& bytes, const Budget& budget) {
  if (bytes.size() / 128 > budget.decoder_window_bytes_max)
    return unexpected(ErrorKind::invalid, "its sector table needs too much memory");
  Ole2File file(bytes);
  if (auto read = file.read_header(); !read) return read.error();
  return file;
}

const Ole2Entry* Ole2File::find(std::string_view path) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Ole2Entry& entry) {
    return same_folded(entry.path, path);
  });
  return found == entries_.end() ? nullptr : &*found;
}

Ole2File::Chain Ole2File::chain(const Ole2Entry& entry) const {
  Chain chain;
  chain.small = entry.size < small_below_;
  const std::size_t sector = chain.small ? kSmallSectorBytes : sector_bytes_;
  chain.sectors = follow(entry.first_sector, (entry.size + sector - 1) / sector,
                         chain.small ? small_fat_ : fat_, chain.broken);
  chain.size = std::min<std::uint64_t>(entry.size, chain.sectors.size() * sector);
  if (chain.size < entry.size) chain.broken = true;
  return chain;
}

std::size_t Ole2File::read_at(const Chain& chain, std::uint64_t offset,
                              std::span<char> into) const {
  const std::size_t sector_bytes = chain.small ? kSmallSectorBytes : sector_bytes_;
  std::size_t done = 0;
  while (done < into.size() && offset < chain.size) {
    std::uint64_t index = offset / sector_bytes;
    const auto within = static_cast<std::size_t>(offset % sector_bytes);
    // Sectors that lie one after the other are read at once.
    std::uint64_t run = sector_bytes - within;
    const std::uint32_t first = chain.sectors[static_cast<std::size_t>(index)];
    while (run < into.size() - done && ++index < chain.sectors.size() &&
           chain.sectors[static_cast<std::size_t>(index)] == first + (run + within) / sector_bytes)
      run += sector_bytes;
    const auto wanted = static_cast<std::size_t>(
        std::min({run, std::uint64_t{into.size() - done}, chain.size - offset}));
    const std::span<char> piece = into.subspan(done, wanted);
    const std::size_t count =
        chain.small
            ? read_at(small_stream_, std::uint64_t{first} * kSmallSectorBytes + within, piece)
            : read_sector_bytes(first, within, piece);
    done += count;
    offset += count;
    if (count < wanted) break;
  }
  return done;
}

std::string Ole2File::read(const Ole2Entry& entry, std::uint64_t bytes_max) const {
  const Chain sectors = chain(entry);
  std::string bytes(static_cast<std::size_t>(std::min(sectors.size, bytes_max)), '\0');
  bytes.resize(read_at(sectors, 0, bytes));
  return bytes;
}

std::size_t Ole2Stream::unpack(std::span<char> into) {
  const std::size_t count = file_.read_at(chain_, offset_, into);
  offset_ += count;
  return count;
}

extract::Problem Ole2Stream::problem() const {
  if (!chain_.broken && offset_ >= chain_.size) return {};
  return {Reason::corrupt, "its sectors are not all there"};
}

}  // namespace braque::documents
