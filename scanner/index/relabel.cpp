#include "index/relabel.hpp"

#include <vector>

#include "index/names.hpp"

namespace braque::index {
namespace {

/// Items at a time: no statement is open while rows change.
constexpr std::size_t kPage = 10'000;

class Relabelling {
 public:
  Result<void> open(const Database& database) {
    return database.prepare(
        {{&items_,
          "SELECT item_id, status, mode, modified_ns, finding_count FROM items WHERE item_id > ?1"
          " AND gone_run IS NULL AND status <> 'skipped' ORDER BY item_id LIMIT ?2"},
         {&findings_,
          "SELECT r.rule, r.category, f.level, f.match_count, f.confidence,"
          " f.suppressed AND ifnull(f.suppressed_until_ms > unixepoch() * 1000, 1) FROM findings f"
          " JOIN rules r ON r.rule_row = f.rule_row WHERE f.item_id = ?1 AND f.gone_run IS NULL"},
         {&update_, "UPDATE items SET label = ?2, risk = ?3 WHERE item_id = ?1"}});
  }

  Result<void> run(const std::function<void(ItemRecord&)>& label) {
    std::int64_t last = 0;
    for (std::size_t rows = kPage; rows == kPage;) {
      auto page = read_page(last);
      if (!page) return page.error();
      rows = page->size();
      for (ItemRecord& record : *page) {
        last = record.stored.row;
        if (auto done = relabel_one(record, label); !done) return done;
      }
    }
    return {};
  }

 private:
  Result<std::vector<ItemRecord>> read_page(std::int64_t after) {
    std::vector<ItemRecord> page;
    items_.bind(1, after).bind(2, kPage);
    while (true) {
      auto row = items_.step();
      if (!row) return row.error();
      if (!*row) return page;
      ItemRecord& record = page.emplace_back();
      record.stored.row = items_.integer(0);
      record.outcome.status = status_from_name(items_.bytes(1));
      record.item.metadata.mode = static_cast<std::uint32_t>(items_.unsigned_integer(2));
      record.item.metadata.modified_ns = items_.integer(3);
      record.stored.findings = items_.unsigned_integer(4);
    }
  }

  Result<void> relabel_one(ItemRecord& record, const std::function<void(ItemRecord&)>& label) {
    if (record.stored.findings > 0) {
      findings_.bind(1, record.stored.row);
      while (true) {
        auto row = findings_.step();
        if (!row) return row.error();
        if (!*row) break;
        Finding& finding = record.findings.emplace_back();
        finding.rule = findings_.string(0);
        finding.category = findings_.string(1);
        finding.level = findings_.string(2);
        finding.count = findings_.unsigned_integer(3);
        finding.confidence = confidence_from_number(findings_.integer(4));
        if (findings_.integer(5) != 0) finding.suppression = "suppressed";
      }
    }
    label(record);
    update_.bind(1, record.stored.row)
        .text_or_null(2, record.label)
        .bind(3, std::uint64_t{record.risk.packed()});
    return update_.run();
  }

  Statement items_, findings_, update_;
};

}  // namespace

Result<void> relabel(const Database& database, const std::string& name,
                     const std::string& fingerprint, const std::function<void(ItemRecord&)>& label,
                     bool older) {
  Statement same, put;
  auto prepared = database.prepare(
      {{&same, "SELECT 1 FROM policies WHERE policy_id = 1 AND fingerprint = ?1"},
       {&put,
        "INSERT INTO policies (policy_id, fingerprint, name) VALUES (1, ?1, ?2)"
        " ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, name = excluded.name"}});
  if (!prepared) return prepared;
  auto row = same.text(1, fingerprint).step();
  if (!row) return row.error();
  same.reset();
  if (*row) return {};
  if (older) {
    Relabelling relabelling;
    if (auto done = relabelling.open(database); !done) return done;
    if (auto done = relabelling.run(label); !done) return done;
  }
  return put.text(1, fingerprint).text(2, name).run();
}

}  // namespace braque::index
