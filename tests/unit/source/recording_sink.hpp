// Keeps what a listing reports, and lets a test act in the middle of it.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "source/registry.hpp"

namespace braque::test {

struct RecordingSink final : ItemSink {
  struct Passed {
    Item item;
    Outcome outcome;
  };
  struct Named {
    Item item;
    std::string first;
  };

  bool found(Item item) override {
    if (on_found) on_found(item);
    items.push_back(std::move(item));
    return items.size() < stop_after;
  }
  bool passed_over(Item item, Outcome outcome) override {
    passed.push_back({std::move(item), std::move(outcome)});
    return true;
  }
  bool also_named(Item item, std::string first_path) override {
    named.push_back({std::move(item), std::move(first_path)});
    return true;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> relatives;
    for (const Item& item : items) relatives.push_back(item.relative);
    return relatives;
  }
  const Item* item(const std::string& relative) const {
    auto at = std::find_if(items.begin(), items.end(),
                           [&](const Item& one) { return one.relative == relative; });
    return at == items.end() ? nullptr : &*at;
  }
  /// "reason" of what was passed over under this name; "" when it was not.
  std::string reason(const std::string& relative) const {
    for (const Passed& one : passed)
      if (one.item.relative == relative) return std::string(name(one.outcome.reason));
    return {};
  }

  std::function<void(const Item&)> on_found;
  std::size_t stop_after = SIZE_MAX;
  std::vector<Item> items;
  std::vector<Passed> passed;
  std::vector<Named> named;
};

inline std::unique_ptr<Source> source_for(const std::string& target,
                                          const SourceOptions& options = {}) {
  auto made = make_source(target, options);
  return made ? std::move(*made) : nullptr;
}

/// The whole content of an item, or "!reason".
inline std::string content(const Source& source, const Item& item) {
  Opened opened = source.open(item);
  if (opened.failure) return "!" + std::string(name(opened.failure->reason));
  std::string bytes(opened.item->size(), '\0');
  std::optional<ReadFailure> failure;
  bytes.resize(opened.item->read_at(0, bytes, failure));
  return failure ? "!" + std::string(name(failure->reason)) : bytes;
}

}  // namespace braque::test
