// braque scan TARGET...: the line from the sources to the index and the printers, wired together.
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <map>

#include "cli/allow_file.hpp"
#include "cli/commands.hpp"
#include "cli/escape.hpp"
#include "cli/index_place.hpp"
#include "cli/load_rules.hpp"
#include "cli/numbers.hpp"
#include "cli/printers.hpp"
#include "cli/process.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "cli/resume_run.hpp"
#include "cli/scan_setup.hpp"
#include "cli/scan_sinks.hpp"
#include "cli/scan_window.hpp"
#include "cli/worker_setup.hpp"
#include "sandbox/file_servants.hpp"

namespace braque::cli {
namespace {

HumanOptions human_options(const Invocation& invocation, const Output& out) {
  HumanOptions human;
  human.language = invocation.language;
  human.colour = wants_colour(out);
  human.width = terminal_width(out);
  for (const std::string& target : invocation.arguments)
    human.targets += (human.targets.empty() ? "" : " ") + target;
  human.indexed = !invocation.settings.flag("no-index");
  return human;
}

/// The printers of --format and of each --output.
class Printers {
 public:
  Result<void> open(Invocation& invocation, const RecordOptions& options) {
    const Settings& settings = invocation.settings;
    add(settings.text("format"), invocation.out, options,
        human_options(invocation, invocation.out));
    for (const std::string& output : settings.all("output")) {
      auto equals = output.find('=');
      auto file = FileOutput::create(output.substr(equals + 1));
      if (!file) return unexpected(ErrorKind::invalid, "--output " + file.error().message);
      files_.push_back(std::move(*file));
      HumanOptions human = human_options(invocation, *files_.back());
      human.width = 80;
      add(output.substr(0, equals), *files_.back(), options, human);
    }
    return {};
  }

  Result<void> commit() {
    Result<void> result;
    for (auto& file : files_)
      if (auto committed = file->commit(); !committed && result) result = committed;
    return result;
  }

  RecordSink& sink() { return tee_; }
  bool has_files() const { return !files_.empty(); }

 private:
  void add(std::string_view format, Output& out, const RecordOptions& options,
           const HumanOptions& human) {
    printers_.push_back(make_printer(format, out, options, human));
    tee_.add(*printers_.back());
  }

  std::vector<std::unique_ptr<FileOutput>> files_;
  std::vector<std::unique_ptr<RecordSink>> printers_;
  TeeSink tee_;
};

bool has_gaps(const Summary& summary, bool strict) {
  return std::any_of(summary.reasons.begin(), summary.reasons.end(), [&](const auto& entry) {
    auto [reason, count] = entry;
    if (count == 0 || reason == Reason::none) return false;
    return is_unexpected(reason) || (strict && reason != Reason::excluded);
  });
}

/// Names targets that could not be reached, or in which nothing could be read.
ExitCode judge_targets(const ScanResult& result) {
  ExitCode code = ExitCode::done;
  for (const TargetResult& target : result.targets) {
    if (!target.unreachable(result.stopped)) continue;
    std::string why =
        target.listing.detail.empty() ? "nothing in it could be read" : target.listing.detail;
    complain(target.target + ": " + why);
    code = ExitCode::unreachable;
  }
  return code;
}

ExitCode judge(const Settings& settings, const ScanResult& result, const ScanWatch& watch) {
  ExitCode code = judge_targets(result);
  if (result.stopped) code = stronger(code, ExitCode::stopped);
  if (has_gaps(result.summary, settings.flag("strict"))) code = stronger(code, ExitCode::gaps);
  std::string limit = settings.text("fail-on");
  for (int i = 0; watch.found_any() && i <= static_cast<int>(watch.worst()); ++i)
    if (name(static_cast<Severity>(i)) == limit) code = stronger(code, ExitCode::fail_on);
  return code;
}

bool wants_progress(const Invocation& invocation) {
  // On one terminal, data and progress would overwrite each other.
  bool data_on_terminal =
      invocation.out.is_terminal() && invocation.settings.text("format") != "human";
  return invocation.settings.flag("progress") && ::isatty(STDERR_FILENO) == 1 && !data_on_terminal;
}

/// Counts what a scan would meet.
class DryRun : public ItemSink {
 public:
  explicit DryRun(const PrivatePolicy& policy) : private_policy_(policy) {}

  std::uint64_t items = 0, bytes = 0;
  std::map<Reason, std::uint64_t> passed;

  bool found(Item item) override {
    if (private_policy_.mode == PrivateMode::skip &&
        private_policy_.names.end_of_first(item.relative) != std::string::npos) {
      ++passed[Reason::private_];
      return !stop_requested().load();
    }
    ++items;
    bytes += item.metadata.size;
    return !stop_requested().load();
  }
  bool passed_over(Item, Outcome outcome) override {
    ++passed[outcome.reason];
    return !stop_requested().load();
  }
  bool also_named(Item, std::string) override { return !stop_requested().load(); }

 private:
  const PrivatePolicy& private_policy_;
};

ExitCode dry_run(Invocation& invocation, const Sources& sources) {
  ExitCode code = ExitCode::done;
  const PrivatePolicy private_folders = private_policy(invocation.settings);
  for (const auto& source : sources) {
    DryRun count(private_folders);
    Listing listing = source->list(count);
    if (!listing.reached) {
      complain(source->target() + ": " + listing.detail);
      code = ExitCode::unreachable;
      continue;
    }
    invocation.out.write(terminal_text(source->target()) + ": " +
                         format(Message::would_read, invocation.language,
                                whole_text(count.items, invocation.language),
                                bytes_text(count.bytes, invocation.language)) +
                         "\n");
    for (const auto& [reason, number] : count.passed)
      invocation.out.write("  " + std::string(reason_text(reason, invocation.language)) + ": " +
                           whole_text(number, invocation.language) + "\n");
  }
  return stop_requested().load() ? stronger(code, ExitCode::stopped) : code;
}

/// The scan with everything open.
ExitCode run(Invocation& invocation, const Sources& sources, const LoadedRules& rules,
             const Keys& keys, const Policy& policy, const AllowList* allow,
             const ExactLists& lists, index::SqliteStore* store, sandbox::WorkerPool& workers) {
  const Settings& settings = invocation.settings;
  RecordOptions records = record_options(settings, rules);
  Printers printers;
  if (auto opened = printers.open(invocation, records); !opened) return fail(opened.error());
  ProgressState state;
  std::unique_ptr<ProgressDisplay> progress;
  if (wants_progress(invocation))
    progress = std::make_unique<ProgressDisplay>(state, invocation.language);
  bool output_matters = store != nullptr || printers.has_files();
  ScanWatch watch(
      records,
      [&] {
        // Nobody reads and nothing is kept: there is no reason to go on.
        if (!output_matters && invocation.out.reader_gone()) stop_requested().store(true);
      },
      [&] { progress.reset(); });
  TeeSink sink;
  ScanOptions options = scan_options(settings, rules);
  options.allow = allow;
  options.policy = &policy;
  const PrivatePolicy private_folders = private_policy(settings);
  options.private_policy = &private_folders;
  options.containers = &workers;
  options.exact_lists = lists;
  options.content_hashes = store != nullptr;  // Nobody else asks for them.
  std::unique_ptr<FindingStore> forgetful;
  std::unique_ptr<RecordSink> gone;
  if (store != nullptr) {
    if (settings.flag("full")) forgetful = std::make_unique<ForgetfulStore>(*store);
    options.store = forgetful != nullptr ? forgetful.get() : store;
    options.index_fingerprints = true;
    sink.add(*options.store);
    if (records.changes) {
      gone = std::make_unique<GoneFindings>(index_path(settings), store->run(), printers.sink());
      sink.add(*gone);
    }
  }
  sink.add(watch);
  sink.add(printers.sink());
  auto result = run_scan(sources, *rules.set, keys, options, sink, &state);
  progress.reset();
  if (!result) {
    ExitCode code = fail(result.error());
    // The index or an output refused (a full disk): what was committed stands, and the next run
    // goes on from there.
    bool resumable =
        result.error().kind == ErrorKind::io || result.error().kind == ErrorKind::unavailable;
    return resumable ? ExitCode::stopped : code;
  }
  ExitCode code = judge(settings, *result, watch);
  if (auto committed = printers.commit(); !committed)
    code = stronger(code, fail(committed.error()));
  return code;
}

/// Null without --allow.
Result<std::unique_ptr<const AllowList>> load_allow_list(const Settings& settings,
                                                         const RuleSet& rules) {
  if (!settings.has("allow")) return std::unique_ptr<const AllowList>();
  auto entries = read_allow_files(settings.all("allow"));
  if (!entries) return entries.error();
  return AllowList::compile(std::move(*entries), rules);
}

/// The keys, or passing ones for an account without a home when no index made with other keys is
/// there to be mixed up.
Result<Keys> find_keys(const Settings& settings) {
  const bool index = !settings.flag("no-index");
  const bool given = settings.has("key-file");
  const std::string directory = given ? settings.text("key-file") : default_key_directory();
  auto keys = load_keys(directory, index ? directory_of(index_path(settings)) : "");
  if (keys || given || keys.error().kind != ErrorKind::io) return keys;
  if (index && ::access(index_path(settings).c_str(), F_OK) == 0)
    return unexpected(
        ErrorKind::invalid,
        keys.error().message + "; name the directory of the index's keys with --key-file");
  complain(keys.error().message +
           "; this run's ids and fingerprints will match no other run's (give a directory with "
           "--key-file)");
  return passing_keys();
}

ExitCode scan_targets(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  stop_on_signals();
  if (settings.flag("idle") && !work_when_idle())
    complain("--idle: the kernel refused a part of it; the scan goes on");
  auto workers = make_worker_pool(settings, job_count(settings));
  if (!workers) return fail(workers.error());
  sandbox::FileServants servants(**workers);
  auto sources = make_sources(settings, invocation.arguments, &servants);
  if (!sources) return fail(sources.error());
  if (settings.flag("dry-run")) return dry_run(invocation, *sources);
  auto rules = load_rules(settings);
  if (!rules) return fail(rules.error());
  auto allow = load_allow_list(settings, *rules->set);
  if (!allow) return fail(allow.error());
  auto policy = load_policy(settings);
  if (!policy) return fail(policy.error());
  auto keys = find_keys(settings);
  if (!keys) return fail(keys.error());
  auto lists = open_lists(settings, *keys);
  if (!lists) return fail(lists.error());
  auto store = open_store(settings, *sources, *rules, *keys, *policy, allow->get(), *lists);
  if (!store) {
    // A disk that is full or fails now may not tomorrow.
    const bool resumable = store.error().kind == ErrorKind::io;
    const ExitCode code = fail(store.error());
    return resumable ? ExitCode::stopped : code;
  }
  return run(invocation, *sources, *rules, *keys, *policy, allow->get(), *lists, store->get(),
             **workers);
}

}  // namespace

ExitCode scan(Invocation& invocation) {
  Settings settings = invocation.settings;
  std::vector<std::string> targets = invocation.arguments;
  if (settings.has("resume")) {
    if (settings.flag("no-index"))
      return fail(
          unexpected(ErrorKind::invalid, "--resume asks the index; it cannot go with --no-index"));
    if (auto taken = take_over_run(settings.whole("resume"), settings, targets); !taken)
      return fail(taken.error());
  }
  if (targets.empty())
    return fail(unexpected(ErrorKind::invalid, "scan: name a target; `braque scan --help`"));
  if (settings.has("window")) {
    const auto window = parse_window(settings.text("window"));
    if (!window)
      return fail(unexpected(ErrorKind::invalid, "--window: \"" + settings.text("window") +
                                                     "\" is no span such as 22:00-06:00"));
    if (window->left_ms(std::time(nullptr)) == 0) {
      complain("--window: it is not open now; nothing was read");
      return ExitCode::stopped;
    }
  }
  Invocation own{settings, std::move(targets), invocation.language, invocation.out};
  return scan_targets(own);
}

}  // namespace braque::cli
