#include "pipeline/walker.hpp"

#include <exception>

#include "pipeline/outcomes.hpp"

namespace braque::pipeline {

void Walker::run() noexcept {
  for (const auto& source : context_.sources) {
    Listing listing;
    try {
      listing = source->list(*this);
    } catch (const std::exception&) {
      listing.complete = false;
      listing.detail = "listing ended early: out of memory or a library failed";
    }
    listings_.push_back(std::move(listing));
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
  if (!schedule_.push(std::move(entry))) return false;
  ++next_sequence_;
  return true;
}

bool Walker::found(Item item) {
  Discovered entry;
  if (context_.options.sample_percent > 0 && !sample_.takes(item.relative)) {
    entry.settled = skipped(Reason::excluded, "not in the sample");
    entry.settled->bytes = item.metadata.size;
  }
  entry.item = std::move(item);
  return push(std::move(entry));
}

bool Walker::passed_over(Item item, Outcome outcome) {
  Discovered entry;
  entry.item = std::move(item);
  entry.settled = std::move(outcome);
  return push(std::move(entry));
}

// A further name has a line of its own in the ledger, whatever became of the first name by then:
// adding it to a record that may have been handed on already would depend on the threads.
bool Walker::also_named(Item item, std::string first_path) {
  Discovered entry;
  entry.item = std::move(item);
  entry.settled.emplace();
  entry.settled->format = "hard link";
  entry.settled->note = "another name of an item that is scanned once";
  entry.first_path = std::move(first_path);
  return push(std::move(entry));
}

}  // namespace braque::pipeline
