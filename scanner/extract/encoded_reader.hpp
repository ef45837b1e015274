// Joins an encoding and a structure to a TextReader.
#pragma once

#include <memory>

#include "extract/encoding.hpp"
#include "extract/text_window.hpp"

namespace braque::extract {

/// `decoder` null: the bytes are taken as they are. `mark_bytes` of a byte order mark are left out.
std::unique_ptr<TextReader> make_encoded_reader(std::unique_ptr<Decoder> decoder,
                                                std::size_t mark_bytes,
                                                std::unique_ptr<StructureReader> structure,
                                                const Budget& budget);

}  // namespace braque::extract
