// braque findings | items | issues | runs: the index, queried with filters.
#include <algorithm>
#include <array>
#include <ctime>
#include <map>

#include "cli/commands.hpp"
#include "cli/escape.hpp"
#include "cli/index_place.hpp"
#include "cli/json_writer.hpp"
#include "cli/numbers.hpp"
#include "cli/parse_value.hpp"
#include "cli/program.hpp"
#include "cli/record_csv.hpp"
#include "cli/record_json.hpp"
#include "cli/scan_tally.hpp"
#include "cli/suggest.hpp"
#include "cli/text_table.hpp"
#include "index/index_reader.hpp"

namespace braque::cli {
namespace {

using index::Filter;
using index::IndexReader;

/// The enumerator whose name() is `text`; value_fault() has seen to it that there is one.
template <typename Enumerator>
Enumerator from_name(std::string_view text, Enumerator last) {
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (name(static_cast<Enumerator>(i)) == text) return static_cast<Enumerator>(i);
  return Enumerator{};
}

Error unknown_reason(const std::string& word) {
  std::vector<std::string> names;
  for (int i = 1; i < kReasonCount; ++i) names.emplace_back(name(static_cast<Reason>(i)));
  std::string near = nearest(word, names), list;
  for (const std::string& one : names) list += (list.empty() ? "" : ", ") + one;
  return unexpected(ErrorKind::invalid,
                    "--reason: there is no reason \"" + word + "\"; " +
                        (near.empty() ? "use one of " + list : "did you mean " + near + "?"));
}

Result<Filter> filter_of(const Settings& settings) {
  Filter filter;
  auto text = [&](std::string_view option) {
    return settings.knows(option) ? settings.text(option) : std::string{};
  };
  auto all = [&](std::string_view option) {
    return settings.knows(option) ? settings.all(option) : std::vector<std::string>{};
  };
  if (!text("run").empty()) filter.run = static_cast<std::int64_t>(settings.whole("run"));
  filter.target = text("target");
  filter.path = text("path");
  filter.rules = all("rule");
  filter.categories = all("category");
  if (settings.knows("suppressed")) filter.suppressed = settings.flag("suppressed");
  if (settings.knows("min-confidence"))
    filter.min_confidence = from_name(text("min-confidence"), Confidence::high);
  for (const std::string& one : all("presence"))
    filter.presences.push_back(from_name(one, Presence::gone));
  filter.labels = all("label");
  for (const std::string& one : all("status"))
    filter.statuses.push_back(from_name(one, Status::skipped));
  for (const std::string& one : all("reason")) {
    auto reason = reason_from_name(one);
    if (!reason) return unknown_reason(one);
    filter.reasons.push_back(*reason);
  }
  if (!text("limit").empty()) filter.limit = settings.whole("limit");
  return filter;
}

/// Rows for people are printed in blocks, each with columns of its own widths, so that any number
/// of them needs little memory.
class BlockTable {
 public:
  BlockTable(Output& out, std::size_t left) : out_(out), left_(left), width_(terminal_width(out)) {}
  ~BlockTable() { print(); }
  BlockTable(const BlockTable&) = delete;
  BlockTable& operator=(const BlockTable&) = delete;
  void row(std::vector<std::string> cells) {
    table_.row(std::move(cells));
    if (++rows_ % 500 == 0) print();
  }

 private:
  void print() {
    out_.write(table_.render(width_, left_, Style{}));
    table_ = {};
  }
  Output& out_;
  std::size_t left_, width_;
  TextTable table_;
  std::uint64_t rows_ = 0;
};

std::string place_of(const std::string& path, const std::string& locator) {
  return terminal_text(locator.empty() ? path : path + " > " + locator);
}

ExitCode ended(const Result<void>& result) {
  return result ? ExitCode::done : fail(result.error());
}

std::string time_text(std::int64_t milliseconds) {
  std::time_t seconds = milliseconds / 1000;
  std::tm parts{};
  char text[32];
  if (::gmtime_r(&seconds, &parts) == nullptr) return "-";
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

void write_run_json(Output& out, const index::StoredRun& run) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("run").key("run").number(
      static_cast<std::uint64_t>(run.id));
  json.key("started").string(time_text(run.started_ms)).key("finished");
  if (run.finished_ms)
    json.string(time_text(*run.finished_ms));
  else
    json.null();
  json.key("status")
      .string(run.status)
      .key("resumed")
      .number(run.resumed)
      .key("host")
      .string(run.host);
  json.key("rule_set").string(run.rule_set_hash).key("key_id").string(run.key_id);
  json.key("items").number(run.totals.items.discovered);
  json.key("complete").number(run.totals.items.complete);
  json.key("findings").number(run.totals.findings).key("matches").number(run.totals.matches);
  json.end_object();
  out.write("\n");
}

/// Findings in the format that was asked for. `changes`: people see what became of each.
class FindingPrinter {
 public:
  FindingPrinter(Invocation& invocation, bool changes)
      : out_(invocation.out),
        format_(invocation.settings.text("format")),
        language_(invocation.language),
        changes_(changes),
        table_(std::make_shared<BlockTable>(out_, changes ? 6U : 5U)) {
    options_.shown.confidence = Confidence::none;  // the filter has chosen
    if (format_ == "csv") write_csv_header(out_);
  }

  bool operator()(index::StoredFinding& row) {
    if (format_ == "jsonl")
      write_finding_json(out_, row.finding, row.label, options_);
    else if (format_ == "csv")
      write_finding_csv(out_, row.finding, row.label);
    else
      table_->row(cells(row.finding));
    return !out_.failed();
  }

 private:
  std::vector<std::string> cells(const Finding& finding) const {
    const Sample* first = finding.samples.empty() ? nullptr : &finding.samples.front();
    const std::string line = first == nullptr || first->line == 0
                                 ? finding.column.value_or("")
                                 : cli::format(Message::line_number, language_, first->line);
    std::vector<std::string> row{place_of(finding.item, finding.locator)};
    if (changes_) row.emplace_back(name(finding.presence));
    row.push_back(shortened(terminal_text(line), 20));
    row.push_back(finding.rule);
    row.emplace_back(confidence_text(finding.confidence, language_));
    row.push_back(first == nullptr ? "" : shortened(terminal_text(first->masked), 24));
    row.push_back(finding.count > 1 ? "×" + whole_text(finding.count, language_) : "");
    return row;
  }

  Output& out_;
  const std::string format_;
  const Language language_;
  const bool changes_;
  RecordOptions options_;
  std::shared_ptr<BlockTable> table_;  // shared, for visitors are copied
};

/// An index and what is asked of it.
struct Query {
  Filter filter;
  std::unique_ptr<IndexReader> index;
};

Result<Query> query_of(const Settings& settings) {
  auto filter = filter_of(settings);
  if (!filter) return filter.error();
  auto index = IndexReader::open(index_path(settings));
  if (!index) return index.error();
  return Query{std::move(*filter), std::move(*index)};
}

/// --as-of: the last run of that day or before.
Result<void> set_day(const Settings& settings, const IndexReader& reader, Filter& filter) {
  if (!settings.has("as-of")) return {};
  if (filter.run)
    return unexpected(ErrorKind::invalid, "--as-of and --run say the same; give one of them");
  auto run = reader.run_before(parse_date_ms(settings.text("as-of")).value_or(0) + kDayMs);
  if (!run) return run.error();
  if (!*run)
    return unexpected(ErrorKind::invalid, "the index knew nothing on " + settings.text("as-of") +
                                              "; `braque runs` shows when it was first written");
  filter.run = **run;
  filter.as_known = true;
  return {};
}

}  // namespace

ExitCode findings(Invocation& invocation) {
  auto query = query_of(invocation.settings);
  if (!query) return fail(query.error());
  if (auto done = set_day(invocation.settings, *query->index, query->filter); !done)
    return fail(done.error());
  FindingPrinter printer(invocation, false);
  return ended(query->index->findings(query->filter, printer));
}

namespace {

struct Folder {
  std::uint64_t items = 0, findings = 0;
  std::string label;
  Risk risk;  ///< the greatest
};

int rank(std::string_view label) {
  constexpr std::array<std::string_view, 4> kOrder = {"public", "internal", "confidential",
                                                      "restricted"};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), label) - kOrder.begin()) % 4 +
         (label.empty() ? 0 : 1);
}

/// --folders: what lies in each folder itself; memory grows with the number of folders.
ExitCode folders(Invocation& invocation, IndexReader& reader, const Filter& filter) {
  std::map<std::string, Folder> folders;
  auto read = reader.items(filter, [&](index::StoredItem& row) {
    Folder& folder = folders[folder_of(row.item.path)];
    ++folder.items;
    folder.findings += row.findings;
    if (rank(row.label) > rank(folder.label)) folder.label = row.label;
    if (row.risk.score() > folder.risk.score()) folder.risk = row.risk;
    return true;
  });
  if (!read) return fail(read.error());
  Output& out = invocation.out;
  const bool lines = invocation.settings.text("format") != "human";
  BlockTable table(out, 2);
  for (const auto& [path, folder] : folders) {
    if (!lines) {
      table.row({terminal_text(path), std::string(label_text(folder.label, invocation.language)),
                 std::to_string(folder.risk.score()), whole_text(folder.items, invocation.language),
                 whole_text(folder.findings, invocation.language)});
      continue;
    }
    JsonWriter json(out.buffer());
    json.begin_object().key("record").string("folder");
    bool lossy = false;
    json.key("folder").string(path_text(path, lossy));
    json.key("label").string_or_null(folder.label);
    write_risk(json, folder.label, folder.risk);
    json.key("items").number(folder.items).key("findings").number(folder.findings).end_object();
    out.write("\n");
  }
  return ExitCode::done;
}

}  // namespace

ExitCode items(Invocation& invocation) {
  auto query = query_of(invocation.settings);
  if (!query) return fail(query.error());
  if (invocation.settings.flag("folders")) return folders(invocation, *query->index, query->filter);
  std::string format = invocation.settings.text("format");
  Output& out = invocation.out;
  BlockTable table(out, 3);
  if (format == "csv") write_csv_header(out);
  return ended(query->index->items(query->filter, [&](index::StoredItem& row) {
    if (format == "jsonl") {
      ItemRecord record;
      record.other_names = row.other_names;
      record.label = row.label;
      record.risk = row.risk;
      write_item_json(out, row.item.path, "", row.outcome, &record);
    } else if (format == "csv") {
      write_item_csv(out, row.item.path, "", row.outcome, row.label);
    } else {
      table.row({place_of(row.item.path, ""), std::string(name(row.outcome.status)),
                 terminal_text(row.outcome.format),
                 bytes_text(row.outcome.bytes, invocation.language),
                 std::string(label_text(row.label, invocation.language)),
                 row.findings == 0 ? "-" : whole_text(row.findings, invocation.language)});
    }
    return !out.failed();
  }));
}

ExitCode issues(Invocation& invocation) {
  auto query = query_of(invocation.settings);
  if (!query) return fail(query.error());
  std::string format = invocation.settings.text("format");
  Output& out = invocation.out;
  BlockTable table(out, 3);
  if (format == "csv") write_csv_header(out);
  return ended(query->index->issues(query->filter, [&](index::StoredIssue& row) {
    if (format == "jsonl")
      write_item_json(out, row.path, row.locator, row.outcome, nullptr);
    else if (format == "csv")
      write_item_csv(out, row.path, row.locator, row.outcome, "");
    else
      table.row({place_of(row.path, row.locator),
                 std::string(reason_text(row.outcome.reason, invocation.language)),
                 shortened(terminal_text(row.outcome.note), 40)});
    return !out.failed();
  }));
}

ExitCode columns(Invocation& invocation) {
  auto filter = filter_of(invocation.settings);
  if (!filter) return fail(filter.error());
  auto reader = IndexReader::open(index_path(invocation.settings));
  if (!reader) return fail(reader.error());
  const std::string format = invocation.settings.text("format");
  Output& out = invocation.out;
  BlockTable table(out, 2);
  const auto percent = [](double share) {
    char text[32];
    std::snprintf(text, sizeof text, share > 0 && share < 0.0001 ? "<0.01 %%" : "%.4g %%",
                  share * 100);
    return std::string(text);
  };
  return ended((*reader)->columns(*filter, [&](index::StoredColumn& row) {
    const ColumnRecord& column = row.column;
    if (format == "jsonl") {
      write_column_json(out, row.path, column);
      return !out.failed();
    }
    const std::string bounds = column.rows_exact
                                   ? percent(column.ratio)
                                   : percent(column.low) + " - " + percent(column.high);
    table.row({place_of(row.path, column.name), column.rule.empty() ? "-" : column.rule, bounds,
               whole_text(column.rows_read, invocation.language) + "/" +
                   (column.rows_exact ? "" : "~") + whole_text(column.rows, invocation.language),
               column.distinct == 0 ? "" : whole_text(column.distinct, invocation.language)});
    return !out.failed();
  }));
}

ExitCode runs(Invocation& invocation) {
  auto reader = IndexReader::open(index_path(invocation.settings));
  if (!reader) return fail(reader.error());
  std::string format = invocation.settings.text("format");
  Output& out = invocation.out;
  BlockTable table(out, 3);
  std::uint64_t limit = invocation.settings.whole("limit");
  return ended((*reader)->runs(limit, [&](index::StoredRun& run) {
    if (format == "jsonl")
      write_run_json(out, run);
    else
      table.row({std::to_string(run.id), time_text(run.started_ms), terminal_text(run.status),
                 whole_text(run.totals.items.discovered, invocation.language) + " " +
                     std::string(text(Message::files, invocation.language)),
                 whole_text(run.totals.findings, invocation.language) + " " +
                     std::string(text(Message::findings, invocation.language))});
    return !out.failed();
  }));
}

ExitCode runs_diff(Invocation& invocation) {
  const auto earlier = parse_whole(invocation.arguments[0]),
             later = parse_whole(invocation.arguments[1]);
  auto reader = IndexReader::open(index_path(invocation.settings));
  if (!reader) return fail(reader.error());
  const auto newest = static_cast<std::uint64_t>((*reader)->newest_run());
  if (!earlier || !later || *earlier == 0 || *earlier >= *later || *later > newest)
    return fail(
        unexpected(ErrorKind::invalid,
                   "two runs are named by their numbers, the earlier first; the newest is " +
                       std::to_string(newest)));
  FindingPrinter printer(invocation, true);
  return ended((*reader)->differences(static_cast<std::int64_t>(*earlier),
                                      static_cast<std::int64_t>(*later), printer));
}

}  // namespace braque::cli
