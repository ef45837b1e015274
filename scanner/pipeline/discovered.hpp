// What the walker puts into the queue, and what a scanned item looks like on its way to the sink.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "model/finding_store.hpp"
#include "model/item.hpp"
#include "model/record.hpp"

namespace braque::pipeline {

struct Discovered {
  Item item;
  /// Set for what the source passed over, and for what ended without being read (not in the
  /// sample, a further name of a hard link, unchanged): the outcome as it goes to the ledger.
  std::optional<Outcome> settled;
  /// What the index holds of the item. Unchanged items are settled by it.
  std::optional<KnownItem> known;
  bool second_attempt = false;  ///< it changed while it was read the first time
  std::string first_path;       ///< of a further hard link: the name under which it is scanned

  std::size_t bytes() const {
    return sizeof(Discovered) + item.path.capacity() + item.relative.capacity() +
           first_path.capacity();
  }
};

/// A record and the counts that the summary needs beyond it.
struct ItemDone {
  ItemRecord record;
  std::uint64_t parts_partial = 0;
  std::uint64_t parts_skipped = 0;
  std::uint64_t parts_unlisted = 0;  ///< counted, but too many to be listed
  std::map<Reason, std::uint64_t> part_reasons;

  /// What it costs to hold this record back, in units of roughly one kilobyte.
  std::size_t weight() const { return 1 + record.findings.size() + record.parts.size() / 8; }
};

}  // namespace braque::pipeline
