// The pipeline: a serial source that takes work units from the schedule, one parallel stage that
// opens, reads, extracts and matches, a serial sink that merges the windows of big items and puts
// records into order. The sink is not an in-order filter: one slow archive would then fill all
// tokens and leave the other threads idle. RecordOrder holds records back instead, within a bound
// that the schedule respects.
#include "pipeline/scan.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#include <time.h>

#include <algorithm>
#include <thread>

#include "pipeline/hand_over.hpp"
#include "pipeline/outcomes.hpp"
#include "pipeline/private_items.hpp"
#include "pipeline/record_order.hpp"
#include "pipeline/scan_item.hpp"
#include "pipeline/schedule.hpp"
#include "pipeline/walker.hpp"

namespace braque {
namespace pipeline {
namespace {

/// A work unit on its way through the pipeline.
struct Token {
  WorkUnit unit;
  std::vector<std::unique_ptr<ItemDone>> done;
  std::shared_ptr<SplitItem> found_split;
  std::unique_ptr<ChunkResult> chunk;
};

/// A batch that has read so many bytes gives the rest back, so that no thread sits on work.
constexpr std::uint64_t kBatchBytes = 4 << 20;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

class Scan {
 public:
  Scan(const ScanContext& context, RecordSink& sink)
      : context_(context),
        schedule_(context),
        walker_(context, schedule_),
        targets_(context.sources.size()),
        order_(context, sink, targets_),
        sink_matcher_(context.rules),
        sink_masker_(context, sink_matcher_),
        sink_hasher_(context.keys.id_key),
        workers_([this, &context] { return std::make_unique<Worker>(context, threads_++); }) {}

  Result<ScanResult> run(RecordSink& sink);

 private:
  void run_pipeline();
  std::unique_ptr<Token> next_token();
  template <typename Body>
  void guarded(const Body& body);
  void fail(Error error);
  bool failed() const;
  void scan_batch(Worker& worker, Token& token);
  void scan_window(Worker& worker, Token& token);
  void collect(Token& token);
  void merge_chunk(SplitItem& item, std::uint64_t number, std::unique_ptr<ChunkResult> chunk);
  void merge_in_turn(SplitItem& item);
  void finish(SplitItem& item, bool stopped);
  void hand_on(std::unique_ptr<ItemDone> done);
  void finish_stopped();
  void summarise(ScanResult& result, double cpu_before);
  void add_quiet(Summary& summary);
  void tell_unreachable(const ScanResult& result);

  const ScanContext& context_;
  Schedule schedule_;
  Walker walker_;
  // The sink stage's.
  std::vector<TargetResult> targets_;
  RecordOrder order_;
  EngineMatcher sink_matcher_;
  NameMasker sink_masker_;
  ContentHasher sink_hasher_;
  std::map<std::uint64_t, std::shared_ptr<SplitItem>> open_splits_;
  std::vector<std::unique_ptr<ChunkResult>> spare_chunks_;
  std::mutex mutex_;  ///< guards spare_chunks_ and error_
  std::optional<Error> error_;
  std::atomic<std::size_t> threads_{0};
  std::atomic<bool> failed_{false};  ///< error_ is there

  tbb::enumerable_thread_specific<std::unique_ptr<Worker>> workers_;
};

void Scan::scan_batch(Worker& worker, Token& token) {
  std::vector<Discovered>& batch = token.unit.batch;
  std::size_t next = 0;
  auto give_back = [&] {
    std::vector<Discovered> rest(std::make_move_iterator(batch.begin() + static_cast<long>(next)),
                                 std::make_move_iterator(batch.end()));
    batch.resize(next);
    schedule_.give_back(std::move(rest));
  };
  std::uint64_t bytes = 0;
  while (next < batch.size() && !token.found_split) {
    if (context_.stopping()) return;
    Discovered entry = std::move(batch[next++]);
    const bool again = entry.second_attempt;
    ItemStep step = scan_item(context_, worker, std::move(entry), again, give_back);
    bytes += step.bytes;
    if (step.done) token.done.push_back(std::move(step.done));
    token.found_split = std::move(step.split);
    if (bytes >= kBatchBytes) give_back();
  }
}

void Scan::scan_window(Worker& worker, Token& token) {
  {
    std::lock_guard lock(mutex_);
    if (!spare_chunks_.empty()) {
      token.chunk = std::move(spare_chunks_.back());
      spare_chunks_.pop_back();
    }
  }
  if (!token.chunk) token.chunk = std::make_unique<ChunkResult>();
  token.chunk->results.clear();
  token.chunk->failure.reset();
  token.chunk->last = token.unit.range.last;
  scan_chunk(context_, worker, *token.unit.split, token.unit.range, *token.chunk);
}

void Scan::hand_on(std::unique_ptr<ItemDone> done) {
  if (failed()) return;
  if (!done->record.item.private_name.empty() && context_.conceals()) conceal(context_, *done);
  if (Result<void> result = order_.add(std::move(done)); !result) fail(result.error());
}

void Scan::collect(Token& token) {
  for (std::unique_ptr<ItemDone>& done : token.done) hand_on(std::move(done));
  if (token.found_split) {
    open_splits_.emplace(token.found_split->entry.item.sequence, token.found_split);
    schedule_.add_split(std::move(token.found_split));
  }
  if (token.chunk) merge_chunk(*token.unit.split, token.unit.chunk, std::move(token.chunk));
}

void Scan::merge_chunk(SplitItem& item, std::uint64_t number, std::unique_ptr<ChunkResult> chunk) {
  item.early.emplace(number, std::move(chunk));
  merge_in_turn(item);
}

void Scan::merge_in_turn(SplitItem& item) {
  while (!item.early.empty() && item.early.begin()->first == item.next_to_merge) {
    std::unique_ptr<ChunkResult> chunk = std::move(item.early.begin()->second);
    item.early.erase(item.early.begin());
    ++item.next_to_merge;
    item.accumulator.merge(chunk->results);
    item.hashes.push_back(chunk->hash);
    item.bytes_done += chunk->results.bytes_done;
    if (chunk->failure && !item.failure) item.failure = chunk->failure;
    const bool last = chunk->last;
    {
      std::lock_guard lock(mutex_);
      spare_chunks_.push_back(std::move(chunk));
    }
    schedule_.chunk_merged(item);
    if (last) {
      finish(item, false);
      return;
    }
  }
}

void Scan::finish(SplitItem& item, bool stopped) {
  const std::uint64_t sequence = item.entry.item.sequence;
  if (open_splits_.size() == 1) {
    // What was found in a large item is sorted and written next, which takes memory too.
    std::lock_guard lock(mutex_);
    spare_chunks_.clear();
  }
  std::unique_ptr<ItemDone> done =
      finish_split(context_, sink_masker_, sink_hasher_, item, stopped);
  if (done) {
    hand_on(std::move(done));
  } else {
    std::vector<Discovered> again(1);
    again[0] = item.entry;
    again[0].second_attempt = true;
    schedule_.give_back(std::move(again));
  }
  open_splits_.erase(sequence);
}

/// Nothing may escape a TBB body: what the item's own handlers did not catch (memory for a worker
/// or for merging) ends the scan.
template <typename Body>
void Scan::guarded(const Body& body) {
  schedule_.body_begins();
  try {
    body();
  } catch (const std::exception&) {
    fail(unexpected(ErrorKind::internal, "the scan ran out of memory"));
  }
  schedule_.body_ends();
}

void Scan::fail(Error error) {
  {
    std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
    failed_.store(true, std::memory_order_release);
  }
  schedule_.abandon();
}

bool Scan::failed() const { return failed_.load(std::memory_order_acquire); }

/// Tokens travel as plain pointers, which TBB passes on as they are: a body that owns one gives it
/// to the next. No exception leaves a body, so none is lost.
void Scan::run_pipeline() {
  const auto tokens = static_cast<std::size_t>(context_.options.jobs) + 2;
  auto source = [this](tbb::flow_control& control) -> Token* {
    take_over_from_caller();
    std::unique_ptr<Token> token = next_token();
    if (token)
      hand_over(token.get());
    else
      control.stop();
    return token.release();
  };
  auto stage = [this](Token* token) {
    take_over_from_caller();
    take_over(token);
    guarded([&] {
      Worker& worker = *workers_.local();
      if (token->unit.split)
        scan_window(worker, *token);
      else
        scan_batch(worker, *token);
    });
    hand_over(token);
    return token;
  };
  auto sink = [this](Token* passed) {
    take_over_from_caller();
    take_over(passed);
    std::unique_ptr<Token> token(passed);
    guarded([&] { collect(*token); });
    token.reset();
    schedule_.unit_done(order_.held());
  };
  const auto filters = tbb::make_filter<void, Token*>(tbb::filter_mode::serial_in_order, source) &
                       tbb::make_filter<Token*, Token*>(tbb::filter_mode::parallel, stage) &
                       tbb::make_filter<Token*, void>(tbb::filter_mode::serial_out_of_order, sink);
  hand_over_to_workers();
  tbb::parallel_pipeline(tokens, filters);
}

/// Nothing at the end, and when there is no memory for more.
std::unique_ptr<Token> Scan::next_token() {
  try {
    auto token = std::make_unique<Token>();
    std::optional<WorkUnit> unit = schedule_.next();
    if (!unit) return nullptr;
    token->unit = std::move(*unit);
    return token;
  } catch (const std::exception&) {
    fail(unexpected(ErrorKind::internal, "the scan ran out of memory"));
    return nullptr;
  }
}

/// Windows that were merged stand; what follows them was not read.
void Scan::finish_stopped() {
  while (!open_splits_.empty() && !failed()) {
    std::shared_ptr<SplitItem> item = open_splits_.begin()->second;
    finish(*item, true);
  }
  if (failed()) return;
  if (Result<void> result = order_.flush(); !result) fail(result.error());
}

void Scan::tell_unreachable(const ScanResult& result) {
  for (std::size_t i = 0; i < result.targets.size(); ++i)
    if (result.targets[i].unreachable(result.stopped))
      context_.options.store->unreachable(static_cast<std::uint32_t>(i));
}

/// Items that were counted by the walker alone.
void Scan::add_quiet(Summary& summary) {
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const Walker::Quiet& quiet = walker_.quiet()[i];
    if (quiet.items == 0) continue;
    targets_[i].discovered += quiet.items;
    targets_[i].read += quiet.items;
    summary.items.discovered += quiet.items;
    summary.items.complete += quiet.items;
    summary.items.unchanged += quiet.items;
    summary.bytes_discovered += quiet.bytes;
    summary.bytes_done += quiet.bytes;
    if (context_.options.policy != nullptr)
      summary.labels[std::string(name(context_.options.policy->label({})))] += quiet.items;
  }
}

void Scan::summarise(ScanResult& result, double cpu_before) {
  Summary& summary = order_.summary();
  const Totals& items = summary.items;
  BRAQUE_CHECK(items.discovered == items.complete + items.partial + items.skipped);
  result.stopped = context_.cut_short;
  summary.interrupted = result.stopped;
  BRAQUE_CHECK(result.stopped || items.discovered == walker_.discovered());
  add_quiet(summary);
  summary.private_items = walker_.private_items();
  if (context_.options.private_policy != nullptr)
    summary.private_mode = PrivatePolicy::name(context_.options.private_policy->mode);
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    targets_[i].target = context_.sources[i]->target();
    targets_[i].listing = walker_.listings()[i];
  }
  const auto whole_items = [](const auto& source) { return !source->samples_rows(); };
  summary.sampled = context_.options.sample_percent > 0 &&
                    std::any_of(context_.sources.begin(), context_.sources.end(), whole_items);
  if (summary.sampled)
    summary.sample_note = walker_.sample().note(summary.bytes_done, summary.findings);
  for (const auto& source : context_.sources)
    for (std::string& remark : source->remarks())
      summary.remarks.push_back(source->target() + ": " + remark);
  if (const std::uint32_t times = context_.remote_pace.backed_off(); times > 0)
    summary.remarks.push_back("a network mount answered more slowly, " + std::to_string(times) +
                              " times: fewer of its files were read at once");
  if (context_.options.containers != nullptr)
    summary.sandbox_note = context_.options.containers->remark();
  if (context_.options.store != nullptr) summary.rules_note = context_.options.store->rules_note();
  summary.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - context_.started).count();
  summary.cpu_seconds = cpu_seconds() - cpu_before;
  result.summary = summary;
  result.targets = std::move(targets_);
}

Result<ScanResult> Scan::run(RecordSink& sink) {
  const double cpu_before = cpu_seconds();
  const int jobs = std::max(1, context_.options.jobs);
  tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                            static_cast<std::size_t>(jobs));
  tbb::task_arena arena(jobs);
  std::thread listing([this] { walker_.run(); });
  std::optional<Error> failure;
  try {
    do {
      arena.execute([this] { run_pipeline(); });
    } while (schedule_.has_work());
  } catch (const std::exception&) {
    failure = unexpected(ErrorKind::internal, "the scan ran out of memory or threads");
  }
  schedule_.abandon();
  listing.join();
  if (!failure) guarded([this] { finish_stopped(); });
  if (!failure) failure = error_;
  if (failure) return *failure;
  ScanResult result;
  summarise(result, cpu_before);
  if (context_.options.store != nullptr) tell_unreachable(result);
  if (context_.options.store != nullptr && !result.stopped && !result.summary.sampled)
    for (std::size_t i = 0; i < result.targets.size(); ++i)
      if (result.targets[i].listing.complete)
        context_.options.store->listed_completely(static_cast<std::uint32_t>(i));
  if (Result<void> finished = sink.finish(result.summary); !finished) return finished.error();
  return result;
}

}  // namespace
}  // namespace pipeline

Result<ScanResult> run_scan(std::span<const std::unique_ptr<Source>> sources, const RuleSet& rules,
                            const Keys& keys, const ScanOptions& options, RecordSink& sink,
                            ProgressState* progress) {
  const pipeline::ScanContext context(sources, rules, keys, options, progress);
  return pipeline::Scan(context, sink).run(sink);
}

}  // namespace braque
