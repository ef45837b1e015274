// Firms that are called after people: "Garnier et Durand", "Ortiz Vega Hermanos", "Hall - Webb".
#pragma once

#include <cstddef>
#include <string_view>

namespace braque::names {

/// Does the name text[begin, end) belong to a line that begins a text or a paragraph and is nothing
/// but the name of a firm: surnames joined by commas, "and" or a dash, or words before a legal
/// form? Two people's given names and surnames joined are no firm. Looks 160 bytes to either side.
bool names_a_firm(std::string_view text, std::size_t begin, std::size_t end) noexcept;

}  // namespace braque::names
