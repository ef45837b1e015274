#include "cli/metrics.hpp"

#include <sys/stat.h>

#include <fmt/format.h>

#include "cli/output.hpp"
#include "export/delivery.hpp"
#include "export/event.hpp"
#include "export/event_reader.hpp"
#include "export/text.hpp"
#include "index/clock.hpp"
#include "index/names.hpp"

namespace braque::cli {
namespace {

/// prometheus.io/docs/instrumenting/exposition_formats: a label's value escapes \, " and line
/// breaks.
class MetricsWriter {
 public:
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  void describe(std::string_view name, std::string_view type, std::string_view help) {
    text_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  }
  void value(std::string_view name, Labels labels, double number) {
    text_ += name;
    char separator = '{';
    for (const auto& [key, value] : labels) {
      text_ += separator;
      separator = ',';
      text_.append(key) += "=\"";
      for (char c : exporting::clean_text(value)) {
        if (c == '\\' || c == '"') text_ += '\\';
        text_ += c;
      }
      text_ += '"';
    }
    if (separator == ',') text_ += '}';
    text_ += fmt::format(" {}\n", number);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void write_run(MetricsWriter& metrics, const std::string& target, const exporting::RunFacts& run) {
  const Summary& totals = run.totals;
  metrics.value("braque_last_success_timestamp_seconds", {{"target", target}},
                static_cast<double>(run.finished_ms) / 1000);
  metrics.value("braque_run_duration_seconds", {{"target", target}}, totals.seconds);
  const std::pair<std::string_view, std::uint64_t> items[] = {
      {"discovered", totals.items.discovered},
      {"complete", totals.items.complete},
      {"partial", totals.items.partial},
      {"skipped", totals.items.skipped},
      {"unchanged", totals.items.unchanged}};
  for (const auto& [status, count] : items)
    metrics.value("braque_items", {{"target", target}, {"status", status}},
                  static_cast<double>(count));
  metrics.value("braque_bytes", {{"target", target}, {"status", "discovered"}},
                static_cast<double>(totals.bytes_discovered));
  metrics.value("braque_bytes", {{"target", target}, {"status", "done"}},
                static_cast<double>(totals.bytes_done));
  for (const auto& [reason, count] : totals.reasons)
    if (reason != Reason::none)
      metrics.value("braque_not_scanned", {{"target", target}, {"reason", name(reason)}},
                    static_cast<double>(count));
}

void describe_all(MetricsWriter& metrics) {
  metrics.describe("braque_last_success_timestamp_seconds", "gauge",
                   "When the last completed scan of a target ended.");
  metrics.describe("braque_run_duration_seconds", "gauge", "How long that scan took.");
  metrics.describe("braque_items", "gauge", "Items of that scan by what became of them.");
  metrics.describe("braque_bytes", "gauge", "Bytes of that scan.");
  metrics.describe("braque_not_scanned", "gauge",
                   "Items and parts of that scan that were not fully scanned, by reason.");
  metrics.describe("braque_findings", "gauge",
                   "Findings that are there now, without suppressed ones.");
  metrics.describe("braque_export_waiting", "gauge", "Events that wait for a destination.");
  metrics.describe("braque_export_oldest_waiting_seconds", "gauge", "Age of the oldest of them.");
  metrics.describe("braque_export_sent_total", "counter", "Events that a destination has got.");
  metrics.describe("braque_export_refused_total", "counter",
                   "Events that a destination refused for good.");
  metrics.describe("braque_export_lost_total", "counter",
                   "Events that were given up: spool full, or too many a day.");
  metrics.describe("braque_export_last_success_timestamp_seconds", "gauge",
                   "When a destination last took everything.");
  metrics.describe("braque_night_exit_status", "gauge", "Exit status of the last night.");
  metrics.describe("braque_night_timestamp_seconds", "gauge", "When the last night ended.");
}

Result<void> write_runs(MetricsWriter& metrics, const index::Database& database,
                        exporting::EventReader& reader) {
  auto rows = database.prepare(
      "SELECT t.name, (SELECT max(r.run_id) FROM runs r, json_each(r.targets) j WHERE r.status = "
      "'completed' AND"
      " j.value = t.name) FROM targets t ORDER BY t.name");
  if (!rows) return rows.error();
  while (true) {
    auto more = rows->step();
    if (!more) return more.error();
    if (!*more) return {};
    if (rows->is_null(1)) continue;
    auto run = reader.run(rows->integer(1));
    if (!run) return run.error();
    write_run(metrics, rows->string(0), **run);
  }
}

Result<void> write_findings(MetricsWriter& metrics, const index::Database& database) {
  auto rows = database.prepare(
      "SELECT t.name, r.category, f.severity, f.confidence, count(*) FROM findings f JOIN items i "
      "ON i.item_id = f.item_id"
      " JOIN targets t ON t.target_id = i.target_id JOIN rules r ON r.rule_row = f.rule_row WHERE "
      "f.gone_run IS NULL AND"
      " NOT f.suppressed GROUP BY 1, 2, 3, 4");
  if (!rows) return rows.error();
  while (true) {
    auto more = rows->step();
    if (!more) return more.error();
    if (!*more) return {};
    metrics.value("braque_findings",
                  {{"target", rows->bytes(0)},
                   {"category", rows->bytes(1)},
                   {"severity", name(index::severity_from_number(rows->integer(2)))},
                   {"confidence", name(index::confidence_from_number(rows->integer(3)))}},
                  static_cast<double>(rows->integer(4)));
  }
}

Result<void> write_deliveries(MetricsWriter& metrics, const index::Database& database) {
  auto states = exporting::delivery_states(database);
  if (!states) return states.error();
  const std::int64_t now = index::now_ms();
  for (const exporting::DeliveryState& state : *states) {
    const MetricsWriter::Labels labels{{"destination", state.destination}};
    metrics.value("braque_export_waiting", labels, static_cast<double>(state.waiting));
    metrics.value("braque_export_oldest_waiting_seconds", labels,
                  state.oldest_waiting_ms == 0
                      ? 0
                      : static_cast<double>(now - state.oldest_waiting_ms) / 1000);
    metrics.value("braque_export_sent_total", labels, static_cast<double>(state.sent));
    metrics.value("braque_export_refused_total", labels, static_cast<double>(state.dead));
    metrics.value("braque_export_lost_total", labels, static_cast<double>(state.lost));
    metrics.value("braque_export_last_success_timestamp_seconds", labels,
                  static_cast<double>(state.success_ms) / 1000);
  }
  return {};
}

}  // namespace

Result<std::string> metrics_text(const std::string& index_path, ExitCode code) {
  auto database = exporting::open_for_delivery(index_path);
  if (!database) return database.error();
  auto reader = exporting::EventReader::open(*database, {}, {}, nullptr);
  if (!reader) return reader.error();
  MetricsWriter metrics;
  describe_all(metrics);
  if (auto done = write_runs(metrics, *database, **reader); !done) return done.error();
  if (auto done = write_findings(metrics, *database); !done) return done.error();
  if (auto done = write_deliveries(metrics, *database); !done) return done.error();
  metrics.value("braque_night_exit_status", {}, static_cast<int>(code));
  metrics.value("braque_night_timestamp_seconds", {}, static_cast<double>(index::now_ms()) / 1000);
  return metrics.take();
}

Result<void> write_metrics(const std::string& index_path, const std::string& file, ExitCode code) {
  auto text = metrics_text(index_path, code);
  if (!text) return text.error();
  auto output = FileOutput::create(file);
  if (!output) return unexpected(ErrorKind::invalid, "[metrics] file: " + output.error().message);
  (*output)->write(*text);
  if (auto done = (*output)->commit(); !done) return done;
  // The node exporter runs under an account of its own.
  ::chmod(file.c_str(), 0644);
  return {};
}

}  // namespace braque::cli
