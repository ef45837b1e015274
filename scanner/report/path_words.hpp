// What people write into the names of folders and files: words, and dates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace braque::report {

/// The words of a path, each between blanks: " srv rh bulletins de paie ". Letters without case and
/// accents (base/latin_letter.hpp); what is neither letter nor digit parts words.
std::string path_words(std::string_view path);

/// The last day that a name in the path speaks of, the nearest to its end: "2019-03-31",
/// "31.03.2019", "201903", "2019" of 1950 to 2100. A month or a year counts to its end. In
/// milliseconds since 1970.
std::optional<std::int64_t> date_in_path(std::string_view path);

}  // namespace braque::report
