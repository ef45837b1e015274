// Binary values in databases: what of one is worth reading, and how.
#pragma once

#include <string>
#include <string_view>

#include "extract/container_readers.hpp"

namespace braque::documents {

/// A container, an image or another format with a signature: to be read as a file of its own.
bool looks_like_file(std::string_view bytes);
/// Text in some encoding.
bool is_text(std::string_view bytes);
/// Appends what can be read of a value that is no file: its text, else its printable runs.
void append_binary(std::string& text, std::string_view bytes);
/// Hands over bytes in memory as a file; `consumed` as TextMaker's.
bool hand_over_bytes(extract::ContainerTask& task, std::string name, std::string_view bytes,
                     std::uint64_t consumed);

}  // namespace braque::documents
