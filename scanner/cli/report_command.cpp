#include "cli/report_command.hpp"

#include <pwd.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "cli/escape.hpp"
#include "cli/index_place.hpp"
#include "cli/numbers.hpp"
#include "cli/paragraph.hpp"
#include "cli/program.hpp"
#include "cli/subject_printer.hpp"
#include "cli/text_table.hpp"
#include "report/write.hpp"

namespace braque::cli {
namespace {

/// Rows of a table for people, unless --limit says otherwise.
constexpr std::uint64_t kRowsForPeople = 200;

class ReportWording : public report::Wording {
 public:
  explicit ReportWording(Language language) : language_(language) {}
  bool french() const override { return language_ == Language::french; }
  std::string whole(std::uint64_t value) const override { return whole_text(value, language_); }
  std::string bytes(std::uint64_t value) const override { return bytes_text(value, language_); }
  std::string word(report::CellKind kind, std::string_view id) const override {
    using report::CellKind;
    switch (kind) {
      case CellKind::category:
        return category_text(id, language_);
      case CellKind::confidence:
        return std::string(confidence_text(confidence_named(id), language_));
      case CellKind::label:
        return std::string(label_text(id, language_));
      case CellKind::reason:
        return std::string(reason_text(reason_from_name(id).value_or(Reason::none), language_));
      case CellKind::severity:
        return severity_word(id);
      default:
        return std::string(id);
    }
  }

 private:
  std::string severity_word(std::string_view id) const {
    for (int i = 0; i <= static_cast<int>(Severity::critical); ++i)
      if (name(static_cast<Severity>(i)) == id)
        return std::string(severity_text(static_cast<Severity>(i), language_));
    return std::string(id);
  }
  Language language_;
};

/// Names of accounts, asked for once each.
class Accounts {
 public:
  std::string name_of(const index::StoredItem& item) {
    if (!item.item.path.starts_with('/')) return {};  // a database's table
    const std::uint32_t number = item.item.metadata.owner;
    // Accounts of another machine's share are not those of this one.
    if (!item.target_name.starts_with("file:")) return std::to_string(number);
    auto known = names_.find(number);
    if (known != names_.end()) return known->second;
    std::array<char, 4096> room{};
    passwd entry{}, *found = nullptr;
    ::getpwuid_r(number, &entry, room.data(), room.size(), &found);
    return names_[number] = found == nullptr ? std::to_string(number) : found->pw_name;
  }

 private:
  std::unordered_map<std::uint32_t, std::string> names_;
};

report::ItemFacts facts_of(const index::StoredItem& stored) {
  report::ItemFacts facts;
  facts.path = stored.item.path;
  facts.target = stored.target_name;
  facts.label = stored.label;
  facts.outcome = stored.outcome;
  facts.content = stored.content_hash;
  facts.size = stored.item.metadata.size;
  facts.modified_ms = stored.item.metadata.modified_ns / 1'000'000;
  facts.risk = stored.risk.score();
  facts.mode = stored.item.metadata.mode;
  facts.row = stored.row;
  return facts;
}

void print_table(Output& out, const report::Wording& wording, const report::Table& table,
                 std::size_t width) {
  out.write("\n" + Style{wants_colour(out)}.bold(std::string(wording.in(table.title))) + "\n");
  if (!table.about.english.empty()) out.write(paragraph(wording.in(table.about), width, 0));
  if (table.rows.empty()) return out.write(paragraph(wording.in(table.none), width, 2));
  // Text stands left and numbers right, which the printer of tables can do when the texts come
  // first.
  std::vector<std::size_t> order;
  for (const bool numeric : {false, true})
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (!table.columns[i].wide && report::is_numeric(table.columns[i].kind) == numeric)
        order.push_back(i);
  const auto left =
      static_cast<std::size_t>(std::count_if(order.begin(), order.end(), [&](std::size_t i) {
        return !report::is_numeric(table.columns[i].kind);
      }));
  TextTable lines;
  std::vector<std::string> cells;
  for (const std::size_t i : order) cells.emplace_back(wording.in(table.columns[i].title));
  lines.row(cells, TextTable::Emphasis::heading);
  constexpr std::size_t kCellWidth = 36;
  for (const report::Row& row : table.rows) {
    cells.clear();
    for (const std::size_t i : order) {
      std::string text = terminal_text(report::shown(wording, table.columns[i], row.cells[i]));
      cells.push_back(i == 0 ? std::move(text) : shortened(text, kCellWidth));
    }
    lines.row(cells, row.alarm ? TextTable::Emphasis::alarm : TextTable::Emphasis::none);
  }
  out.write(lines.render(width, left, Style{wants_colour(out)}));
  if (const std::string more = report::left_out(wording, table); !more.empty())
    out.write(paragraph(more, width, 2));
}

void print_human(Output& out, const report::Wording& wording, const report::Document& document,
                 const std::string& made) {
  const std::size_t width = terminal_width(out);
  out.write(Style{wants_colour(out)}.bold(std::string(wording.in(document.title))) + "\n" +
            paragraph(made, width, 0));
  TextTable figures;
  for (const report::Figure& figure : document.figures)
    figures.row({std::string(wording.in(figure.label)),
                 terminal_text(report::shown(wording, figure.value))},
                figure.alarm ? TextTable::Emphasis::alarm : TextTable::Emphasis::none);
  for (const report::Share& share : document.shares)
    figures.row({std::string(wording.in(share.label)), wording.whole(share.number)});
  if (!document.figures.empty() || !document.shares.empty())
    out.write("\n" + figures.render(width, 1, Style{wants_colour(out)}));
  for (const report::Table& table : document.tables) print_table(out, wording, table, width);
  for (const report::Note& note : document.notes)
    out.write("\n" + paragraph(terminal_text(report::sentence(wording, note)), width, 0));
}

}  // namespace

void print_document(Output& out, Invocation& invocation, const report::Document& document,
                    const std::string& made) {
  const auto wording = report_wording(invocation.language);
  const std::string format = invocation.settings.text("format");
  if (format == "human")
    print_human(out, *wording, document, made);
  else if (format == "json")
    report::write_json(document, out.buffer());
  else if (format == "csv")
    report::write_csv(document, out.buffer());
  else if (format == "markdown")
    report::write_markdown(document, *wording, out.buffer());
  else
    report::write_html(document, *wording, made, out.buffer());
  out.write({});
}

std::unique_ptr<report::Wording> report_wording(Language language) {
  return std::make_unique<ReportWording>(language);
}

Result<ReportQuery> open_report(const Settings& settings) {
  ReportQuery query;
  query.filter.target = settings.text("target");
  query.filter.path = settings.text("path");
  query.filter.min_confidence = confidence_named(settings.text("min-confidence"));
  const std::string format = settings.text("format");
  query.rows_max = settings.has("limit")                 ? settings.whole("limit")
                   : format == "json" || format == "csv" ? 0
                                                         : kRowsForPeople;
  auto reader = index::IndexReader::open(index_path(settings));
  if (!reader) return reader.error();
  query.index = std::move(*reader);
  auto done = query.index->runs(1, [&](index::StoredRun& run) {
    query.index_ms = run.finished_ms.value_or(run.started_ms);
    query.run = run.id;
    return true;
  });
  if (!done) return done.error();
  return query;
}

Result<void> visit_facts(ReportQuery& query, report::Groups& groups,
                         const std::function<void(const report::ItemFacts&)>& visit,
                         const std::function<void(const index::StoredFinding&)>& each) {
  std::unordered_map<std::int64_t, report::FindingSum> sums;
  auto done = query.index->findings(query.filter, [&](index::StoredFinding& stored) {
    if (stored.finding.level == "vocabulary") return true;
    sums[stored.item_row].add(stored.finding, groups);
    if (each) each(stored);
    return true;
  });
  if (!done) return done;
  Accounts accounts;
  index::Filter filter;
  filter.target = query.filter.target;
  filter.path = query.filter.path;
  return query.index->items(filter, [&](index::StoredItem& stored) {
    report::ItemFacts facts = facts_of(stored);
    facts.owner = accounts.name_of(stored);
    if (const auto sum = sums.find(stored.row); sum != sums.end()) facts.found = sum->second;
    visit(facts);
    return true;
  });
}

ExitCode print_report(Invocation& invocation, const ReportQuery& query, report::Document document) {
  const std::string wanted = invocation.settings.text("format");
  for (report::Table& table : document.tables) {
    report::keep(table, query.rows_max);
    if (wanted != "json" && wanted != "csv") report::drop_empty_columns(table);
  }
  const std::string made =
      format(Message::report_made, invocation.language, report::day(query.index_ms), query.run);
  if (!invocation.settings.has("output")) {
    print_document(invocation.out, invocation, document, made);
    return ExitCode::done;
  }
  auto file = FileOutput::create(invocation.settings.text("output"));
  if (!file) return fail(file.error());
  print_document(**file, invocation, document, made);
  auto written = (*file)->commit();
  return written ? ExitCode::done : fail(written.error());
}

}  // namespace braque::cli
