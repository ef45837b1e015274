// The scan: walks the sources, reads every item, matches, judges, and hands one record per item to
// the sink in order of discovery. The only public header of this folder; the only folder that
// knows TBB.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "classify/policy.hpp"
#include "match/rule_set.hpp"
#include "model/budget.hpp"
#include "model/container_reader.hpp"
#include "model/finding_store.hpp"
#include "model/record.hpp"
#include "model/shown.hpp"
#include "model/source.hpp"
#include "pipeline/allow_list.hpp"
#include "privacy/exact_list.hpp"
#include "privacy/keys.hpp"
#include "privacy/private_names.hpp"

namespace braque {

/// Read by the progress display while the scan runs; every field may be read from any thread.
struct ProgressState {
  std::atomic<std::uint64_t> items{0};     ///< records handed to the sink
  std::atomic<std::uint64_t> bytes{0};     ///< read and matched so far
  std::atomic<std::uint64_t> findings{0};  ///< those that are shown
  std::atomic<std::uint64_t> discovered_items{0};
  std::atomic<std::uint64_t> discovered_bytes{0};  ///< where listing tells sizes
  std::atomic<bool> listing_done{false};
};

struct ScanOptions {
  int jobs = 1;                           ///< threads that read and match; at least 1
  std::uint64_t samples_per_finding = 5;  ///< lowest offsets first
  bool all_samples = false;
  bool ledger = false;  ///< keep the records of complete parts too
  bool quiet_records =
      true;  ///< records of unchanged items without findings, too; else they are counted only
  bool explain = false;                ///< fill Finding::evidence
  double sample_percent = 0;           ///< 0: everything; else read about this share of items
  std::uint64_t seed = 0;              ///< of the sample
  std::uint64_t max_time_ms = 0;       ///< 0: no limit
  std::uint64_t bytes_per_second = 0;  ///< read no more than this of the sources; 0: no limit
  std::uint32_t remote_jobs = 4;       ///< items of network mounts that are read at once, at most
  bool index_fingerprints = false;     ///< fill Finding::fingerprints with all distinct values
  bool content_hashes = true;          ///< fill ItemRecord::content_hash
  Budget budget;
  const std::atomic<bool>* stop = nullptr;  ///< may be null; true: stop as soon as possible
  /// For the counts of Summary and ProgressState only; nothing is dropped.
  ShownFrom shown;
  /// What is declared to be no finding; may be null.
  const AllowList* allow = nullptr;
  /// Labels the items; may be null.
  const Policy* policy = nullptr;
  /// What earlier runs saw; may be null. known(), annotate() and listed_completely() are called
  /// here; its item() and finish() only when it is (part of) the sink.
  FindingStore* store = nullptr;
  /// Who takes containers apart; null: nobody does.
  ContainerReader* containers = nullptr;
  /// What is done with files that people mark as private; null: nobody asks which these are.
  const PrivatePolicy* private_policy = nullptr;
  /// Known people to look for; their columns' rules are those of exact_rules(). Names differ.
  ExactLists exact_lists;
};

struct TargetResult {
  std::string target;  ///< as the user wrote it
  Listing listing;
  std::uint64_t discovered = 0;  ///< records of this target
  std::uint64_t read = 0;        ///< of those, complete or partial

  /// It could not be reached, or is not empty and nothing in it was read, though nobody stopped the
  /// run.
  bool unreachable(bool stopped) const {
    if (!listing.reached) return true;
    return read == 0 && discovered > 0 && !stopped;
  }
};

struct ScanResult {
  Summary summary;
  std::vector<TargetResult> targets;  ///< in the order of the sources
  bool stopped = false;               ///< by the stop flag or the time limit
};

/// Runs the scan on the calling thread and `jobs - 1` more, plus one that lists. The sink is called
/// from one thread at a time; its first error ends the scan and is returned. Findings and records
/// do not depend on `jobs`. `progress` may be null.
Result<ScanResult> run_scan(std::span<const std::unique_ptr<Source>> sources, const RuleSet& rules,
                            const Keys& keys, const ScanOptions& options, RecordSink& sink,
                            ProgressState* progress);

}  // namespace braque
