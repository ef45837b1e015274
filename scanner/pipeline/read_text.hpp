// Reads the text of a part, window by window, into its accumulator.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "model/extractor.hpp"
#include "pipeline/part_accumulator.hpp"
#include "pipeline/window_plan.hpp"
#include "pipeline/worker.hpp"

namespace braque::pipeline {

/// Reads one window's bytes into the worker's buffer. `missing` tells that the bytes ended before
/// the window's owned range did: the item shrank, or `failure` is set.
struct WindowBytes {
  Window window;
  std::optional<ReadFailure> failure;
  bool missing = false;
  std::uint64_t owned() const { return window.owned_end - window.owned_begin; }
  std::string_view owned_bytes() const {
    return window.bytes.substr(window.owned_begin, window.owned_end - window.owned_begin);
  }
};
WindowBytes read_window(const RandomAccess& access, const WindowRange& range, Worker& worker);

/// What became of reading a part's text; `hashes` of its MiB blocks when it was read whole.
struct TextReading {
  Outcome outcome;
  std::vector<Digest> hashes;
  bool whole = false;
};

/// A part that is in the worker's buffer from its first byte to its last.
TextReading read_small_text(const ScanContext& context, Worker& worker, const TextFormat& format,
                            std::string_view bytes, PartAccumulator& part);

/// A part of any size, from front to back. `head` are its first bytes of data. `before_window` is
/// called with the size of each window before that is read; may be empty.
TextReading read_long_text(const ScanContext& context, Worker& worker, const TextFormat& format,
                           std::string_view head, const RandomAccess& access, PartAccumulator& part,
                           const std::function<void(std::uint64_t)>& before_window = {});

/// A part whose bytes come once; the worker's buffer holds the first `filled` of them.
TextReading read_stream_text(const ScanContext& context, Worker& worker, const TextFormat& format,
                             ByteStream& stream, std::size_t filled, PartAccumulator& part);

}  // namespace braque::pipeline
