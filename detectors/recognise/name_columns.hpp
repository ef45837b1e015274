// Columns of tables whose header says that persons' names stand below, or that something else does.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "recognise/name_label.hpp"
#include "recognise/recogniser.hpp"

namespace braque::names {

class Columns {
 public:
  explicit Columns(UnitView& view);

  bool any_of_names() const noexcept { return names_; }
  bool any_of_things() const noexcept { return of_things_; }
  /// Log-odds, by its words alone, of a short cell called "name" of a record that describes goods;
  /// nothing elsewhere.
  std::optional<float> words_of_thing(UnitView& view, std::size_t position) const;
  /// Is the place in a cell whose header alone decides: one of names, or a short one of something
  /// else?
  bool decides(UnitView& view, std::size_t position) const;
  /// Appends the cells of columns of names that begin in `range` and look like names.
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const;

 private:
  Label label(std::uint32_t column) const noexcept {
    return column < labels_.size() ? labels_[column] : Label::none;
  }
  void look_at(std::size_t column, std::string_view header);

  static constexpr std::size_t kMost = 128;  ///< columns whose headers are looked at
  std::array<Label, kMost> labels_{};
  std::array<bool, kMost>
      certain_{};           ///< "last_name", "full name": nothing but names of persons stands below
  bool of_things_ = false;  ///< a price or a stock stands beside, and nothing that persons have
  bool of_persons_ = false;  ///< the opposite
  bool names_ = false;
  bool others_ = false;
};

}  // namespace braque::names
