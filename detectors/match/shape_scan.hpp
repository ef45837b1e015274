// The first pass over the text: finds the places where a shape could begin, 64 bytes at a time.
// It only points; match/shape_match.cpp looks. Four implementations (AVX-512BW, AVX2, SSE2, scalar)
// give the same candidates and are chosen at run time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace braque::match {

enum class Pointer : std::uint8_t {
  token,  ///< start of a word with enough digits near, or of eight capitals and digits in a row
  year,   ///< start of exactly four digits behind a word and a blank
  at,     ///< an @
  colon,  ///< "::", or the first of five colons close together
};

struct ShapeCandidate {
  std::uint32_t position;
  Pointer pointer;
};

enum class VectorLevel : std::uint8_t { scalar, sse2, avx2, avx512 };

/// The best level of this processor.
VectorLevel best_vector_level() noexcept;
const char* name(VectorLevel level) noexcept;

/// What one call did.
struct ShapeScanResult {
  std::size_t candidates = 0;    ///< written to `out`, positions ascending
  std::size_t scanned_to = 0;    ///< continue from here; == to when done
  std::uint64_t line_feeds = 0;  ///< in [from, scanned_to)
};

/// Most candidates that 64 bytes can give; `out` must have room for at least that many.
inline constexpr std::size_t kCandidatesPerBlock = 80;

/// Scans [from, to) of `text`; bytes outside that range, within `text`, are looked at as
/// surroundings. Stops early at a multiple of 64 bytes from `from` when `out` may not hold the
/// candidates of another block. Thread-safe.
ShapeScanResult scan_shapes(VectorLevel level, std::string_view text, std::size_t from,
                            std::size_t to, std::span<ShapeCandidate> out) noexcept;

}  // namespace braque::match
