// Every recogniser over any text, as prose and in cells. What it finds lies in the text, begins
// where it was looked for and ascends.
//
// Input: a byte of switches, one for where the range begins and ends, one that seeds the cells,
// then the text.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "drawn_cells.hpp"
#include "recognise/recogniser.hpp"

namespace {

using namespace braque;

const std::vector<std::unique_ptr<const Recogniser>>& all_recognisers() {
  static const auto all = [] {
    std::vector<std::unique_ptr<const Recogniser>> made;
    for (const NamedRecogniser& named : recognisers()) made.push_back(named.make());
    return made;
  }();
  return all;
}

void check(const std::vector<Recognised>& found, std::string_view text, SearchRange range) {
  std::size_t last = 0;
  for (const Recognised& one : found) {
    BRAQUE_CHECK(one.begin >= range.begin && one.begin < range.end && one.begin >= last);
    BRAQUE_CHECK(one.end > one.begin && one.end <= text.size());
    BRAQUE_CHECK(std::isfinite(one.logit));
    last = one.begin;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHead = 3;
  if (size < kHead) return 0;
  static const std::vector<ContextEntry> context = {{ContextRole::header, "nom"},
                                                    {ContextRole::header, "date de naissance"},
                                                    {ContextRole::key, "address"},
                                                    {ContextRole::label, "telephone"}};
  fuzz::DrawnCells cells(data[2]);
  TextUnit unit;
  unit.text = {reinterpret_cast<const char*>(data) + kHead, size - kHead};
  unit.owned_end = unit.text.size();
  if ((data[0] & 1) != 0) {
    unit.kind = UnitKind::cells;
    unit.cell_reader = &cells;
  }
  if ((data[0] & 3) != 0) unit.context = context;
  const std::size_t begin = unit.text.size() * (data[1] % 16) / 32;
  const SearchRange range{begin, unit.text.size() - unit.text.size() * (data[1] / 16) / 32};
  if (range.begin >= range.end) return 0;

  std::vector<Cell> room;
  std::vector<Recognised> found;
  for (const auto& recogniser : all_recognisers()) {
    for (const bool columns : {false, true}) {
      if (columns && !(recogniser->reads_columns() && unit.cell_reader != nullptr)) continue;
      room.clear();
      found.clear();
      UnitView view(unit, room);
      if (columns)
        recogniser->find_in_columns(view, range, found);
      else
        recogniser->find(view, range, found);
      // Of columns whole cells are asked about.
      check(found, unit.text, columns ? SearchRange{range.begin, unit.text.size()} : range);
    }
  }
  return 0;
}
