#include "source/hard_links.hpp"

namespace braque::source {
namespace {

/// Of one entry beside its path: node, key, string and bucket.
constexpr std::uint64_t kEntryBytes = 96;

}  // namespace

std::size_t HardLinks::KeyHash::operator()(const Key& key) const noexcept {
  // The finaliser of MurmurHash3: inode numbers are chosen by the file system, often in rows.
  std::uint64_t mixed = key.inode ^ (key.device * 0x9e3779b97f4a7c15ULL);
  mixed = (mixed ^ (mixed >> 33)) * 0xff51afd7ed558ccdULL;
  mixed = (mixed ^ (mixed >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return mixed ^ (mixed >> 33);
}

std::string HardLinks::first_name(const ItemMetadata& metadata, std::string_view path) {
  if (metadata.links < 2) return {};
  Key key{metadata.device, metadata.inode};
  auto known = files_.find(key);
  if (known == files_.end()) {
    std::uint64_t bytes = kEntryBytes + path.size();
    if (bytes_ + bytes > bytes_max_) return {};
    bytes_ += bytes;
    files_.emplace(key, Entry{std::string(path), metadata.links - 1});
    return {};
  }
  if (--known->second.names_left > 0) return known->second.path;
  std::string first = std::move(known->second.path);
  bytes_ -= kEntryBytes + first.size();
  files_.erase(known);
  return first;
}

}  // namespace braque::source
