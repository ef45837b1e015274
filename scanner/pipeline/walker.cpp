#include "pipeline/walker.hpp"

#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <exception>

#include "pipeline/outcomes.hpp"

namespace braque::pipeline {
namespace {

// Items are handed on in batches. Those that need no reading weigh little, so that a night on which
// nothing changed costs few steps of the pipeline. Nobody waits long for a batch to fill.
constexpr std::size_t kReadWeight = 8;
constexpr std::size_t kSettledWeight = 1;
constexpr std::size_t kBatchWeight = 32 * kReadWeight;
constexpr std::int64_t kBatchMilliseconds = 20;

std::int64_t coarse_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace

void Walker::run() noexcept {
  for (const auto& source : context_.sources) {
    private_paths_.reset();
    // Names of schemas and tables are not given by those whom the data are about.
    if (context_.options.private_policy != nullptr && source->kind() == "file")
      private_paths_.emplace(context_.options.private_policy->names, context_.keys.id_key,
                             source->lasting_name());
    Listing listing;
    try {
      listing = source->list(*this);
    } catch (const std::exception&) {
      listing.complete = false;
      listing.detail = "listing ended early: out of memory or a library failed";
    }
    listings_.push_back(std::move(listing));
    if (!batch_.empty()) hand_on();
    ++target_;
  }
  if (context_.progress != nullptr) context_.progress->listing_done = true;
  schedule_.finish_listing();
}

bool Walker::push(Discovered entry) {
  entry.item.sequence = next_sequence_;
  entry.item.target = target_;
  if (context_.progress != nullptr) {
    context_.progress->discovered_items.fetch_add(1, std::memory_order_relaxed);
    context_.progress->discovered_bytes.fetch_add(entry.item.metadata.size,
                                                  std::memory_order_relaxed);
  }
  const std::int64_t now = coarse_ms();
  if (batch_.empty()) batch_begun_ms_ = now;
  batch_weight_ += entry.settled ? kSettledWeight : kReadWeight;
  batch_.push_back(std::move(entry));
  ++next_sequence_;
  return batch_weight_ < kBatchWeight && now - batch_begun_ms_ < kBatchMilliseconds ? true
                                                                                    : hand_on();
}

bool Walker::hand_on() {
  std::vector<Discovered> batch = std::move(batch_);
  batch_.clear();
  batch_.reserve(batch.size());
  batch_weight_ = 0;
  return schedule_.push(std::move(batch));
}

/// The index is asked here, because here the items come in the order in which it has them.
void Walker::know(Discovered& entry) const {
  const FindingStore* const store = context_.options.store;
  if (store == nullptr || entry.item.metadata.inode == 0) return;
  entry.known = store->known(entry.item);
  if (entry.known && settles(*entry.known)) entry.settled = entry.known->outcome;
}

bool Walker::settled_quietly(std::string_view relative, const ItemMetadata& metadata, bool remote) {
  const ScanOptions& options = context_.options;
  if (options.quiet_records || options.store == nullptr || options.sample_percent > 0) return false;
  // Whoever has to stop finds out in push().
  constexpr std::uint64_t kBetweenLooks = 256;
  Quiet& quiet = quiet_[target_];
  if (quiet.items % kBetweenLooks == 0 && context_.stopping()) return false;
  const std::string& name = private_name(relative);
  if (!name.empty() && skips_private()) return false;
  const bool concealed = !name.empty() && context_.conceals();
  if (!options.store->quiet(target_, concealed ? name : relative, metadata, remote)) return false;
  if (!name.empty()) ++private_items_;
  ++quiet.items;
  quiet.bytes += metadata.size;
  if (context_.progress != nullptr) {
    context_.progress->discovered_items.fetch_add(1, std::memory_order_relaxed);
    context_.progress->discovered_bytes.fetch_add(metadata.size, std::memory_order_relaxed);
    context_.progress->items.fetch_add(1, std::memory_order_relaxed);
  }
  return true;
}

/// "" for what is not private. Valid until the next call.
const std::string& Walker::private_name(std::string_view relative, bool is_folder) {
  static const std::string kNone;
  return private_paths_ ? private_paths_->concealed(relative, is_folder) : kNone;
}

bool Walker::skips_private() const {
  return context_.options.private_policy->mode == PrivateMode::skip;
}

/// Names the item as it is kept; its path stays true until it has been read. False for what is not
/// private.
bool Walker::mark_private(Item& item, bool is_folder) {
  const std::string& name = private_name(item.relative, is_folder);
  if (name.empty()) return false;
  item.private_name = name;
  if (context_.conceals()) item.relative = name;
  return true;
}

bool Walker::found(Item item) {
  Discovered entry;
  const bool is_private = mark_private(item, false);
  if (is_private) ++private_items_;
  if (is_private && skips_private()) {
    entry.settled = skipped(Reason::private_);
    entry.settled->bytes = item.metadata.size;
    entry.item = std::move(item);
    return push(std::move(entry));
  }
  const bool sampled =
      context_.options.sample_percent > 0 && !context_.sources[target_]->samples_rows();
  if (sampled && !sample_.takes(item.relative)) {
    entry.settled = skipped(Reason::excluded, "not in the sample");
    entry.settled->bytes = item.metadata.size;
  }
  entry.item = std::move(item);
  if (!entry.settled) {
    entry.item.target = target_;
    know(entry);
  }
  return push(std::move(entry));
}

bool Walker::passed_over(Item item, Outcome outcome) {
  Discovered entry;
  mark_private(item, !S_ISREG(item.metadata.mode));
  entry.item = std::move(item);
  entry.settled = std::move(outcome);
  return push(std::move(entry));
}

// A further name has a line of its own in the ledger, whatever became of the first name by then:
// adding it to a record that may have been handed on already would depend on the threads.
bool Walker::also_named(Item item, std::string first_path) {
  const std::size_t root = item.path.size() - item.relative.size();
  const std::string first(
      private_name(std::string_view(first_path).substr(std::min(root, first_path.size()))));
  const bool is_private = mark_private(item, false);
  // Under its first name it was not opened; this one says nothing against it.
  if (!first.empty() && skips_private() && !is_private) return found(std::move(item));
  if (!first.empty() && context_.conceals()) first_path.replace(root, std::string::npos, first);
  if (is_private) ++private_items_;
  Discovered entry;
  entry.item = std::move(item);
  entry.settled.emplace();
  entry.settled->format = "hard link";
  entry.settled->note = "another name of an item that is scanned once";
  entry.first_path = std::move(first_path);
  return push(std::move(entry));
}

}  // namespace braque::pipeline
