// The findings index as a sink of the scan line: one SQLite file, written by one thread, in
// transactions of at most 256 items or one second that hold all there is about their items. A run
// that is killed leaves the last commit; the next one continues from there.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "index/audit_trail.hpp"
#include "index/baseline.hpp"
#include "index/finding_writer.hpp"
#include "index/flight_record.hpp"
#include "index/gone.hpp"
#include "index/item_writer.hpp"
#include "index/known_items.hpp"
#include "index/protected_files.hpp"
#include "index/quarantine.hpp"
#include "index/rule_changes.hpp"
#include "index/rule_words.hpp"
#include "index/run_writer.hpp"
#include "index/segment_store.hpp"
#include "index/sqlite.hpp"
#include "index/stored_rows.hpp"
#include "model/finding_store.hpp"
#include "privacy/private_names.hpp"

namespace braque::index {

struct StoreOptions {
  RunDescription run;
  DiskReserve reserve;
  std::uint32_t batch_items = 256;
  std::chrono::milliseconds batch_time{1000};
  /// With `--changes`: the findings of unchanged items are not wanted.
  bool fill_unchanged = true;
  /// Ids of the rules that this run does not look for: what it does not find of them is not gone,
  /// and what is stored of them is not its concern.
  std::vector<std::string> unchosen_rules;
  /// Ids of the rules of this run's exact lists; of others ("edm....") the same is true.
  std::vector<std::string> exact_rules;
  /// Of the rules of this run, but for those of exact lists; `severity_of` is called for these
  /// only.
  std::vector<RuleWords> rules;
  SeverityOf severity_of;
  /// Findings that it holds are kept and not shown; may be null.
  std::shared_ptr<const Baseline> baseline;
  /// Other rules or options than those of the run before are noted here; absent: nowhere.
  std::optional<AuditTrail> audit;
  /// By which items are labelled; other labels are made anew at the end of a run. Without: they
  /// stay.
  std::string policy_name, policy_fingerprint;
  std::function<void(ItemRecord&)> label;
  std::string actor;
  /// How files that people mark as private are treated in this run's targets; may be null. Their
  /// names are keyed with the id key.
  std::shared_ptr<const PrivatePolicy> private_policy;
  const Key* id_key = nullptr;

  bool looked_for(std::string_view rule) const;
};

class SqliteStore : public FindingStore {
 public:
  /// Takes the run lock, makes or checks the files, brings the schema up to date and begins a run.
  /// ErrorKind::unavailable: another run holds the lock, or the index is of a newer version;
  /// invalid: it is reachable by others, or no index; io: the system refused.
  static Result<std::unique_ptr<SqliteStore>> open_for_scan(const std::string& path,
                                                            StoreOptions options);
  /// What was not committed is lost, as in a crash: call finish().
  ~SqliteStore() override;

  std::optional<KnownItem> known(const Item& item) const override;
  bool quiet(std::uint32_t target, std::string_view relative, const ItemMetadata& metadata,
             bool remote) override;
  Result<void> annotate(ItemRecord& record) override;
  /// After an error nothing more is taken: the last commit stands.
  Result<void> item(const ItemRecord& record) override;
  void listed_completely(std::uint32_t target) override { complete_targets_.insert(target); }
  void unreachable(std::uint32_t) override { all_reached_ = false; }
  Result<void> flush() override;
  Result<void> finish(const Summary& summary) override;
  void reading(std::size_t thread, const Item& item) override { flight_.write(thread, item); }
  std::string rules_note() const override;

  std::int64_t run() const { return runs_.run(); }
  /// Rows written since the index was opened; for tests and measurements.
  std::int64_t total_changes() const { return database_.total_changes(); }
  std::size_t segment_count() const { return segments_.segment_count(); }

 private:
  SqliteStore(std::string path, StoreOptions options)
      : path_(std::move(path)), options_(std::move(options)) {}

  Result<void> open();
  Result<void> begin_batch();
  Result<void> commit();
  Result<void> fail(Error error);
  Result<void> open_known();
  Result<void> treat_private_folders();
  Result<std::optional<ItemRow>> find(const ItemRecord& record);
  Result<void> note_unchanged(const ItemRecord& record);
  Result<void> store(const ItemRecord& record);
  Result<void> store_changed(const ItemRecord& record, const std::optional<ItemRow>& known);
  Result<StoredPlace> place_of(const ItemRecord& record);
  Result<void> fill(ItemRecord& record);
  void compare_with_baseline(Finding& finding, std::uint64_t fingerprint_hash) const;
  Result<void> note_configuration();
  Result<void> mark_gone_targets();
  WriteContext write_context(const ItemRecord& record) const;
  Result<void> merge_segments();
  Result<void> apply_suppressions();

  std::string path_;
  StoreOptions options_;
  RunLock lock_;
  Database database_;
  RunWriter runs_;
  ItemWriter items_;
  SegmentStore segments_;
  FindingWriter findings_;
  KnownItems known_;
  RuleChanges rule_changes_;
  FlightRecord flight_;
  Quarantine quarantine_;
  std::int64_t first_new_item_ = 1, first_renamed_item_ = 1;
  FindingRows item_findings_;
  PartRows item_parts_;
  ColumnRows item_columns_;
  UnlistedDirectories unlisted_;
  std::set<std::uint32_t> complete_targets_;
  bool all_reached_ = true;
  bool batch_open_ = false;
  std::uint32_t batch_ = 0;
  std::chrono::steady_clock::time_point batch_begun_;
  std::optional<Error> failure_;
};

}  // namespace braque::index
