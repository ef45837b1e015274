// The seam between the scan and where items lie: {list, open, read_at}. A file system today; a
// mount served by a process of its own, or a database, later.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/item.hpp"

namespace braque {

/// Why an item could not be opened or read; `detail` is the system's message, without a path.
struct ReadFailure {
  Reason reason = Reason::io_error;
  std::string detail;
};

/// Bytes that can be read at any offset. Safe for reading from several threads at once.
class RandomAccess {
 public:
  virtual ~RandomAccess() = default;
  virtual std::uint64_t size() const = 0;
  /// Reads until `into` is full or the end; returns the bytes read, short only at the end. On
  /// failure `failure` is set and the bytes before it count.
  virtual std::size_t read_at(std::uint64_t offset, std::span<char> into,
                              std::optional<ReadFailure>& failure) const = 0;
  /// The first stretch of data at or after `offset` as [begin, end); begin == size() when only
  /// holes follow. Default: everything is data.
  struct Extent {
    std::uint64_t begin, end;
  };
  virtual Extent next_data(std::uint64_t offset) const { return {offset, size()}; }
  /// How another process can read the same bytes by itself: with pread on a descriptor that stays
  /// this object's; decrypted with `key`, AES-256 in counter mode, where there is one. Nothing when
  /// there is no such descriptor: the bytes must then be copied.
  struct Shared {
    int descriptor = -1;
    std::uint64_t allocated_bytes = 0;  ///< st_blocks * 512; less than size(): there are holes
    std::optional<std::array<unsigned char, 32>> key;
  };
  virtual std::optional<Shared> shared() const { return std::nullopt; }
};

/// An open item.
class OpenItem : public RandomAccess {
 public:
  /// As fstat said at open.
  virtual const ItemMetadata& metadata() const = 0;
  /// changed_during_read when size, mtime or ctime differ from those at open; vanished and io_error
  /// are possible; none when all is as it was.
  virtual Reason changed() const = 0;
};

class OpenTable;  // model/table.hpp

struct Opened {
  std::unique_ptr<OpenItem> item;  ///< null when `failure` is set
  std::optional<ReadFailure> failure;
  std::shared_ptr<OpenTable> table = nullptr;  ///< instead of `item`, of databases
};

/// Receives what a source discovers. Called from the listing thread only.
class ItemSink {
 public:
  virtual ~ItemSink() = default;
  /// An item to scan. May block while the queue is full. False: stop listing.
  virtual bool found(Item item) = 0;
  /// Something met that will not be scanned, or a directory that could not be listed: it ends in
  /// the ledger as it is.
  virtual bool passed_over(Item item, Outcome outcome) = 0;
  /// Another name of an item that was or will be found under its first name (hard link); counted
  /// with it, scanned once.
  virtual bool also_named(Item item, std::string first_path) = 0;
};

/// What became of listing one target.
struct Listing {
  bool complete = false;  ///< every directory was listed to its end
  bool reached = false;   ///< the target itself exists and could be opened or listed
  std::string detail;     ///< why not, for people
};

class Source {
 public:
  virtual ~Source() = default;
  /// Walks one target and reports everything met, in an order that depends on the names only.
  virtual Listing list(ItemSink& sink) = 0;
  /// Opens an item found by `list`, from any thread.
  virtual Opened open(const Item& item) const = 0;
  /// The target as the user wrote it, and its lasting name (`--as`, or host and path).
  virtual const std::string& target() const = 0;
  virtual const std::string& lasting_name() const = 0;
  /// In records: "file", "postgresql" ...
  virtual std::string_view kind() const { return "file"; }
  /// It reads a sample of each item by itself: --sample chooses rows, not items.
  virtual bool samples_rows() const { return false; }
  /// What people must know beside the items; from any thread, after the listing.
  virtual std::vector<std::string> remarks() const { return {}; }
};

}  // namespace braque
