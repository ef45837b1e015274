// UTF-16 and UTF-32 in either byte order (The Unicode Standard, chapter 3.9).
#include "extract/byte_scan.hpp"
#include "extract/decoder_base.hpp"

namespace braque::extract {
namespace {

bool is_high_surrogate(std::uint32_t unit) { return (unit & 0xfc00) == 0xd800; }
bool is_low_surrogate(std::uint32_t unit) { return (unit & 0xfc00) == 0xdc00; }

template <bool BigEndian>
class Utf16Decoder : public Decoder {
 public:
  void decode(const Window& window, DecodedWindow& decoded) override {
    bytes_ = window.bytes;
    offset_ = window.offset;
    Utf8Output out(decoded, window.offset, bytes_.size() / 2 * 3 + 16);
    std::size_t at = window.offset % 2;
    at = run(at, window.owned_begin, out);
    decoded.owned_begin = out.size();
    at = run(at, window.owned_end, out);
    decoded.owned_end = out.size();
    run(at, bytes_.size(), out);
    out.finish();
  }

 private:
  std::uint32_t unit(std::size_t at) const {
    const std::uint32_t first = byte_at(bytes_, at);
    const std::uint32_t second = byte_at(bytes_, at + 1);
    return BigEndian ? (first << 8 | second) : (second << 8 | first);
  }

  /// Decodes the characters that start in [at, limit); returns where the next one starts.
  std::size_t run(std::size_t at, std::size_t limit, Utf8Output& out) {
    while (at < limit && at + 2 <= bytes_.size()) {
      const std::uint32_t first = unit(at);
      if (first < 0x80) {
        out.ratio(offset_ + at, 2, 1);
        at = run_ascii(at, limit, out);
        continue;
      }
      std::uint32_t character = first;
      std::size_t used = 2;
      if ((first & 0xf800) == 0xd800) {
        character = kReplacement;
        if (is_high_surrogate(first) && at + 4 <= bytes_.size() && is_low_surrogate(unit(at + 2))) {
          character = 0x10000 + ((first & 0x3ff) << 10) + (unit(at + 2) & 0x3ff);
          used = 4;
        }
      }
      out.ratio(offset_ + at, static_cast<std::uint8_t>(used), Utf8Output::length(character));
      out.put(character);
      at += used;
    }
    return at;
  }

  std::size_t run_ascii(std::size_t at, std::size_t limit, Utf8Output& out) {
    const std::size_t stop = std::min(limit, bytes_.size() & ~std::size_t{1});
#if defined(__SSE2__)
    const __m128i not_ascii = _mm_set1_epi16(static_cast<short>(BigEndian ? 0x80ff : 0xff80));
    while (at + 16 <= stop) {
      __m128i units = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes_.data() + at));
      const __m128i outside = _mm_and_si128(units, not_ascii);
      if (_mm_movemask_epi8(_mm_cmpeq_epi8(outside, _mm_setzero_si128())) != 0xffff) break;
      if (BigEndian) units = _mm_srli_epi16(units, 8);
      _mm_storel_epi64(reinterpret_cast<__m128i*>(out.end()), _mm_packus_epi16(units, units));
      out.grow(8);
      at += 16;
    }
#endif
    while (at < stop && at + 2 <= bytes_.size()) {
      const std::uint32_t value = unit(at);
      if (value >= 0x80) break;
      *out.end() = static_cast<char>(value);
      out.grow(1);
      at += 2;
    }
    return at;
  }

  std::string_view bytes_;
  std::uint64_t offset_ = 0;
};

template <bool BigEndian>
class Utf32Decoder : public Decoder {
 public:
  void decode(const Window& window, DecodedWindow& decoded) override {
    Utf8Output out(decoded, window.offset, window.bytes.size() + 16);
    std::size_t at = (4 - window.offset % 4) % 4;
    at = run(window, at, window.owned_begin, out);
    decoded.owned_begin = out.size();
    at = run(window, at, window.owned_end, out);
    decoded.owned_end = out.size();
    run(window, at, window.bytes.size(), out);
    out.finish();
  }

 private:
  static std::size_t run(const Window& window, std::size_t at, std::size_t limit, Utf8Output& out) {
    for (; at < limit && at + 4 <= window.bytes.size(); at += 4) {
      std::uint32_t character = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        character = character << 8 | byte_at(window.bytes, at + (BigEndian ? i : 3 - i));
      }
      if (character > 0x10ffff || (character & 0xfffff800) == 0xd800) character = kReplacement;
      out.ratio(window.offset + at, 4, Utf8Output::length(character));
      out.put(character);
    }
    return at;
  }
};

}  // namespace

std::unique_ptr<Decoder> make_utf16_decoder(bool big_endian) {
  if (big_endian) return std::make_unique<Utf16Decoder<true>>();
  return std::make_unique<Utf16Decoder<false>>();
}

std::unique_ptr<Decoder> make_utf32_decoder(bool big_endian) {
  if (big_endian) return std::make_unique<Utf32Decoder<true>>();
  return std::make_unique<Utf32Decoder<false>>();
}

}  // namespace braque::extract
