// Encodings through ICU. Single-byte ones are turned into a table once and decoded by a loop of
// our own; the others go through ICU's converter, which says for each character where it began.
#include <array>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include "extract/byte_scan.hpp"
#include "extract/decoder_base.hpp"
#include "extract/icu_characters.hpp"

namespace braque::extract {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(std::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(std::string(name).c_str(), &error));
  if (U_FAILURE(error)) converter.reset();
  return converter;
}

class TableDecoder : public Decoder {
 public:
  explicit TableDecoder(UConverter* converter) {
    auto characters = characters_of(converter);
    // In EBCDIC no byte means what it does in ASCII, and lines end with a control of its own.
    ascii_ = characters['A'] == 'A';
    constexpr std::uint32_t kNextLine = 0x85;
    for (auto& character : characters)
      if (!ascii_ && character == kNextLine) character = '\n';
    for (std::size_t byte = 0; byte < table_.size(); ++byte)
      table_[byte].length = static_cast<std::uint8_t>(
          Utf8Output::encode(characters[byte], table_[byte].bytes.data()));
  }

  void decode(const Window& window, DecodedWindow& decoded) override {
    Utf8Output out(decoded, window.offset, window.bytes.size() * 3 + 16);
    run(window, 0, window.owned_begin, out);
    decoded.owned_begin = out.size();
    run(window, window.owned_begin, window.owned_end, out);
    decoded.owned_end = out.size();
    run(window, window.owned_end, window.bytes.size(), out);
    out.finish();
  }

 private:
  struct Entry {
    std::array<char, 4> bytes{};
    std::uint8_t length = 1;
  };

  void run(const Window& window, std::size_t at, std::size_t limit, Utf8Output& out) const {
    while (at < limit) {
      const std::size_t ascii_end = ascii_ ? skip_ascii(window.bytes, at, limit) : at;
      if (ascii_end > at) {
        out.ratio(window.offset + at, 1, 1);
        std::memcpy(out.end(), window.bytes.data() + at, ascii_end - at);
        out.grow(ascii_end - at);
        at = ascii_end;
      }
      for (; at < limit && (!ascii_ || byte_at(window.bytes, at) >= 0x80); ++at) {
        const Entry& entry = table_[byte_at(window.bytes, at)];
        out.ratio(window.offset + at, 1, entry.length);
        std::memcpy(out.end(), entry.bytes.data(), 4);
        out.grow(entry.length);
      }
    }
  }

  std::array<Entry, 256> table_;
  bool ascii_ = true;  ///< bytes below 80 are ASCII
};

class ConverterDecoder : public Decoder {
 public:
  explicit ConverterDecoder(Converter converter) : converter_(std::move(converter)) {}

  void decode(const Window& window, DecodedWindow& decoded) override {
    const std::size_t start = first_character(window);
    convert(window, start);
    Utf8Output out(decoded, window.offset, count_ * 3 + 16);
    bool begun = false;
    bool ended = false;
    boundary_ = window.offset + window.owned_end;
    for (std::size_t i = 0; i < count_;) {
      const std::size_t source = start + source_of(i);
      if (!begun && source >= window.owned_begin) {
        begun = true;
        decoded.owned_begin = out.size();
      }
      if (!ended && source >= window.owned_end) {
        ended = true;
        decoded.owned_end = out.size();
        boundary_ = window.offset + source;
      }
      i = put(i, window, source, start, out);
    }
    if (!begun) decoded.owned_begin = out.size();
    if (!ended) decoded.owned_end = out.size();
    out.finish();
  }

 private:
  /// Where in the window a character surely begins: after a byte that is never part of a longer
  /// character in the encodings served here (below 30 hexadecimal), or where the window before
  /// ended.
  std::size_t first_character(const Window& window) const {
    if (window.offset == 0) return 0;
    const std::size_t surroundings = std::min(window.owned_begin, window.bytes.size());
    for (std::size_t i = 0; i < surroundings; ++i) {
      if (byte_at(window.bytes, i) < 0x30) return i + 1;
    }
    if (boundary_ >= window.offset && boundary_ - window.offset <= window.bytes.size()) {
      return static_cast<std::size_t>(boundary_ - window.offset);
    }
    return 0;
  }

  void convert(const Window& window, std::size_t start) {
    const std::size_t size = window.bytes.size() - start;
    units_.resize(size * 2 + 16);
    sources_.resize(size * 2 + 16);
    UChar* target = units_.data();
    const char* source = window.bytes.data() + start;
    UErrorCode error = U_ZERO_ERROR;
    ucnv_resetToUnicode(converter_.get());
    ucnv_toUnicode(converter_.get(), &target, units_.data() + units_.size(), &source, source + size,
                   sources_.data(), 1, &error);
    count_ = static_cast<std::size_t>(target - units_.data());
  }

  std::size_t source_of(std::size_t i) const {
    return sources_[i] < 0 ? 0 : static_cast<std::size_t>(sources_[i]);
  }

  /// Appends the character at unit `i`; returns the next unit.
  std::size_t put(std::size_t i, const Window& window, std::size_t source, std::size_t start,
                  Utf8Output& out) {
    std::uint32_t character = units_[i];
    std::size_t next = i + 1;
    if (U16_IS_LEAD(character) && next < count_ && U16_IS_TRAIL(units_[next])) {
      character = static_cast<std::uint32_t>(U16_GET_SUPPLEMENTARY(character, units_[next]));
      ++next;
    } else if (U16_IS_SURROGATE(character)) {
      character = kReplacement;
    }
    std::size_t after = window.bytes.size();
    if (next < count_) after = start + source_of(next);
    const std::size_t length = after > source ? after - source : 0;
    out.ratio(window.offset + source, static_cast<std::uint8_t>(std::min<std::size_t>(length, 8)),
              Utf8Output::length(character));
    if (length > 8) out.jump();
    out.put(character);
    return next;
  }

  Converter converter_;
  std::vector<UChar> units_;
  std::vector<std::int32_t> sources_;
  std::size_t count_ = 0;
  std::uint64_t boundary_ = 0;
};

}  // namespace

std::unique_ptr<Decoder> make_table_decoder(std::string_view encoding) {
  const Converter converter = open_converter(encoding);
  if (converter == nullptr) return nullptr;
  if (ucnv_getMaxCharSize(converter.get()) != 1) return nullptr;
  return std::make_unique<TableDecoder>(converter.get());
}

std::unique_ptr<Decoder> make_converter_decoder(std::string_view encoding) {
  Converter converter = open_converter(encoding);
  if (converter == nullptr) return nullptr;
  return std::make_unique<ConverterDecoder>(std::move(converter));
}

}  // namespace braque::extract
