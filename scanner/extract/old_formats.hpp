// Recognises tables, databases and documents of old programs by their first bytes.
#pragma once

#include <string_view>

namespace braque::extract {

/// "dbf", "xls" (workbooks before Excel 5), "wordperfect", "works", "lotus" ..., or "" when it is
/// none.
std::string_view detect_old_format(std::string_view head, std::string_view name);

}  // namespace braque::extract
