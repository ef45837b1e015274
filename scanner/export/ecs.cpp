// Elastic Common Schema 9.4 (elastic.co/guide/en/ecs): field names, types and which of them are
// arrays are those of its list of fields. event.kind, .category, .type and .outcome take the
// schema's words only.
#include "export/encoders.hpp"
#include "export/json_parts.hpp"

namespace braque::exporting {
namespace {

constexpr std::string_view kEcsVersion = "9.4.0";

std::string_view action_of(EventKind kind) {
  switch (kind) {
    case EventKind::found_new:
      return "finding-created";
    case EventKind::seen:
    case EventKind::changed:
      return "finding-updated";
    case EventKind::gone:
      return "finding-closed";
    case EventKind::run_start:
      return "scan-started";
    case EventKind::run_resume:
      return "scan-resumed";
    case EventKind::run_end:
      return "scan-ended";
    case EventKind::issue:
      return "item-not-scanned";
    case EventKind::gap:
      return "events-lost";
    case EventKind::baseline:
      return "target-baseline";
    case EventKind::folder:
      return "folder-baseline";
    case EventKind::totals:
      return "target-totals";
  }
  return "";
}

void write_event(JsonWriter& json, const Event& event) {
  json.key("event").begin_object();
  put(json, "id", event.id);
  put(json, "kind",
      event.kind == EventKind::gap || event.kind == EventKind::issue ? "pipeline_error"
      : event.finding                                                ? "alert"
                                                                     : "event");
  json.key("category")
      .begin_array()
      .string(event.object.database.empty() ? "file" : "database")
      .end_array();
  json.key("type").begin_array().string("info").end_array();
  put(json, "module", kProduct);
  put(json, "dataset", event.finding ? "braque.finding" : "braque.scan");
  put(json, "action", action_of(event.kind));
  put(json, "code", event.finding ? std::string_view(event.finding->rule) : name(event.kind));
  json.key("severity").number(static_cast<std::uint64_t>(severity_number(severity_of(event))));
  json.key("risk_score").number(static_cast<std::uint64_t>(risk_number(event)));
  json.key("sequence")
      .number(static_cast<std::uint64_t>(std::max<std::int64_t>(event.sequence, 0)));
  put(json, "created", time_text(event.time_ms));
  if (event.finding && event.finding->first_seen_ms > 0)
    put(json, "start", time_text(event.finding->first_seen_ms));
  if (event.kind == EventKind::run_end) {
    put(json, "start", time_text(event.run.started_ms));
    put(json, "end", time_text(event.run.finished_ms));
    put(json, "outcome", event.run.status == "completed" ? "success" : "failure");
  }
  if (event.kind == EventKind::issue) put(json, "reason", name(event.outcome.reason));
  json.end_object();
}

void write_rule(JsonWriter& json, const Event& event) {
  if (!event.finding) return;
  json.key("rule").begin_object();
  put(json, "id", event.finding->rule);
  put(json, "name", event.finding->name);
  put(json, "category", event.finding->category);
  put(json, "ruleset", "braque");
  put(json, "version", event.run.rule_set);
  json.end_object();
}

void write_file(JsonWriter& json, const Event& event) {
  const Object& object = event.object;
  json.key("file").begin_object();
  put(json, "path", object.path);
  put(json, "name", object.name);
  put(json, "directory", object.directory);
  put(json, "extension", object.extension);
  put(json, "type", event.kind == EventKind::folder ? "dir" : "file");
  if (object.size > 0) json.key("size").number(object.size);
  if (object.modified_ms > 0) put(json, "mtime", time_text(object.modified_ms));
  put(json, "uid", object.owner_id);
  put(json, "owner", object.owner_name);
  json.end_object();
}

void write_place(JsonWriter& json, const Event& event) {
  const Object& object = event.object;
  if (!object.database.empty()) {
    json.key("service").begin_object();
    put(json, "type", object.database);
    put(json, "name", object.target);
    put(json, "address", object.host);
    json.end_object();
  } else if (!object.path.empty()) {
    write_file(json, event);
  }
  if (!object.host.empty()) {
    json.key("host").begin_object();
    put(json, "name", object.host);
    put(json, "hostname", object.host);
    json.end_object();
  }
  if (!object.owner_id.empty()) {
    json.key("user").begin_object();
    put(json, "id", object.owner_id);
    put(json, "name", object.owner_name);
    json.end_object();
  }
  json.key("related").begin_object();
  if (!object.host.empty())
    json.key("hosts").begin_array().string(clean_text(object.host)).end_array();
  if (!object.owner_id.empty()) {
    json.key("user").begin_array();
    json.string(clean_text(object.owner_name.empty() ? object.owner_id : object.owner_name))
        .end_array();
  }
  json.end_object();
}

}  // namespace

void EcsEncoder::event(const Event& event, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  put(json, "@timestamp", time_text(event.time_ms));
  json.key("ecs").begin_object().key("version").string(kEcsVersion).end_object();
  put(json, "message", sentence(event));
  json.key("tags").begin_array();
  json.string(event.finding ? event.finding->category : std::string("coverage"))
      .string("gdpr")
      .end_array();
  json.key("labels").begin_object();
  put(json, "share", event.object.target);
  if (event.finding) put(json, "article", event.finding->gdpr);
  put(json, "confidentiality", event.object.label);
  json.end_object();
  write_event(json, event);
  write_rule(json, event);
  write_place(json, event);
  json.key("observer").begin_object();
  put(json, "type", "scanner");
  put(json, "vendor", kVendor);
  put(json, "product", kProduct);
  put(json, "version", BRAQUE_VERSION);
  put(json, "hostname", event.run.host);
  json.end_object();
  json.key("Braque").begin_object();
  put(json, "uri", event.object.uri);
  write_own_fields(json, event);
  json.end_object().end_object();
}

}  // namespace braque::exporting
