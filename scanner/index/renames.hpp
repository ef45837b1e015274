// After a complete run: what is new and has the content of what is gone was renamed, and its
// findings name the ones they were before.
#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "index/sqlite.hpp"

namespace braque::index {

/// `first_new_item`: items that the run met first have this row or a higher one.
Result<void> name_renamed(const Database& database, std::int64_t run, std::int64_t first_new_item);

}  // namespace braque::index
