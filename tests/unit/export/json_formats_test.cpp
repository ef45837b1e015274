// The JSON formats against tables of what their schemas say about the fields that are used here:
// name, type, and whether it is a list. Anything that is not in a table is a fault.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "export/encoders.hpp"
#include "export/text.hpp"
#include "unit/export/events.hpp"

namespace braque::exporting {
namespace {

using nlohmann::json;
using namespace test;

json parsed(Encoder& encoder, const Event& event) {
  std::string text;
  encoder.event(event, text);
  for (char c : text) REQUIRE(static_cast<unsigned char>(c) >= 0x20);
  return json::parse(text);
}

/// i integer, s string, b boolean; o:NAME an object of that table, a:NAME a list of them, [s] a
/// list of strings, * anything.
using Table = std::map<std::string, std::map<std::string, std::string>>;

const Table kOcsf{
    {"event",
     {{"activity_id", "i"},
      {"activity_name", "s"},
      {"category_uid", "i"},
      {"class_uid", "i"},
      {"type_uid", "i"},
      {"time", "i"},
      {"severity_id", "i"},
      {"severity", "s"},
      {"status_id", "i"},
      {"risk_score", "i"},
      {"risk_level_id", "i"},
      {"confidence_score", "i"},
      {"confidence_id", "i"},
      {"is_alert", "b"},
      {"message", "s"},
      {"metadata", "o:metadata"},
      {"finding_info", "o:finding_info"},
      {"data_security", "o:data_security"},
      {"file", "o:file"},
      {"database", "o:database"},
      {"table", "o:table"},
      {"observables", "a:observable"},
      {"resources", "a:resource"},
      {"device", "o:device"},
      {"unmapped", "*"}}},
    {"metadata",
     {{"version", "s"},
      {"product", "o:product"},
      {"uid", "s"},
      {"correlation_uid", "s"},
      {"event_code", "s"},
      {"sequence", "i"},
      {"is_truncated", "b"}}},
    {"product", {{"name", "s"}, {"vendor_name", "s"}, {"version", "s"}}},
    {"finding_info",
     {{"uid", "s"},
      {"title", "s"},
      {"types", "[s]"},
      {"first_seen_time", "i"},
      {"last_seen_time", "i"},
      {"analytic", "o:analytic"}}},
    {"analytic", {{"type_id", "i"}, {"type", "s"}, {"uid", "s"}, {"name", "s"}, {"version", "s"}}},
    {"data_security",
     {{"data_lifecycle_state_id", "i"},
      {"detection_system_id", "i"},
      {"uid", "s"},
      {"status_id", "i"},
      {"policy", "o:policy"},
      {"category_id", "i"},
      {"confidentiality_id", "i"},
      {"confidentiality", "s"},
      {"detection_pattern", "s"},
      {"classifier_details", "o:classifier_details"},
      {"total", "i"},
      {"discovery_details", "a:discovery_details"}}},
    {"policy", {{"name", "s"}}},
    {"classifier_details", {{"type", "s"}, {"uid", "s"}, {"name", "s"}}},
    {"discovery_details",
     {{"type", "s"}, {"count", "i"}, {"value", "s"}, {"occurrences", "a:occurrence"}}},
    {"occurrence", {{"start_line", "i"}, {"end_line", "i"}, {"column_name", "s"}}},
    {"file",
     {{"name", "s"},
      {"type_id", "i"},
      {"path", "s"},
      {"ext", "s"},
      {"uri", "s"},
      {"size", "i"},
      {"modified_time", "i"},
      {"owner", "o:user"}}},
    {"user", {{"uid", "s"}, {"name", "s"}}},
    {"database", {{"name", "s"}, {"type_id", "i"}, {"type", "s"}}},
    {"table", {{"name", "s"}}},
    {"observable", {{"name", "s"}, {"type_id", "i"}, {"value", "s"}}},
    {"resource",
     {{"uid", "s"}, {"name", "s"}, {"type", "s"}, {"namespace", "s"}, {"owner", "o:user"}}},
    {"device", {{"type_id", "i"}, {"hostname", "s"}}},
};
const std::map<std::string, std::vector<std::string>> kOcsfRequired{
    {"event",
     {"activity_id", "category_uid", "class_uid", "type_uid", "time", "severity_id", "metadata",
      "finding_info"}},
    {"metadata", {"product", "version"}},
    {"product", {"name"}},
    {"finding_info", {"uid"}},
    {"analytic", {"type_id", "uid"}},
    {"data_security", {"data_lifecycle_state_id"}},
    {"classifier_details", {"type"}},
    {"file", {"name", "type_id"}},
    {"database", {"name", "type_id"}},
    {"table", {"name"}},
    {"observable", {"type_id"}},
    {"device", {"type_id"}},
    {"policy", {"name"}},
    {"resource", {"name"}}};

void check_object(const Table& table, const std::string& type, const json& object);

void check_value(const Table& table, const std::string& type, const json& value) {
  if (type == "*") return;
  if (type == "i")
    CHECK(value.is_number_integer());
  else if (type == "s")
    CHECK(value.is_string());
  else if (type == "b")
    CHECK(value.is_boolean());
  else if (type == "[s]")
    CHECK((value.is_array() && !value.empty() && value[0].is_string()));
  else if (type[0] == 'o')
    check_object(table, type.substr(2), value);
  else
    for (const json& one : value) check_object(table, type.substr(2), one);
}

void check_object(const Table& table, const std::string& type, const json& object) {
  INFO(type);
  REQUIRE(object.is_object());
  CHECK_FALSE(object.empty());
  for (const auto& [key, value] : object.items()) {
    INFO(key);
    REQUIRE(table.at(type).count(key) == 1);
    check_value(table, table.at(type).at(key), value);
  }
  if (const auto required = kOcsfRequired.find(type); required != kOcsfRequired.end())
    for (const std::string& key : required->second) {
      INFO(key);
      CHECK(object.contains(key));
    }
}

/// d date, k keyword or text, l long, f float; with + a list.
const std::map<std::string, std::string> kEcs{{"@timestamp", "d"},
                                              {"ecs.version", "k"},
                                              {"message", "k"},
                                              {"tags", "k+"},
                                              {"labels.share", "k"},
                                              {"labels.article", "k"},
                                              {"labels.confidentiality", "k"},
                                              {"event.id", "k"},
                                              {"event.kind", "k"},
                                              {"event.category", "k+"},
                                              {"event.type", "k+"},
                                              {"event.outcome", "k"},
                                              {"event.module", "k"},
                                              {"event.dataset", "k"},
                                              {"event.action", "k"},
                                              {"event.code", "k"},
                                              {"event.severity", "l"},
                                              {"event.risk_score", "f"},
                                              {"event.sequence", "l"},
                                              {"event.created", "d"},
                                              {"event.start", "d"},
                                              {"event.end", "d"},
                                              {"event.reason", "k"},
                                              {"rule.id", "k"},
                                              {"rule.name", "k"},
                                              {"rule.category", "k"},
                                              {"rule.ruleset", "k"},
                                              {"rule.version", "k"},
                                              {"file.path", "k"},
                                              {"file.name", "k"},
                                              {"file.directory", "k"},
                                              {"file.extension", "k"},
                                              {"file.type", "k"},
                                              {"file.size", "l"},
                                              {"file.mtime", "d"},
                                              {"file.uid", "k"},
                                              {"file.owner", "k"},
                                              {"host.name", "k"},
                                              {"host.hostname", "k"},
                                              {"service.type", "k"},
                                              {"service.name", "k"},
                                              {"service.address", "k"},
                                              {"observer.type", "k"},
                                              {"observer.vendor", "k"},
                                              {"observer.product", "k"},
                                              {"observer.version", "k"},
                                              {"observer.hostname", "k"},
                                              {"user.id", "k"},
                                              {"user.name", "k"},
                                              {"related.hosts", "k+"},
                                              {"related.user", "k+"}};

void check_ecs(const std::string& prefix, const json& object) {
  for (const auto& [key, value] : object.items()) {
    const std::string name = prefix.empty() ? key : prefix + "." + key;
    if (name == "Braque") continue;
    if (value.is_object()) {
      check_ecs(name, value);
      continue;
    }
    INFO(name);
    REQUIRE(kEcs.count(name) == 1);
    const std::string& type = kEcs.at(name);
    const bool list = type.back() == '+';
    CHECK(value.is_array() == list);
    const json& one = list ? value.at(0) : value;
    if (type[0] == 'l')
      CHECK(one.is_number_integer());
    else if (type[0] == 'f')
      CHECK(one.is_number());
    else
      REQUIRE(one.is_string());
    if (type[0] == 'd') CHECK(one.get<std::string>().size() == 24);
  }
}

}  // namespace

TEST_CASE("export: OCSF events hold what class 2006 knows, in its types") {
  OcsfEncoder encoder;
  RandomText random(5);
  auto events = all_kinds();
  for (int i = 0; i < 2000; ++i) events.push_back(random.event());
  for (const Event& event : events) {
    const json made = parsed(encoder, event);
    check_object(kOcsf, "event", made);
    CHECK(made["class_uid"] == 2006);
    CHECK(made["type_uid"] == 200600 + made["activity_id"].get<int>());
    CHECK(made["metadata"]["version"] == "1.8.0");
  }
}

TEST_CASE("export: OCSF says what became of a finding") {
  OcsfEncoder encoder;
  Event event = finding_event();
  json made = parsed(encoder, event);
  CHECK(made["activity_id"] == 1);
  CHECK(made["severity_id"] == 4);
  CHECK(made["confidence_id"] == 3);
  CHECK(made["confidence_score"] == 98);
  CHECK(made["risk_score"] == 78);
  CHECK(made["is_alert"] == true);
  CHECK(made["finding_info"]["uid"] == event.finding->id);
  CHECK(made["metadata"]["uid"] == event.id);
  CHECK(made["data_security"]["category_id"] == 3);
  CHECK(made["data_security"]["confidentiality_id"] == 2);
  CHECK(made["data_security"]["discovery_details"][0]["occurrences"][0]["start_line"] == 12);
  CHECK(made["file"]["uri"] == event.object.uri);
  event.kind = EventKind::gone;
  event.finding->gdpr = "criminal_art10";
  made = parsed(encoder, event);
  CHECK(made["activity_id"] == 3);
  CHECK(made["status_id"] == 4);
  CHECK(made["is_alert"] == false);
  CHECK(made["data_security"]["confidentiality_id"] == 6);
  CHECK_FALSE(made["data_security"].contains("confidentiality"));
  const std::map<std::string, int> ids{
      {"public", 1}, {"internal", 99}, {"confidential", 2}, {"restricted", 6}};
  for (const auto& [label, id] : ids) {
    event.object.label = label;
    made = parsed(encoder, event);
    CHECK(made["data_security"]["confidentiality_id"] == id);
    CHECK(made["data_security"]["confidentiality"] == label);
  }
}

TEST_CASE("export: ECS events hold fields of the schema, in its types") {
  EcsEncoder encoder;
  RandomText random(6);
  auto events = all_kinds();
  for (int i = 0; i < 2000; ++i) events.push_back(random.event());
  for (const Event& event : events) {
    const json made = parsed(encoder, event);
    check_ecs("", made);
    CHECK(made["event"]["kind"].get<std::string>() ==
          (event.finding                                                    ? "alert"
           : event.kind == EventKind::gap || event.kind == EventKind::issue ? "pipeline_error"
                                                                            : "event"));
  }
}

TEST_CASE("export: names come back from JSON as they are shown") {
  RandomText random(7);
  JsonLinesEncoder encoder;
  for (int i = 0; i < 20'000; ++i) {
    const Event event = random.event();
    const json made = parsed(encoder, event);
    if (!event.object.path.empty()) CHECK(made["item"] == clean_text(event.object.path));
    CHECK(made["record"] == "finding");
    CHECK(made["count"] == 42);
    CHECK(made["rule"] == "eu.iban");
  }
}

TEST_CASE("export: nothing but a mask is told of a value, and that only when it is there") {
  for (const Format& format : formats()) {
    INFO(format.name);
    Event event = finding_event();
    const auto encoder = format.make();
    std::string with, without;
    encoder->begin(with);
    encoder->event(event, with);
    event.finding->locations[0].masked.clear();
    const auto again = format.make();
    again->begin(without);
    again->event(event, without);
    if (format.name != "sarif") CHECK(with.find("0189") != std::string::npos);
    CHECK(without.find("0189") == std::string::npos);
  }
}

TEST_CASE("export: SARIF results name rules and places that are there") {
  SarifEncoder encoder;
  std::string text;
  encoder.begin(text);
  for (const Event& event : all_kinds()) encoder.event(event, text);
  encoder.end(text);
  const json document = json::parse(text);
  CHECK(document["version"] == "2.1.0");
  const json& run = document["runs"][0];
  REQUIRE(run["results"].size() == 3);
  for (const json& result : run["results"]) {
    const json& rule = run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()];
    CHECK(rule["id"] == result["ruleId"]);
    CHECK_FALSE(rule["shortDescription"]["text"].get<std::string>().empty());
    const json& place = result["locations"][0]["physicalLocation"];
    const std::string base = place["artifactLocation"]["uriBaseId"];
    CHECK(run["originalUriBaseIds"][base]["uri"].get<std::string>().ends_with("/"));
    const std::string uri = place["artifactLocation"]["uri"];
    for (char c : uri) CHECK((c > 0x20 && c < 0x7f && c != '\\' && c != '|'));
    if (place.contains("region")) CHECK(place["region"]["startLine"].get<int>() >= 1);
  }
  CHECK(run["results"][2]["baselineState"] == "absent");
  CHECK(run["invocations"][0]["toolExecutionNotifications"].size() == 8);
}

}  // namespace braque::exporting
