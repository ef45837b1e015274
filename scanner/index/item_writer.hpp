// Rows of `items` and `parts`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "index/sqlite.hpp"
#include "model/record.hpp"

namespace braque::index {

/// What the index holds about an item, as far as a decision needs it.
struct ItemRow {
  std::int64_t id = 0;
  std::int64_t configuration = 0;
  std::uint64_t result_hash = 0;
  std::uint64_t parts = 0;
  std::uint64_t findings = 0;
  bool gone = false;
};

/// Which run writes for which target.
struct WriteContext {
  std::int64_t run = 0;
  std::int64_t configuration = 0;
  std::int64_t target = 0;
  std::string_view root;  ///< of the target
};

/// Used by the one thread that writes, inside its transactions.
class ItemWriter {
 public:
  Result<void> open(const Database& database);

  Result<std::optional<ItemRow>> find(std::int64_t target, std::string_view relative);

  /// Rows of items that are met first have this number or a higher one.
  std::int64_t next_item() const { return next_item_; }

  /// Writes the item's row and its parts. `known` is what find() returned; `findings` the number of
  /// its findings that are not gone. Returns the row's id.
  Result<std::int64_t> write(const WriteContext& context, const ItemRecord& record,
                             const std::optional<ItemRow>& known, std::uint64_t result_hash,
                             std::uint64_t findings);

  /// The item's metadata alone: its content is what it was.
  Result<void> touch(const WriteContext& context, std::int64_t id, const ItemRecord& record);

  /// The path in its target is another one now.
  Result<void> rename(std::int64_t item, std::string_view relative);

  /// The same results under another configuration.
  Result<void> set_configuration(std::int64_t item, std::int64_t configuration,
                                 const RuleBits& candidates);

 private:
  Result<void> write_parts(std::int64_t item, const ItemRecord& record, bool replace);
  Result<void> write_columns(std::int64_t item, const ItemRecord& record, bool replace);

  Statement find_, insert_, update_, touch_, rename_, set_configuration_, delete_parts_, insert_part_,
      delete_columns_, insert_column_;
  std::int64_t next_item_ = 1;
};

/// The path that the index need not store: the root and the path below it.
std::string joined_path(std::string_view root, std::string_view relative);

}  // namespace braque::index
