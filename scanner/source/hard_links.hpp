// Which names are further names of a file already met. Only files with more than one link are kept,
// and only until their last name was seen. Used by the listing thread alone: because listing goes
// in the order of names, the first name wins in every run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/item.hpp"

namespace braque::source {

class HardLinks {
 public:
  /// Past `bytes_max` of remembered names no further file is remembered: its other names are then
  /// scanned like files of their own, which costs time and loses nothing.
  explicit HardLinks(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}

  /// The path under which the file was met first; "" when this is the first.
  std::string first_name(const ItemMetadata& metadata, std::string_view path);

 private:
  struct Key {
    std::uint64_t device, inode;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept;
  };
  struct Entry {
    std::string path;
    std::uint64_t names_left;
  };

  std::uint64_t bytes_max_;
  std::uint64_t bytes_ = 0;
  std::unordered_map<Key, Entry, KeyHash> files_;
};

}  // namespace braque::source
