// Bytes that come in order, cut into windows for a TextReader.
#pragma once

#include <functional>
#include <span>

#include "model/budget.hpp"
#include "model/extractor.hpp"

namespace braque::cli {

/// Reads up to into.size() bytes; 0 at the end.
using ReadBytes = std::function<std::size_t(std::span<char> into)>;

/// Feeds everything that `read` gives to the reader; returns the bytes fed.
std::uint64_t feed_windows(const ReadBytes& read, TextReader& reader, const Budget& budget,
                           UnitSink& sink);

}  // namespace braque::cli
