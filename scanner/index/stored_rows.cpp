#include "index/stored_rows.hpp"

#include <functional>

#include "index/item_writer.hpp"
#include "index/names.hpp"
#include "index/sample_block.hpp"

namespace braque::index {
namespace {

constexpr std::string_view kColumns =
    "SELECT f.finding_row, f.finding_id, f.item_id, f.locator, f.column_name, f.level,"
    " f.confidence, f.score, f.severity, f.triage,"
    " f.suppressed AND ifnull(f.suppressed_until_ms > unixepoch() * 1000, 1), f.suppression_reason,"
    " f.match_count, f.distinct_count, f.weak_count, f.alternatives, f.first_run, f.changed_run,"
    " f.gone_run, r.rule, r.name, r.name_fr, r.category, r.gdpr, i.relative, i.path, t.root, "
    "t.name,"
    " f.column_filled, f.column_passing, f.exact_rows, f.fingerprint_hash, f.previous_id, i.label ";
constexpr std::string_view kJoins =
    " CROSS JOIN items i ON i.item_id = f.item_id"
    " CROSS JOIN rules r ON r.rule_row = f.rule_row"
    " CROSS JOIN targets t ON t.target_id = i.target_id WHERE ";
constexpr std::string_view kOrder = " ORDER BY f.item_id, f.finding_row";

constexpr std::string_view kSamples =
    "SELECT block FROM samples WHERE finding_row = ?1 ORDER BY ordinal";

/// Calls `visit` with each sample of a finding until it says false.
Result<void> visit_samples(Statement& query, std::int64_t finding,
                           const std::function<bool(const Sample&)>& visit) {
  query.bind(1, finding);
  while (true) {
    auto row = query.step();
    if (!row) return row.error();
    if (!*row) return {};
    SampleDecoder decoder(query.bytes(0));
    bool wanted = true;
    for (Sample sample; wanted && decoder.next(sample);) wanted = visit(sample);
    if (wanted && !decoder.damaged()) continue;
    query.reset();
    if (wanted) {
      return unexpected(ErrorKind::invalid,
                        "index: samples of a finding are damaged; run `braque doctor`");
    }
    return {};
  }
}

void read_finding(const Statement& row, Finding& finding) {
  finding.id = digest_from(row.bytes(1));
  if (!row.is_null(32)) finding.previous = digest_from(row.bytes(32));
  finding.locator = row.string(3);
  if (!row.is_null(4)) finding.column = row.string(4);
  finding.level = row.string(5);
  finding.confidence = confidence_from_number(row.integer(6));
  finding.score = score_from_number(row.integer(7));
  finding.severity = severity_from_number(row.integer(8));
  finding.triage = triage_from_number(row.integer(9));
  finding.count = row.unsigned_integer(12);
  finding.distinct = row.unsigned_integer(13);
  finding.weak = row.unsigned_integer(14);
  finding.column_filled = row.unsigned_integer(28);
  finding.column_passing = row.unsigned_integer(29);
  finding.exact = exact_rows_from_json(row.bytes(30));
  finding.alternatives = alternatives_from_json(row.bytes(15));
  finding.rule = row.string(19);
  finding.name = row.string(20);
  finding.name_fr = row.string(21);
  finding.category = row.string(22);
  finding.gdpr = row.string(23);
  finding.relative = row.string(24);
  finding.item = row.is_null(25) ? joined_path(row.bytes(26), finding.relative) : row.string(25);
}

}  // namespace

Outcome read_outcome(const Statement& row, int first) {
  Outcome outcome;
  outcome.status = status_from_name(row.bytes(first));
  outcome.reason = reason_from_name(row.bytes(first + 1)).value_or(Reason::none);
  outcome.bytes = row.unsigned_integer(first + 2);
  outcome.bytes_done = row.unsigned_integer(first + 3);
  outcome.format = row.string(first + 4);
  outcome.note = row.string(first + 5);
  return outcome;
}

Result<void> FindingRows::open(const Database& database, std::string_view condition,
                               std::string_view index) {
  database_ = &database;
  std::string sql = std::string(kColumns) + "FROM ";
  if (index.empty()) {
    sql.append("findings f").append(kJoins).append(condition).append(kOrder);
  } else {
    const std::string way = index == "*row" ? "NOT INDEXED" : "INDEXED BY " + std::string(index);
    // Places are sorted, not whole findings, most of which nobody reads when there is a limit.
    // LIMIT keeps SQLite from dropping the order of a subquery.
    sql.append("(SELECT f.finding_row FROM findings f " + way + " WHERE ").append(condition);
    sql.append(kOrder).append(" LIMIT -1) chosen CROSS JOIN findings f").append(kJoins);
    sql += "f.finding_row = chosen.finding_row";
  }
  return database.prepare({{&query_, sql}, {&samples_, kSamples}});
}

Result<bool> FindingRows::next(StoredFinding& stored) {
  auto row = query_.step();
  if (!row || !*row) return row;
  stored = {};
  stored.row = query_.integer(0);
  stored.item_row = query_.integer(2);
  stored.suppressed = query_.integer(10) != 0;
  stored.suppression_reason = query_.string(11);
  stored.first_run = query_.integer(16);
  stored.fingerprint_hash = query_.unsigned_integer(31);
  stored.changed_run = query_.integer(17);
  if (!query_.is_null(18)) stored.gone_run = query_.integer(18);
  stored.target = query_.string(27);
  stored.label = query_.string(33);
  read_finding(query_, stored.finding);
  if (stored.suppressed) {
    stored.finding.suppressed = stored.finding.count;
    stored.finding.suppression =
        stored.suppression_reason.empty() ? "suppressed" : stored.suppression_reason;
  }
  return true;
}

Result<void> FindingRows::load_samples(StoredFinding& stored) {
  auto& samples = stored.finding.samples;
  bool more = false;
  auto done = visit_samples(samples_, stored.row, [&](const Sample& sample) {
    more = samples.size() == kSamplesInMemory;
    if (!more) samples.push_back(sample);
    return !more;
  });
  if (!done || !more) return done;
  // A statement of its own, because the printer may call it while this object goes on. What fails
  // here fails in the next statement of the connection, too, and is reported there.
  stored.finding.more_samples = [database = database_, row = stored.row](const auto& visit) {
    auto query = database->prepare(kSamples);
    if (!query) return;
    std::size_t position = 0;
    (void)visit_samples(*query, row, [&](const Sample& sample) {
      if (position++ >= kSamplesInMemory) visit(sample);
      return true;
    });
  };
  return {};
}

Result<void> PartRows::open(const Database& database) {
  return database.prepare(
      {{&query_,
        "SELECT locator, status, reason, bytes, bytes_done, format, note FROM parts"
        " WHERE item_id = ?1 ORDER BY ordinal"}});
}

Result<std::vector<PartRecord>> PartRows::load(std::int64_t item) {
  std::vector<PartRecord> parts;
  query_.bind(1, item);
  while (true) {
    auto row = query_.step();
    if (!row) return row.error();
    if (!*row) return parts;
    parts.push_back({query_.string(0), read_outcome(query_, 1)});
  }
}

Result<void> ColumnRows::open(const Database& database) {
  return database.prepare({{&query_,
                            "SELECT name, type, row_count, rows_exact, rows_read, filled, rule, "
                            "confidence, hits, distinct_count, ratio,"
                            " low, high FROM table_columns WHERE item_id = ?1 ORDER BY ordinal"}});
}

Result<std::vector<ColumnRecord>> ColumnRows::load(std::int64_t item) {
  std::vector<ColumnRecord> columns;
  query_.bind(1, item);
  while (true) {
    auto row = query_.step();
    if (!row) return row.error();
    if (!*row) return columns;
    ColumnRecord column;
    column.name = query_.string(0);
    column.type = query_.string(1);
    column.rows = query_.unsigned_integer(2);
    column.rows_exact = query_.integer(3) != 0;
    column.rows_read = query_.unsigned_integer(4);
    column.filled = query_.unsigned_integer(5);
    if (!query_.is_null(6)) column.rule = query_.string(6);
    column.confidence = confidence_from_name(query_.bytes(7));
    column.hits = query_.unsigned_integer(8);
    column.distinct = query_.unsigned_integer(9);
    column.ratio = query_.real(10);
    column.low = query_.real(11);
    column.high = query_.real(12);
    columns.push_back(std::move(column));
  }
}

}  // namespace braque::index
