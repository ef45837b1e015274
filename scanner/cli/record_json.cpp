#include "cli/record_json.hpp"

#include <algorithm>
#include <array>

#include "classify/column.hpp"
#include "cli/json_writer.hpp"
#include "validate/phone_region.hpp"

namespace braque::cli {
namespace {

void write_path(JsonWriter& json, std::string_view path) {
  bool lossy = false;
  json.key("item").string(path_text(path, lossy));
  if (lossy) json.key("item_b64").string(base64(path));
}

/// Of a file the path is absolute, of a table it is a URI.
std::string_view source_kind(std::string_view path) {
  const std::size_t colon = path.find("://");
  return path.starts_with('/') || colon == std::string_view::npos ? "file" : path.substr(0, colon);
}

void write_sample(JsonWriter& json, const Sample& sample) {
  json.begin_object();
  json.key("line");
  if (sample.line > 0)
    json.number(sample.line);
  else
    json.null();
  json.key("offset").number(sample.offset);
  json.key("length").number(sample.length);
  json.key("masked").string(sample.masked);
  json.key("fingerprint").string(hexadecimal(sample.fingerprint));
  if (sample.phone.country != 0) {
    const std::array<char, 2> country = validate::unpack_country(sample.phone.country);
    json.key("country").string(std::string_view(country.data(), country.size()));
    json.key("phone_type").string(name(sample.phone.type));
  }
  json.end_object();
}

void write_alternatives(JsonWriter& json, const std::vector<Alternative>& alternatives) {
  json.key("alternatives").begin_array();
  for (const Alternative& alternative : alternatives) {
    json.begin_object().key("rule").string(alternative.rule);
    json.key("score").decimal(alternative.score, 4).end_object();
  }
  json.end_array();
}

void write_exact(JsonWriter& json, const ExactRows& exact) {
  json.key("edm").begin_object().key("list").string(exact.list).key("rows").begin_array();
  for (const std::string& key : exact.keys) json.string(key);
  json.end_array().key("row_count").number(exact.row_count).end_object();
}

void write_rule(JsonWriter& json, const Finding& finding) {
  json.key("rule").string(finding.rule).key("name").string(finding.name);
  json.key("category").string(finding.category).key("gdpr").string(finding.gdpr);
  json.key("confidence").string(name(finding.confidence));
  json.key("score").decimal(finding.score, 4);
  json.key("severity").string(name(finding.severity));
  json.key("presence").string(name(finding.presence));
  json.key("triage").string(name(finding.triage));
}

}  // namespace

bool is_printed(const Finding& finding, const RecordOptions& options) noexcept {
  if (!options.shown(finding)) return false;
  return !options.changes || finding.presence != Presence::seen;
}

void write_finding_json(Output& out, const Finding& finding, std::string_view label,
                        const RecordOptions& options) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("finding").key("schema").number(1);
  json.key("finding_id")
      .string(hexadecimal(finding.id))
      .key("source")
      .string(source_kind(finding.item));
  write_path(json, finding.item);
  json.key("locator").string_or_null(finding.locator);
  write_rule(json, finding);
  json.key("count").number(finding.count).key("distinct").number(finding.distinct);
  json.key("weak").number(finding.weak).key("suppressed").number(finding.suppressed);
  json.key("column");
  if (finding.column)
    json.string(*finding.column);
  else
    json.null();
  if (finding.column_filled != 0) {
    const ColumnShare share = column_share({finding.column_filled, finding.column_passing});
    json.key("column_ratio").decimal(share.ratio, 4).key("column_low").decimal(share.low, 4);
    json.key("column_high").decimal(share.high, 4);
  }
  json.key("level").string_or_null(finding.level).key("label").string_or_null(label);
  if (finding.previous != Digest{}) json.key("previous").string(hexadecimal(finding.previous));
  if (finding.exact) write_exact(json, *finding.exact);
  write_alternatives(json, finding.alternatives);
  if (options.evidence) {
    json.key("evidence").begin_array();
    for (const std::string& line : finding.evidence) json.string(line);
    json.end_array();
  }
  json.key("samples").begin_array();
  auto write_one = [&](const Sample& sample) {
    write_sample(json, sample);
    out.write({});
  };
  for (const Sample& sample : finding.samples) write_one(sample);
  if (finding.more_samples) finding.more_samples(write_one);
  json.end_array().end_object();
  out.write("\n");
}

void write_risk(JsonWriter& json, const std::string& label, const Risk& risk) {
  json.key("risk");
  if (label.empty()) {
    json.null();
    return;
  }
  constexpr std::array<std::string_view, 4> kExposures = {"unknown", "owner", "group", "everybody"};
  json.begin_object().key("score").number(risk.score()).key("sensitivity").number(risk.sensitivity);
  json.key("volume").number(risk.volume);
  json.key("exposure")
      .string(kExposures[std::min<std::size_t>(risk.exposure, 3)])
      .key("age")
      .number(risk.age);
  json.end_object();
}

void write_item_json(Output& out, const std::string& path, const std::string& locator,
                     const Outcome& outcome, const ItemRecord* own) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("item");
  write_path(json, path);
  json.key("locator").string_or_null(locator);
  json.key("status").string(name(outcome.status));
  json.key("reason").string_or_null(name(outcome.reason));
  json.key("bytes").number(outcome.bytes).key("bytes_done").number(outcome.bytes_done);
  json.key("format").string_or_null(outcome.format);
  json.key("label").string_or_null(own != nullptr ? std::string_view(own->label) : "");
  if (own != nullptr) write_risk(json, own->label, own->risk);
  if (!outcome.note.empty()) json.key("note").string(outcome.note);
  if (own != nullptr && !own->other_names.empty()) {
    bool lossy = false;
    json.key("other_names").begin_array();
    for (const std::string& other : own->other_names) json.string(path_text(other, lossy));
    json.end_array();
  }
  json.end_object();
  out.write("\n");
}

void write_column_json(Output& out, const std::string& path, const ColumnRecord& column) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("column");
  write_path(json, path);
  json.key("column").string(column.name).key("type").string(column.type);
  json.key("rows").number(column.rows).key("rows_exact").boolean(column.rows_exact);
  json.key("rows_read").number(column.rows_read).key("filled").number(column.filled);
  json.key("rule").string_or_null(column.rule);
  json.key("confidence").string_or_null(column.rule.empty() ? "" : name(column.confidence));
  json.key("hits").number(column.hits).key("distinct").number(column.distinct);
  json.key("ratio").decimal(column.ratio, 5).key("low").decimal(column.low, 5);
  json.key("high").decimal(column.high, 5).end_object();
  out.write("\n");
}

void write_summary_json(Output& out, const Summary& summary) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("summary");
  json.key("items").begin_object();
  json.key("discovered").number(summary.items.discovered);
  json.key("complete").number(summary.items.complete);
  json.key("partial").number(summary.items.partial);
  json.key("skipped").number(summary.items.skipped);
  json.key("unchanged").number(summary.items.unchanged);
  json.key("same_content").number(summary.items.same_content).end_object();
  json.key("parts").begin_object();
  json.key("complete").number(summary.parts_complete);
  json.key("partial").number(summary.parts_partial);
  json.key("skipped").number(summary.parts_skipped).end_object();
  json.key("bytes").begin_object();
  json.key("discovered").number(summary.bytes_discovered);
  json.key("done").number(summary.bytes_done).end_object();
  json.key("findings").number(summary.findings).key("matches").number(summary.matches);
  json.key("suppressed").begin_object().key("findings").number(summary.suppressed_findings);
  json.key("matches").number(summary.suppressed_matches).end_object();
  json.key("seconds").decimal(summary.seconds, 3);
  json.key("cpu_seconds").decimal(summary.cpu_seconds, 3);
  json.key("interrupted").boolean(summary.interrupted);
  if (!summary.private_mode.empty()) {
    json.key("private").begin_object().key("mode").string(summary.private_mode);
    json.key("items").number(summary.private_items).end_object();
  }
  json.key("reasons").begin_object();
  for (const auto& [reason, count] : summary.reasons)
    if (reason != Reason::none) json.key(name(reason)).number(count);
  json.end_object();
  if (!summary.remarks.empty()) {
    json.key("remarks").begin_array();
    for (const std::string& remark : summary.remarks) json.string(remark);
    json.end_array();
  }
  json.key("labels").begin_object();
  for (const auto& [label, items] : summary.labels) json.key(label).number(items);
  json.end_object();
  if (!summary.rules_note.empty()) json.key("rules").string(summary.rules_note);
  if (!summary.sandbox_note.empty()) json.key("sandbox").string(summary.sandbox_note);
  if (summary.sampled) json.key("sample").string(summary.sample_note);
  json.end_object();
  out.write("\n");
}

}  // namespace braque::cli
