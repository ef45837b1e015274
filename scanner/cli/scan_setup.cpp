#include "cli/scan_setup.hpp"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <boost/filesystem/operations.hpp>
#include <climits>
#include <cstdlib>
#include <ctime>
#include <map>
#include <set>

#include "classify/value.hpp"
#include "cli/decisions.hpp"
#include "cli/index_place.hpp"
#include "cli/json_writer.hpp"
#include "cli/parse_value.hpp"
#include "cli/process.hpp"
#include "cli/scan_window.hpp"
#include "database/registry.hpp"
#include "match/rule_meaning.hpp"
#include "pipeline/exact_rules.hpp"
#include "pipeline/label_item.hpp"
#include "source/registry.hpp"

namespace braque::cli {
namespace {

Confidence confidence_from(const std::string& text) {
  if (text == "high") return Confidence::high;
  return text == "low" ? Confidence::low : Confidence::medium;
}

std::string host_name() {
  char name[HOST_NAME_MAX + 1] = {};
  ::gethostname(name, sizeof name - 1);
  return name;
}

Result<std::unique_ptr<Source>> make_database(const Settings& settings, const std::string& target,
                                              std::uint32_t number) {
  database::DatabaseOptions options;
  options.target = number;
  options.lasting_name = settings.text("as");
  options.include = settings.all("include");
  options.exclude = settings.all("exclude");
  options.credentials = settings.text("credentials");
  options.tls = settings.text("tls");
  options.views = settings.flag("views");
  options.refuse_writers = settings.flag("strict");
  options.stop = &stop_requested();
  auto sample = database::parse_sample_size(settings.text("sample"), options.budget);
  if (!sample) return sample.error();
  options.sample = *sample;
  options.sample.seed = settings.whole("seed");
  return database::make_database_source(target, options);
}

/// The path behind a target, links resolved where it exists.
std::string root_of(const std::string& target) {
  boost::system::error_code error;
  const boost::filesystem::path real = boost::filesystem::canonical(target, error);
  return error ? target : real.string();
}

std::string options_json(const Settings& settings) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  for (const Option* option : options_of("scan")) {
    const Setting& setting = settings.get(option->name);
    if (setting.origin == "default" || setting.values.empty() || option->name == "resume") continue;
    json.key(option->name).begin_array();
    for (const std::string& value : setting.values) json.string(value);
    json.end_array();
  }
  json.end_object();
  return text;
}

}  // namespace

int usable_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? count : 1;
}

int job_count(const Settings& settings) {
  if (!settings.has("jobs")) return usable_cpus();
  return static_cast<int>(std::min<std::uint64_t>(settings.whole("jobs"), 1024));
}

Result<Sources> make_sources(const Settings& settings, const std::vector<std::string>& targets,
                             RemoteFiles* remote_files) {
  if (settings.has("as") && targets.size() > 1)
    return unexpected(ErrorKind::invalid, "--as names one target; scan the others on their own");
  Sources sources;
  for (const std::string& target : targets) {
    if (database::engine_of(target) != nullptr) {
      auto source = make_database(settings, target, static_cast<std::uint32_t>(sources.size()));
      if (!source) return source.error();
      sources.push_back(std::move(*source));
      continue;
    }
    if (settings.has("sample") && settings.text("sample") != "full" &&
        !parse_percent(settings.text("sample")))
      return unexpected(ErrorKind::invalid,
                        "--sample: of files only a share can be read, such as 5%");
    SourceOptions options;
    options.target = static_cast<std::uint32_t>(sources.size());
    options.lasting_name = settings.text("as");
    options.cross_mounts = settings.flag("cross-mounts");
    options.include = settings.all("include");
    options.exclude = settings.all("exclude");
    options.remote_files = remote_files;
    auto source = make_source(target, options);
    if (!source) return source.error();
    sources.push_back(std::move(*source));
  }
  return sources;
}

namespace {

/// An option that somebody wrote outranks the profile's thresholds.
ShownFrom shown_from(const Settings& settings, const LoadedRules& rules) {
  ShownFrom shown;
  shown.confidence = confidence_from(settings.text("min-confidence"));
  if (settings.get("min-confidence").origin == "default")
    for (const auto& [rule, level] : rules.thresholds)
      shown.rules.emplace(rule, confidence_from(level));
  return shown;
}

}  // namespace

Result<ExactLists> open_lists(const Settings& settings, const Keys& keys) {
  ExactLists lists;
  std::set<std::string> ids;
  for (const std::string& path : settings.all("edm")) {
    auto list = ExactList::open(path, keys.fingerprint_key_id);
    if (!list) return unexpected(list.error().kind, "--edm: " + list.error().message);
    for (const ExactColumn& column : (*list)->columns())
      if (!ids.insert(exact_rule_id((*list)->name(), column.name)).second)
        return unexpected(ErrorKind::invalid, "--edm: " + path + ": another list is called \"" +
                                                  (*list)->name() +
                                                  "\" too; build one with another --name");
    lists.push_back(std::move(*list));
  }
  return lists;
}

PrivatePolicy private_policy(const Settings& settings) {
  PrivatePolicy policy;
  policy.names = PrivateNames(settings.all("private-names"));
  for (const PrivateMode mode : {PrivateMode::totals, PrivateMode::skip})
    if (settings.text("private") == PrivatePolicy::name(mode)) policy.mode = mode;
  return policy;
}

ScanOptions scan_options(const Settings& settings, const LoadedRules& rules) {
  ScanOptions options;
  options.jobs = job_count(settings);
  options.all_samples = settings.text("samples") == "all";
  if (!options.all_samples) options.samples_per_finding = settings.whole("samples");
  options.ledger = settings.flag("ledger");
  options.quiet_records = options.ledger;
  options.explain = settings.flag("explain");
  options.sample_percent = parse_percent(settings.text("sample")).value_or(0);
  options.seed = settings.whole("seed");
  options.max_time_ms = parse_duration_ms(settings.text("max-time")).value_or(0);
  if (const auto window = parse_window(settings.text("window"))) {
    const std::uint64_t left = window->left_ms(std::time(nullptr));
    options.max_time_ms = options.max_time_ms == 0 ? left : std::min(options.max_time_ms, left);
  }
  constexpr std::uint64_t kMegabyte = 1'000'000;
  options.bytes_per_second = settings.has("throttle") ? settings.whole("throttle") * kMegabyte : 0;
  if (settings.has("remote-jobs"))
    options.remote_jobs =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(settings.whole("remote-jobs"), 1024));
  options.shown = shown_from(settings, rules);
  options.stop = &stop_requested();
  return options;
}

RecordOptions record_options(const Settings& settings, const LoadedRules& rules) {
  RecordOptions options;
  options.shown = shown_from(settings, rules);
  options.ledger = settings.flag("ledger");
  options.evidence = settings.flag("explain");
  options.changes = settings.flag("changes");
  return options;
}

namespace {

/// What this run looks for, rule by rule, so that a later one knows what it need not look for
/// again.
std::string meanings_of(const RuleSet& rules, const ExactLists& lists) {
  std::map<std::string, std::string> meanings;
  for (const Rule& rule : rules.rules()) meanings.emplace(rule.id, rule_meaning(rule));
  for (const auto& list : lists) meanings.emplace("edm." + list->fingerprint(), "list");
  std::string lines;
  for (const auto& [rule, meaning] : meanings) lines += rule + ' ' + meaning + '\n';
  return lines;
}

}  // namespace

Result<std::unique_ptr<index::SqliteStore>> open_store(const Settings& settings,
                                                       const Sources& sources,
                                                       const LoadedRules& rules, const Keys& keys,
                                                       const Policy& policy, const AllowList* allow,
                                                       const ExactLists& lists) {
  if (settings.flag("no-index")) {
    if (settings.has("baseline"))
      return unexpected(ErrorKind::invalid,
                        "--baseline compares with the index; it cannot go with --no-index");
    return std::unique_ptr<index::SqliteStore>();
  }
  index::StoreOptions options;
  options.run.rule_set_hash = rules.set->fingerprint();
  for (const auto& list : lists) options.run.rule_set_hash += "+" + list->fingerprint();
  for (const Rule& rule : exact_rules(lists)) options.exact_rules.push_back(rule.id);
  options.unchosen_rules = rules.unchosen;
  options.run.rules = meanings_of(*rules.set, lists);
  std::map<std::string, const Rule*, std::less<>> by_id;
  for (const Rule& rule : rules.set->rules()) {
    by_id.emplace(rule.id, &rule);
    options.rules.push_back(
        {rule.id, rule.name, rule.name_fr, rule.category, rule.gdpr, rule.sensitivity});
  }
  options.severity_of = [by_id = std::move(by_id)](std::string_view rule, std::uint64_t matches) {
    return static_cast<Severity>(severity(*by_id.find(rule)->second, matches));
  };
  options.run.extractor_version = BRAQUE_VERSION "-" + std::to_string(kNormalFormVersion);
  options.run.key_id = keys.fingerprint_key_id;
  options.run.settings = "samples=" + settings.text("samples");
  // Of tables a sample is read: another one may find something else.
  const auto samples_rows = [](const auto& source) { return source->samples_rows(); };
  if (std::any_of(sources.begin(), sources.end(), samples_rows))
    options.run.settings += " sample=" + settings.text("sample") +
                            " seed=" + settings.text("seed") +
                            (settings.flag("views") ? " views" : "");
  if (settings.has("ocr")) options.run.settings += " ocr=" + settings.text("ocr");
  // Other allow lists make other findings, so that nothing is taken over from runs with those.
  if (allow != nullptr) options.run.settings += " allow=" + std::to_string(allow->fingerprint());
  options.run.host = host_name();
  options.run.options = options_json(settings);
  options.audit.emplace(keys.id_key);
  options.policy_name = policy.name();
  options.policy_fingerprint = policy.fingerprint();
  options.label = [&policy, now = std::time(nullptr)](ItemRecord& record) {
    label_item(policy, now, record);
  };
  options.actor = account_name();
  if (settings.has("baseline")) {
    auto baseline = load_baseline(settings.text("baseline"));
    if (!baseline) return unexpected(ErrorKind::invalid, "--baseline: " + baseline.error().message);
    if (baseline->key_id() != keys.fingerprint_key_id)
      return unexpected(ErrorKind::invalid,
                        "--baseline: it was written with another fingerprint key (" +
                            baseline->key_id() + ", this one is " + keys.fingerprint_key_id +
                            "); write a new one");
    options.baseline = std::make_shared<const index::Baseline>(std::move(*baseline));
  }
  options.private_policy = std::make_shared<const PrivatePolicy>(private_policy(settings));
  options.id_key = &keys.id_key;
  options.fill_unchanged = !settings.flag("changes");
  for (const auto& source : sources)
    options.run.targets.push_back({source->lasting_name(), root_of(source->target())});
  return index::SqliteStore::open_for_scan(index_path(settings), std::move(options));
}

}  // namespace braque::cli
