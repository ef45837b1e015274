// What cells look like: times, numbers, names of columns.
#pragma once

#include <string_view>
#include <vector>

namespace braque::extract {

/// A date or a time of day at the beginning, as log lines have it.
bool starts_with_time(std::string_view text);

/// Every cell could be the name of a column and most are words.
bool looks_like_header(const std::vector<std::string_view>& row);

/// Whether the first row names the columns: it could, and it differs in type from the others or
/// has words that columns are called.
bool has_header(const std::vector<std::vector<std::string_view>>& rows);

}  // namespace braque::extract
