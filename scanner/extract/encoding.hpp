// Encodings: which one a part is in, and decoders from windows of bytes to UTF-8 with a map back.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/offset_map.hpp"
#include "model/extractor.hpp"

namespace braque::extract {

/// `name` is "ASCII", "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" or a name that ICU
/// knows ("windows-1252", "Shift_JIS"); "" means that the bytes are no text.
struct Encoding {
  std::string name;
  std::size_t mark_bytes = 0;  ///< length of the byte order mark
};

Encoding detect_encoding(std::string_view head, bool whole);

/// A window decoded. The buffers are reused from call to call.
struct DecodedWindow {
  std::vector<char> buffer;
  std::string_view text;
  OffsetMap offsets;
  std::size_t owned_begin = 0;
  std::size_t owned_end = 0;
};

/// Decodes windows; bytes that are no characters become U+FFFD. A character belongs to the window
/// that owns its first byte.
class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual void decode(const Window& window, DecodedWindow& decoded) = 0;
};

/// Null for ASCII and UTF-8 (nothing to decode) and for names that nobody knows.
std::unique_ptr<Decoder> make_decoder(std::string_view encoding);
std::unique_ptr<Decoder> make_utf16_decoder(bool big_endian);
std::unique_ptr<Decoder> make_utf32_decoder(bool big_endian);
/// Through ICU: a table for single-byte encodings, ICU's converter for the others.
std::unique_ptr<Decoder> make_table_decoder(std::string_view encoding);
std::unique_ptr<Decoder> make_converter_decoder(std::string_view encoding);

/// Whether windows in this encoding can be decoded without knowing the ones before.
bool decodes_anywhere(std::string_view encoding);

/// Decodes a head for detection.
std::string decode_head(std::string_view encoding, std::string_view head);

}  // namespace braque::extract
