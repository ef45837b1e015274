// Which encoding a head is in. Order of evidence: byte order mark, zero bytes, validity as UTF-8,
// then statistics of letters (uchardet), with a correction for Western European text of which only
// a few bytes are not ASCII.
#include "extract/encoding.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <uchardet/uchardet.h>

#include "extract/byte_scan.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace braque::extract {
namespace {

struct Mark {
  std::string_view bytes;
  std::string_view name;
};

using namespace std::string_view_literals;

constexpr Mark kMarks[] = {
    {"\xef\xbb\xbf"sv, "UTF-8"}, {"\xff\xfe\0\0"sv, "UTF-32LE"}, {"\0\0\xfe\xff"sv, "UTF-32BE"},
    {"\xff\xfe"sv, "UTF-16LE"},  {"\xfe\xff"sv, "UTF-16BE"},     {"\x84\x31\x95\x33"sv, "GB18030"},
};

constexpr std::size_t kCountedBytesMax = 4096;

struct Counts {
  std::array<std::size_t, 4> zeros{};  ///< by position modulo 4
  std::size_t controls = 0;            ///< other than the usual ones of text
};

bool is_text_control(std::uint8_t byte) {
  return (byte >= 0x08 && byte <= 0x0d) || byte == 0x1b || byte == 0x1a;
}

struct Presence {
  bool controls = false;  ///< zeros, and controls that are rare in text
  bool high = false;      ///< bytes above 7F
};

#if defined(__x86_64__)
/// Looks over as many whole blocks as there are; returns where it stopped.
__attribute__((target("avx2"))) std::size_t look_over_avx2(std::string_view head, Presence& found) {
  __m256i any = _mm256_setzero_si256();
  __m256i controls = _mm256_setzero_si256();
  std::size_t i = 0;
  for (; i + 32 <= head.size(); i += 32) {
    const __m256i block = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(head.data() + i));
    const __m256i low = _mm256_cmpeq_epi8(
        _mm256_and_si256(block, _mm256_set1_epi8(static_cast<char>(0xe0))), _mm256_setzero_si256());
    const __m256i usual = _mm256_and_si256(_mm256_cmpgt_epi8(block, _mm256_set1_epi8(0x08)),
                                           _mm256_cmpgt_epi8(_mm256_set1_epi8(0x0e), block));
    any = _mm256_or_si256(any, block);
    controls = _mm256_or_si256(controls, _mm256_andnot_si256(usual, low));
  }
  found.high = _mm256_movemask_epi8(any) != 0;
  found.controls = _mm256_movemask_epi8(controls) != 0;
  return i;
}
#endif

/// One quick pass over the head: every part is looked at in this way, however small.
Presence look_over(std::string_view head) {
  Presence found;
  std::size_t i = 0;
#if defined(__x86_64__)
  static const bool wide = __builtin_cpu_supports("avx2");
  if (wide) i = look_over_avx2(head, found);
#endif
#if defined(__SSE2__)
  __m128i any = _mm_setzero_si128();
  __m128i controls = _mm_setzero_si128();
  for (; i + 16 <= head.size(); i += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(head.data() + i));
    // Tab, line feed, form feed and carriage return lie in 09..0D.
    const __m128i low = _mm_cmpgt_epi8(_mm_set1_epi8(0x20), block);
    const __m128i usual = _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8(0x08)),
                                        _mm_cmpgt_epi8(_mm_set1_epi8(0x0e), block));
    any = _mm_or_si128(any, block);
    // High bytes are negative, hence low; they are taken out again.
    const __m128i high = _mm_cmpgt_epi8(_mm_setzero_si128(), block);
    controls = _mm_or_si128(controls, _mm_andnot_si128(_mm_or_si128(usual, high), low));
  }
  found.high |= _mm_movemask_epi8(any) != 0;
  found.controls |= _mm_movemask_epi8(controls) != 0;
#endif
  for (; i < head.size(); ++i) {
    const std::uint8_t byte = byte_at(head, i);
    found.high |= byte >= 0x80;
    found.controls |= byte < 0x20 && !is_text_control(byte);
  }
  return found;
}

Counts count(std::string_view head) {
  Counts counts;
  // Enough for statistics.
  head = head.substr(0, kCountedBytesMax);
  for (std::size_t i = 0; i < head.size(); ++i) {
    const std::uint8_t byte = byte_at(head, i);
    if (byte == 0) {
      ++counts.zeros[i % 4];
    } else if ((byte < 0x20 && !is_text_control(byte)) || byte == 0x7f) {
      ++counts.controls;
    }
  }
  return counts;
}

constexpr std::size_t kValidEnough = 200;

struct Utf8Check {
  std::size_t valid = 0;    ///< characters of more than one byte
  std::size_t invalid = 0;  ///< bytes that fit nowhere
};

std::size_t expected_length(std::uint8_t lead) {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

Utf8Check check_utf8(std::string_view head, bool whole) {
  Utf8Check result;
  for (std::size_t i = skip_ascii(head, 0, head.size()); i < head.size();
       i = skip_ascii(head, i, head.size())) {
    const std::size_t length = expected_length(byte_at(head, i));
    std::size_t found = 1;
    while (found < length && i + found < head.size() && (byte_at(head, i + found) & 0xc0) == 0x80) {
      ++found;
    }
    if (length != 0 && found == length) {
      // No other encoding looks like so many valid characters and no other byte.
      if (++result.valid >= kValidEnough && result.invalid == 0) return result;
    } else if (length == 0 || i + found < head.size() || whole) {
      ++result.invalid;
    }
    i += found;
  }
  return result;
}

/// Zero bytes in one place of every pair or quadruple betray UTF-16 and UTF-32.
std::string_view wide_encoding(std::string_view head, const Counts& counts) {
  const std::size_t quarter = head.size() / 4;
  if (quarter < 2) return {};
  const std::array<std::size_t, 4>& zeros = counts.zeros;
  const auto most = [&](std::size_t n) { return n * 10 >= quarter * 9; };
  const auto few = [&](std::size_t n) { return n * 20 <= quarter; };
  if (most(zeros[3]) && most(zeros[2]) && few(zeros[0]) && !few(zeros[1] + quarter / 10)) {
    return "UTF-32LE";
  }
  if (most(zeros[0]) && most(zeros[1]) && few(zeros[3])) return "UTF-32BE";
  // In UTF-16 the zeros are those of Latin letters, digits, blanks and line ends.
  const std::size_t even = zeros[0] + zeros[2];
  const std::size_t odd = zeros[1] + zeros[3];
  const std::size_t pairs = head.size() / 2;
  if (odd * 10 >= pairs * 4 && even * 50 <= pairs) return "UTF-16LE";
  if (even * 10 >= pairs * 4 && odd * 50 <= pairs) return "UTF-16BE";
  return {};
}

/// UTF-16 of scripts without Latin letters has few zeros; its line ends and blanks have them, and
/// the high bytes of its letters are few.
std::string_view wide_encoding_of_other_scripts(std::string_view head) {
  std::array<std::size_t, 2> blanks{};
  std::array<std::array<std::size_t, 256>, 2> bytes{};
  for (std::size_t i = 0; i + 2 <= head.size(); i += 2) {
    const std::uint8_t first = byte_at(head, i);
    const std::uint8_t second = byte_at(head, i + 1);
    if (second == 0 && (first == ' ' || first == '\n')) ++blanks[0];
    if (first == 0 && (second == ' ' || second == '\n')) ++blanks[1];
    ++bytes[0][first];
    ++bytes[1][second];
  }
  const std::size_t pairs = head.size() / 2;
  for (std::size_t order = 0; order < 2; ++order) {
    // The byte that is the high one: the second of little-endian pairs.
    const auto& high = bytes[1 - order];
    const std::size_t top = *std::max_element(high.begin(), high.end());
    const std::size_t controls = high[1] + high[2] + high[0x1f];
    if (blanks[order] * 40 >= pairs && blanks[1 - order] == 0 && top * 2 >= pairs &&
        controls * 20 <= pairs) {
      return order == 0 ? "UTF-16LE" : "UTF-16BE";
    }
  }
  return {};
}

/// EBCDIC of mainframes (IBM's code pages 37, 500, 1047, 297): letters and digits lie above 80,
/// blanks are 40, and ASCII's blanks and digits are none of its characters.
std::string_view ebcdic(std::string_view head) {
  constexpr std::size_t kBytesMin = 32;
  constexpr std::string_view kSigns =
      "\x4a\x4b\x4c\x4d\x4e\x4f\x50\x5a\x5b\x5c\x5d\x5e\x60\x61\x6a\x6b"
      "\x6c\x6d\x6e\x6f\x79\x7a\x7b\x7c\x7d\x7e\x7f\x44\x51\x52\xc0\xd0\xe0"sv;
  if (head.size() < kBytesMin) return {};
  // Most texts end here: an @ is rare in them.
  const std::size_t blanks = count_byte(head, '\x40');
  if (blanks * 20 < head.size()) return {};
  std::size_t words = 0, signs = 0, lines = 0, french = 0;
  for (const char c : head) {
    const auto byte = static_cast<std::uint8_t>(c);
    const unsigned low = byte & 15U, high = byte >> 4U;
    const bool letter = (high >= 8 && high != 11 && high < 15 && low >= 1 && low <= 9) &&
                        !((high == 10 || high == 14) && low == 1);
    words += letter || byte >= 0xf0;
    lines += byte == 0x15 || byte == 0x25 || byte == 0x0d;
    signs += kSigns.find(c) != std::string_view::npos;
    french += byte == 0xc0 || byte == 0xd0;
  }
  const std::size_t known = words + blanks + signs + lines;
  if (known * 100 < head.size() * 97 || words * 10 < head.size() * 3) return {};
  return french * 200 > head.size() ? "ibm-297"sv : "ibm-1047"sv;
}

/// Letters and signs above 7F that are usual in Western European text in windows-1252.
bool is_western(std::uint8_t byte) {
  constexpr std::string_view kUsual =
      "\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x9c\x8c\xa0\xa3\xa7\xa9\xab\xae\xb0\xb2\xb4"
      "\xb7\xba\xbb\xbf\xa1\xaa\xc0\xc1\xc4\xc7\xc8\xc9\xca\xcd\xd1\xd3\xd6\xda\xdc\xdf\xe0\xe1"
      "\xe2\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf6\xf8\xf9\xfa\xfb"
      "\xfc\xd4\xce\xd8\xc5\xc6\xe3\xf5"sv;
  return kUsual.find(static_cast<char>(byte)) != std::string_view::npos;
}

/// Western text: its bytes above 7F stand alone among ASCII letters and are the usual ones.
bool looks_western(std::string_view head) {
  std::size_t high = 0;
  std::size_t usual = 0;
  std::size_t adjacent = 0;
  for (std::size_t i = skip_ascii(head, 0, head.size()); i < head.size();
       i = skip_ascii(head, i + 1, head.size())) {
    const std::uint8_t byte = byte_at(head, i);
    ++high;
    usual += is_western(byte);
    adjacent += i > 0 && byte_at(head, i - 1) >= 0x80;
  }
  return usual * 20 >= high * 19 && adjacent * 8 <= high;
}

struct DeleteDetector {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

std::string guess(std::string_view head) {
  std::unique_ptr<std::remove_pointer_t<uchardet_t>, DeleteDetector> detector(uchardet_new());
  if (detector == nullptr) return {};
  if (uchardet_handle_data(detector.get(), head.data(), head.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

/// uchardet's spelling to the one we print and give to ICU.
std::string canonical(std::string name) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"SHIFT_JIS", "Shift_JIS"}, {"BIG5", "Big5"},   {"UHC", "windows-949"},
      {"EUC-KR", "EUC-KR"},       {"ASCII", "ASCII"}, {"ISO-8859-1", "windows-1252"},
      {"GB2312", "GB18030"},      {"GBK", "GB18030"},
  };
  for (const auto& [theirs, ours] : kNames) {
    if (name == theirs) return std::string(ours);
  }
  if (name.starts_with("WINDOWS-")) return "windows-" + name.substr(8);
  return name;
}

std::string legacy_encoding(std::string_view head) {
  if (looks_western(head)) return "windows-1252";
  std::string name = canonical(guess(head));
  if (name.empty() || name == "ASCII" || name.starts_with("UTF-") || name.starts_with("ISO-2022") ||
      make_decoder(name) == nullptr) {
    return "windows-1252";
  }
  return name;
}

}  // namespace

Encoding detect_encoding(std::string_view head, bool whole) {
  for (const Mark& mark : kMarks) {
    if (!head.starts_with(mark.bytes)) continue;
    // FF FE alone may be anything; followed by text it is not.
    return {std::string(mark.name), mark.bytes.size()};
  }
  const Presence presence = look_over(head);
  if (presence.high) {
    if (const std::string_view name = ebcdic(head.substr(0, kCountedBytesMax)); !name.empty())
      return {std::string(name), 0};
  }
  if (presence.controls) {
    const std::string_view counted = head.substr(0, kCountedBytesMax);
    const Counts counts = count(counted);
    const std::size_t zeros = counts.zeros[0] + counts.zeros[1] + counts.zeros[2] + counts.zeros[3];
    if (zeros > 0) {
      if (const std::string_view wide = wide_encoding(counted, counts); !wide.empty()) {
        return {std::string(wide), 0};
      }
      if (const std::string_view wide = wide_encoding_of_other_scripts(counted); !wide.empty()) {
        return {std::string(wide), 0};
      }
      // A few zeros happen in text; more of them do not.
      if (zeros * 200 > counted.size() || counted.size() < 200) return {};
    }
    if (counts.controls * 50 > counted.size()) return {};
    // The statistics may have met the tame beginning of a binary only.
    if (count_byte(head, 0) * 200 > head.size()) return {};
  }
  if (!presence.high) return {"ASCII", 0};
  const Utf8Check utf8 = check_utf8(head, whole);
  if (utf8.invalid == 0 || utf8.valid > utf8.invalid * 10) return {"UTF-8", 0};
  return {legacy_encoding(head), 0};
}

std::unique_ptr<Decoder> make_decoder(std::string_view encoding) {
  if (encoding.empty() || encoding == "ASCII" || encoding == "UTF-8") return nullptr;
  if (encoding == "UTF-16LE" || encoding == "UTF-16BE") {
    return make_utf16_decoder(encoding == "UTF-16BE");
  }
  if (encoding == "UTF-32LE" || encoding == "UTF-32BE") {
    return make_utf32_decoder(encoding == "UTF-32BE");
  }
  if (std::unique_ptr<Decoder> table = make_table_decoder(encoding)) return table;
  return make_converter_decoder(encoding);
}

bool decodes_anywhere(std::string_view encoding) {
  if (encoding == "ASCII" || encoding.starts_with("UTF-")) return true;
  return make_table_decoder(encoding) != nullptr;
}

std::string decode_head(std::string_view encoding, std::string_view head) {
  const std::unique_ptr<Decoder> decoder = make_decoder(encoding);
  if (decoder == nullptr) return std::string(head);
  Window window;
  window.bytes = head;
  window.owned_end = head.size();
  DecodedWindow decoded;
  decoder->decode(window, decoded);
  return std::string(decoded.text);
}

}  // namespace braque::extract
