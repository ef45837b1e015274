// Items with the same content: matched once and listed everywhere. What was found in an item is
// kept for a while, for further ones with its content and name (the name's ending helps to tell the
// format, and what is in an archive of one member is called after it). Who comes too late is
// matched again.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/discovered.hpp"

namespace braque::pipeline {

struct ScanContext;

/// Thread-safe.
class Copies {
 public:
  /// Below, matching costs no more than remembering.
  static constexpr std::uint64_t kSizeMin = 4096;
  static constexpr std::size_t kItemsMax = 1024;
  static constexpr std::size_t kFindingsMax = 64;      ///< of an item that is kept ...
  static constexpr std::uint64_t kDistinctMax = 4096;  ///< ... and values in all of them

  /// Whether what is found depends on content and name alone: terms of special categories may be
  /// about whom a folder is named after, and an allow list may speak of paths.
  static bool possible(const ScanContext& context);

  void keep(const Digest& content, std::string_view name, const ItemDone& done);
  /// Null when there is none.
  std::shared_ptr<const ItemDone> find(const Digest& content, std::string_view name);

  /// Makes the original's record that of another item of the target, whose item is set already.
  static void copy(const ScanContext& context, const ItemDone& original,
                   std::string_view target_name, ItemDone& done);

 private:
  using Key = std::pair<Digest, std::string>;
  struct Kept {
    std::shared_ptr<const ItemDone> done;
    std::list<Key>::iterator place;
  };
  std::mutex mutex_;
  std::map<Key, Kept> kept_;  // GUARDED_BY(mutex_)
  std::list<Key> order_;      // GUARDED_BY(mutex_); the one asked for last in front
};

}  // namespace braque::pipeline
