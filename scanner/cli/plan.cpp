#include "cli/plan.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "cli/files.hpp"
#include "cli/parse_value.hpp"
#include "cli/suggest.hpp"
#include "index/names.hpp"

namespace braque::cli {
namespace {

using exporting::Destination;
using exporting::EventKind;

/// One table of the configuration: its values, or the defaults of its keys.
class Table {
 public:
  Table(const Configuration& configuration, std::string_view section, const std::string& name,
        std::vector<ConfigurationFault>& faults)
      : configuration_(configuration),
        section_(section),
        whole_(name.empty() ? std::string(section) : std::string(section) + "." + name),
        faults_(faults) {}

  bool has(std::string_view key) const { return configuration_.planned(whole_, key) != nullptr; }
  /// Nothing at all is said about the key: a value that is no good has its own fault already.
  bool lacks(std::string_view key) const { return !configuration_.mentions(whole_, key); }
  std::string text(std::string_view key) const {
    const ConfiguredValue* value = configuration_.planned(whole_, key);
    if (value != nullptr && !value->values.empty()) return value->values.back();
    for (const Option* option : plan_options_of(section_))
      if (configuration_key(*option) == key) return std::string(option->built_in);
    return {};
  }
  std::vector<std::string> all(std::string_view key) const {
    const ConfiguredValue* value = configuration_.planned(whole_, key);
    return value == nullptr ? std::vector<std::string>{} : value->values;
  }
  bool flag(std::string_view key) const { return parse_boolean(text(key)).value_or(false); }
  std::uint64_t whole(std::string_view key) const { return parse_whole(text(key)).value_or(0); }
  std::uint64_t milliseconds(std::string_view key) const {
    return parse_duration_ms(text(key)).value_or(0);
  }

  /// At the key, or at the table when it has no such key.
  void fault(std::string_view key, const std::string& message) const {
    const ConfiguredValue* at = configuration_.planned(whole_, key);
    if (at == nullptr) at = configuration_.planned(whole_, "");
    if (at != nullptr) faults_.push_back({at->file, at->line, message});
  }
  const std::string& name() const noexcept { return whole_; }

 private:
  const Configuration& configuration_;
  std::string_view section_;
  std::string whole_;
  std::vector<ConfigurationFault>& faults_;
};

bool lists(std::string_view keys, std::string_view key) {
  while (!keys.empty()) {
    const std::string_view one = keys.substr(0, keys.find('|'));
    if (one == key) return true;
    keys.remove_prefix(std::min(keys.size(), one.size() + 1));
  }
  return false;
}

/// Keys that every type of destination understands.
bool is_general(std::string_view key) {
  return lists(
      "type|format|timeout|frame_bytes|min_confidence|min_confidence_special|only|suppressed|"
      "masked|"
      "fingerprints|paths|owners|first_look|detail|batch_events|batch_bytes|events_per_day",
      key);
}

void check_keys(const Table& table, const exporting::SenderType& type) {
  for (const Option* option : plan_options_of("destination")) {
    const std::string key = configuration_key(*option);
    if (table.has(key) && !is_general(key) && !lists(type.keys, key))
      table.fault(key, "type \"" + std::string(type.name) + "\" has no " + key + "; remove it");
  }
  std::string_view required = type.required;
  while (!required.empty()) {
    const std::string key(required.substr(0, required.find('|')));
    required.remove_prefix(std::min(required.size(), key.size() + 1));
    if (table.lacks(key))
      table.fault(key, "[" + table.name() + "] has no " + key + "; type \"" +
                           std::string(type.name) + "\" needs it");
  }
}

/// host:port, with [..] around an IPv6 address.
void set_address(const Table& table, exporting::Address& address) {
  const std::string text = table.text("address");
  if (text.empty()) return;
  const std::size_t colon = text.rfind(':');
  const auto port = colon == std::string::npos
                        ? std::nullopt
                        : parse_whole(std::string_view(text).substr(colon + 1));
  if (colon == 0 || !port || *port == 0 || *port > 65535)
    return table.fault("address", "address must be HOST:PORT, such as siem.example.org:6514");
  address.host = text.substr(0, colon);
  address.port = text.substr(colon + 1);
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
}

void set_url(const Table& table, exporting::Address& address) {
  address.url = table.text("url");
  address.plain_http = table.flag("plain_http");
  if (address.url.empty()) return;
  while (address.url.ends_with('/')) address.url.pop_back();
  if (address.url.find('@') != std::string::npos)
    table.fault("url", "url must hold no account and no password; use user and password_file");
  if (address.url.starts_with("https://")) return;
  if (!address.url.starts_with("http://"))
    table.fault("url", "url must begin with https://");
  else if (!address.plain_http)
    table.fault("url", "url must begin with https://; plain_http = true allows http://");
}

void check_pairs(const Table& table) {
  for (const char* secret : {"token", "password", "key"}) {
    const std::string file = std::string(secret) + "_file",
                      credential = std::string(secret) + "_credential";
    if (table.has(file) && table.has(credential))
      table.fault(credential, file + " and " + credential + " say the same; keep one");
  }
  const bool password = table.has("password_file") || table.has("password_credential");
  if (password && !table.has("user")) table.fault("password_file", "a password needs a user");
  if (table.has("user") && !password)
    table.fault("user", "user needs password_file or password_credential");
  if ((table.has("key_file") || table.has("key_credential")) && !table.has("certificate_file"))
    table.fault("key_file", "a key needs certificate_file");
}

exporting::Naming naming_of(const std::string& word) {
  if (word == "none") return exporting::Naming::none;
  return word == "plain" ? exporting::Naming::plain : exporting::Naming::pseudonym;
}

void set_what_is_told(const Table& table, Destination& made) {
  made.selection.min_confidence = index::confidence_from_name(table.text("min_confidence"));
  made.selection.min_confidence_special =
      index::confidence_from_name(table.text("min_confidence_special"));
  made.selection.suppressed = table.flag("suppressed");
  for (const std::string& word : table.all("only"))
    made.selection.kinds.push_back(word == "new"    ? EventKind::found_new
                                   : word == "gone" ? EventKind::gone
                                                    : EventKind::changed);
  made.disclosure.paths = naming_of(table.text("paths"));
  made.disclosure.owners = naming_of(table.text("owners"));
  made.disclosure.samples = table.flag("masked");
  made.disclosure.fingerprints = table.flag("fingerprints");
  const std::string look = table.text("first_look");
  made.first_look = look == "full"   ? exporting::FirstLook::full
                    : look == "none" ? exporting::FirstLook::none
                                     : exporting::FirstLook::rollup;
  made.totals_only = table.text("detail") == "totals";
  made.events_per_day = table.whole("events_per_day");
}

void set_limits(const Table& table, Destination& made) {
  made.facility = static_cast<int>(std::min<std::uint64_t>(table.whole("facility"), 1000));
  if (made.facility > 23) table.fault("facility", "facility must be 0 to 23");
  made.enterprise_number = table.text("enterprise_number");
  made.frame_bytes_max = table.whole("frame_bytes");
  if (made.frame_bytes_max < 2000 || made.frame_bytes_max > 60'000)
    table.fault("frame_bytes", "frame_bytes must be 2000 to 60000; receivers cut longer messages");
  made.batch_events = std::min<std::uint64_t>(table.whole("batch_events"), 100'000);
  made.batch_bytes = table.whole("batch_bytes");
  if (made.batch_bytes > 100'000'000)
    table.fault("batch_bytes",
                "batch_bytes must be at most 100000000; receivers take no larger request");
  made.address.timeout_ms = table.milliseconds("timeout");
  if (made.address.timeout_ms < 100 || made.address.timeout_ms > 3'600'000)
    table.fault("timeout", "timeout must be at most 1h and not 0");
}

PlannedDestination destination_of(const Table& table, const std::string& name) {
  PlannedDestination planned;
  Destination& made = planned.destination;
  made.name = name;
  made.type = table.text("type");
  made.format = table.text("format");
  if (made.type == "bulk" && !table.has("format")) made.format = "ecs";
  if (!table.has("type")) {
    if (table.lacks("type"))
      table.fault(
          "type",
          "[" + table.name() +
              "] has no type; it must be one of bulk, file, journald, splunk, stdout, syslog, "
              "syslog-tcp, syslog-udp, webhook");
    return planned;
  }
  if (const exporting::SenderType* type = exporting::find_sender_type(made.type))
    check_keys(table, *type);
  if (const exporting::Format* format = exporting::find_format(made.format)) {
    if (!format->lines && made.type != "file")
      table.fault("format",
                  "format " + made.format + " is a whole document; only type \"file\" takes it");
    if (made.format == "rfc5424" && made.type.starts_with("syslog"))
      table.fault("format",
                  "type " + made.type +
                      " writes the syslog header itself; use ocsf, ecs, jsonl, cef or leef");
    const bool json = format->media_type == "application/x-ndjson";
    if (made.type == "bulk" && !json) table.fault("format", "type bulk takes ecs, ocsf or jsonl");
  }
  set_address(table, made.address);
  set_url(table, made.address);
  made.address.path = table.text("path");
  made.address.ca_file = table.text("ca_file");
  made.address.certificate_file = table.text("certificate_file");
  made.address.key_file = table.text("key_file");
  made.address.server_name = table.text("server_name");
  made.address.proxy = table.text("proxy");
  made.address.user = table.text("user");
  made.address.index = table.text("index");
  made.address.acknowledge = table.flag("acknowledge");
  made.address.gzip = table.flag("gzip");
  check_pairs(table);
  set_what_is_told(table, made);
  set_limits(table, made);
  planned.token_file = table.text("token_file");
  planned.token_credential = table.text("token_credential");
  planned.password_file = table.text("password_file");
  planned.password_credential = table.text("password_credential");
  planned.key_credential = table.text("key_credential");
  return planned;
}

PlannedTarget target_of(const Table& table, const std::string& name) {
  PlannedTarget target;
  target.name = name;
  target.path = table.text("path");
  target.as = table.text("as");
  target.location = table.text("location");
  target.processor = table.text("processor");
  target.purpose = table.text("purpose");
  if (table.lacks("path"))
    table.fault("path", "[" + table.name() + "] has no path; say what is to be scanned");
  else if (!target.path.empty() && target.path[0] != '/' &&
           target.path.find(':') == std::string::npos)
    table.fault("path", "path must begin with / or be a URI; a night has no current folder");
  for (const Option* option : plan_options_of("target")) {
    const std::string key = configuration_key(*option);
    if (option->commands != "target" && table.has(key))
      target.options[std::string(option->name)] = table.all(key);
  }
  return target;
}

/// Names of a schedule that nothing has.
void check_names(const Table& table, std::string_view key, const std::vector<std::string>& known) {
  const std::string what(key.substr(0, key.size() - 1));
  for (const std::string& name : table.all(key)) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = nearest(name, known);
    table.fault(key, "there is no [" + what + "." + name + "]" +
                         (near.empty() ? "; add it or remove the name"
                                       : "; did you mean \"" + near + "\"?"));
  }
}

/// LoadCredential=NAME:FILE gives NAME, LoadCredential=braque:FOLDER gives braque_NAME.
Result<std::string> credential_path(const std::string& name) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr)
    return unexpected(ErrorKind::invalid,
                      "credential " + name +
                          ": there are none; systemd gives them to a unit with LoadCredential");
  const std::string path = std::string(folder) + "/" + name,
                    grouped = std::string(folder) + "/braque_" + name;
  return ::access(path.c_str(), F_OK) == 0 ? path : grouped;
}

Result<std::string> read_secret(const std::string& file, const std::string& credential) {
  std::string path = file;
  if (!credential.empty()) {
    auto found = credential_path(credential);
    if (!found) return found.error();
    path = std::move(*found);
  }
  if (path.empty()) return std::string();
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return unexpected(ErrorKind::invalid, path + ": there is no such file");
  if (credential.empty() && (status.st_mode & 077) != 0)
    return unexpected(ErrorKind::invalid, path + ": others can read it; chmod 0400 " + path);
  auto text = read_small_file(path, 16 * 1024);
  if (!text) return unexpected(ErrorKind::invalid, text.error().message);
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  // A line break would begin a header of its own.
  if (text->find_first_of("\r\n") != std::string::npos)
    return unexpected(ErrorKind::invalid, path + ": must be one line");
  return *text;
}

}  // namespace

const PlannedDestination* Plan::destination(std::string_view name) const {
  for (const PlannedDestination& one : destinations)
    if (one.destination.name == name) return &one;
  return nullptr;
}

const Schedule* Plan::schedule(std::string_view name) const {
  for (const Schedule& one : schedules)
    if (one.name == name) return &one;
  return nullptr;
}

Plan make_plan(const Configuration& configuration, std::vector<ConfigurationFault>& faults) {
  Plan plan;
  const auto targets = configuration.planned_names("target"),
             destinations = configuration.planned_names("destination");
  std::map<std::string, std::string> lasting;
  for (const std::string& name : targets) {
    const Table table(configuration, "target", name, faults);
    plan.targets.push_back(target_of(table, name));
    const PlannedTarget& target = plan.targets.back();
    const auto [other, fresh] = lasting.emplace(target.as.empty() ? target.path : target.as, name);
    if (!fresh && !target.path.empty())
      table.fault(target.as.empty() ? "path" : "as",
                  "[target." + other->second + "] is the same; findings would be counted twice");
  }
  for (const std::string& name : destinations)
    plan.destinations.push_back(
        destination_of(Table(configuration, "destination", name, faults), name));
  for (const std::string& name : configuration.planned_names("schedule")) {
    const Table table(configuration, "schedule", name, faults);
    check_names(table, "targets", targets);
    check_names(table, "destinations", destinations);
    plan.schedules.push_back(
        {name, table.all("targets"), table.all("destinations"), table.text("max_time")});
  }
  const Table retention(configuration, "retention", "", faults),
      delivery(configuration, "delivery", "", faults);
  plan.retention_gone = retention.text("gone");
  plan.retention_runs = retention.text("runs");
  plan.patience_ms = delivery.milliseconds("patience");
  plan.spool.events_max = delivery.whole("spool_events");
  plan.spool.age_max_ms = delivery.milliseconds("spool_age");
  plan.metrics_file = Table(configuration, "metrics", "", faults).text("file");
  return plan;
}

Result<Destination> with_secrets(const PlannedDestination& planned) {
  Destination made = planned.destination;
  const std::string where = "[destination." + made.name + "] ";
  auto token = read_secret(planned.token_file, planned.token_credential);
  if (!token) return unexpected(ErrorKind::invalid, where + token.error().message);
  auto password = read_secret(planned.password_file, planned.password_credential);
  if (!password) return unexpected(ErrorKind::invalid, where + password.error().message);
  made.address.token = std::move(*token);
  made.address.password = std::move(*password);
  if (!planned.key_credential.empty()) {
    auto key = credential_path(planned.key_credential);
    if (!key) return unexpected(ErrorKind::invalid, where + key.error().message);
    made.address.key_file = std::move(*key);
  }
  return made;
}

}  // namespace braque::cli
