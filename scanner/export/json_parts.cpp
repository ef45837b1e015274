#include "export/json_parts.hpp"

namespace braque::exporting {

void put(JsonWriter& json, std::string_view key, std::string_view text) {
  if (text.empty()) return;
  if (is_plain(text))
    json.key(key).string(text);
  else
    json.key(key).string(clean_text(text));
}

void put_time(JsonWriter& json, std::string_view key, std::int64_t milliseconds) {
  json.key(key).number(static_cast<std::uint64_t>(std::max<std::int64_t>(milliseconds, 0)));
}

namespace {

void write_finding(JsonWriter& json, const ExportedFinding& finding) {
  put(json, "finding_id", finding.id);
  put(json, "category", finding.category);
  put(json, "article", finding.gdpr);
  put(json, "level", finding.level);
  put(json, "confidence", name(finding.confidence));
  put(json, "triage", name(finding.triage));
  if (finding.suppressed) json.key("suppressed").boolean(true);
  json.key("count").number(finding.count).key("distinct_count").number(finding.distinct);
  if (finding.column) json.key("column").string(clean_text(*finding.column));
  if (finding.locations.empty()) return;
  json.key("locations").begin_array();
  for (const Location& location : finding.locations) {
    json.begin_object();
    if (location.line > 0) json.key("line").number(location.line);
    json.key("offset").number(location.offset).key("length").number(location.length);
    put(json, "masked", location.masked);
    put(json, "fingerprint", location.fingerprint);
    json.end_object();
  }
  json.end_array();
}

void write_coverage(JsonWriter& json, const RunFacts& run) {
  put(json, "status", run.status);
  json.key("targets").begin_array();
  for (const std::string& target : run.targets) json.string(clean_text(target));
  json.end_array();
  if (run.finished_ms == 0) return;
  const Summary& totals = run.totals;
  json.key("coverage").begin_object();
  json.key("items_discovered")
      .number(totals.items.discovered)
      .key("items_complete")
      .number(totals.items.complete);
  json.key("items_partial")
      .number(totals.items.partial)
      .key("items_skipped")
      .number(totals.items.skipped);
  json.key("items_unchanged").number(totals.items.unchanged);
  json.key("bytes_discovered")
      .number(totals.bytes_discovered)
      .key("bytes_done")
      .number(totals.bytes_done);
  if (totals.private_items > 0)
    json.key("items_private")
        .number(totals.private_items)
        .key("private_mode")
        .string(totals.private_mode);
  json.key("findings").number(totals.findings).key("seconds").decimal(totals.seconds, 3);
  json.key("interrupted").boolean(totals.interrupted);
  json.key("reasons").begin_object();
  for (const auto& [reason, count] : totals.reasons)
    if (reason != Reason::none) json.key(name(reason)).number(count);
  json.end_object().end_object();
}

void write_totals(JsonWriter& json, const std::vector<CategoryTotal>& totals) {
  json.key("totals").begin_array();
  for (const CategoryTotal& total : totals) {
    json.begin_object();
    put(json, "category", total.category);
    put(json, "severity", name(total.severity));
    json.key("findings").number(total.findings).key("matches").number(total.matches).end_object();
  }
  json.end_array();
}

}  // namespace

void write_own_fields(JsonWriter& json, const Event& event) {
  put(json, "event", name(event.kind));
  put(json, "run_id", event.run.text);
  put(json, "share", event.object.target);
  put(json, "locator", event.object.locator);
  put(json, "label", event.object.label);
  if (event.finding) write_finding(json, *event.finding);
  if (event.kind == EventKind::run_start || event.kind == EventKind::run_resume ||
      event.kind == EventKind::run_end)
    write_coverage(json, event.run);
  if (event.kind == EventKind::issue) {
    put(json, "status", name(event.outcome.status));
    put(json, "reason", name(event.outcome.reason));
    json.key("bytes")
        .number(event.outcome.bytes)
        .key("bytes_done")
        .number(event.outcome.bytes_done);
  }
  if (!event.totals.empty()) write_totals(json, event.totals);
  if (event.kind == EventKind::gap || !event.totals.empty()) json.key("events").number(event.count);
  put(json, "detail", event.detail);
  if (event.truncated) json.key("truncated").boolean(true);
}

}  // namespace braque::exporting
