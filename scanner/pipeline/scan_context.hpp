// What every part of one scan shares: rules, keys, options, the clock. Immutable after the start,
// but for the counters of the progress display; safe from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <ctime>
#include <memory>
#include <span>
#include <string_view>

#include "match/rule_set.hpp"
#include "pipeline/copies.hpp"
#include "pipeline/exact_rules.hpp"
#include "pipeline/remote_pace.hpp"
#include "pipeline/scan.hpp"
#include "pipeline/throttle.hpp"
#include "privacy/fingerprint.hpp"
#include "privacy/keys.hpp"

namespace braque::pipeline {

struct ScanContext {
  ScanContext(std::span<const std::unique_ptr<Source>> all_sources, const RuleSet& rule_set,
              const Keys& key_pair, const ScanOptions& scan_options, ProgressState* progress_state)
      : sources(all_sources),
        rules(rule_set),
        keys(key_pair),
        options(scan_options),
        fingerprinter(key_pair.fingerprint_key),
        exact_keys(braque::exact_keys(key_pair.fingerprint_key)),
        exact_rules(braque::exact_rules(scan_options.exact_lists)),
        throttle(scan_options.bytes_per_second),
        remote_pace(scan_options.remote_jobs),
        progress(progress_state) {
    for (const auto& list : scan_options.exact_lists) {
      exact_first.push_back(static_cast<std::uint16_t>(rules.rules().size() + exact_lists.size()));
      exact_lists.insert(exact_lists.end(), list->columns().size(), list.get());
    }
  }

  std::span<const std::unique_ptr<Source>> sources;
  const RuleSet& rules;
  const Keys& keys;
  const ScanOptions& options;
  Fingerprinter fingerprinter;
  QuickHasher quick_hasher;
  ExactKeys exact_keys;
  std::vector<Rule> exact_rules;  ///< numbered behind those of the rule set
  mutable Throttle throttle;
  mutable RemotePace remote_pace;
  mutable Copies copies;
  std::vector<const ExactList*> exact_lists;  ///< by exact rule
  std::vector<std::uint16_t> exact_first;     ///< by list: the number of its first column's rule
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
  std::int64_t started_s = std::time(nullptr);  ///< since 1970
  ProgressState* progress = nullptr;

  const Budget& budget() const { return options.budget; }

  /// Nothing is to be kept of what is private but how much there is of it, or it is not read.
  bool conceals() const {
    return options.private_policy != nullptr && options.private_policy->mode != PrivateMode::scan;
  }

  /// The stop flag is up or the time is over: read nothing more. Whoever asks leaves work undone
  /// when the answer is yes, which `cut_short` remembers.
  bool stopping() const {
    const bool stop = stop_wanted();
    if (stop) cut_short.store(true, std::memory_order_relaxed);
    return stop;
  }
  mutable std::atomic<bool> cut_short{false};

  bool stop_wanted() const {
    if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) return true;
    if (options.max_time_ms == 0) return false;
    return std::chrono::steady_clock::now() - started >=
           std::chrono::milliseconds(options.max_time_ms);
  }

  /// Before so many bytes of a source are read.
  void before_reading(std::uint64_t bytes) const {
    throttle.spend(bytes, [this] { return stop_wanted(); });
  }

  /// To be held while the item is read: of network mounts not all threads read at once.
  RemotePace::Turn turn_for(const Item& item) const {
    if (!item.remote) return {};
    return remote_pace.take_turn([this] { return stop_wanted(); });
  }

  /// The thread of that number turns to the item.
  void reading(std::size_t thread, const Item& item) const {
    if (options.store != nullptr) options.store->reading(thread, item);
  }

  void add_bytes(std::uint64_t bytes) const {
    if (progress != nullptr) progress->bytes.fetch_add(bytes, std::memory_order_relaxed);
  }

  /// Of the rule set, or of a column of an exact list.
  const Rule& rule(std::uint16_t number) const {
    const std::size_t own = rules.rules().size();
    return number < own ? rules.rules()[number] : exact_rules[number - own];
  }
  std::uint16_t exact_rule(std::size_t list, std::uint32_t column) const {
    return static_cast<std::uint16_t>(exact_first[list] + column);
  }
  /// Null when the rule is one of the rule set.
  const ExactList* exact_list_of(std::uint16_t rule_number) const {
    const std::size_t own = rules.rules().size();
    return rule_number < own ? nullptr : exact_lists[rule_number - own];
  }

  std::string_view kind_of(std::uint16_t rule) const {
    const Rule& r = this->rule(rule);
    return r.kind.empty() ? std::string_view(r.id) : std::string_view(r.kind);
  }
};

}  // namespace braque::pipeline
