// Columns of tables whose header says that persons' names stand below, or that something else does.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "recognise/name_label.hpp"
#include "recognise/recogniser.hpp"

namespace braque::names {

class Columns {
 public:
  explicit Columns(UnitView& view);

  bool any_of_names() const noexcept { return names_; }
  /// Is the place in a cell whose header alone decides: one of names, or a short one of something else?
  bool decides(UnitView& view, std::size_t position) const;
  /// Appends the cells of columns of names that begin in `range` and look like names.
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const;

 private:
  Label label(std::uint32_t column) const noexcept { return column < labels_.size() ? labels_[column] : Label::none; }

  static constexpr std::size_t kMost = 128;  ///< columns whose headers are looked at
  std::array<Label, kMost> labels_{};
  bool names_ = false;
  bool others_ = false;
};

}  // namespace braque::names
