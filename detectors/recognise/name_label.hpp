// What a form label, key, tag or column header says about its value.
#pragma once

#include <cstdint>
#include <string_view>

namespace braque::names {

enum class Label : std::uint8_t { none, unknown, given, family, name, person, other, author };
inline constexpr int kLabelCount = 8;

constexpr bool names_a_person(Label label) noexcept {
  return label == Label::given || label == Label::family || label == Label::name ||
         label == Label::person;
}

/// "last_name", "Nom du patient", "firstName"; `unknown` when no word of it is known.
Label label_of(std::string_view words) noexcept;

/// The label before a value that begins at `position`: "Nom : ", "\"name\": \"", "<nom>", "name=".
Label label_before(std::string_view text, std::size_t position) noexcept;

}  // namespace braque::names
