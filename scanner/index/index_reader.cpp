#include "index/index_reader.hpp"

#include <algorithm>
#include <limits>

#include "index/item_writer.hpp"
#include "index/items_below.hpp"
#include "index/names.hpp"
#include "index/protected_files.hpp"
#include "index/run_writer.hpp"
#include "index/schema.hpp"
#include "index/segment_store.hpp"
#include "index/wildcard.hpp"

namespace braque::index {
namespace {

constexpr std::string_view kItems =
    "SELECT i.item_id, i.relative, i.path, t.root, t.name, i.first_run, i.changed_run, i.gone_run,"
    " i.status, i.reason, i.bytes, i.bytes_done, i.format, i.note, i.label, i.size, i.allocated,"
    " i.modified_ns, i.changed_ns, i.device, i.inode, i.links, i.owner, i.owner_group, i.mode,"
    " i.content_hash, i.other_names, i.parts_complete, i.part_count, i.finding_count, i.risk"
    " FROM items i JOIN targets t ON t.target_id = i.target_id WHERE 1";
constexpr std::string_view kVersion =
    "SELECT changed_run, gone_run, match_count, distinct_count, weak_count, confidence, score, "
    "severity,"
    " fingerprint_hash FROM finding_versions WHERE finding_id = ?1 AND until_run > ?2 ORDER BY "
    "until_run LIMIT 1";
constexpr std::string_view kItemOrder = " ORDER BY i.item_id";
/// Complete items may have parts that are not.
constexpr std::string_view kWithIssues = " AND (i.status <> 'complete' OR i.part_count > 0)";

template <typename T>
bool passes(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

std::vector<std::string> split_names(std::string_view joined) {
  std::vector<std::string> names;
  while (!joined.empty()) {
    std::size_t end = std::min(joined.find('\0'), joined.size());
    names.emplace_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return names;
}

ItemMetadata read_metadata(const Statement& row, int first) {
  ItemMetadata data;
  data.size = row.unsigned_integer(first);
  data.allocated_bytes = row.unsigned_integer(first + 1);
  data.modified_ns = row.integer(first + 2);
  data.changed_ns = row.integer(first + 3);
  data.device = row.unsigned_integer(first + 4);
  data.inode = row.unsigned_integer(first + 5);
  data.links = row.unsigned_integer(first + 6);
  data.owner = static_cast<std::uint32_t>(row.unsigned_integer(first + 7));
  data.group = static_cast<std::uint32_t>(row.unsigned_integer(first + 8));
  data.mode = static_cast<std::uint32_t>(row.unsigned_integer(first + 9));
  return data;
}

StoredItem read_item(const Statement& row) {
  StoredItem stored;
  stored.row = row.integer(0);
  stored.item.relative = row.string(1);
  stored.item.path =
      row.is_null(2) ? joined_path(row.bytes(3), stored.item.relative) : row.string(2);
  stored.target_name = row.string(4);
  stored.first_run = row.integer(5);
  stored.changed_run = row.integer(6);
  if (!row.is_null(7)) stored.gone_run = row.integer(7);
  stored.outcome = read_outcome(row, 8);
  stored.label = row.string(14);
  stored.item.metadata = read_metadata(row, 15);
  stored.content_hash = digest_from(row.bytes(25));
  stored.other_names = split_names(row.bytes(26));
  stored.parts_complete = row.unsigned_integer(27);
  stored.findings = row.unsigned_integer(29);
  stored.risk = Risk::unpacked(row.unsigned_integer(30));
  return stored;
}

bool place_passes(const Filter& filter, const std::string& target, const std::string& path) {
  if (!filter.target.empty() && filter.target != target) return false;
  return filter.path.empty() || wildcard_match(filter.path, path);
}

bool outcome_passes(const Filter& filter, const Outcome& outcome) {
  return passes(filter.statuses, outcome.status) && passes(filter.reasons, outcome.reason);
}

/// Presence as of a run; nothing when the finding did not exist then, or was gone before.
std::optional<Presence> presence_in(const StoredFinding& stored, std::int64_t run) {
  if (stored.first_run > run) return std::nullopt;
  if (stored.gone_run && *stored.gone_run <= run) return Presence::gone;
  if (stored.first_run == run) return Presence::new_;
  return stored.changed_run == run ? Presence::changed : Presence::seen;
}

bool finding_passes(const Filter& filter, const StoredFinding& stored) {
  const Finding& finding = stored.finding;
  return finding.suppression.empty() != filter.suppressed &&
         finding.confidence >= filter.min_confidence && passes(filter.rules, finding.rule) &&
         passes(filter.categories, finding.category) && passes(filter.triages, finding.triage) &&
         place_passes(filter, stored.target, finding.item);
}

/// Whether the item was there after the run, or is there now.
bool is_there(const Filter& filter, const StoredItem& stored) {
  return !stored.gone_run || (filter.run && *stored.gone_run > *filter.run);
}

bool same_values(const StoredFinding& a, const StoredFinding& b) {
  return a.fingerprint_hash == b.fingerprint_hash && a.finding.count == b.finding.count &&
         a.finding.distinct == b.finding.distinct && a.finding.confidence == b.finding.confidence;
}

bool enough(std::uint64_t& count, std::uint64_t limit) { return ++count == limit; }

}  // namespace

Result<std::unique_ptr<IndexReader>> IndexReader::open(const std::string& path) {
  auto checked = check_existing(path);
  if (!checked) return checked.error();
  auto database = Database::open(*checked, OpenMode::read_only);
  if (!database) return database.error();
  std::unique_ptr<IndexReader> reader(new IndexReader);
  reader->database_ = std::move(*database);
  if (auto done = check_schema(reader->database_); !done) return done.error();
  if (auto done = reader->seen_.open(reader->database_); !done) return done.error();
  if (auto done = reader->database_.prepare({{&reader->version_, kVersion}}); !done)
    return done.error();
  return reader;
}

Result<std::string> IndexReader::root_of(const std::string& target) const {
  auto find = database_.prepare("SELECT root FROM targets WHERE name = ?1");
  if (!find) return find.error();
  auto row = find->text(1, target).step();
  if (!row) return row.error();
  if (!*row) return unexpected(ErrorKind::invalid, "index: it knows no target " + target);
  return find->string(0);
}

Result<bool> IndexReader::seen_in(const std::optional<std::int64_t>& run, std::int64_t item) {
  return run ? seen_.saw(*run, item) : Result<bool>(true);
}

Result<void> IndexReader::targets(
    const std::function<void(const std::string& name, const std::string& root)>& visit) const {
  auto rows = database_.prepare("SELECT name, root FROM targets ORDER BY target_id");
  if (!rows) return rows.error();
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    visit(rows->string(0), rows->string(1));
  }
}

/// The finding as it was after that run. Samples are those of today.
Result<void> IndexReader::as_of(std::int64_t run, StoredFinding& stored) {
  auto row = version_.blob(1, stored.finding.id).bind(2, run).step();
  if (!row) return row.error();
  if (!*row) return {};
  stored.changed_run = version_.integer(0);
  stored.gone_run.reset();
  if (!version_.is_null(1)) stored.gone_run = version_.integer(1);
  stored.finding.count = version_.unsigned_integer(2);
  stored.finding.distinct = version_.unsigned_integer(3);
  stored.finding.weak = version_.unsigned_integer(4);
  stored.finding.confidence = confidence_from_number(version_.integer(5));
  stored.finding.score = score_from_number(version_.integer(6));
  stored.finding.severity = severity_from_number(version_.integer(7));
  stored.fingerprint_hash = version_.unsigned_integer(8);
  version_.reset();
  return {};
}

Result<std::optional<std::int64_t>> IndexReader::run_before(std::int64_t moment_ms) const {
  auto query = database_.prepare("SELECT max(run_id) FROM runs WHERE started_ms < ?1");
  if (!query) return query.error();
  auto row = query->bind(1, moment_ms).step();
  if (!row) return row.error();
  if (!*row || query->is_null(0)) return std::optional<std::int64_t>{};
  return std::optional<std::int64_t>{query->integer(0)};
}

Result<void> IndexReader::differences(std::int64_t earlier, std::int64_t later,
                                      const Visitor<StoredFinding>& visit) {
  FindingRows rows;
  if (auto done = rows.open(database_, "1"); !done) return done;
  const auto there = [](const std::optional<Presence>& presence) {
    return presence && *presence != Presence::gone;
  };
  while (true) {
    StoredFinding before;
    auto more = rows.next(before);
    if (!more) return more.error();
    if (!*more) return {};
    StoredFinding after = before;
    if (auto done = as_of(earlier, before); !done) return done;
    if (auto done = as_of(later, after); !done) return done;
    const bool was = there(presence_in(before, earlier)), is = there(presence_in(after, later));
    if (!was && !is) continue;
    if (was && is && same_values(before, after)) continue;
    after.finding.presence = !was ? Presence::new_ : is ? Presence::changed : Presence::gone;
    if (auto done = rows.load_samples(after); !done) return done;
    if (!visit(after)) return {};
  }
}

/// Sets presence and last_seen_run, and says whether the finding passes the filter.
Result<bool> IndexReader::wanted(const Filter& filter, StoredFinding& stored) {
  if (filter.run) {
    if (auto done = as_of(*filter.run, stored); !done) return done.error();
  }
  if (!finding_passes(filter, stored)) return false;
  auto presence = presence_in(stored, filter.run.value_or(seen_.newest()));
  if (!presence) return false;
  stored.finding.presence = *presence;
  bool gone = *presence == Presence::gone;
  if (!passes(filter.presences, *presence) || (gone && filter.presences.empty())) return false;
  if (gone && filter.run && !filter.as_known && stored.gone_run != filter.run) return false;
  if (!gone && !filter.as_known) {
    auto seen = seen_in(filter.run, stored.item_row);
    if (!seen || !*seen) return seen;
  }
  auto last = seen_.last(stored.item_row,
                         stored.gone_run.value_or(std::numeric_limits<std::int64_t>::max()));
  if (!last) return last.error();
  stored.last_seen_run = *last;
  return true;
}

/// Whether these findings are more than a quarter of all: sorting so many costs more than walking
/// past the others.
Result<bool> IndexReader::are_common(const std::string& findings) const {
  auto last = database_.integer("SELECT max(finding_row) FROM findings");
  if (!last) return last.error();
  const std::int64_t bound = last->value_or(0) / 4 + 1;
  auto count = database_.integer("SELECT count(*) FROM (SELECT 1 FROM findings f " + findings +
                                 " LIMIT " + std::to_string(bound) + ")");
  if (!count) return count.error();
  return count->value_or(0) == bound;
}

Result<IndexReader::Choice> IndexReader::choice_of(const Filter& filter) const {
  Choice choice;
  const auto require = [&choice](const std::string& condition, const char* index) {
    choice.condition += " AND " + condition;
    if (choice.index.empty()) choice.index = index;
  };
  const bool now = !filter.run || *filter.run == seen_.newest();
  if (now && filter.presences == std::vector{Presence::gone})
    require("f.gone_run IS NOT NULL", "findings_gone");
  if (filter.suppressed) require("f.suppressed <> 0", "findings_suppressed");
  if (!filter.triages.empty() && !passes(filter.triages, Triage::open))
    require("f.triage <> 0", "findings_triage");
  if (!filter.rules.empty() || !filter.categories.empty()) {
    auto rows = database_.prepare("SELECT rule_row, rule, category FROM rules");
    if (!rows) return rows.error();
    std::string list = "NULL";
    while (true) {
      auto row = rows->step();
      if (!row) return row.error();
      if (!*row) break;
      if (passes(filter.rules, rows->string(1)) && passes(filter.categories, rows->string(2)))
        list += "," + std::to_string(rows->integer(0));
    }
    const std::string condition = "f.rule_row IN (" + list + ")";
    auto common = are_common("INDEXED BY findings_rule WHERE " + condition);
    if (!common) return common.error();
    // A plus keeps SQLite from using an index.
    if (*common)
      choice.condition += " AND +" + condition;
    else
      require(condition, "findings_rule");
  }
  if (filter.presences == std::vector{Presence::new_}) {
    const std::string run = std::to_string(filter.run.value_or(seen_.newest()));
    auto first = database_.integer("SELECT first_finding FROM runs WHERE run_id = " + run);
    if (!first) return first.error();
    const std::string rows = "f.finding_row >= " + std::to_string(first->value_or(0));
    auto common = are_common("WHERE " + rows);
    if (!common) return common.error();
    choice.condition += " AND f.first_run = " + run + (*common ? " AND +" : " AND ") + rows;
    // By its row: "NOT INDEXED" is what SQLite calls that.
    if (choice.index.empty() && !*common) choice.index = "*row";
  }
  return choice;
}

/// The finding that the rows stand at next; false: enough, or no more.
Result<bool> IndexReader::pass_on(const Filter& filter, FindingRows& rows, std::uint64_t& count,
                                  const Visitor<StoredFinding>& visit) {
  StoredFinding stored;
  auto more = rows.next(stored);
  if (!more || !*more) return more;
  auto want = wanted(filter, stored);
  if (!want) return want.error();
  if (!*want) return true;
  if (auto done = rows.load_samples(stored); !done) return done.error();
  return visit(stored) && !enough(count, filter.limit);
}

Result<void> IndexReader::findings(const Filter& filter, const Visitor<StoredFinding>& visit) {
  auto choice = choice_of(filter);
  if (!choice) return choice.error();
  if (choice->index.empty() && (!filter.path.empty() || !filter.target.empty()))
    return findings_by_item(filter, visit);
  std::uint64_t count = 0;
  if (filter.limit == 0 || choice->index != "findings_rule") {
    auto all = findings_by(filter, choice->condition, choice->index, count, visit);
    return all ? Result<void>{} : all.error();
  }
  // Sorting a million places for the first thousand takes a second; mostly these lie in the first
  // items.
  constexpr std::uint64_t kItemsOfFinding = 16;
  const std::string border = std::to_string(filter.limit * kItemsOfFinding);
  auto more = findings_by(filter, choice->condition + " AND f.item_id <= " + border,
                          "findings_item", count, visit);
  if (!more) return more.error();
  if (!*more) return {};
  more = findings_by(filter, choice->condition + " AND f.item_id > " + border, choice->index, count,
                     visit);
  return more ? Result<void>{} : more.error();
}

/// Whether more are wanted when these have come to their end.
Result<bool> IndexReader::findings_by(const Filter& filter, const std::string& condition,
                                      const std::string& index, std::uint64_t& count,
                                      const Visitor<StoredFinding>& visit) {
  FindingRows rows;
  if (auto done = rows.open(database_, condition, index); !done) return done.error();
  bool stopped = false;
  while (true) {
    auto more = pass_on(filter, rows, count, [&](StoredFinding& stored) {
      stopped = !visit(stored);
      return !stopped;
    });
    if (!more) return more.error();
    if (!*more) return !stopped && (filter.limit == 0 || count < filter.limit);
  }
}

/// There are fewer items than findings.
Result<void> IndexReader::findings_by_item(const Filter& filter,
                                           const Visitor<StoredFinding>& visit) {
  FindingRows rows;
  if (auto done = rows.open(database_, "f.item_id = ?1"); !done) return done;
  ItemsBelow items;
  if (auto done = items.open(database_, filter.path, filter.target); !done) return done;
  Statement* const list = &items.rows();
  std::uint64_t count = 0;
  while (true) {
    auto row = list->step();
    if (!row) return row.error();
    if (!*row) return {};
    const std::string path =
        list->is_null(2) ? joined_path(list->bytes(3), list->bytes(1)) : list->string(2);
    if (!place_passes(filter, list->string(4), path)) continue;
    rows.query().bind(1, list->integer(0));
    bool enough_found = false;
    for (bool more = true; more;) {
      const std::uint64_t before = count;
      auto passed = pass_on(filter, rows, count, [&](StoredFinding& stored) {
        enough_found = !visit(stored);
        return !enough_found;
      });
      if (!passed) return passed.error();
      more = *passed;
      enough_found =
          enough_found || (filter.limit != 0 && count != before && count == filter.limit);
    }
    rows.query().reset();
    if (enough_found) return {};
  }
}

Result<bool> IndexReader::wanted(const Filter& filter, const StoredItem& stored) {
  if (!is_there(filter, stored) || !place_passes(filter, stored.target_name, stored.item.path))
    return false;
  if (filter.run && filter.as_known) return stored.first_run <= *filter.run;
  return seen_in(filter.run, stored.row);
}

Result<void> IndexReader::items(const Filter& filter, const Visitor<StoredItem>& visit) {
  auto rows = database_.prepare(std::string(kItems).append(kItemOrder));
  if (!rows) return rows.error();
  std::uint64_t count = 0;
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    StoredItem stored = read_item(*rows);
    if (!outcome_passes(filter, stored.outcome)) continue;
    if (!passes(filter.labels, stored.label)) continue;
    auto want = wanted(filter, stored);
    if (!want) return want.error();
    if (!*want) continue;
    if (!visit(stored) || enough(count, filter.limit)) return {};
  }
}

Result<void> IndexReader::columns(const Filter& filter, const Visitor<StoredColumn>& visit) {
  ColumnRows rows;
  if (auto done = rows.open(database_); !done) return done;
  std::uint64_t count = 0;
  std::optional<Error> fault;
  Filter of_items = filter;
  of_items.limit = 0;
  auto done = items(of_items, [&](StoredItem& item) {
    if (item.item.path.starts_with('/')) return true;
    auto list = rows.load(item.row);
    if (!list) {
      fault = list.error();
      return false;
    }
    for (ColumnRecord& column : *list) {
      const bool wanted =
          filter.rules.empty() ||
          std::find(filter.rules.begin(), filter.rules.end(), column.rule) != filter.rules.end();
      if (!wanted) continue;
      StoredColumn stored{item.item.path, item.target_name, std::move(column)};
      if (!visit(stored) || enough(count, filter.limit)) return false;
    }
    return true;
  });
  return fault ? Result<void>{*fault} : done;
}

Result<void> IndexReader::issues(const Filter& filter, const Visitor<StoredIssue>& visit) {
  auto rows = database_.prepare(std::string(kItems).append(kWithIssues).append(kItemOrder));
  if (!rows) return rows.error();
  PartRows parts;
  if (auto done = parts.open(database_); !done) return done;
  std::uint64_t count = 0;
  auto report = [&](StoredIssue issue) {
    if (issue.outcome.status == Status::complete || !outcome_passes(filter, issue.outcome))
      return true;
    return visit(issue) && !enough(count, filter.limit);
  };
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    StoredItem stored = read_item(*rows);
    auto want = wanted(filter, stored);
    if (!want) return want.error();
    if (!*want) continue;
    if (!report({stored.item.path, "", stored.target_name, stored.outcome})) return {};
    if (rows->integer(28) == 0) continue;
    auto list = parts.load(stored.row);
    if (!list) return list.error();
    for (PartRecord& part : *list) {
      if (!report({stored.item.path, part.locator, stored.target_name, part.outcome})) return {};
    }
  }
}

Result<std::uint64_t> IndexReader::count_issues() const {
  auto query = database_.prepare(
      "SELECT (SELECT count(*) FROM items INDEXED BY items_gaps"
      "         WHERE status <> 'complete' AND gone_run IS NULL AND reason IS NOT 'excluded')"
      " + (SELECT count(*) FROM parts p JOIN items i ON i.item_id = p.item_id"
      "     WHERE p.status <> 'complete' AND i.gone_run IS NULL AND p.reason IS NOT 'excluded')");
  if (!query) return query.error();
  auto row = query->step();
  if (!row) return row.error();
  return query->unsigned_integer(0);
}

Result<void> IndexReader::runs(std::uint64_t limit, const Visitor<StoredRun>& visit) {
  auto rows = database_.prepare(
      "SELECT r.run_id, r.started_ms, r.finished_ms, r.status, r.host, r.options, r.targets,"
      " c.rule_set_hash, c.extractor_version, c.key_id, r.totals, r.resumed_count FROM runs r"
      " JOIN configurations c USING (configuration_id) ORDER BY r.run_id DESC");
  if (!rows) return rows.error();
  std::uint64_t count = 0;
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    StoredRun run;
    run.id = rows->integer(0);
    run.started_ms = rows->integer(1);
    if (!rows->is_null(2)) run.finished_ms = rows->integer(2);
    std::string* const texts[] = {&run.status,  &run.host,          &run.options,
                                  &run.targets, &run.rule_set_hash, &run.extractor_version,
                                  &run.key_id};
    for (int i = 0; i < 7; ++i) *texts[i] = rows->string(3 + i);
    run.totals = totals_from_json(rows->bytes(10));
    run.resumed = rows->unsigned_integer(11);
    if (!visit(run) || enough(count, limit)) return {};
  }
}

}  // namespace braque::index
