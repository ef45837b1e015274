// What stands behind a column's name in the header of a database's table.
#pragma once

#include <string_view>

namespace braque {

/// What stands behind it describes the column and is not its name.
inline constexpr char kDescriptionMark = '\x1f';
/// Right behind the first: by this column rows point at persons of another table.
inline constexpr char kPersonMark = '\x1e';

/// A header without the description that a database gives.
constexpr std::string_view named(std::string_view header) noexcept {
  return header.substr(0, header.find(kDescriptionMark));
}

}  // namespace braque
