// Where a value was found, by the beginning of its fingerprint.
#include <algorithm>

#include "index/index_reader.hpp"
#include "index/segment_store.hpp"

namespace braque::index {

Result<void> IndexReader::search(std::uint64_t prefix, const Visitor<StoredFinding>& visit) {
  std::vector<std::int64_t> found;
  auto searched =
      search_segments(database_, prefix, [&](std::int64_t row) { found.push_back(row); });
  if (!searched) return searched;
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  FindingRows rows;
  if (auto done = rows.open(database_, "f.finding_row = ?1"); !done) return done;
  Filter everything;
  everything.presences = {Presence::new_, Presence::seen, Presence::changed, Presence::gone};
  for (std::int64_t row : found) {
    rows.query().bind(1, row);
    StoredFinding stored;
    auto more = rows.next(stored);
    if (!more) return more.error();
    if (!*more) continue;  // an entry of a finding that was renumbered since
    rows.query().reset();
    auto want = wanted(everything, stored);
    if (!want) return want.error();
    if (!*want) continue;
    if (auto done = rows.load_samples(stored); !done) return done;
    if (!visit(stored)) return {};
  }
  return {};
}

Result<void> IndexReader::fingerprints(
    const std::function<void(std::int64_t row, std::uint64_t prefix)>& visit) const {
  return read_segments(database_, [&](const SegmentEntry& entry) {
    visit(static_cast<std::int64_t>(entry.finding), entry.prefix);
  });
}

}  // namespace braque::index
