// A source whose items lie in memory or are computed, with failures on demand, and a sink that
// keeps what it is given.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fake_detect.hpp"
#include "model/direct_reader.hpp"
#include "model/source.hpp"
#include "pipeline/scan.hpp"

namespace braque::test {

/// What an item is made of: `fill` writes the bytes at an offset, or `content` holds them.
struct FakeItem {
  std::string content;
  std::uint64_t size = 0;  ///< with `fill`; else content.size()
  std::function<void(std::uint64_t, std::span<char>)> fill;
  std::vector<RandomAccess::Extent> extents;  ///< empty: all is data
  std::optional<Reason> open_fails;
  std::optional<std::uint64_t> read_fails_at;
  int changes = 0;  ///< so many openings of the item end with changed_during_read
  std::optional<Outcome> passed_over;
  std::string first_path;  ///< a further hard link
};

class FakeOpenItem final : public OpenItem {
 public:
  FakeOpenItem(const FakeItem& item, bool changes) : item_(item), changes_(changes) {
    metadata_.size = size();
    metadata_.inode = 1;
  }
  std::uint64_t size() const override { return item_.fill ? item_.size : item_.content.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>& failure) const override {
    if (offset >= size()) return 0;
    std::size_t got =
        static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size() - offset));
    if (item_.read_fails_at && offset + got > *item_.read_fails_at) {
      failure = ReadFailure{Reason::io_error, "Input/output error"};
      got = *item_.read_fails_at > offset ? static_cast<std::size_t>(*item_.read_fails_at - offset)
                                          : 0;
    }
    if (item_.fill) {
      item_.fill(offset, into.first(got));
    } else {
      std::memcpy(into.data(), item_.content.data() + offset, got);
    }
    return got;
  }
  Extent next_data(std::uint64_t offset) const override {
    if (item_.extents.empty()) return {offset, size()};
    for (const Extent& extent : item_.extents)
      if (offset < extent.end) return {std::max(offset, extent.begin), extent.end};
    return {size(), size()};
  }
  const ItemMetadata& metadata() const override { return metadata_; }
  Reason changed() const override { return changes_ ? Reason::changed_during_read : Reason::none; }

 private:
  const FakeItem& item_;
  bool changes_;
  ItemMetadata metadata_;
};

class FakeSource final : public Source {
 public:
  std::map<std::string, FakeItem> items;  ///< by relative path
  std::function<void(std::size_t)> after_item;

  Listing list(ItemSink& sink) override {
    Listing listing;
    listing.reached = true;
    std::size_t count = 0;
    for (auto& [relative, fake] : items) {
      Item item;
      item.relative = relative;
      item.path = "/fake/" + relative;
      const bool more = fake.passed_over           ? sink.passed_over(item, *fake.passed_over)
                        : !fake.first_path.empty() ? sink.also_named(item, fake.first_path)
                                                   : sink.found(item);
      if (!more) return listing;
      if (after_item) after_item(++count);
    }
    listing.complete = true;
    return listing;
  }
  Opened open(const Item& item) const override {
    const FakeItem& fake = items.at(item.relative);
    Opened opened;
    if (fake.open_fails) {
      opened.failure = ReadFailure{*fake.open_fails, "no"};
      return opened;
    }
    const int opening = ++openings_[item.relative == "" ? 0
                                                        : std::hash<std::string>()(item.relative) %
                                                              openings_.size()];
    opened.item = std::make_unique<FakeOpenItem>(fake, opening <= fake.changes);
    return opened;
  }
  const std::string& target() const override { return target_; }
  const std::string& lasting_name() const override { return target_; }

 private:
  std::string target_ = "/fake";
  mutable std::vector<std::atomic<int>> openings_ = std::vector<std::atomic<int>>(4096);
};

struct KeptFinding {
  Finding finding;
  std::vector<Sample> all_samples;
  std::vector<std::uint64_t> fingerprints;
};

/// Keeps records; everything that a finding reads later is read during the call.
class KeepingSink final : public RecordSink {
 public:
  struct Kept {
    ItemRecord record;
    std::vector<KeptFinding> findings;
  };
  std::vector<Kept> records;
  Summary summary;
  std::function<void()> on_item;

  Result<void> item(const ItemRecord& record) override {
    Kept kept{record, {}};
    for (const Finding& finding : record.findings) {
      KeptFinding f{finding, finding.samples, {}};
      if (finding.more_samples)
        finding.more_samples([&](const Sample& sample) { f.all_samples.push_back(sample); });
      if (finding.fingerprints)
        finding.fingerprints([&](std::uint64_t value) { f.fingerprints.push_back(value); });
      kept.findings.push_back(std::move(f));
    }
    records.push_back(std::move(kept));
    if (on_item) on_item();
    return {};
  }
  Result<void> finish(const Summary& all) override {
    summary = all;
    return {};
  }
  const Kept& at(const std::string& relative) const {
    for (const Kept& kept : records)
      if (kept.record.item.relative == relative) return kept;
    throw std::out_of_range(relative);
  }
};

/// One source, scanned.
struct FakeScan {
  std::unique_ptr<FakeSource> source = std::make_unique<FakeSource>();
  ScanOptions options;
  KeepingSink sink;
  ProgressState progress;
  ScanResult result;

  void add(const std::string& relative, std::string content) {
    source->items[relative].content = std::move(content);
  }
  Result<ScanResult> run() {
    std::unique_ptr<const RuleSet> rules = fake_rules();
    Keys keys;
    keys.fingerprint_key.fill(1);
    keys.id_key.fill(2);
    std::vector<std::unique_ptr<Source>> sources;
    sources.push_back(std::move(source));
    DirectReader containers;
    if (options.containers == nullptr) options.containers = &containers;
    Result<ScanResult> scanned = run_scan(sources, *rules, keys, options, sink, &progress);
    source.reset(static_cast<FakeSource*>(sources[0].release()));
    if (scanned) result = *scanned;
    return scanned;
  }
};

}  // namespace braque::test
