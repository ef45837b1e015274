#include "cli/stream_windows.hpp"

#include <algorithm>
#include <string>

namespace braque::cli {

std::uint64_t feed_windows(const ReadBytes& read, TextReader& reader, const Budget& budget,
                           UnitSink& sink) {
  std::string buffer;
  std::uint64_t offset = 0;     // of buffer[0]
  std::size_t owned_begin = 0;  // within the buffer
  bool ended = false;
  while (true) {
    std::size_t wanted = owned_begin + budget.window_bytes + budget.overlap_bytes;
    while (!ended && buffer.size() < wanted) {
      std::size_t size = buffer.size();
      buffer.resize(wanted);
      std::size_t got = read(std::span(buffer.data() + size, wanted - size));
      buffer.resize(size + got);
      ended = got == 0;
    }
    Window window;
    window.bytes = buffer;
    window.offset = offset;
    window.owned_begin = owned_begin;
    window.owned_end = std::min(buffer.size(), owned_begin + budget.window_bytes);
    window.last = ended && window.owned_end == buffer.size();
    reader.read(window, sink);
    if (window.last) return offset + buffer.size();
    std::size_t keep_from =
        window.owned_end - std::min<std::size_t>(window.owned_end, budget.overlap_bytes);
    offset += keep_from;
    owned_begin = window.owned_end - keep_from;
    buffer.erase(0, keep_from);
  }
}

}  // namespace braque::cli
