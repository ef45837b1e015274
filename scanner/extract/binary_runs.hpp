// Printable runs of binary data.
#pragma once

#include <memory>

#include "model/extractor.hpp"

namespace braque::extract {

/// Runs of at least six printable characters, in ASCII or UTF-8 and in UTF-16 of either order, one
/// unit per window with a line "\f" between runs. Windows may come in any order.
std::unique_ptr<TextReader> make_binary_reader();

}  // namespace braque::extract
