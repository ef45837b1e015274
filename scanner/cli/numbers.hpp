// Numbers as people read them, in their language.
#pragma once

#include <cstdint>
#include <string>

#include "cli/messages.hpp"

namespace braque::cli {

/// 1,234,567 in English; groups parted by narrow no-break spaces in French.
std::string whole_text(std::uint64_t value, Language language);
/// Powers of 1000 with at most one decimal: "1.2 GB", "1,2 Go".
std::string bytes_text(std::uint64_t bytes, Language language);
/// "0.4 s", "12 s", "3 min 05 s", "2 h 07 min".
std::string duration_text(double seconds, Language language);

}  // namespace braque::cli
