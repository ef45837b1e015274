// OCSF 1.8.0 (schema.ocsf.io), class 2006 Data Security Finding: numbers of enumerations are those
// of the schema.
#include <array>

#include "export/encoders.hpp"
#include "export/json_parts.hpp"

namespace braque::exporting {
namespace {

constexpr std::string_view kSchemaVersion = "1.8.0";

struct Named {
  std::uint64_t id;
  std::string_view name;
};

/// 1 Create, 2 Update, 3 Close; 99 Other for what is no finding.
Named activity_of(EventKind kind) {
  switch (kind) {
    case EventKind::found_new:
      return {1, "Create"};
    case EventKind::seen:
    case EventKind::changed:
      return {2, "Update"};
    case EventKind::gone:
      return {3, "Close"};
    default:
      return {99, name(kind)};
  }
}

Named severity_named(Severity severity) {
  constexpr std::array<std::string_view, 5> kNames{"Informational", "Low", "Medium", "High",
                                                   "Critical"};
  const auto level = static_cast<std::size_t>(severity);
  return {level + 1, kNames[level]};
}

/// 1 New, 2 In Progress, 3 Suppressed, 4 Resolved.
std::uint64_t status_of(const Event& event) {
  if (!event.finding) return event.kind == EventKind::run_start ? 2 : 1;
  if (event.kind == EventKind::gone || event.finding->triage == Triage::fixed) return 4;
  if (event.finding->suppressed) return 3;
  switch (event.finding->triage) {
    case Triage::assigned:
      return 2;
    case Triage::accepted:
    case Triage::false_positive:
      return 3;
    default:
      return 1;
  }
}

/// 1 Personal, 2 Governmental, 3 Financial, 4 Business, 6 Security.
std::uint64_t category_of(std::string_view category) {
  if (category == "national_id" || category == "social_security" || category == "tax_id" ||
      category == "document")
    return 2;
  if (category == "financial") return 3;
  if (category == "company") return 4;
  if (category == "credential") return 6;
  return 1;
}

/// The label of the item by the policy; without one, what the finding alone says. "internal" is
/// none of the schema's words.
void write_confidentiality(JsonWriter& json, const Event& event) {
  const std::string& label = event.object.label;
  const bool restricted =
      label == "restricted" || (label.empty() && is_special(event.finding->gdpr));
  json.key("confidentiality_id")
      .number(label == "public"     ? 1
              : label == "internal" ? 99
              : restricted          ? 6
                                    : 2);
  put(json, "confidentiality", label);
}

void write_metadata(JsonWriter& json, const Event& event) {
  json.key("metadata").begin_object();
  put(json, "version", kSchemaVersion);
  json.key("product").begin_object();
  put(json, "name", kProduct);
  put(json, "vendor_name", kVendor);
  put(json, "version", BRAQUE_VERSION);
  json.end_object();
  put(json, "uid", event.id);
  put(json, "correlation_uid", event.run.text);
  put(json, "event_code", event.finding ? std::string_view(event.finding->rule) : name(event.kind));
  json.key("sequence")
      .number(static_cast<std::uint64_t>(std::max<std::int64_t>(event.sequence, 0)));
  if (event.truncated) json.key("is_truncated").boolean(true);
  json.end_object();
}

void write_info(JsonWriter& json, const Event& event) {
  json.key("finding_info").begin_object();
  put(json, "uid", event.finding ? event.finding->id : event.id);
  put(json, "title", sentence(event));
  json.key("types")
      .begin_array()
      .string(event.finding ? "Personal data at rest" : "Scan")
      .end_array();
  if (event.finding) {
    if (event.finding->first_seen_ms > 0)
      put_time(json, "first_seen_time", event.finding->first_seen_ms);
    put_time(json, "last_seen_time", event.time_ms);
    json.key("analytic").begin_object();
    // Several engines serve a rule, so that none of the listed kinds is right.
    json.key("type_id").number(99);
    put(json, "type", "Pattern, check and context");
    put(json, "uid", event.finding->rule);
    put(json, "name", event.finding->name);
    put(json, "version", event.run.rule_set);
    json.end_object();
  }
  json.end_object();
}

void write_occurrences(JsonWriter& json, const ExportedFinding& finding) {
  json.key("discovery_details").begin_array();
  bool first = true;
  const auto one = [&](const Location* location) {
    json.begin_object();
    put(json, "type", finding.rule);
    if (first) json.key("count").number(finding.count);
    first = false;
    if (location != nullptr) put(json, "value", location->masked);
    const bool line = location != nullptr && location->line > 0;
    if (line || finding.column) {
      json.key("occurrences").begin_array().begin_object();
      if (line)
        json.key("start_line").number(location->line).key("end_line").number(location->line);
      if (finding.column) json.key("column_name").string(clean_text(*finding.column));
      json.end_object().end_array();
    }
    json.end_object();
  };
  if (finding.locations.empty()) one(nullptr);
  for (const Location& location : finding.locations) one(&location);
  json.end_array();
}

void write_security(JsonWriter& json, const Event& event) {
  json.key("data_security").begin_object();
  json.key("data_lifecycle_state_id").number(1).key("detection_system_id").number(4);
  put(json, "uid", event.run.text);
  const bool partial = event.kind == EventKind::issue ||
                       (event.kind == EventKind::run_end && event.run.status != "completed");
  json.key("status_id").number(partial ? 2 : 1);
  json.key("policy").begin_object().key("name").string("gdpr").end_object();
  if (event.finding) {
    const ExportedFinding& finding = *event.finding;
    json.key("category_id").number(category_of(finding.category));
    write_confidentiality(json, event);
    put(json, "detection_pattern", finding.name);
    json.key("classifier_details").begin_object();
    put(json, "type", "Rule");
    put(json, "uid", finding.rule);
    put(json, "name", finding.name);
    json.end_object();
    json.key("total").number(finding.count);
    write_occurrences(json, finding);
  } else if (!event.totals.empty()) {
    json.key("total").number(event.count);
    json.key("discovery_details").begin_array();
    for (const CategoryTotal& total : event.totals) {
      json.begin_object();
      put(json, "type", total.category + " " + std::string(name(total.severity)));
      json.key("count").number(total.findings).end_object();
    }
    json.end_array();
  }
  json.end_object();
}

void write_owner(JsonWriter& json, const Object& object) {
  if (object.owner_id.empty() && object.owner_name.empty()) return;
  json.key("owner").begin_object();
  put(json, "uid", object.owner_id);
  put(json, "name", object.owner_name);
  json.end_object();
}

void write_file(JsonWriter& json, const Event& event) {
  const Object& object = event.object;
  json.key("file").begin_object();
  json.key("name").string(clean_text(object.name.empty() ? object.target : object.name));
  json.key("type_id").number(event.kind == EventKind::folder ? 2 : 1);
  put(json, "path", object.path);
  put(json, "ext", object.extension);
  put(json, "uri", object.uri);
  if (event.kind != EventKind::folder && object.size > 0) json.key("size").number(object.size);
  if (object.modified_ms > 0) put_time(json, "modified_time", object.modified_ms);
  write_owner(json, object);
  json.end_object();
}

void write_table(JsonWriter& json, const Object& object) {
  json.key("database").begin_object();
  put(json, "name", object.target);
  json.key("type_id").number(object.database == "mongodb" || object.database == "redis" ? 6 : 1);
  put(json, "type", object.database);
  json.end_object();
  json.key("table").begin_object().key("name").string(
      clean_text(object.name.empty() ? object.path : object.name));
  json.end_object();
}

void write_object(JsonWriter& json, const Event& event) {
  const Object& object = event.object;
  if (object.target.empty()) return;
  const bool is_file = object.database.empty();
  if (event.finding || event.kind == EventKind::issue || event.kind == EventKind::folder) {
    if (is_file)
      write_file(json, event);
    else
      write_table(json, object);
    json.key("observables").begin_array();
    json.begin_object()
        .key("name")
        .string(is_file ? "file.path" : "table.name")
        .key("type_id")
        .number(is_file ? 45 : 99);
    json.key("value").string(clean_text(object.path)).end_object().end_array();
  }
  json.key("resources").begin_array().begin_object();
  put(json, "uid", object.uri);
  json.key("name").string(clean_text(object.name.empty() ? object.target : object.name));
  put(json, "type", is_file ? "file" : "table");
  put(json, "namespace", object.target);
  write_owner(json, object);
  json.end_object().end_array();
  if (!object.host.empty()) {
    json.key("device").begin_object().key("type_id").number(1);
    put(json, "hostname", object.host);
    json.end_object();
  }
}

}  // namespace

void OcsfEncoder::event(const Event& event, std::string& out) {
  JsonWriter json(out);
  const Named activity = activity_of(event.kind), severity = severity_named(severity_of(event));
  json.begin_object();
  json.key("activity_id").number(activity.id).key("activity_name").string(activity.name);
  json.key("category_uid")
      .number(2)
      .key("class_uid")
      .number(2006)
      .key("type_uid")
      .number(200600 + activity.id);
  put_time(json, "time", event.time_ms);
  json.key("severity_id").number(severity.id).key("severity").string(severity.name);
  json.key("status_id").number(status_of(event));
  json.key("risk_score").number(static_cast<std::uint64_t>(risk_number(event)));
  json.key("risk_level_id").number(severity.id - 1);
  if (event.finding) {
    const int confidence = confidence_number(*event.finding);
    json.key("confidence_score").number(static_cast<std::uint64_t>(confidence));
    json.key("confidence_id").number(confidence < 50 ? 1 : confidence < 80 ? 2 : 3);
    json.key("is_alert").boolean(event.kind == EventKind::found_new);
  }
  put(json, "message", sentence(event));
  write_metadata(json, event);
  write_info(json, event);
  write_security(json, event);
  write_object(json, event);
  json.key("unmapped").begin_object();
  write_own_fields(json, event);
  json.end_object().end_object();
}

}  // namespace braque::exporting
