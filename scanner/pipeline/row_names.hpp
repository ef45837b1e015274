// Whole names of rows whose table has first names and surnames in columns of their own: what a
// person is searched by, and told apart by, is both.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_unit.hpp"
#include "rule/rule.hpp"

namespace braque::pipeline {

/// One per thread.
class RowNames {
 public:
  /// Before the cells of a unit are asked for. Headers are looked at when the first one is.
  void begin() noexcept { looked_ = false; }

  /// "first name surname", when cells[at] lies in a column of surnames and its row has a first name
  /// in the nearest column of first names; `surname` is the match of `rule` in it. Else empty: also
  /// when the first name stands in the surname's cell as well, and in columns beyond the first 128.
  /// Valid until the next call; a raw value.
  std::string_view whole_name(const Rule& rule, const TextUnit& unit, std::span<const Cell> cells,
                              std::size_t at, std::string_view surname);
  /// Overwrites all names.
  void wipe();

 private:
  void look(const TextUnit& unit);
  /// Is it among the words of the surname's cell?
  bool is_in(const Rule& rule, std::string_view given, std::string_view surname);

  bool looked_ = false;
  /// By column: for surnames, the column of their first names.
  std::vector<std::uint32_t> given_of_;
  std::string name_, given_form_, surname_form_;  ///< grow only after they were overwritten
};

}  // namespace braque::pipeline
