#include "index/sqlite_store.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "index/clock.hpp"
#include "index/private_rows.hpp"
#include "index/relabel.hpp"
#include "index/renames.hpp"
#include "index/result_hash.hpp"
#include "index/schema.hpp"

namespace braque::index {
namespace {

/// FULL with batches costs almost nothing more than NORMAL and survives a power cut. The cache is
/// small because segments bound their own memory; the log is cut back after large transactions.
constexpr const char* kPragmas =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -8192;"
    "PRAGMA wal_autocheckpoint = 4000;"
    "PRAGMA journal_size_limit = 67108864;";

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open_for_scan(const std::string& path,
                                                                StoreOptions options) {
  auto prepared = prepare_protected(path);
  if (!prepared) return prepared.error();
  std::unique_ptr<SqliteStore> store(new SqliteStore(*prepared, std::move(options)));
  if (auto done = store->open(); !done) return done.error();
  return store;
}

SqliteStore::~SqliteStore() { database_.roll_back(); }

bool StoreOptions::looked_for(std::string_view rule) const {
  const auto holds = [rule](const std::vector<std::string>& ids) {
    return std::find(ids.begin(), ids.end(), rule) != ids.end();
  };
  return rule.starts_with("edm.") ? holds(exact_rules) : !holds(unchosen_rules);
}

Result<void> SqliteStore::open() {
  auto lock = RunLock::acquire(path_);
  if (!lock) return lock.error();
  lock_ = std::move(*lock);
  if (auto enough = check_reserve(path_, options_.reserve); !enough) return enough;
  auto database = Database::open(path_, OpenMode::read_write);
  if (!database) return database.error();
  database_ = std::move(*database);
  // First of all, because it refuses what is not an index, and nothing may be changed in that.
  if (auto done = migrate(database_); !done) return done;
  if (auto done = database_.execute(kPragmas); !done) return done;
  if (auto done = segments_.open(database_); !done) return done;
  if (auto done =
          findings_.open(database_, segments_,
                         [this](std::string_view rule) { return options_.looked_for(rule); });
      !done)
    return done;
  if (auto done = items_.open(database_); !done) return done;
  if (auto done = item_parts_.open(database_); !done) return done;
  if (auto done = item_columns_.open(database_); !done) return done;
  if (auto done = item_findings_.open(database_, "f.item_id = ?1 AND f.gone_run IS NULL"); !done)
    return done;
  first_new_item_ = items_.next_item();
  if (auto done = database_.execute("BEGIN IMMEDIATE"); !done) return done;
  if (auto done = runs_.begin(database_, options_.run); !done) return done;
  if (auto done = note_configuration(); !done) return done;
  if (auto done = quarantine_.open(database_, FlightRecord::read(path_)); !done) return done;
  if (auto done = findings_.outbox().put(runs_.run(), runs_.resumed() ? "run_resume" : "run_start");
      !done)
    return done;
  if (auto done = database_.execute("UPDATE runs SET first_finding = ifnull(first_finding, " +
                                    std::to_string(findings_.next_row()) +
                                    ") WHERE run_id = " + std::to_string(runs_.run()));
      !done)
    return done;
  if (runs_.resumed()) {
    // What it met first before the pause counts as met first now.
    auto first = database_.integer("SELECT min(item_id) FROM items WHERE first_run = " +
                                   std::to_string(runs_.run()));
    if (!first) return first.error();
    first_renamed_item_ = first->value_or(first_new_item_);
  } else {
    first_renamed_item_ = first_new_item_;
  }
  if (auto done = treat_private_folders(); !done) return done;
  if (auto done =
          apply_rule_words(database_, runs_.run(), options_.rules, options_.severity_of, findings_);
      !done)
    return done;
  if (auto done = open_known(); !done) return done;
  if (auto done = database_.execute("COMMIT"); !done) return done;
  // From here on the old record has been counted.
  std::vector<std::string> names;
  for (const ScanTarget& target : options_.run.targets) names.push_back(target.lasting_name);
  flight_.open(path_, std::move(names));
  return {};
}

Result<void> SqliteStore::treat_private_folders() {
  if (options_.private_policy == nullptr) return {};
  const std::vector<ScanTarget>& targets = options_.run.targets;
  for (std::uint32_t i = 0; i < targets.size(); ++i) {
    // A database has no folders.
    if (!targets[i].root.starts_with('/')) continue;
    if (auto done = treat_private(database_, runs_.target(i), targets[i].lasting_name,
                                  *options_.private_policy, *options_.id_key, findings_);
        !done)
      return done;
  }
  return {};
}

Result<void> SqliteStore::open_known() {
  if (first_new_item_ == 1) return {};
  const auto looked_for = [this](std::string_view rule) {
    return !rule.starts_with("edm.") && options_.looked_for(rule);
  };
  auto changes = RuleChanges::load(database_, options_.run, runs_.configuration(), looked_for);
  if (!changes) return changes.error();
  rule_changes_ = std::move(*changes);
  return known_.open(path_, runs_.run(), [this](std::int64_t configuration, std::int64_t item) {
    return rule_changes_.holds(configuration, item);
  });
}

std::string SqliteStore::rules_note() const {
  const std::uint64_t items = known_.read_for_rules();
  if (items == 0) return {};
  const auto some = [](const std::vector<std::string>& rules) {
    constexpr std::size_t kNamed = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(rules.size(), kNamed); ++i)
      text += (i == 0 ? " (" : ", ") + rules[i];
    if (rules.empty()) return text;
    return text + (rules.size() > kNamed ? ", ...)" : ")");
  };
  const auto& added = rule_changes_.added();
  const auto& judged = rule_changes_.judged();
  const auto& removed = rule_changes_.removed();
  if (added.empty() && judged.empty() && removed.empty())
    return "the version, the key or the options differ: " + std::to_string(items) +
           " unchanged files were read again";
  return std::to_string(added.size()) + " rules new or changed" + some(added) + ", " +
         (judged.empty()
              ? ""
              : std::to_string(judged.size()) + " weighed otherwise" + some(judged) + ", ") +
         std::to_string(removed.size()) + " removed" + some(removed) + ": " +
         std::to_string(items) + " unchanged files were read again";
}

/// Other rules or options than those of the run before: whoever compares nights must know.
Result<void> SqliteStore::note_configuration() {
  auto before = database_.integer("SELECT configuration_id FROM runs WHERE run_id < " +
                                  std::to_string(runs_.run()) + " ORDER BY run_id DESC LIMIT 1");
  if (!before) return before.error();
  if (*before == runs_.configuration() || !options_.audit) return {};
  const nlohmann::ordered_json details{{"run", runs_.run()},
                                       {"rule_set", options_.run.rule_set_hash},
                                       {"extractor", options_.run.extractor_version},
                                       {"settings", options_.run.settings}};
  return options_.audit->append(database_, {0, 0, options_.actor, "configuration", details.dump()});
}

std::optional<KnownItem> SqliteStore::known(const Item& item) const {
  if (quarantine_.holds(options_.run.targets[item.target].lasting_name, item)) {
    KnownItem known;
    known.trust = KnownItem::Trust::quarantined;
    known.outcome = quarantine_.outcome(item);
    return known;
  }
  return known_.known(item, runs_.target(item.target));
}

bool SqliteStore::quiet(std::uint32_t target, std::string_view relative,
                        const ItemMetadata& metadata, bool remote) {
  // What a run that goes on had seen before is counted in another way; see annotate().
  return !runs_.resumed() && quarantine_.empty() &&
         known_.quiet(runs_.target(target), relative, metadata, remote);
}

Result<void> SqliteStore::annotate(ItemRecord& record) {
  if (record.unchanged) {
    if (runs_.resumed()) {
      auto place = place_of(record);
      if (!place) return fail(place.error());
      record.stored = *place;
      record.stored.resumed = runs_.had_seen(place->row);
    }
    return options_.fill_unchanged || record.stored.resumed ? fill(record) : Result<void>{};
  }
  for (Finding& finding : record.findings) {
    if (!findings_.empty()) {
      if (auto done = findings_.annotate(finding); !done) return fail(done.error());
    }
    if (options_.baseline) compare_with_baseline(finding, fingerprint_hash(finding));
  }
  return {};
}

void SqliteStore::compare_with_baseline(Finding& finding, std::uint64_t fingerprint_hash) const {
  if (!finding.suppression.empty() || !options_.baseline->holds(finding.id, fingerprint_hash))
    return;
  finding.suppression = "baseline";
  finding.suppressed = finding.count;
}

Result<StoredPlace> SqliteStore::place_of(const ItemRecord& record) {
  if (record.stored.row != 0) return record.stored;
  auto known = items_.find(runs_.target(record.item.target), record.item.relative);
  if (!known) return known.error();
  BRAQUE_CHECK(known->has_value());
  return StoredPlace{(*known)->id, (*known)->parts, (*known)->findings};
}

Result<void> SqliteStore::fill(ItemRecord& record) {
  auto place = place_of(record);
  if (!place) return fail(place.error());
  const StoredPlace row = *place;
  if (record.stored.resumed) {
    // A run that was taken up again counts what it read before.
    auto complete = database_.integer("SELECT parts_complete FROM items WHERE item_id = " +
                                      std::to_string(row.row));
    if (!complete) return fail(complete.error());
    record.parts_complete = static_cast<std::uint64_t>(complete->value_or(0));
  }
  if (row.parts > 0 && record.parts.empty()) {
    auto parts = item_parts_.load(row.row);
    if (!parts) return fail(parts.error());
    record.parts = std::move(*parts);
  }
  if (!record.item.path.starts_with('/')) {
    auto columns = item_columns_.load(row.row);
    if (!columns) return fail(columns.error());
    record.columns = std::move(*columns);
  }
  if (row.findings == 0) return {};
  item_findings_.query().bind(1, row.row);
  while (true) {
    StoredFinding stored;
    auto more = item_findings_.next(stored);
    if (!more) return fail(more.error());
    if (!*more) return {};
    if (!options_.looked_for(stored.finding.rule)) continue;
    if (auto done = item_findings_.load_samples(stored); !done) return fail(done.error());
    stored.finding.item = record.item.path;
    // A run that was taken up again says what it would have said without the pause.
    stored.finding.presence = stored.first_run == runs_.run()     ? Presence::new_
                              : stored.changed_run == runs_.run() ? Presence::changed
                                                                  : Presence::seen;
    if (options_.baseline) compare_with_baseline(stored.finding, stored.fingerprint_hash);
    record.findings.push_back(std::move(stored.finding));
  }
}

Result<void> SqliteStore::item(const ItemRecord& record) {
  if (failure_) return *failure_;
  unlisted_.note(record);
  if (record.unchanged) {
    if (auto done = note_unchanged(record); !done) return fail(done.error());
  } else {
    if (auto done = begin_batch(); !done) return fail(done.error());
    if (auto done = store(record); !done) return fail(done.error());
    ++batch_;
  }
  if (!batch_open_) return {};
  bool full = batch_ >= options_.batch_items ||
              std::chrono::steady_clock::now() - batch_begun_ >= options_.batch_time;
  return full ? flush() : Result<void>{};
}

/// That the run saw the item is written with what is written anyway: a run that is killed before
/// walks past the item again.
Result<void> SqliteStore::note_unchanged(const ItemRecord& record) {
  auto place = place_of(record);
  if (!place) return place.error();
  runs_.saw(place->row);
  if (!record.touched) return {};
  if (auto done = begin_batch(); !done) return done;
  ++batch_;
  return items_.touch(write_context(record), place->row, record);
}

WriteContext SqliteStore::write_context(const ItemRecord& record) const {
  return {runs_.run(), runs_.configuration(), runs_.target(record.item.target),
          options_.run.targets[record.item.target].root};
}

Result<void> SqliteStore::store(const ItemRecord& record) {
  auto known = find(record);
  return known ? store_changed(record, *known) : Result<void>{known.error()};
}

/// What was known under a keyed name gets its own back when it is read like everything else again.
Result<std::optional<ItemRow>> SqliteStore::find(const ItemRecord& record) {
  const Item& item = record.item;
  const std::int64_t target = runs_.target(item.target);
  auto known = items_.find(target, item.relative);
  if (!known || *known || item.private_name.empty() || item.private_name == item.relative)
    return known;
  auto concealed = items_.find(target, item.private_name);
  if (!concealed || !*concealed) return concealed;
  if (auto done = items_.rename((*concealed)->id, item.relative); !done) return done.error();
  return concealed;
}

Result<void> SqliteStore::store_changed(const ItemRecord& record,
                                        const std::optional<ItemRow>& known) {
  ResultHash hash = result_hash(record);
  if (known && !known->gone && known->result_hash == hash.whole) {
    runs_.saw(known->id);
    if (known->configuration == runs_.configuration()) return {};
    return items_.set_configuration(known->id, runs_.configuration(), record.candidates);
  }
  FoundInItem found;
  found.run = runs_.run();
  found.known = known.has_value();
  found.complete = record.outcome.status == Status::complete;
  found.findings = record.findings;
  found.fingerprint_hashes = hash.fingerprints;
  std::uint64_t present = record.findings.size();
  if (known) {
    found.item = known->id;
    auto written = findings_.write(found);
    if (!written) return written.error();
    present = *written;
  }
  auto id = items_.write(write_context(record), record, known, hash.whole, present);
  if (!id) return id.error();
  runs_.saw(*id);
  if (is_unexpected(record.outcome.reason)) {
    if (auto done = findings_.outbox().put_issue(runs_.run(), *id); !done) return done;
  }
  if (known || record.findings.empty()) return {};
  found.item = *id;
  auto written = findings_.write(found);
  return written ? Result<void>{} : Result<void>{written.error()};
}

Result<void> SqliteStore::begin_batch() {
  if (batch_open_) return {};
  if (auto enough = check_reserve(path_, options_.reserve); !enough) return enough;
  batch_ = 0;
  batch_begun_ = std::chrono::steady_clock::now();
  batch_open_ = true;
  return database_.execute("BEGIN IMMEDIATE");
}

Result<void> SqliteStore::flush() {
  if (failure_) return *failure_;
  if (!batch_open_) return {};
  auto done = commit();
  batch_open_ = false;
  return done ? done : fail(done.error());
}

Result<void> SqliteStore::commit() {
  if (auto done = findings_.outbox().trim_early(runs_.run()); !done) return done;
  if (auto done = segments_.flush(); !done) return done;
  if (auto done = segments_.merge(nullptr); !done) return done;
  if (auto done = runs_.write_seen(); !done) return done;
  return database_.execute("COMMIT");
}

Result<void> SqliteStore::fail(Error error) {
  database_.roll_back();
  batch_open_ = false;
  failure_ = error;
  return error;
}

Result<void> SqliteStore::finish(const Summary& summary) {
  if (auto done = flush(); !done) return done;
  if (auto done = begin_batch(); !done) return fail(done.error());
  runs_.saw(known_.quiet_rows());
  if (!summary.interrupted && !summary.sampled) {
    if (auto done = mark_gone_targets(); !done) return fail(done.error());
  }
  if (!summary.interrupted) {
    if (auto done = name_renamed(database_, runs_.run(), first_renamed_item_); !done)
      return fail(done.error());
  }
  if (options_.label) {
    auto done = relabel(database_, options_.policy_name, options_.policy_fingerprint,
                        options_.label, first_new_item_ > 1);
    if (!done) return fail(done.error());
  }
  if (auto done = merge_segments(); !done) return fail(done.error());
  if (auto done = apply_suppressions(); !done) return fail(done.error());
  if (auto done = note_sensitivities(database_, options_.rules); !done) return fail(done.error());
  if (auto done = findings_.outbox().put(runs_.run(), "run_end"); !done) return fail(done.error());
  if (auto done = findings_.outbox().trim(runs_.run()); !done) return fail(done.error());
  if (auto done = runs_.finish(summary, all_reached_); !done) return fail(done.error());
  if (auto done = flush(); !done) return done;
  return database_.execute("PRAGMA optimize");
}

/// What was decided while the run went on, and what has ended since the findings were written.
Result<void> SqliteStore::apply_suppressions() {
  auto any = database_.integer("SELECT 1 FROM suppressions LIMIT 1");
  if (!any || !any->has_value()) return any ? Result<void>{} : Result<void>{any.error()};
  auto suppressions = Suppressions::load(database_, now_ms());
  return suppressions ? suppressions->apply(database_) : Result<void>{suppressions.error()};
}

Result<void> SqliteStore::mark_gone_targets() {
  const std::vector<RowRange> unmet = known_.unmet();
  for (std::uint32_t target : complete_targets_) {
    if (auto done = mark_gone(database_, runs_, findings_, target, unlisted_, unmet); !done)
      return done;
  }
  return {};
}

/// Entries of findings that were renumbered are left out wherever segments are merged anyway.
Result<void> SqliteStore::merge_segments() {
  if (auto done = segments_.flush(); !done) return done;
  if (!findings_.has_stale_fingerprints()) return segments_.merge(nullptr);
  ItemBitmap live;
  auto rows = database_.prepare("SELECT finding_row FROM findings INDEXED BY findings_item");
  if (!rows) return rows.error();
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) break;
    live.insert(rows->unsigned_integer(0));
  }
  return segments_.merge([&](std::uint64_t finding) { return live.contains(finding); });
}

}  // namespace braque::index
