// The fields of the scan's own records keep their names here; what an event adds stands beside
// them. Fields may be added, never changed.
#include "export/encoders.hpp"
#include "export/json_parts.hpp"

namespace braque::exporting {

void JsonLinesEncoder::event(const Event& event, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.key("record")
      .string(event.finding ? std::string_view("finding") : name(event.kind))
      .key("schema")
      .number(1);
  put(json, "event_id", event.id);
  put(json, "time", time_text(event.time_ms));
  json.key("sequence")
      .number(static_cast<std::uint64_t>(std::max<std::int64_t>(event.sequence, 0)));
  put(json, "message", sentence(event));
  put(json, "severity", name(severity_of(event)));
  if (event.finding) {
    put(json, "source", event.object.database.empty() ? "file" : event.object.database);
    put(json, "rule", event.finding->rule);
    put(json, "name", event.finding->name);
    put(json, "gdpr", event.finding->gdpr);
    json.key("score").decimal(event.finding->score, 4);
    put(json, "presence", name(event.kind));
    if (event.finding->first_seen_ms > 0)
      put(json, "first_seen", time_text(event.finding->first_seen_ms));
  }
  put(json, "item", event.object.path);
  put(json, "uri", event.object.uri);
  put(json, "host", event.object.host);
  put(json, "owner_id", event.object.owner_id);
  put(json, "owner_name", event.object.owner_name);
  if (event.object.size > 0) json.key("size").number(event.object.size);
  if (event.object.modified_ms > 0) put(json, "modified", time_text(event.object.modified_ms));
  put(json, "scanner_host", event.run.host);
  write_own_fields(json, event);
  json.end_object();
}

}  // namespace braque::exporting
