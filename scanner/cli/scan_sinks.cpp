#include "cli/scan_sinks.hpp"

#include <algorithm>

#include "index/index_reader.hpp"

namespace braque::cli {

Result<void> ScanWatch::item(const ItemRecord& record) {
  for (const Finding& finding : record.findings) {
    if (!is_printed(finding, options_)) continue;
    found_any_ = true;
    worst_ = std::max(worst_, finding.severity);
  }
  each_item_();
  return {};
}

Result<void> ScanWatch::finish(const Summary&) {
  at_end_();
  return {};
}

Result<void> GoneFindings::finish(const Summary&) {
  auto reader = index::IndexReader::open(index_);
  if (!reader) return reader.error();
  index::Filter filter;
  filter.run = run_;
  filter.presences = {Presence::gone};
  Result<void> passed;
  auto read = (*reader)->findings(filter, [&](index::StoredFinding& stored) {
    ItemRecord record;
    record.item.path = stored.finding.item;
    record.item.relative = stored.finding.relative;
    record.label = stored.label;
    record.findings.push_back(std::move(stored.finding));
    passed = printers_.item(record);
    return passed.has_value();
  });
  return read ? passed : read;
}

}  // namespace braque::cli
