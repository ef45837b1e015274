// Where a value was found, by the beginning of its fingerprint.
#include <algorithm>

#include "index/index_reader.hpp"
#include "index/segment_store.hpp"

namespace braque::index {

Result<void> IndexReader::search(std::vector<std::uint64_t> prefixes, const FoundVisitor& visit) {
  std::sort(prefixes.begin(), prefixes.end());
  prefixes.erase(std::unique(prefixes.begin(), prefixes.end()), prefixes.end());
  struct Entry {
    std::int64_t row;
    std::uint64_t prefix;
    auto operator<=>(const Entry&) const = default;
  };
  std::vector<Entry> found;
  auto searched = search_segments(database_, prefixes, [&](const SegmentEntry& entry) {
    found.push_back({static_cast<std::int64_t>(entry.finding), entry.prefix});
  });
  if (!searched) return searched;
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  FindingRows rows;
  if (auto done = rows.open(database_, "f.finding_row = ?1"); !done) return done;
  Filter everything;
  everything.presences = {Presence::new_, Presence::seen, Presence::changed, Presence::gone};
  std::vector<std::uint64_t> held;
  for (std::size_t i = 0; i < found.size();) {
    const std::int64_t row = found[i].row;
    for (held.clear(); i < found.size() && found[i].row == row; ++i)
      held.push_back(found[i].prefix);
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
    if (!visit(stored, held)) return {};
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
