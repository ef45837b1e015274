// What every part of one scan shares: rules, keys, options, the clock. Immutable after the start,
// but for the counters of the progress display; safe from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <span>
#include <string_view>

#include "match/rule_set.hpp"
#include "pipeline/scan.hpp"
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
        progress(progress_state) {}

  std::span<const std::unique_ptr<Source>> sources;
  const RuleSet& rules;
  const Keys& keys;
  const ScanOptions& options;
  Fingerprinter fingerprinter;
  QuickHasher quick_hasher;
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
  ProgressState* progress = nullptr;

  const Budget& budget() const { return options.budget; }

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

  void add_bytes(std::uint64_t bytes) const {
    if (progress != nullptr) progress->bytes.fetch_add(bytes, std::memory_order_relaxed);
  }

  std::string_view kind_of(std::uint16_t rule) const {
    const Rule& r = rules.rules()[rule];
    return r.kind.empty() ? std::string_view(r.id) : std::string_view(r.kind);
  }
};

}  // namespace braque::pipeline
