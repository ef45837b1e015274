#include "index/finding_writer.hpp"

#include <algorithm>

#include "index/clock.hpp"
#include "index/names.hpp"
#include "index/result_hash.hpp"
#include "index/sample_block.hpp"
#include "index/stored_rows.hpp"

namespace braque::index {
namespace {

#define BRAQUE_STORED_COLUMNS                                                                    \
  "finding_row, changed_run, match_count, distinct_count, fingerprint_hash, confidence, triage," \
  " gone_run, rule_row"

constexpr std::string_view kLoad =
    "SELECT " BRAQUE_STORED_COLUMNS ", finding_id FROM findings WHERE item_id = ?1";
constexpr std::string_view kFind = "SELECT " BRAQUE_STORED_COLUMNS " FROM findings WHERE ";

constexpr std::string_view kInsert =
    "INSERT INTO findings (finding_row, finding_id, item_id, locator, column_name, rule_row, level,"
    " confidence, score, severity, match_count, distinct_count, weak_count, alternatives,"
    " fingerprint_hash, first_run, changed_run, column_filled, column_passing, suppressed,"
    " suppression_reason, exact_rows, suppressed_until_ms)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?16, ?18, ?19,"
    " ?20 IS NOT NULL, ?20, ?21, ?22)";

/// The same parameters, and ?17 for the row as it was numbered before.
constexpr std::string_view kUpdate =
    "UPDATE findings SET finding_row = ?1, item_id = ?3, locator = ?4, column_name = ?5,"
    " rule_row = ?6, level = ?7, confidence = ?8, score = ?9, severity = ?10, match_count = ?11,"
    " distinct_count = ?12, weak_count = ?13, alternatives = ?14, fingerprint_hash = ?15,"
    " changed_run = ?16, gone_run = NULL, column_filled = ?18, column_passing = ?19, exact_rows = "
    "?21,"
    " suppressed = ?20 IS NOT NULL, suppression_reason = ?20, suppressed_until_ms = ?22"
    " WHERE finding_row = ?17";

constexpr std::string_view kKeepVersion =
    "INSERT INTO finding_versions (finding_id, until_run, changed_run, gone_run, match_count,"
    " distinct_count, weak_count, confidence, score, severity, fingerprint_hash) SELECT "
    "finding_id, ?2,"
    " changed_run, gone_run, match_count, distinct_count, weak_count, confidence, score, severity,"
    " fingerprint_hash FROM findings"
    " WHERE finding_row = ?1 ON CONFLICT DO NOTHING";

constexpr std::string_view kPutRule =
    "INSERT INTO rules (rule, name, name_fr, category, gdpr) VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (rule) DO UPDATE SET name = excluded.name, name_fr = excluded.name_fr,"
    " category = excluded.category, gdpr = excluded.gdpr RETURNING rule_row";

/// The next id: for findings of one item that share theirs, which members of an archive with one
/// name would make if they came with one locator. Nothing found may be dropped.
void advance(Digest& id) {
  for (std::uint8_t& byte : id)
    if (++byte != 0) return;
}

}  // namespace

Result<void> FindingWriter::open(const Database& database, SegmentStore& segments,
                                 const LookedFor& looked_for) {
  segments_ = &segments;
  auto suppressions = Suppressions::load(database, now_ms());
  if (!suppressions) return suppressions.error();
  suppressions_ = std::move(*suppressions);
  if (auto read = read_unchosen(database, looked_for); !read) return read;
  if (auto opened = outbox_.open(database); !opened) return opened;
  auto last = database.integer("SELECT max(finding_row) FROM findings");
  if (!last) return last.error();
  next_row_ = std::max(last->value_or(0), segments.max_finding()) + 1;
  return database.prepare(
      {{&load_, kLoad},
       {&find_, std::string(kFind).append(kHasId)},
       {&insert_, kInsert},
       {&update_, kUpdate},
       {&mark_gone_, "UPDATE findings SET gone_run = ?2 WHERE finding_row = ?1"},
       {&mark_item_gone_,
        "UPDATE findings SET gone_run = ?2 WHERE item_id = ?1 AND gone_run IS NULL"},
       {&delete_samples_, "DELETE FROM samples WHERE finding_row = ?1"},
       {&insert_sample_, "INSERT INTO samples (finding_row, ordinal, block) VALUES (?1, ?2, ?3)"},
       {&put_rule_, kPutRule},
       {&keep_version_, kKeepVersion},
       {&conceal_versions_,
        "UPDATE finding_versions SET fingerprint_hash = 0 WHERE finding_id ="
        " (SELECT finding_id FROM findings WHERE finding_row = ?1)"},
       {&conceal_,
        "UPDATE findings SET finding_row = ?2, locator = ?3, column_name = NULL, column_filled = 0,"
        " column_passing = 0, alternatives = NULL, exact_rows = NULL, previous_id = NULL,"
        " fingerprint_hash = 0 WHERE finding_row = ?1"},
       {&set_severity_,
        "UPDATE findings SET severity = ?2, changed_run = ?3 WHERE finding_row = ?1"}});
}

Result<void> FindingWriter::read_unchosen(const Database& database, const LookedFor& looked_for) {
  auto query = database.prepare("SELECT rule_row, rule FROM rules");
  if (!query) return query.error();
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    if (!looked_for(query->bytes(1))) unchosen_.insert(query->integer(0));
  }
}

FindingWriter::Stored FindingWriter::read_stored(const Statement& row) {
  Stored stored;
  stored.row = row.integer(0);
  stored.changed_run = row.integer(1);
  stored.count = row.unsigned_integer(2);
  stored.distinct = row.unsigned_integer(3);
  stored.fingerprint_hash = row.unsigned_integer(4);
  stored.confidence = confidence_from_number(row.integer(5));
  stored.triage = triage_from_number(row.integer(6));
  stored.gone = !row.is_null(7);
  stored.rule_row = row.integer(8);
  return stored;
}

bool FindingWriter::same(const Stored& stored, const Finding& finding, std::uint64_t hash) {
  return !stored.gone && stored.count == finding.count && stored.distinct == finding.distinct &&
         stored.confidence == finding.confidence && stored.fingerprint_hash == hash;
}

Result<std::map<Digest, FindingWriter::Stored>> FindingWriter::load(std::int64_t item) {
  std::map<Digest, Stored> findings;
  load_.bind(1, item);
  while (true) {
    auto row = load_.step();
    if (!row) return row.error();
    if (!*row) return findings;
    findings[digest_from(load_.bytes(9))] = read_stored(load_);
  }
}

Result<std::uint64_t> FindingWriter::write(const FoundInItem& found) {
  std::map<Digest, Stored> before;
  if (found.known) {
    auto loaded = load(found.item);
    if (!loaded) return loaded.error();
    before = std::move(*loaded);
  }
  std::set<Digest> ids;
  for (std::size_t i = 0; i < found.findings.size(); ++i) {
    Digest id = found.findings[i].id;
    while (!ids.insert(id).second) advance(id);
    auto stored = before.find(id);
    std::optional<Stored> previous;
    if (stored != before.end()) {
      previous = stored->second;
      before.erase(stored);
    }
    if (auto done = write_one(found, i, id, previous); !done) return done.error();
  }
  std::uint64_t present = found.findings.size();
  for (const auto& [id, stored] : before) {
    if (stored.gone) continue;
    // What was not looked for is not gone.
    if (!found.complete || unchosen_.contains(stored.rule_row)) {
      ++present;
      continue;
    }
    if (auto done = mark_gone_.bind(1, stored.row).bind(2, found.run).run(); !done)
      return done.error();
    if (auto done = outbox_.put(found.run, "gone", id); !done) return done.error();
  }
  return present;
}

Result<void> FindingWriter::write_one(const FoundInItem& found, std::size_t index, const Digest& id,
                                      const std::optional<Stored>& stored) {
  const Finding& finding = found.findings[index];
  std::uint64_t hash = found.fingerprint_hashes[index];
  bool new_fingerprints = !stored || stored->fingerprint_hash != hash;
  std::int64_t row = new_fingerprints ? next_row_++ : stored->row;
  auto rule = rule_row(finding);
  if (!rule) return rule.error();
  const bool unchanged = stored && same(*stored, finding, hash);
  if (!unchanged) {
    const std::string_view event = stored && !stored->gone ? "changed" : "new";
    if (auto done = outbox_.put(found.run, event, id); !done) return done;
  }
  if (stored) {
    if (!unchanged) {
      auto done = keep_version_.bind(1, stored->row).bind(2, found.run).run();
      if (!done) return done;
    }
    stale_ = stale_ || new_fingerprints;
    if (auto done = delete_samples_.bind(1, stored->row).run(); !done) return done;
  }
  Statement& write = stored ? update_ : insert_;
  write.bind(1, row).bind(3, found.item).text(4, finding.locator);
  if (finding.column) {
    write.text(5, *finding.column);
  } else {
    write.null(5);
  }
  std::string alternatives = alternatives_json(finding.alternatives);
  write.bind(6, *rule).text(7, finding.level).bind(8, number_of(finding.confidence));
  write.bind(9, number_of_score(finding.score)).bind(10, number_of(finding.severity));
  write.bind(11, finding.count).bind(12, finding.distinct).bind(13, finding.weak);
  write.text_or_null(14, alternatives).bind(15, hash);
  write.bind(18, finding.column_filled).bind(19, finding.column_passing);
  const std::string exact = exact_rows_json(finding.exact);
  std::optional<Suppressed> suppressed;
  if (finding.suppression.starts_with(kAllowListReason))
    suppressed = Suppressed{finding.suppression, 0};
  else
    suppressed = suppressions_.find(finding);
  write.text_or_null(20, suppressed ? suppressed->reason : std::string_view())
      .text_or_null(21, exact);
  if (suppressed && suppressed->until_ms != 0)
    write.bind(22, suppressed->until_ms);
  else
    write.null(22);
  if (stored) {
    write.bind(16, unchanged ? stored->changed_run : found.run).bind(17, stored->row);
  } else {
    write.blob(2, id).bind(16, found.run);
  }
  if (auto done = write.run(); !done) return done;
  if (auto done = write_samples(row, finding); !done) return done;
  if (!new_fingerprints || !finding.fingerprints) return {};
  return segments_->add(row, finding.fingerprints);
}

Result<void> FindingWriter::write_samples(std::int64_t row, const Finding& finding) {
  std::int64_t ordinal = 0;
  std::string block;
  Result<void> done;
  auto write_block = [&] {
    done = insert_sample_.bind(1, row).bind(2, ordinal++).blob(3, block).run();
    block.clear();
  };
  auto put = [&](const Sample& sample) {
    if (!done) return;
    append_sample(block, sample);
    if (block.size() >= kSampleBlockBytes) write_block();
  };
  for (const Sample& sample : finding.samples) put(sample);
  if (finding.more_samples) finding.more_samples(put);
  if (done && !block.empty()) write_block();
  return done;
}

Result<std::int64_t> FindingWriter::rule_row(const Finding& finding) {
  auto known = rules_.find(finding.rule);
  if (known != rules_.end()) return known->second;
  put_rule_.text(1, finding.rule).text(2, finding.name).text(3, finding.name_fr);
  put_rule_.text(4, finding.category).text(5, finding.gdpr);
  auto row = put_rule_.step();
  if (!row) return row.error();
  std::int64_t id = put_rule_.integer(0);
  put_rule_.reset();
  rules_.emplace(finding.rule, id);
  return id;
}

Result<void> FindingWriter::annotate(Finding& finding) {
  if (finding.suppression.empty()) {
    if (const auto suppressed = suppressions_.find(finding)) {
      finding.suppression = suppressed->reason;
      finding.suppressed = finding.count;
    }
  }
  auto row = find_.blob(1, finding.id).step();
  if (!row) return row.error();
  if (!*row) {
    finding.presence = Presence::new_;
    return {};
  }
  Stored stored = read_stored(find_);
  find_.reset();
  finding.triage = stored.triage;
  // The fingerprints are visited only when the numbers do not differ anyway.
  bool seen = same(stored, finding, stored.fingerprint_hash) &&
              stored.fingerprint_hash == fingerprint_hash(finding);
  finding.presence = seen ? Presence::seen : Presence::changed;
  return {};
}

Result<void> FindingWriter::set_severity(std::int64_t run, std::int64_t row, const Digest& id,
                                         Severity severity) {
  if (auto done = keep_version_.bind(1, row).bind(2, run).run(); !done) return done;
  if (auto done = outbox_.put(run, "changed", id); !done) return done;
  return set_severity_.bind(1, row).bind(2, number_of(severity)).bind(3, run).run();
}

/// Under another number its fingerprints are nobody's.
Result<void> FindingWriter::conceal(std::int64_t row, std::string_view locator) {
  if (auto done = delete_samples_.bind(1, row).run(); !done) return done;
  if (auto done = conceal_versions_.bind(1, row).run(); !done) return done;
  stale_ = true;
  return conceal_.bind(1, row).bind(2, next_row_++).text(3, locator).run();
}

Result<void> FindingWriter::mark_gone(std::int64_t item, std::int64_t run) {
  if (auto done = outbox_.put_item_gone(run, item); !done) return done;
  return mark_item_gone_.bind(1, item).bind(2, run).run();
}

}  // namespace braque::index
