// braque report retention: what is over the time that it may be kept, by a table that people edit.
#include <array>

#include "cli/commands.hpp"
#include "cli/declared_table.hpp"
#include "cli/parse_value.hpp"
#include "cli/report_command.hpp"
#include "index/clock.hpp"
#include "index/wildcard.hpp"
#include "report/retention.hpp"

namespace braque::cli {
namespace {

using report::RetentionRule;

constexpr auto kKeys = std::to_array<DeclaredKey>({{"processing"},
                                                   {"path", true},
                                                   {"words", true},
                                                   {"target", true},
                                                   {"trigger"},
                                                   {"active"},
                                                   {"archive"},
                                                   {"then"},
                                                   {"basis"},
                                                   {"source"},
                                                   {"since"},
                                                   {"hold"}});

std::string set_periods(const DeclaredRow& row, RetentionRule& rule) {
  for (const auto& [key, period] :
       {std::pair{"active", &rule.active}, std::pair{"archive", &rule.archive}}) {
    if (!row.has(key)) continue;
    const auto parsed = report::parse_period(row.text(key));
    if (!parsed)
      return std::string(key) + " must be a time such as \"5 years\", \"5 ans\" or \"6 mois\"";
    *period = *parsed;
  }
  return rule.active.empty() && rule.archive.empty() ? "says no time; add active, archive or both"
                                                     : "";
}

/// What is wrong with the row; "" for nothing.
std::string read_rule(const DeclaredRow& row, RetentionRule& rule) {
  rule.processing = row.text("processing");
  if (rule.processing.empty()) return "has no processing; say what the files are kept for";
  rule.paths = row.all("path");
  rule.words = row.all("words");
  rule.targets = row.all("target");
  if (rule.paths.empty() && rule.words.empty() && rule.targets.empty())
    return "says no place; add path, words or target";
  if (row.has("trigger")) {
    const auto trigger = report::trigger_named(row.text("trigger"));
    if (!trigger)
      return "trigger must be one of last_contact, end_of_contract, year_end, document_date, "
             "modified";
    rule.trigger = *trigger;
  }
  if (row.has("then")) {
    rule.keep_for_good = row.text("then") == "keep";
    if (!rule.keep_for_good && row.text("then") != "erase") return "then must be erase or keep";
  }
  rule.basis = row.text("basis");
  rule.source = row.text("source");
  rule.hold = row.text("hold");
  if (row.has("since")) {
    const auto since = report::day_ms(row.text("since"));
    if (!since) return "since must be a date such as 2024-12-31";
    rule.since_ms = *since;
  }
  return set_periods(row, rule);
}

Result<std::vector<RetentionRule>> rules_of(const Settings& settings) {
  if (!settings.has("table")) return report::built_in_rules();
  auto rows = read_declared(settings.text("table"), "retention", kKeys);
  if (!rows) return rows.error();
  std::vector<RetentionRule> rules;
  std::string faults;
  for (const DeclaredRow& row : *rows)
    if (const std::string fault = read_rule(row, rules.emplace_back()); !fault.empty())
      faults += (faults.empty() ? "" : "\n") + row.place + ": " + fault;
  if (!faults.empty()) return unexpected(ErrorKind::invalid, faults);
  return rules;
}

}  // namespace

ExitCode report_retention(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  if (settings.flag("defaults")) {
    invocation.out.write(report::default_table(invocation.language == Language::french));
    return ExitCode::done;
  }
  auto rules = rules_of(settings);
  if (!rules) return fail(rules.error());
  auto query = open_report(settings);
  if (!query) return fail(query.error());
  report::Groups groups;
  const std::int64_t today =
      settings.has("today") ? parse_date_ms(settings.text("today")).value_or(0) : index::now_ms();
  report::Retention retention(std::move(*rules), groups, today, index::wildcard_match);
  auto done =
      visit_facts(*query, groups, [&](const report::ItemFacts& item) { retention.add(item); });
  return done ? print_report(invocation, *query, retention.document()) : fail(done.error());
}

}  // namespace braque::cli
