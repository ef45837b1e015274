// What the search for names has learned about one text unit, for those who ask about the same text
// again: the special categories look for names around each of their terms.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "recognise/name_columns.hpp"
#include "recognise/recogniser.hpp"

namespace braque::names {

/// Of one unit and one thread; forget() before the next unit.
class Memory {
 public:
  void forget() noexcept;

  /// The columns of the view's unit; made anew only when keys were met since.
  const Columns& columns(UnitView& view);

  /// Appends the names that begin in `range` when a search has covered it; false when none has, or
  /// when keys were met since, which may say more.
  bool recall(const UnitView& view, SearchRange range, std::vector<Recognised>& found) const;
  /// Keeps what a search of `range` has found, if it is wider than the search before.
  void keep(const UnitView& view, SearchRange range, const Recognised* first,
            const Recognised* last);

 private:
  std::optional<Columns> columns_;
  std::size_t columns_context_ = 0;  ///< entries of context when they were made
  std::vector<Recognised> found_;
  SearchRange searched_;
  std::size_t found_context_ = 0;
};

}  // namespace braque::names
