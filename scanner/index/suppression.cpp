#include "index/suppression.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "index/item_writer.hpp"
#include "index/names.hpp"
#include "index/segment_store.hpp"
#include "index/wildcard.hpp"

namespace braque::index {
namespace {

constexpr std::string_view kSelect =
    "SELECT suppression_id, finding_id, fingerprint, path, rule, column_name, reason, author, "
    "ticket,"
    " created_ms, expires_ms, ended_ms, ended_by FROM suppressions ORDER BY suppression_id";

/// Findings that are looked at between two writes.
constexpr std::size_t kPage = 10'000;

std::optional<Digest> digest_or_none(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return digest_from(row.bytes(column));
}

Suppression read_suppression(const Statement& row) {
  Suppression made;
  made.id = row.integer(0);
  made.finding = digest_or_none(row, 1);
  made.fingerprint = digest_or_none(row, 2);
  made.path = row.string(3);
  made.rule = row.string(4);
  made.column = row.string(5);
  made.reason = row.string(6);
  made.author = row.string(7);
  made.ticket = row.string(8);
  made.created_ms = row.integer(9);
  made.expires_ms = row.integer(10);
  if (!row.is_null(11)) made.ended_ms = row.integer(11);
  made.ended_by = row.string(12);
  return made;
}

Result<void> for_each(const Database& database, const std::function<bool(Suppression&)>& visit) {
  auto rows = database.prepare(kSelect);
  if (!rows) return rows.error();
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    Suppression made = read_suppression(*rows);
    if (!visit(made)) return {};
  }
}

/// All criteria but the value.
bool covers(const Suppression& suppression, const Finding& finding) {
  if (suppression.finding && *suppression.finding != finding.id) return false;
  if (!suppression.path.empty() && !wildcard_match(suppression.path, finding.item)) return false;
  if (!suppression.rule.empty() && !wildcard_match(suppression.rule, finding.rule)) return false;
  return suppression.column.empty() ||
         (finding.column && wildcard_match(suppression.column, *finding.column));
}

std::uint64_t prefix_of(const Digest& fingerprint) {
  std::uint64_t prefix = 0;
  for (int i = 0; i < 8; ++i) prefix = prefix << 8 | fingerprint[static_cast<std::size_t>(i)];
  return prefix;
}

Suppressed said_by(const Suppression& suppression) {
  return {
      std::string(kSuppressionReason) + std::to_string(suppression.id) + ": " + suppression.reason,
      suppression.expires_ms};
}

}  // namespace

Result<Suppressions> Suppressions::load(const Database& database, std::int64_t at_ms) {
  Suppressions loaded;
  auto done = for_each(database, [&](Suppression& one) {
    if (one.in_force(at_ms))
      (one.fingerprint ? loaded.by_value_ : loaded.plain_).push_back(std::move(one));
    return true;
  });
  if (!done) return done.error();
  return loaded;
}

std::optional<Suppressed> Suppressions::by_criteria(const Finding& finding) const {
  const Suppression* longest = nullptr;
  for (const Suppression& one : plain_)
    if (covers(one, finding) && (longest == nullptr || one.expires_ms > longest->expires_ms))
      longest = &one;
  if (longest == nullptr) return std::nullopt;
  return said_by(*longest);
}

namespace {

/// The longest suppression of each value that one covers in this finding.
std::map<std::uint64_t, const Suppression*> values_covered(const std::vector<Suppression>& by_value,
                                                           const Finding& finding) {
  std::map<std::uint64_t, const Suppression*> values;
  for (const Suppression& one : by_value) {
    if (!covers(one, finding)) continue;
    const Suppression*& longest = values[prefix_of(*one.fingerprint)];
    if (longest == nullptr || one.expires_ms > longest->expires_ms) longest = &one;
  }
  return values;
}

/// All values are covered until the first of their suppressions ends.
std::optional<Suppressed> first_to_end(const std::vector<const Suppression*>& covering) {
  if (covering.empty()) return std::nullopt;
  return said_by(**std::min_element(covering.begin(), covering.end(), [](auto* a, auto* b) {
    return a->expires_ms < b->expires_ms;
  }));
}

}  // namespace

std::optional<Suppressed> Suppressions::find(const Finding& finding) const {
  if (auto found = by_criteria(finding)) return found;
  // With weak matches it is not known which values are counted.
  if (by_value_.empty() || !finding.fingerprints || finding.weak > 0 ||
      finding.distinct > by_value_.size())
    return std::nullopt;
  const auto values = values_covered(by_value_, finding);
  std::vector<const Suppression*> covering;
  bool all = true;
  finding.fingerprints([&](std::uint64_t prefix) {
    const auto value = values.find(prefix);
    if (value == values.end())
      all = false;
    else
      covering.push_back(value->second);
  });
  return all ? first_to_end(covering) : std::nullopt;
}

namespace {

/// Stored findings, page by page, with as much as decides.
struct StoredState {
  std::int64_t row = 0;
  Finding finding;
  std::string reason;  ///< "" when it is not suppressed
  std::optional<std::int64_t> until_ms;
};

class StoredStates {
 public:
  Result<void> open(const Database& database) {
    return database.prepare(
        {{&query_,
          "SELECT f.finding_row, f.finding_id, i.relative, i.path, t.root, r.rule, f.column_name,"
          " f.distinct_count, f.suppressed, f.suppression_reason, f.suppressed_until_ms,"
          " f.weak_count FROM findings f CROSS JOIN items i ON i.item_id = f.item_id"
          " CROSS JOIN rules r ON r.rule_row = f.rule_row"
          " CROSS JOIN targets t ON t.target_id = i.target_id"
          " WHERE f.finding_row > ?1 ORDER BY f.finding_row LIMIT ?2"}});
  }

  /// Empty at the end.
  Result<std::vector<StoredState>> page() {
    std::vector<StoredState> states;
    query_.bind(1, last_).bind(2, std::uint64_t{kPage});
    while (true) {
      auto row = query_.step();
      if (!row) return row.error();
      if (!*row) return states;
      StoredState& state = states.emplace_back();
      state.row = last_ = query_.integer(0);
      state.finding.id = digest_from(query_.bytes(1));
      state.finding.relative = query_.string(2);
      state.finding.item = query_.is_null(3) ? joined_path(query_.bytes(4), state.finding.relative)
                                             : query_.string(3);
      state.finding.rule = query_.string(5);
      if (!query_.is_null(6)) state.finding.column = query_.string(6);
      state.finding.distinct = query_.unsigned_integer(7);
      if (query_.integer(8) != 0) state.reason = query_.string(9);
      if (!query_.is_null(10)) state.until_ms = query_.integer(10);
      state.finding.weak = query_.unsigned_integer(11);
    }
  }

 private:
  Statement query_;
  std::int64_t last_ = 0;
};

}  // namespace

Result<void> Suppressions::apply(const Database& database) const {
  // Which of the suppressed values each finding holds.
  std::map<std::int64_t, std::set<std::uint64_t>> held;
  std::set<std::uint64_t> wanted;
  for (const Suppression& one : by_value_) wanted.insert(prefix_of(*one.fingerprint));
  const std::vector<std::uint64_t> prefixes(wanted.begin(), wanted.end());
  auto searched = search_segments(database, prefixes, [&](const SegmentEntry& entry) {
    held[static_cast<std::int64_t>(entry.finding)].insert(entry.prefix);
  });
  if (!searched) return searched;
  StoredStates states;
  Statement update;
  if (auto done = states.open(database); !done) return done;
  if (auto done = database.prepare(
          {{&update,
            "UPDATE findings SET suppressed = ?2 IS NOT NULL, suppression_reason = ?2,"
            " suppressed_until_ms = ?3 WHERE finding_row = ?1"}});
      !done)
    return done;
  while (true) {
    auto page = states.page();
    if (!page) return page.error();
    if (page->empty()) return {};
    for (StoredState& state : *page) {
      if (state.reason.starts_with(kAllowListReason)) continue;
      // What a finding holds besides shows in its number of distinct values.
      const auto values = held.find(state.row);
      if (values != held.end() && values->second.size() == state.finding.distinct)
        state.finding.fingerprints = [&prefixes = values->second](const auto& each) {
          for (const std::uint64_t prefix : prefixes) each(prefix);
        };
      const std::optional<Suppressed> now = find(state.finding);
      const std::string reason = now ? now->reason : "";
      if (reason == state.reason &&
          (now ? std::optional(now->until_ms) : std::nullopt) == state.until_ms)
        continue;
      update.bind(1, state.row).text_or_null(2, reason);
      if (now)
        update.bind(3, now->until_ms);
      else
        update.null(3);
      if (auto done = update.run(); !done) return done;
    }
  }
}

Result<std::int64_t> add_suppression(const Database& database, const Suppression& suppression) {
  auto insert = database.prepare(
      "INSERT INTO suppressions (finding_id, fingerprint, path, rule, column_name, reason, author, "
      "ticket,"
      " created_ms, expires_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
      " RETURNING suppression_id");
  if (!insert) return insert.error();
  if (suppression.finding)
    insert->blob(1, *suppression.finding);
  else
    insert->null(1);
  if (suppression.fingerprint)
    insert->blob(2, *suppression.fingerprint);
  else
    insert->null(2);
  insert->text_or_null(3, suppression.path).text_or_null(4, suppression.rule);
  insert->text_or_null(5, suppression.column).text(6, suppression.reason);
  insert->text(7, suppression.author).text_or_null(8, suppression.ticket);
  insert->bind(9, suppression.created_ms).bind(10, suppression.expires_ms);
  auto row = insert->step();
  if (!row) return row.error();
  const std::int64_t id = insert->integer(0);
  insert->reset();
  return id;
}

Result<void> read_suppressions(
    const Database& database,
    const std::function<bool(const Suppression&, std::uint64_t findings)>& visit) {
  auto count = database.prepare(
      "SELECT count(*) FROM findings WHERE suppressed AND gone_run IS NULL"
      " AND suppressed_until_ms > unixepoch() * 1000 AND suppression_reason GLOB ?1");
  if (!count) return count.error();
  Result<void> counted;
  auto done = for_each(database, [&](Suppression& one) {
    const std::string pattern = std::string(kSuppressionReason) + std::to_string(one.id) + ": *";
    auto row = count->text(1, pattern).step();
    if (!row) {
      counted = row.error();
      return false;
    }
    const std::uint64_t findings = count->unsigned_integer(0);
    count->reset();
    return visit(one, findings);
  });
  return counted ? done : counted;
}

}  // namespace braque::index
