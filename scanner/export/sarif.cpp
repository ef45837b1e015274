// SARIF 2.1.0 (OASIS): one run; the order of members is free in JSON, so results stream and what
// they refer to follows. A region is left out where no line is known.
#include "export/encoders.hpp"
#include "export/json_parts.hpp"

namespace braque::exporting {
namespace {

std::string_view level_of(Severity severity) {
  if (severity >= Severity::high) return "error";
  return severity == Severity::medium ? "warning" : "note";
}

std::string_view state_of(EventKind kind) {
  switch (kind) {
    case EventKind::found_new:
      return "new";
    case EventKind::changed:
      return "updated";
    case EventKind::gone:
      return "absent";
    default:
      return "unchanged";
  }
}

/// "fr.nir" -> "FrNir".
std::string pascal_case(std::string_view rule) {
  std::string text;
  bool begins = true;
  for (char c : rule) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter) text += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins = !letter;
  }
  return text;
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key).begin_object().key("text").string(clean_text(text)).end_object();
}

void write_location(JsonWriter& json, const Event& event, const std::string& base) {
  json.key("locations").begin_array().begin_object();
  json.key("physicalLocation").begin_object().key("artifactLocation").begin_object();
  json.key("uri").string(event.object.relative_uri.empty() ? event.object.uri
                                                           : event.object.relative_uri);
  if (!event.object.relative_uri.empty()) json.key("uriBaseId").string(base);
  json.end_object();
  const auto& locations = event.finding->locations;
  if (event.object.locator.empty() && !locations.empty() && locations.front().line > 0)
    json.key("region").begin_object().key("startLine").number(locations.front().line).end_object();
  json.end_object();
  std::string logical = event.object.locator;
  if (event.finding->column) logical += (logical.empty() ? "" : " > ") + *event.finding->column;
  if (!logical.empty()) {
    json.key("logicalLocations").begin_array().begin_object();
    json.key("fullyQualifiedName").string(clean_text(logical)).end_object().end_array();
  }
  json.end_object().end_array();
}

}  // namespace

void SarifEncoder::begin(std::string& out) {
  out +=
      R"({"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",)"
      R"("version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":[)";
  rules_.clear();
  bases_.clear();
  notifications_.clear();
  any_result_ = false;
  successful_ = true;
}

void SarifEncoder::event(const Event& event, std::string& out) {
  if (!event.finding) {
    if (event.kind == EventKind::run_end)
      successful_ = successful_ && event.run.status == "completed";
    std::string note;
    JsonWriter json(note);
    json.begin_object();
    json.key("level").string(
        event.kind == EventKind::issue || event.kind == EventKind::gap ? "warning" : "note");
    write_text(json, "message", sentence(event));
    json.end_object();
    if (!notifications_.empty()) notifications_ += ',';
    notifications_ += note;
    return;
  }
  const ExportedFinding& finding = *event.finding;
  auto [rule, added] = rules_.try_emplace(finding.rule);
  if (added)
    rule->second = {rules_.size() - 1, finding.name, finding.category, finding.gdpr,
                    finding.severity};
  rule->second.severity = std::max(rule->second.severity, finding.severity);
  auto [base, fresh] = bases_.try_emplace(event.object.target);
  if (fresh) base->second = "TARGET" + std::to_string(bases_.size());
  if (any_result_) out += ',';
  any_result_ = true;
  JsonWriter json(out);
  json.begin_object();
  json.key("ruleId").string(finding.rule).key("ruleIndex").number(rule->second.index);
  json.key("level").string(level_of(severity_of(event)));
  write_text(json, "message", sentence(event) + ".");
  write_location(json, event, base->second);
  json.key("partialFingerprints")
      .begin_object()
      .key("findingHmac/v1")
      .string(finding.id)
      .end_object();
  json.key("baselineState").string(state_of(event.kind));
  json.key("occurrenceCount").number(std::max<std::uint64_t>(finding.count, 1));
  json.key("rank").number(static_cast<std::uint64_t>(risk_number(event)));
  if (!event.object.label.empty())
    json.key("properties").begin_object().key("label").string(event.object.label).end_object();
  if (finding.suppressed || finding.triage == Triage::accepted ||
      finding.triage == Triage::false_positive)
    json.key("suppressions")
        .begin_array()
        .begin_object()
        .key("kind")
        .string("external")
        .key("status")
        .string("accepted")
        .end_object()
        .end_array();
  json.end_object();
}

void SarifEncoder::end(std::string& out) {
  out += "],";
  std::string rest;
  JsonWriter json(rest);
  json.begin_object().key("tool").begin_object().key("driver").begin_object();
  json.key("name").string(kProduct).key("version").string(BRAQUE_VERSION);
  json.key("rules").begin_array();
  std::vector<const std::pair<const std::string, Rule>*> ordered(rules_.size());
  for (const auto& entry : rules_) ordered[entry.second.index] = &entry;
  for (const auto* entry : ordered) {
    const Rule& rule = entry->second;
    json.begin_object()
        .key("id")
        .string(entry->first)
        .key("name")
        .string(pascal_case(entry->first));
    write_text(json, "shortDescription", rule.name + ".");
    write_text(json, "fullDescription", rule.name + ", personal data at rest (" + rule.gdpr + ").");
    json.key("defaultConfiguration")
        .begin_object()
        .key("level")
        .string(level_of(rule.severity))
        .end_object();
    json.key("properties").begin_object();
    json.key("security-severity")
        .string(std::to_string(severity_number(rule.severity) / 10) + ".0");
    json.key("tags").begin_array().string("privacy").string(rule.category).end_array().end_object();
    json.end_object();
  }
  json.end_array().end_object().end_object();
  json.key("originalUriBaseIds").begin_object();
  for (const auto& [target, base] : bases_)
    json.key(base)
        .begin_object()
        .key("uri")
        .string(uri_text(target + (target.ends_with('/') ? "" : "/")))
        .end_object();
  json.end_object();
  json.key("invocations")
      .begin_array()
      .begin_object()
      .key("executionSuccessful")
      .boolean(successful_);
  if (!notifications_.empty())
    json.key("toolExecutionNotifications").raw("[" + notifications_ + "]");
  json.end_object().end_array().end_object();
  // The members join the object that begin() opened.
  out.append(rest, 1, std::string::npos);
  out += "]}\n";
}

}  // namespace braque::exporting
