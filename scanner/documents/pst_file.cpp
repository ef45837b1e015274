#include "documents/pst_file.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "documents/fields.hpp"

namespace braque::documents::pst {
namespace {

// 2.2.2.6: the header; offsets of the wide and of the narrow form.
constexpr std::size_t kHeaderBytes = 552;
constexpr unsigned kFirstWide = 20, kLargePages = 36;
constexpr unsigned kPermuted = 1, kCyclic = 2, kSealed = 0x10;
constexpr unsigned kLevelsMax = 12;
constexpr std::size_t kPagesKeptMax = 2048;
constexpr std::size_t kBlocksMax = 2 << 20;

}  // namespace

Result<File> File::open(const RandomAccess& bytes) {
  std::array<char, kHeaderBytes> header;
  std::optional<ReadFailure> failure;
  const std::string_view head(header.data(), bytes.read_at(0, header, failure));
  if (head.size() < kHeaderBytes) return unexpected(ErrorKind::invalid, "its header is cut off");
  File file(bytes);
  const unsigned version = u16(head, 10);
  file.wide_ = version >= kFirstWide;
  file.page_bytes_ = version >= kLargePages ? 4096 : 512;
  file.cipher_ = u8(head, file.wide_ ? 513 : 461);
  file.sealed_ = file.cipher_ == kSealed;
  file.nodes_ = file.wide_ ? u64(head, 224) : u32(head, 188);
  file.blocks_ = file.wide_ ? u64(head, 240) : u32(head, 196);
  return file;
}

std::uint64_t File::number(std::string_view bytes, std::size_t index) const {
  return wide_ ? u64(bytes, 8 * index) : u32(bytes, 4 * index);
}

/// 2.2.2.7.7.1: entries, then how many, their size and the level.
File::Page File::read_page(std::uint64_t offset) const {
  if (const auto kept = pages_.find(offset); kept != pages_.end()) return kept->second;
  Page page;
  page.bytes.resize(page_bytes_);
  std::optional<ReadFailure> failure;
  page.bytes.resize(bytes_->read_at(offset, page.bytes, failure));
  if (page.bytes.size() < page_bytes_) return {};
  const std::size_t fields = large_pages() ? 4056 : wide_ ? 488 : 496;
  page.count = large_pages() ? u16(page.bytes, fields) : u8(page.bytes, fields);
  page.entry_bytes = u8(page.bytes, fields + (large_pages() ? 4 : 2));
  page.level = u8(page.bytes, fields + (large_pages() ? 5 : 3));
  const std::size_t smallest = 3 * width();
  if (page.entry_bytes < smallest || page.level > kLevelsMax) return {};
  page.count = static_cast<unsigned>(std::min<std::size_t>(page.count, fields / page.entry_bytes));
  if (pages_.size() >= kPagesKeptMax) pages_.clear();
  return pages_[offset] = page;
}

/// The entry of a key at a leaf; "" when there is none.
std::string File::find_entry(std::uint64_t root, std::uint64_t key) const {
  std::uint64_t offset = root;
  unsigned level_max = kLevelsMax;
  while (true) {
    const Page page = read_page(offset);
    if (page.count == 0 || page.level > level_max) return {};
    std::string_view found;
    for (unsigned i = 0; i < page.count; ++i) {
      const auto entry =
          std::string_view(page.bytes).substr(i * page.entry_bytes, page.entry_bytes);
      const std::uint64_t entry_key = number(entry, 0);
      if (page.level == 0
              ? (entry_key & ~1ULL) == (key & ~1ULL) && (root == blocks_ || entry_key == key)
              : (entry_key & ~1ULL) <= key)
        found = entry;
    }
    if (found.empty()) return {};
    if (page.level == 0) return std::string(found);
    level_max = page.level - 1;
    offset = number(found, 2);
  }
}

Node File::node_of(std::string_view entry) const {
  Node node;
  node.id = static_cast<std::uint32_t>(number(entry, 0));
  node.data = number(entry, 1);
  node.below = number(entry, 2);
  node.parent = u32(entry, 3 * width());
  return node;
}

std::optional<Node> File::find_node(std::uint32_t id) const {
  const std::string entry = find_entry(nodes_, id);
  if (entry.empty()) return std::nullopt;
  return node_of(entry);
}

bool File::for_each_node(const std::function<bool(const Node&)>& take) const {
  struct Visit {
    std::uint64_t offset;
    unsigned level_max;
  };
  std::vector<Visit> open = {{nodes_, kLevelsMax}};
  bool whole = true;
  // A page may be named twice only by a damaged file: no more pages than there is room for.
  std::uint64_t left = bytes_->size() / page_bytes_ + 1;
  while (!open.empty() && left-- > 0) {
    const Visit visit = open.back();
    open.pop_back();
    const Page page = read_page(visit.offset);
    if (page.entry_bytes == 0 || page.level > visit.level_max) {
      whole = false;
      continue;
    }
    for (unsigned i = page.count; page.level > 0 && i-- > 0;)
      open.push_back(
          {number(std::string_view(page.bytes).substr(i * page.entry_bytes), 2), page.level - 1});
    for (unsigned i = 0; page.level == 0 && i < page.count; ++i)
      if (!take(node_of(std::string_view(page.bytes).substr(i * page.entry_bytes)))) return whole;
  }
  return whole && open.empty();
}

std::string File::read_block(std::uint64_t block) const {
  const std::string entry = find_entry(blocks_, block);
  if (entry.empty()) return {};
  const std::size_t size = u16(entry, 2 * width());
  std::string bytes(size, '\0');
  std::optional<ReadFailure> failure;
  bytes.resize(bytes_->read_at(number(entry, 1), bytes, failure));
  if (bytes.size() < size) return {};
  // The OST files of Outlook 2013 pack their blocks.
  const std::size_t unpacked = u16(entry, 2 * width() + 2);
  if (large_pages() && unpacked > size) {
    std::string plain(unpacked, '\0');
    uLongf count = plain.size();
    if (uncompress(reinterpret_cast<Bytef*>(plain.data()), &count,
                   reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) != Z_OK)
      return {};
    plain.resize(count);
    bytes = std::move(plain);
  }
  // 2.2.2.2: the second bit tells internal blocks, which are never disguised.
  if ((block & 2) != 0) return bytes;
  if (cipher_ == kPermuted) unhide_permuted(bytes);
  if (cipher_ == kCyclic) unhide_cyclic(bytes, static_cast<std::uint32_t>(block));
  return bytes;
}

/// 2.2.2.8.3.2: lists of blocks, and lists of such lists.
std::vector<std::uint64_t> File::data_blocks(std::uint64_t block) const {
  std::vector<std::uint64_t> result;
  if (block == 0) return result;
  if ((block & 2) == 0) return {block};
  const auto list = [&](std::uint64_t id, std::vector<std::uint64_t>& into) {
    const std::string bytes = read_block(id);
    if (u8(bytes, 0) != 1) return 0U;
    const unsigned count = u16(bytes, 2);
    for (unsigned i = 0; i < count && 8 + (i + 1) * width() <= bytes.size(); ++i)
      if (into.size() < kBlocksMax) into.push_back(number(std::string_view(bytes).substr(8), i));
    return static_cast<unsigned>(u8(bytes, 1));
  };
  const unsigned level = list(block, result);
  if (level < 2) return result;
  std::vector<std::uint64_t> lists;
  lists.swap(result);
  for (const std::uint64_t id : lists) list(id, result);
  return result;
}

/// 2.2.2.8.3.3: nodes below a node, in one or two levels.
std::vector<Node> File::below(std::uint64_t block, std::size_t count_max) const {
  std::vector<Node> nodes;
  std::vector<std::uint64_t> open = {block};
  unsigned level_max = 2;
  const std::size_t header = wide_ ? 8 : 4;
  while (!open.empty() && nodes.size() < count_max) {
    const std::string bytes = open.back() == 0 ? std::string() : read_block(open.back());
    open.pop_back();
    const unsigned level = u8(bytes, 1), count = u16(bytes, 2);
    if (u8(bytes, 0) != 2 || level >= level_max) continue;
    const std::size_t entry_bytes = (level == 0 ? 3 : 2) * width();
    for (unsigned i = 0; i < count && header + (i + 1) * entry_bytes <= bytes.size(); ++i) {
      const auto entry = std::string_view(bytes).substr(header + i * entry_bytes, entry_bytes);
      if (level > 0)
        open.push_back(number(entry, 1));
      else if (nodes.size() < count_max)
        nodes.push_back(node_of(entry));
    }
    level_max = 1;
  }
  return nodes;
}

std::size_t Data::unpack(std::span<char> into) {
  while (at_ == block_.size() && next_ < blocks_.size()) {
    block_ = file_.read_block(blocks_[next_++]);
    at_ = 0;
    missing_ = missing_ || block_.empty();
  }
  const std::size_t count = block_.copy(into.data(), into.size(), at_);
  at_ += count;
  given_ += count;
  return count;
}

extract::Problem Data::problem() const {
  if (!missing_) return {};
  return {Reason::corrupt, "some of its blocks are missing"};
}

}  // namespace braque::documents::pst
