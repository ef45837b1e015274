// An item: what a source yields (a file, later a table), before anything of it was read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/reason.hpp"

namespace braque {

/// What fstat says; times in nanoseconds since 1970.
struct ItemMetadata {
  std::uint64_t size = 0;
  std::uint64_t allocated_bytes = 0;  ///< st_blocks * 512
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t links = 1;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  std::uint32_t owner = 0;
  std::uint32_t group = 0;
  std::uint32_t mode = 0;  ///< type and permission bits
};

/// Opaque to everyone but the source that made it: what `Source::open` needs to find the item
/// again without resolving a path (for files: the open directory).
class ItemAnchor {
 public:
  virtual ~ItemAnchor() = default;
};

struct Item {
  std::uint64_t sequence = 0;  ///< order of discovery within the run, from 0
  std::uint32_t target = 0;    ///< index of the target on the command line
  std::string path;            ///< absolute; bytes, not necessarily UTF-8, any length
  std::string relative;        ///< below the target; "" when the target is the item itself
  /// In a folder that people mark as private: `relative` with keyed names in place of all that lies
  /// below that folder. "" elsewhere.
  std::string private_name{};
  ItemMetadata metadata;       ///< of the time of discovery; zero where nothing was asked
  bool remote = false;         ///< on a mount whose inodes and change times are not reliable
  std::shared_ptr<const ItemAnchor> anchor;
};

/// The ledger's line for an item or a part of it.
struct Outcome {
  Status status = Status::complete;
  Reason reason = Reason::none;
  std::uint64_t bytes = 0;  ///< size of what was to be read
  std::uint64_t bytes_done = 0;
  std::string format;  ///< "text", "csv", "zip", "binary", ...
  std::string note;    ///< English remark for people ("not valid JSON, read as text"); no content
};

}  // namespace braque
