// What stands between the scan and its printers.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "cli/record_json.hpp"
#include "model/finding_store.hpp"
#include "model/record.hpp"

namespace braque::cli {

/// --full: the store without what it knows, so that every item is read again. Presence and triage
/// stay.
class ForgetfulStore : public FindingStore {
 public:
  explicit ForgetfulStore(FindingStore& store) : store_(store) {}
  std::optional<KnownItem> known(const Item&) const override { return std::nullopt; }
  Result<void> annotate(ItemRecord& record) override { return store_.annotate(record); }
  Result<void> item(const ItemRecord& record) override { return store_.item(record); }
  Result<void> finish(const Summary& summary) override { return store_.finish(summary); }
  void listed_completely(std::uint32_t target) override { store_.listed_completely(target); }
  void unreachable(std::uint32_t target) override { store_.unreachable(target); }
  Result<void> flush() override { return store_.flush(); }
  void reading(std::size_t thread, const Item& item) override { store_.reading(thread, item); }

 private:
  FindingStore& store_;
};

/// Remembers the worst severity printed, for --fail-on, and watches whether anybody still reads.
class ScanWatch : public RecordSink {
 public:
  ScanWatch(const RecordOptions& options, std::function<void()> each_item,
            std::function<void()> at_end)
      : options_(options), each_item_(std::move(each_item)), at_end_(std::move(at_end)) {}
  Result<void> item(const ItemRecord& record) override;
  Result<void> finish(const Summary& summary) override;
  bool found_any() const { return found_any_; }
  Severity worst() const { return worst_; }

 private:
  RecordOptions options_;
  std::function<void()> each_item_, at_end_;
  bool found_any_ = false;
  Severity worst_ = Severity::info;
};

/// --changes: what is gone since the last run is known once the store has finished; it is handed to
/// the printers before they do.
class GoneFindings : public RecordSink {
 public:
  GoneFindings(std::string index, std::int64_t run, RecordSink& printers)
      : index_(std::move(index)), run_(run), printers_(printers) {}
  Result<void> item(const ItemRecord&) override { return {}; }
  Result<void> finish(const Summary& summary) override;

 private:
  std::string index_;
  std::int64_t run_;
  RecordSink& printers_;
};

}  // namespace braque::cli
