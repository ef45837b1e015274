#include "index/rule_words.hpp"

#include <map>

#include "index/names.hpp"

namespace braque::index {
namespace {

/// Findings that are looked at between two writes.
constexpr std::size_t kPage = 10'000;

struct StoredRule {
  std::int64_t row = 0;
  RuleWords words;
};

Result<std::vector<StoredRule>> stored_rules(const Database& database) {
  std::vector<StoredRule> rules;
  auto rows = database.prepare(
      "SELECT rule_row, rule, name, name_fr, category, gdpr, ifnull(sensitivity, 0) FROM rules");
  if (!rows) return rows.error();
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return rules;
    rules.push_back({rows->integer(0),
                     {rows->string(1), rows->string(2), rows->string(3), rows->string(4),
                      rows->string(5), static_cast<int>(rows->integer(6))}});
  }
}

class Rating {
 public:
  Rating(std::int64_t run, const SeverityOf& severity_of, FindingWriter& findings)
      : run_(run), severity_of_(severity_of), findings_(findings) {}

  Result<void> open(const Database& database) {
    return database.prepare(
        {{&list_,
          "SELECT finding_row, finding_id, match_count, severity FROM findings WHERE rule_row = ?1"
          " AND finding_row > ?2 AND gone_run IS NULL ORDER BY finding_row LIMIT ?3"},
         {&put_,
          "UPDATE rules SET name = ?2, name_fr = ?3, category = ?4, gdpr = ?5, sensitivity = ?6 "
          "WHERE rule_row = ?1"}});
  }

  Result<void> put_words(std::int64_t row, const RuleWords& words) {
    put_.bind(1, row).text(2, words.name).text(3, words.name_fr).text(4, words.category);
    return put_.text(5, words.gdpr).bind(6, words.sensitivity).run();
  }

  Result<void> rate_all(const StoredRule& rule) {
    last_ = 0;
    while (true) {
      auto page = differing(rule);
      if (!page) return page.error();
      for (const Rated& one : *page)
        if (auto done = findings_.set_severity(run_, one.row, one.id, one.severity); !done)
          return done;
      if (read_ < kPage) return {};
    }
  }

 private:
  struct Rated {
    std::int64_t row;
    Digest id;
    Severity severity;
  };

  /// Of the next page, the findings that are rated otherwise now.
  Result<std::vector<Rated>> differing(const StoredRule& rule) {
    std::vector<Rated> page;
    list_.bind(1, rule.row).bind(2, last_).bind(3, kPage);
    for (read_ = 0;; ++read_) {
      auto row = list_.step();
      if (!row) return row.error();
      if (!*row) return page;
      last_ = list_.integer(0);
      const Severity now = severity_of_(rule.words.rule, list_.unsigned_integer(2));
      if (now != severity_from_number(list_.integer(3)))
        page.push_back({last_, digest_from(list_.bytes(1)), now});
    }
  }

  const std::int64_t run_;
  const SeverityOf& severity_of_;
  FindingWriter& findings_;
  Statement list_, put_;
  std::int64_t last_ = 0;
  std::size_t read_ = 0;
};

}  // namespace

Result<void> apply_rule_words(const Database& database, std::int64_t run,
                              const std::vector<RuleWords>& rules, const SeverityOf& severity_of,
                              FindingWriter& findings) {
  auto stored = stored_rules(database);
  if (!stored) return stored.error();
  std::map<std::string_view, const RuleWords*> now;
  for (const RuleWords& words : rules) now.emplace(words.rule, &words);
  Rating rating(run, severity_of, findings);
  if (auto opened = rating.open(database); !opened) return opened;
  for (const StoredRule& rule : *stored) {
    const auto found = now.find(rule.words.rule);
    if (found == now.end()) continue;
    const RuleWords& words = *found->second;
    const bool rated_alike = rule.words.sensitivity == words.sensitivity;
    const bool same = rated_alike && rule.words.name == words.name &&
                      rule.words.name_fr == words.name_fr &&
                      rule.words.category == words.category && rule.words.gdpr == words.gdpr;
    if (same) continue;
    if (auto done = rating.put_words(rule.row, words); !done) return done;
    if (rated_alike) continue;
    if (auto done = rating.rate_all(rule); !done) return done;
  }
  return {};
}

Result<void> note_sensitivities(const Database& database, const std::vector<RuleWords>& rules) {
  auto note =
      database.prepare("UPDATE rules SET sensitivity = ?2 WHERE rule = ?1 AND sensitivity IS NULL");
  if (!note) return note.error();
  for (const RuleWords& words : rules)
    if (auto done = note->text(1, words.rule).bind(2, words.sensitivity).run(); !done) return done;
  return {};
}

}  // namespace braque::index
