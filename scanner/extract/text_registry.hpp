// The table of all structures of text, in order of precedence.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "extract/structure_readers.hpp"

namespace braque::extract {

struct TextStructure {
  std::string_view name;         ///< as TextFormat::name
  std::string_view description;  ///< for people
  Bid (*bid)(const TextHead& head);
  std::unique_ptr<StructureReader> (*make)(const TextHead& head, const Budget& budget);
};

std::span<const TextStructure> text_structures();

}  // namespace braque::extract
