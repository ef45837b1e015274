// RFC 4180 with CRLF. append_csv_field() quotes, and keeps spreadsheets from taking a field for a
// formula.
#include <initializer_list>

#include "export/encoders.hpp"
#include "export/json_parts.hpp"
#include "model/escape.hpp"

namespace braque::exporting {
namespace {

void write_row(std::string& out, std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (std::string_view field : fields) {
    if (!first) out += ',';
    first = false;
    append_csv_field(out, clean_text(field));
  }
}

}  // namespace

void CsvEncoder::begin(std::string& out) {
  write_row(out, {"event",    "event_id", "time",       "run",      "finding_id", "rule",
                  "name",     "category", "gdpr",       "level",    "confidence", "score",
                  "severity", "triage",   "count",      "distinct", "share",      "path",
                  "locator",  "column",   "line",       "masked",   "owner_id",   "owner_name",
                  "size",     "modified", "first_seen", "uri",      "message",    "label"});
  out += "\r\n";
}

void CsvEncoder::event(const Event& event, std::string& out) {
  const Object& object = event.object;
  const ExportedFinding none, &finding = event.finding ? *event.finding : none;
  const Location nowhere, &first = finding.locations.empty() ? nowhere : finding.locations.front();
  const auto number = [](std::uint64_t value) {
    return value == 0 ? std::string() : std::to_string(value);
  };
  const auto time = [](std::int64_t value) {
    return value <= 0 ? std::string() : time_text(value);
  };
  std::string score;
  if (event.finding) JsonWriter(score).decimal(finding.score, 4);
  write_row(out, {name(event.kind),
                  event.id,
                  time(event.time_ms),
                  event.run.text,
                  finding.id,
                  finding.rule,
                  finding.name,
                  finding.category,
                  finding.gdpr,
                  finding.level,
                  event.finding ? name(finding.confidence) : "",
                  score,
                  name(severity_of(event)),
                  event.finding ? name(finding.triage) : "",
                  number(event.finding ? finding.count : event.count),
                  number(finding.distinct),
                  object.target,
                  object.path,
                  object.locator,
                  finding.column ? std::string_view(*finding.column) : "",
                  number(first.line),
                  first.masked,
                  object.owner_id,
                  object.owner_name,
                  number(object.size),
                  time(object.modified_ms),
                  time(finding.first_seen_ms),
                  object.uri,
                  sentence(event),
                  object.label});
}

}  // namespace braque::exporting
