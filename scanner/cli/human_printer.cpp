// The one screen for people: coverage first, because findings mean little without it; then what was
// found, where it is worst, what was not read and why, and what to do next.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "cli/escape.hpp"
#include "cli/numbers.hpp"
#include "cli/printers.hpp"
#include "cli/scan_tally.hpp"
#include "cli/text_table.hpp"

namespace braque::cli {
namespace {

/// Under which heading people look for a rule: special categories and remarks stand for themselves.
std::string heading_of(const std::string& rule, const std::string& category) {
  for (const std::string_view family : {"art9", "art10", "note"})
    if (rule.starts_with(std::string(family) + ".")) return std::string(family);
  return category;
}

Message private_line(std::string_view mode) {
  if (mode == "skip") return Message::private_skipped;
  return mode == "totals" ? Message::private_totals : Message::private_scanned;
}

class HumanPrinter : public RecordSink {
 public:
  HumanPrinter(Output& out, const RecordOptions& options, const HumanOptions& human)
      : out_(out), options_(options), human_(human), style_{human.colour}, tally_(options) {}

  Result<void> item(const ItemRecord& record) override {
    tally_.add(record);
    return {};
  }

  Result<void> finish(const Summary& summary) override {
    print_coverage(summary);
    print_found(summary);
    print_listed();
    print_folders();
    print_gaps();
    print_next();
    return out_.flush();
  }

 private:
  template <typename... Values>
  std::string say(Message message, const Values&... values) const {
    return format(message, human_.language, values...);
  }
  std::string number(std::uint64_t value) const { return whole_text(value, human_.language); }
  /// Nothing to count is a quiet dash: zeros in a table hide the numbers that matter.
  std::string number_or_dash(std::uint64_t value) const { return value == 0 ? "-" : number(value); }
  void heading(Message message) { out_.write("\n" + style_.bold(say(message)) + "\n"); }
  void table(const TextTable& rows, std::size_t left, std::size_t flexible = 0) {
    out_.write(rows.render(human_.width, left, style_, flexible));
  }

  void print_coverage(const Summary& summary) {
    auto title = summary.interrupted ? Message::stopped_title : Message::scanned_title;
    std::string time = duration_text(summary.seconds, human_.language);
    std::string targets = shortened(terminal_text(human_.targets), human_.width - 30);
    out_.write(style_.bold(say(title, targets, time)) + "\n");
    heading(Message::coverage);
    TextTable rows;
    const Totals& items = summary.items;
    rows.row({say(Message::items),
              say(Message::items_line, number(items.discovered), number(items.complete),
                  number(items.partial), number(items.skipped))});
    if (items.unchanged > 0) rows.row({"", say(Message::unchanged_line, number(items.unchanged))});
    if (items.same_content > 0)
      rows.row({"", say(Message::same_content_line, number(items.same_content))});
    if (summary.private_items > 0)
      rows.row({"", say(private_line(summary.private_mode), number(summary.private_items))});
    if (!summary.rules_note.empty()) rows.row({"", terminal_text(summary.rules_note)});
    if (summary.parts_complete + summary.parts_partial + summary.parts_skipped > 0)
      rows.row(
          {say(Message::parts), say(Message::parts_line, number(summary.parts_complete),
                                    number(summary.parts_partial), number(summary.parts_skipped))});
    double rate =
        summary.seconds > 0 ? static_cast<double>(summary.bytes_done) / summary.seconds : 0;
    rows.row({say(Message::data),
              say(Message::data_line, size(summary.bytes_done), size(summary.bytes_discovered),
                  size(static_cast<std::uint64_t>(rate)))});
    if (!summary.labels.empty()) {
      std::string labels;
      for (const char* label : {"restricted", "confidential", "internal", "public"}) {
        const auto found = summary.labels.find(label);
        if (found == summary.labels.end()) continue;
        labels += (labels.empty() ? "" : ", ") + number(found->second) + " " +
                  std::string(label_text(label, human_.language));
      }
      rows.row({say(Message::labels), labels});
    }
    if (summary.suppressed_matches > 0)
      rows.row({"", say(Message::suppressed_line, number(summary.suppressed_findings),
                        number(summary.suppressed_matches))});
    for (const std::string& remark : summary.remarks) rows.row({"", terminal_text(remark)});
    if (!summary.sandbox_note.empty()) rows.row({"", terminal_text(summary.sandbox_note)});
    if (summary.sampled) rows.row({"", terminal_text(summary.sample_note)});
    table(rows, 2, 1);
  }

  std::string size(std::uint64_t bytes) const { return bytes_text(bytes, human_.language); }

  /// Rules by category; the worst category first, within it the rule with most matches.
  void print_found(const Summary& summary) {
    heading(Message::found);
    if (tally_.findings() == 0)
      return out_.write("  " +
                        say(summary.suppressed_findings > 0 ? Message::nothing_but_suppressed
                                                            : Message::nothing_found) +
                        "\n");
    std::map<std::string, std::vector<const RuleTally*>> categories;
    for (const auto& [id, rule] : tally_.rules())
      categories[heading_of(id, rule.category)].push_back(&rule);
    std::vector<std::pair<std::string, std::vector<const RuleTally*>>> ordered(categories.begin(),
                                                                               categories.end());
    auto worst = [](const auto& category) {
      std::pair<Severity, std::uint64_t> key{};
      for (const RuleTally* rule : category.second)
        key = {std::max(key.first, rule->severity), key.second + rule->matches};
      return key;
    };
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&](const auto& a, const auto& b) { return worst(a) > worst(b); });
    TextTable rows;
    std::vector<std::string> titles{""};
    if (shows_low()) titles.push_back(say(Message::column_low));
    for (Message message :
         {Message::column_medium, Message::column_high, Message::files, Message::matches})
      titles.push_back(say(message));
    rows.row(titles);
    for (auto& [category, rules] : ordered) {
      rows.row({category_text(terminal_text(category), human_.language)},
               TextTable::Emphasis::heading);
      std::stable_sort(rules.begin(), rules.end(), [](const RuleTally* a, const RuleTally* b) {
        return std::pair(a->severity, a->matches) > std::pair(b->severity, b->matches);
      });
      for (const RuleTally* rule : rules) print_rule(rows, *rule);
    }
    print_total(rows);
    table(rows, 1);
    print_lists();
  }

  void print_lists() {
    for (const auto& [name, list] : tally_.lists())
      out_.write("  " +
                 say(Message::people_of_list, terminal_text(name), number(list.people),
                     number(list.met.size()), number(list.files)) +
                 "\n");
  }

  bool shows_low() const { return options_.shown.lowest() <= Confidence::low; }

  void print_rule(TextTable& rows, const RuleTally& rule) {
    const std::string& name = human_.language == Language::french ? rule.name_fr : rule.name;
    add_counts(rows, "  " + terminal_text(name), rule.findings, rule.files, rule.matches,
               rule.severity >= Severity::critical ? TextTable::Emphasis::alarm
                                                   : TextTable::Emphasis::none);
  }

  void print_total(TextTable& rows) {
    std::array<std::uint64_t, 4> findings{};
    for (const auto& [id, rule] : tally_.rules())
      for (std::size_t i = 0; i < findings.size(); ++i) findings[i] += rule.findings[i];
    add_counts(rows, say(Message::total), findings, tally_.files(), tally_.matches(),
               TextTable::Emphasis::heading);
  }

  void add_counts(TextTable& rows, std::string label, const std::array<std::uint64_t, 4>& findings,
                  std::uint64_t files, std::uint64_t matches, TextTable::Emphasis emphasis) {
    std::vector<std::string> cells{std::move(label)};
    for (std::size_t i = shows_low() ? 1 : 2; i < findings.size(); ++i)
      cells.push_back(number_or_dash(findings[i]));
    cells.push_back(number(files));
    cells.push_back(number(matches));
    rows.row(std::move(cells), emphasis);
  }

  /// Every finding by its place, when there are so few that they fit the screen, and with
  /// --explain.
  void print_listed() {
    if (tally_.findings() == 0) return;
    if (tally_.findings() > ScanTally::kListedMax && !options_.evidence) return;
    heading(Message::each_finding);
    TextTable rows;
    for (const ListedFinding& finding : tally_.listed()) {
      std::string place = finding.item;
      if (!finding.locator.empty()) place += " > " + finding.locator;
      std::string line;
      if (!finding.column.empty())
        line = finding.column;
      else if (finding.line > 0)
        line = say(Message::line_number, finding.line);
      std::string times = finding.count > 1 ? "×" + number(finding.count) : "";
      rows.row({terminal_text(place), shortened(terminal_text(line), 20), finding.rule,
                shortened(terminal_text(finding.masked), 24), times});
      for (const std::string& evidence : finding.evidence)
        rows.row({"    " + terminal_text(evidence)});
    }
    table(rows, 5);
  }

  void print_folders() {
    if (tally_.folders().size() < 2) return;
    std::vector<std::pair<std::string, FolderTally>> worst(tally_.folders().begin(),
                                                           tally_.folders().end());
    std::stable_sort(worst.begin(), worst.end(), [](const auto& a, const auto& b) {
      return std::pair(a.second.severity, a.second.matches) >
             std::pair(b.second.severity, b.second.matches);
    });
    constexpr std::size_t kFoldersShown = 5;
    worst.resize(std::min(worst.size(), kFoldersShown));
    heading(Message::worst_folders);
    TextTable rows;
    rows.row({"", say(Message::severity), say(Message::findings), say(Message::matches)});
    for (const auto& [folder, tally] : worst)
      rows.row({terminal_text(folder), std::string(severity_text(tally.severity, human_.language)),
                number(tally.findings), number(tally.matches)});
    table(rows, 1);
  }

  void print_gaps() {
    heading(Message::not_read);
    if (tally_.gaps().empty()) return out_.write("  " + say(Message::gaps_none) + "\n");
    std::vector<std::pair<Reason, const GapTally*>> gaps;
    for (const auto& [reason, gap] : tally_.gaps()) gaps.emplace_back(reason, &gap);
    std::stable_sort(gaps.begin(), gaps.end(), [](const auto& a, const auto& b) {
      return std::pair(is_unexpected(a.first), a.second->count) >
             std::pair(is_unexpected(b.first), b.second->count);
    });
    TextTable rows;
    for (const auto& [reason, gap] : gaps) {
      auto most =
          std::max_element(gap->folders.begin(), gap->folders.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      std::string folder = terminal_text(most->first);
      rows.row({std::string(reason_text(reason, human_.language)), number(gap->count),
                say(most->second == gap->count ? Message::all_in : Message::mostly_in, folder)},
               is_unexpected(reason) ? TextTable::Emphasis::alarm : TextTable::Emphasis::none);
    }
    table(rows, 3, 2);
  }

  void print_next() {
    TextTable rows;
    const RuleTally* worst = nullptr;
    std::string worst_id;
    for (const auto& [id, rule] : tally_.rules())
      if (worst == nullptr ||
          std::pair(rule.severity, rule.matches) > std::pair(worst->severity, worst->matches)) {
        worst = &rule;
        worst_id = id;
      }
    if (human_.indexed && worst != nullptr)
      rows.row(
          {"braque findings --rule " + worst_id,
           say(Message::next_rule,
               terminal_text(human_.language == Language::french ? worst->name_fr : worst->name))});
    if (human_.indexed && !tally_.gaps().empty())
      rows.row({"braque issues", say(Message::next_issues)});
    if (!human_.indexed && worst != nullptr)
      rows.row({"braque scan --format jsonl", say(Message::next_listing)});
    std::string text = rows.render(human_.width, 2, style_, 1);
    if (text.empty()) return;
    heading(Message::next);
    out_.write(style_.dim(text));
  }

  Output& out_;
  RecordOptions options_;
  HumanOptions human_;
  Style style_;
  ScanTally tally_;
};

}  // namespace

std::unique_ptr<RecordSink> make_human_printer(Output& out, const RecordOptions& options,
                                               const HumanOptions& human) {
  return std::make_unique<HumanPrinter>(out, options, human);
}

}  // namespace braque::cli
