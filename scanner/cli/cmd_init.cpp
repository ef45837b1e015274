// braque init, config check, config schema: the configuration file's beginning, its judgement, and
// its shape for editors.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "cli/command_names.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/json_writer.hpp"
#include "cli/load_plan.hpp"
#include "cli/plan.hpp"
#include "cli/plan_files.hpp"

namespace braque::cli {
namespace {

/// What most need, as comments: nothing happens until somebody takes a # away.
constexpr std::string_view kExamples =
    R"(# The configuration of braque. Every line that begins with # is an example or a default.
# `braque config check` says what is wrong with it, `braque night` does everything that it names.

# What is scanned, each under a name. Every option of `braque scan` can stand here, with _ for -.
#[target.finance]
#path    = "/srv/finance"
#as      = "smb://fs01/finance"   # keeps history when mount point or host change
#exclude = ["*/cache/*"]
#private = "skip"                 # folders named Private, Personal, Privé ...: scan, totals, skip
#location  = "Paris"              # these three: for `braque report register`
#processor = "Hosting Ltd"
#purpose   = "accounting"

# Who is told. Findings that are new, changed or gone, from high confidence on (medium for Art. 9 and 10);
# the first run of a target as totals of its folders. No value ever; masks only with masked = true.
#[destination.siem]
#type    = "syslog"                # over TLS (RFC 5425)
#address = "siem.example.org:6514"
#ca_file = "/etc/braque/siem-ca.pem"
#format  = "ocsf"                  # ecs, cef, leef, jsonl

#[destination.splunk]
#type       = "splunk"
#url        = "https://splunk.example.org:8088"
#token_file = "/etc/braque/splunk.token"   # mode 0400; or token_credential = "splunk" with systemd

#[destination.elastic]
#type             = "bulk"
#url              = "https://elastic.example.org:9200"
#index            = "logs-braque.finding-default"
#token_credential = "elastic"

# Named parts of the above: `braque night NAME`, braque@NAME.timer. Without one, everything is done.
#[schedule.nightly]
#targets      = ["finance"]
#destinations = ["siem"]
#max_time     = "6h"

# The index is personal data too: how long what is gone, and old runs, are kept.
#[retention]
#gone = "400d"
#runs = "400d"

#[metrics]
#file = "/var/lib/prometheus/node-exporter/braque.prom"
)";

std::string type_text(const Option& option) {
  switch (option.type) {
    case ValueType::flag:
    case ValueType::on_off:
      return "true or false";
    case ValueType::choice:
      return std::string(option.choices);
    case ValueType::duration:
      return "such as 90s, 15m, 8h or 2d";
    case ValueType::count:
    case ValueType::number:
      return "a number";
    default:
      return "";
  }
}

/// Every key with its meaning.
std::string all_keys() {
  std::string text = "\n# All keys of [destination.NAME]:\n";
  for (const Option* option : plan_options_of("destination")) {
    text += "#   " + configuration_key(*option) + ": " + std::string(option->help);
    if (const std::string type = type_text(*option); !type.empty()) text += " (" + type + ")";
    if (!option->built_in.empty()) text += ", default " + std::string(option->built_in);
    text += "\n";
  }
  text += "# Of [delivery]:\n";
  for (const Option* option : plan_options_of("delivery"))
    text += "#   " + configuration_key(*option) + ": " + std::string(option->help) + ", default " +
            std::string(option->built_in) + "\n";
  return text;
}

void write_type(JsonWriter& json, const Option& option) {
  switch (option.type) {
    case ValueType::flag:
    case ValueType::on_off:
      json.key("type").string("boolean");
      return;
    case ValueType::count:
      json.key("type").string("integer").key("minimum").number(1);
      return;
    case ValueType::number:
      json.key("type").string("integer").key("minimum").number(0);
      return;
    case ValueType::choice:
      json.key("enum").begin_array();
      for (std::string_view choice : choices_of(option)) json.string(choice);
      json.end_array();
      return;
    case ValueType::duration:
      json.key("type").begin_array().string("string").string("integer").end_array();
      json.key("pattern").string("^[0-9]+[smhd]?$");
      return;
    case ValueType::count_or_all:
    case ValueType::percent:
      json.key("type").begin_array().string("string").string("integer").end_array();
      return;
    default:
      json.key("type").string("string");
      return;
  }
}

void write_property(JsonWriter& json, const Option& option) {
  json.key(configuration_key(option)).begin_object().key("description").string(option.help);
  if (!option.built_in.empty()) json.key("default").string(option.built_in);
  if (option.repeatable) {
    json.key("anyOf").begin_array().begin_object();
    write_type(json, option);
    json.end_object().begin_object().key("type").string("array").key("items").begin_object();
    write_type(json, option);
    json.end_object().end_object().end_array();
  } else {
    write_type(json, option);
  }
  json.end_object();
}

void write_keys(JsonWriter& json, const std::vector<const Option*>& keys) {
  json.key("type")
      .string("object")
      .key("additionalProperties")
      .boolean(false)
      .key("properties")
      .begin_object();
  for (const Option* option : keys) write_property(json, *option);
  json.end_object();
}

std::vector<const Option*> section_keys(const std::string& section) {
  std::vector<const Option*> keys;
  for (const Option& option : options()) {
    if (!option.configurable || !applies_to_section(option, section)) continue;
    bool known = false;
    for (const Option* one : keys) known |= one->name == option.name;
    if (!known) keys.push_back(&option);
  }
  return keys;
}

}  // namespace

ExitCode init(Invocation& invocation) {
  const std::string path =
      invocation.arguments.empty() ? "/etc/braque/braque.toml" : invocation.arguments.front();
  if (::access(path.c_str(), F_OK) == 0)
    return fail(unexpected(ErrorKind::invalid, path + ": is there already; nothing was changed"));
  auto file = FileOutput::create(path);
  if (!file)
    return fail(unexpected(ErrorKind::invalid,
                           file.error().message + "; make the folder, or name another file"));
  (*file)->write(kExamples);
  (*file)->write(all_keys());
  if (auto done = (*file)->commit(); !done) return fail(done.error());
  // It holds no secret, and the account of the nightly units has to read it.
  ::chmod(path.c_str(), 0644);
  invocation.out.write(
      path + ": written. Take the # away from what you need, then: braque config check\n");
  return ExitCode::done;
}

ExitCode config_check(Invocation& invocation) {
  std::vector<ConfigurationFault> faults;
  Configuration configuration;
  if (invocation.arguments.empty()) {
    const ConfigurationPlaces places = configuration_places(explicit_file(invocation.settings));
    configuration = load_configuration(places, faults);
    if (configuration.files() == 0 && faults.empty())
      return fail(unexpected(ErrorKind::invalid,
                             "there is no configuration: neither " + places.system_file + " nor " +
                                 places.user_file + " nor a file in " + places.system_directory +
                                 "; `braque init` writes one"));
  }
  for (const std::string& path : invocation.arguments) {
    auto text = read_small_file(path, 1 << 20);
    if (text)
      read_configuration(path, *text, configuration, faults);
    else
      faults.push_back({path, 0, text.error().message});
  }
  const Plan plan = make_plan(configuration, faults);
  check_plan_files(configuration, faults);
  if (!faults.empty()) return fail(unexpected(ErrorKind::invalid, faults_text(faults)));
  for (const PlannedDestination& destination : plan.destinations)
    if (auto secrets = with_secrets(destination); !secrets)
      complain("remark: " + secrets.error().message);
  invocation.out.write("in order: " + std::to_string(plan.targets.size()) + " targets, " +
                       std::to_string(plan.destinations.size()) + " destinations, " +
                       std::to_string(plan.schedules.size()) + " schedules\n");
  return ExitCode::done;
}

ExitCode config_schema(Invocation& invocation) {
  JsonWriter json(invocation.out.buffer());
  json.begin_object().key("$schema").string("https://json-schema.org/draft/2020-12/schema");
  json.key("title").string("Configuration of braque").key("type").string("object");
  json.key("additionalProperties").boolean(false).key("properties").begin_object();
  std::vector<std::string> done;
  for (const Option& option : options()) {
    if (!option.configurable) continue;
    const std::string key = configuration_key(option);
    if (std::find(done.begin(), done.end(), key) != done.end()) continue;
    done.push_back(key);
    write_property(json, option);
  }
  for (const std::string& section : section_names()) {
    if (std::find(done.begin(), done.end(), section) != done.end()) continue;
    json.key(section).begin_object();
    write_keys(json, section_keys(section));
    json.end_object();
  }
  for (const std::string& table : plan_table_names()) {
    json.key(table).begin_object();
    if (is_named_table(table)) {
      json.key("type").string("object").key("additionalProperties").begin_object();
      write_keys(json, plan_options_of(table));
      json.end_object();
    } else {
      write_keys(json, plan_options_of(table));
    }
    json.end_object();
  }
  json.end_object().end_object();
  invocation.out.write("\n");
  return ExitCode::done;
}

}  // namespace braque::cli
