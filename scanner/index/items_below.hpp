// Items in the order in which they were first met, as far as a pattern of paths can mean them: the
// index over targets and relative paths serves what stands before the pattern's first sign, so that
// a folder of millions of items is found at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "index/sqlite.hpp"

namespace braque::index {

class ItemsBelow {
 public:
  ItemsBelow() = default;
  ItemsBelow(const ItemsBelow&) = delete;  // its statement borrows its strings
  ItemsBelow& operator=(const ItemsBelow&) = delete;

  /// `pattern` as in wildcard.hpp, "" for every path; `target` is a lasting name, or "".
  Result<void> open(const Database& database, std::string_view pattern, std::string_view target);
  /// Of item_id, relative, path, root and name of the target. Items that do not match may be among
  /// them.
  Statement& rows() { return rows_; }

  /// Relative paths of a target from `from` up to, but not with, `to`.
  struct Stretch {
    std::int64_t target = 0;
    std::string from, to;
  };

 private:
  Stretch stretch_;
  Statement rows_;
};

}  // namespace braque::index
