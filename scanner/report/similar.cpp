#include "report/similar.hpp"

#include <algorithm>

namespace braque::report {
namespace {

constexpr std::size_t kSketch = 64;
constexpr std::size_t kBands = 8;  ///< smallest values by which candidates meet
constexpr std::size_t kLeadersMax =
    50;  ///< compared with under one value: one that stands everywhere tells nothing
constexpr std::uint64_t kLikenessMin = 8'000;

/// Share of the smallest values of both that both have.
std::uint64_t likeness(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t i = 0, j = 0, seen = 0, common = 0;
  while (seen < kSketch && (i < a.size() || j < b.size())) {
    ++seen;
    if (j == b.size() || (i < a.size() && a[i] < b[j]))
      ++i;
    else if (i == a.size() || b[j] < a[i])
      ++j;
    else
      ++common, ++i, ++j;
  }
  return seen == 0 ? 0 : common * 10'000 / seen;
}

}  // namespace

void Similar::add(std::int64_t item, std::uint64_t value) {
  std::vector<std::uint64_t>& sketch = sketches_[item];
  if (sketch.size() == kSketch && value >= sketch.back()) return;
  const auto at = std::lower_bound(sketch.begin(), sketch.end(), value);
  if (at != sketch.end() && *at == value) return;
  sketch.insert(at, value);
  if (sketch.size() > kSketch) sketch.pop_back();
}

std::vector<Similar::Group> Similar::groups() {
  std::vector<std::int64_t> items;
  for (const auto& [item, sketch] : sketches_)
    if (sketch.size() >= kValuesMin) items.push_back(item);
  std::sort(items.begin(), items.end());
  std::vector<Group> groups;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>>
      leaders;  // groups whose first item has the value
  for (const std::int64_t item : items) {
    const std::vector<std::uint64_t>& sketch = sketches_[item];
    const std::size_t bands = std::min(kBands, sketch.size());
    Group* joined = nullptr;
    std::uint64_t best = 0;
    for (std::size_t band = 0; band < bands; ++band)
      for (const std::size_t number : leaders[sketch[band]]) {
        const std::uint64_t share = likeness(sketches_[groups[number].items.front()], sketch);
        if (share < kLikenessMin || share <= best) continue;
        best = share;
        joined = &groups[number];
      }
    if (joined != nullptr) {
      joined->items.push_back(item);
      joined->likeness = std::min(joined->likeness, best);
      continue;
    }
    for (std::size_t band = 0; band < bands; ++band)
      if (auto& list = leaders[sketch[band]]; list.size() < kLeadersMax)
        list.push_back(groups.size());
    groups.push_back({{item}, 10'000});
  }
  std::erase_if(groups, [](const Group& group) { return group.items.size() < 2; });
  return groups;
}

}  // namespace braque::report
