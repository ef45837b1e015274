// The index as the line sees it: it takes records like any other sink, and it knows what earlier
// runs saw. Calls for one item come in this order:
//   known()     from any thread, before anything is opened: may the item be left alone?
//   annotate()  from the record thread, before the record is printed: presence and triage
//   item()      from the record thread: stores it
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/item.hpp"
#include "model/record.hpp"

namespace braque {

/// What the index holds about an item that need perhaps not be read again.
struct KnownItem {
  enum class Trust : std::uint8_t {
    unchanged,     ///< not to be opened
    same_edges,    ///< when its first and last bytes have the hash `edges`
    same_content,  ///< when its content has the hash `content`
    quarantined,   ///< braque ended without a word while it was read: not to be opened
  };
  Trust trust = Trust::unchanged;
  Outcome outcome;  ///< of the run that read it: complete, or how it broke its worker
  StoredPlace place;
  Digest content{};
  Digest edges{};
};

/// Whether the item need not be opened.
inline bool settles(const KnownItem& known) {
  return known.trust == KnownItem::Trust::unchanged || known.trust == KnownItem::Trust::quarantined;
}

class FindingStore : public RecordSink {
 public:
  /// The stored outcome when an earlier run read the item completely, or lost a worker by it, with
  /// the same rules, extractors, key and options, and size, times and inode are those of
  /// `item.metadata` still. Of an item whose inode and ctime are not reliable: size and mtime. When
  /// only the size is, the content may be the same. The record is then passed on with `unchanged`
  /// or `touched` set. Safe from any thread.
  virtual std::optional<KnownItem> known(const Item& item) const = 0;

  /// Whether known() would say `unchanged`, the item was read completely, and it has neither
  /// findings nor parts that were not: then it is noted as seen here and needs no record. Safe from
  /// any thread, as known() is.
  virtual bool quiet(std::uint32_t target, std::string_view relative, const ItemMetadata& metadata,
                     bool remote) {
    (void)target, (void)relative, (void)metadata, (void)remote;
    return false;
  }

  /// Sets presence and triage of the record's findings; fills in the findings and parts of a
  /// record that is `unchanged`. Cheap while the index holds nothing.
  virtual Result<void> annotate(ItemRecord& record) = 0;

  /// The target (by its index on the command line) was walked to its end: what was not met there
  /// is gone. To be called before finish(), and not for a sampled walk.
  virtual void listed_completely(std::uint32_t target) = 0;
  /// The target could not be reached, or is not empty and nothing in it could be read: the run is
  /// none that looked at everything.
  virtual void unreachable(std::uint32_t target) { (void)target; }

  /// Commits what was given so far. item() does so itself every 256 items or second.
  virtual Result<void> flush() = 0;

  /// The item is about to be read by the thread of that number (from 0), which reads nothing else
  /// meanwhile.
  virtual void reading(std::size_t thread, const Item& item) { (void)thread, (void)item; }

  /// After all known(): what rules had to do with how much was read again; "" for nothing.
  virtual std::string rules_note() const { return {}; }
};

}  // namespace braque
