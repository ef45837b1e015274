// What the readers of structures see: a window whose text is already UTF-8 (or bytes that are taken
// as they are), whatever the encoding of the part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/offset_map.hpp"
#include "model/extractor.hpp"

namespace braque::extract {

/// Borrows everything, valid during the call. `offsets` lead from `text` to the part's bytes.
struct TextWindow {
  std::string_view text;
  std::size_t owned_begin = 0;
  std::size_t owned_end = 0;
  const OffsetMap* offsets = nullptr;
  bool first = false;  ///< text[0] is the part's beginning
  bool last = false;   ///< the part ends with the owned range

  std::uint64_t source(std::size_t position) const {
    return offsets->source(static_cast<std::uint32_t>(position));
  }
};

inline constexpr std::size_t kWholeWindow = static_cast<std::size_t>(-1);
inline constexpr std::size_t kRewrittenStretchBytes = 256U << 10;

/// Turns windows of text into units. One object per part and thread; windows come as described at
/// TextReader::read.
class StructureReader {
 public:
  virtual ~StructureReader() = default;
  virtual void read(const TextWindow& window, UnitSink& sink) = 0;
  virtual std::string remark() const { return {}; }
  /// Owned bytes of a window at most. Structures that make a copy ask for less than they could
  /// get, so that the copy and its map stay small whatever the text is made of.
  virtual std::size_t stretch_bytes() const { return kWholeWindow; }
};

/// The smallest text position whose source offset is at least `source`.
std::size_t position_of(const TextWindow& window, std::uint64_t source);

/// A unit over the whole window, without cells.
TextUnit unit_of(const TextWindow& window);

/// Leads from positions of a text made from `outer.text` to the part's bytes: `inner` leads to
/// positions in `outer.text` (its base is 0 and it starts with a breakpoint at 0). `text_size` is
/// the size of the text that `inner` describes.
void compose(const OffsetMap& inner, const TextWindow& outer, std::size_t text_size,
             OffsetMap& result);

}  // namespace braque::extract
