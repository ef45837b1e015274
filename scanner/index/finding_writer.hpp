// Rows of `findings`, `samples` and `rules`, and the fingerprints that go with them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "index/outbox.hpp"
#include "index/segment_store.hpp"
#include "index/sqlite.hpp"
#include "index/suppression.hpp"
#include "model/finding.hpp"

namespace braque::index {

/// The findings of one item as a run found them.
struct FoundInItem {
  std::int64_t run = 0;
  std::int64_t item = 0;
  bool known = false;     ///< the item has rows already: its findings are compared with them
  bool complete = false;  ///< what was not found again is gone
  std::span<const Finding> findings;
  std::span<const std::uint64_t> fingerprint_hashes;  ///< of each finding
};

using LookedFor = std::function<bool(std::string_view rule)>;

/// Used by the one thread that writes, inside its transactions.
class FindingWriter {
 public:
  /// Findings of rules (by id) that the run does not look for are not gone when it finds none.
  Result<void> open(const Database& database, SegmentStore& segments, const LookedFor& looked_for);

  /// Inserts, updates and marks as gone. Returns how many findings of the item are not gone.
  Result<std::uint64_t> write(const FoundInItem& found);

  /// Sets presence, triage and suppression from what is stored under the finding's id.
  Result<void> annotate(Finding& finding);

  /// All findings of the item are gone.
  Result<void> mark_gone(std::int64_t item, std::int64_t run);

  /// The finding is rated otherwise now, by a change of its rule.
  Result<void> set_severity(std::int64_t run, std::int64_t row, const Digest& id,
                            Severity severity);

  /// Takes away what tells where in the item it was found, what it looks like and of whom it is.
  Result<void> conceal(std::int64_t row, std::string_view locator);

  Outbox& outbox() { return outbox_; }

  /// Nothing was ever stored: annotate() has nothing to say.
  std::int64_t next_row() const { return next_row_; }
  bool empty() const { return next_row_ == 1; }
  /// Some segment entries point to findings that are no more.
  bool has_stale_fingerprints() const { return stale_; }
  /// To be called after a rollback: rules may have to be written again.
  void forget_rules() { rules_.clear(); }

 private:
  struct Stored {
    std::int64_t row = 0;
    std::int64_t changed_run = 0;
    std::uint64_t count = 0, distinct = 0, fingerprint_hash = 0;
    Confidence confidence = Confidence::none;
    Triage triage = Triage::open;
    bool gone = false;
    std::int64_t rule_row = 0;
  };

  Result<void> read_unchosen(const Database& database, const LookedFor& looked_for);
  static Stored read_stored(const Statement& row);
  static bool same(const Stored& stored, const Finding& finding, std::uint64_t hash);
  Result<std::map<Digest, Stored>> load(std::int64_t item);
  Result<void> write_one(const FoundInItem& found, std::size_t index, const Digest& id,
                         const std::optional<Stored>& stored);
  Result<void> write_samples(std::int64_t row, const Finding& finding);
  Result<std::int64_t> rule_row(const Finding& finding);

  SegmentStore* segments_ = nullptr;
  Suppressions suppressions_;
  Outbox outbox_;
  Statement load_, find_, insert_, update_, mark_gone_, mark_item_gone_, delete_samples_,
      insert_sample_, put_rule_, keep_version_, set_severity_, conceal_, conceal_versions_;
  std::map<std::string, std::int64_t, std::less<>> rules_;
  std::set<std::int64_t> unchosen_;  ///< rows of the rules that this run does not look for
  std::int64_t next_row_ = 1;
  bool stale_ = false;
};

}  // namespace braque::index
