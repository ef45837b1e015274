// Most bytes of a binary are no text, so the search works on bit masks of 64 bytes: six set bits in
// a row are a candidate, and only candidates are looked at byte by byte.
#include "extract/binary_runs.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>

#include "extract/byte_scan.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kRunMin = 6;
constexpr std::string_view kSeparator = "\n\f\n";
/// A 16-bit run of six characters spans eleven bytes, so blocks of 64 overlap by ten and more.
constexpr std::size_t kBlockStep = 52;

bool printable(std::uint8_t byte) { return (byte >= 0x20 && byte < 0x7f) || byte == '\t'; }
bool printable_wide(std::uint8_t byte) { return printable(byte) || byte >= 0xa0; }

struct Masks {
  std::uint64_t narrow;  ///< first bytes of six printable characters
  std::uint64_t wide;    ///< the same in 16 bits: character, zero, character, ...
};

/// Masks of the candidates in 64 bytes.
Masks candidates(const char* bytes) {
  const std::uint64_t ascii = signed_range_mask(bytes, 0x20, 0x7e) | equal_mask(bytes, '\t');
  // UTF-8 of two bytes (C2..DF 80..BF) is text too: accented letters would break names apart.
  const std::uint64_t lead = signed_range_mask(bytes, -62, -33);
  const std::uint64_t trail = signed_range_mask(bytes, -128, -65);
  const std::uint64_t pair = lead & (trail >> 1);
  std::uint64_t run = ascii | pair | (pair << 1);
  run &= run >> 1;
  run &= run >> 2;
  run &= run >> 2;
  const std::uint64_t zero = equal_mask(bytes, 0);
  std::uint64_t wide = zero >> 1;
  if (wide != 0) {
    wide &= ascii | signed_range_mask(bytes, -96, -1);
    wide &= wide >> 2;
    wide &= wide >> 4;  // Four characters, each followed by a zero ...
    wide &= wide >> 2;  // ... and a fifth one: the sixth is checked when the run is followed.
  }
  return {run, wide};
}

/// Length of the UTF-8 character of more than one byte at `i`, 0 when there is none.
std::size_t multibyte_length(std::string_view bytes, std::size_t i) {
  const std::uint8_t lead = byte_at(bytes, i);
  std::size_t length = 0;
  if (lead >= 0xc2 && lead <= 0xdf) length = 2;
  if (lead >= 0xe0 && lead <= 0xef) length = 3;
  if (lead >= 0xf0 && lead <= 0xf4) length = 4;
  if (length == 0 || i + length > bytes.size()) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte_at(bytes, i + k) & 0xc0) != 0x80) return 0;
  }
  const std::uint8_t second = byte_at(bytes, i + 1);
  if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
      (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) {
    return 0;
  }
  return length;
}

std::size_t run_end(std::string_view bytes, std::size_t i) {
  while (i < bytes.size()) {
    const std::uint8_t byte = byte_at(bytes, i);
    if (byte < 0x80) {
      if (!printable(byte)) break;
      ++i;
      continue;
    }
    const std::size_t length = multibyte_length(bytes, i);
    if (length == 0) break;
    i += length;
  }
  return i;
}

/// The end of a 16-bit run that starts with a character at `i`: after its last character.
std::size_t wide_run_end(std::string_view bytes, std::size_t i) {
  while (i + 2 < bytes.size() && bytes[i + 1] == 0 && printable_wide(byte_at(bytes, i + 2))) {
    // A last letter that is not ASCII may as well be the first byte of something else.
    const bool ascii = byte_at(bytes, i + 2) < 0x80;
    if (!ascii && (i + 3 >= bytes.size() || bytes[i + 3] != 0)) break;
    i += 2;
  }
  return i + 1;
}

class BinaryReader : public TextReader {
 public:
  void read(const Window& window, UnitSink& sink) override {
    window_ = &window;
    text_.clear();
    offsets_.reset(window.offset);
    owned_begin_ = owned_end_ = std::string::npos;
    find_runs(window.bytes);
    settle_owned(window.bytes.size());
    if (text_.empty()) return;
    TextUnit unit;
    unit.text = text_;
    unit.owned_begin = owned_begin_;
    unit.owned_end = owned_end_;
    unit.offsets = &offsets_;
    sink.unit(unit);
  }

 private:
  void find_runs(std::string_view bytes) {
    std::size_t done = 0;  // Everything before has been emitted or rejected.
    std::size_t block = 0;
    std::array<char, 64> tail{};
    while (block < bytes.size()) {
      const char* data = bytes.data() + block;
      if (block + 64 > bytes.size()) {
        tail.fill('\x01');
        std::memcpy(tail.data(), data, bytes.size() - block);
        data = tail.data();
      }
      Masks masks = candidates(data);
      const std::size_t behind = done > block ? std::min<std::size_t>(done - block, 64) : 0;
      const std::uint64_t rest = behind >= 64 ? 0 : ~0ULL << behind;
      masks.narrow &= rest;
      masks.wide &= rest;
      if ((masks.narrow | masks.wide) == 0) {
        block += kBlockStep;
        continue;
      }
      const int narrow = std::countr_zero(masks.narrow);
      const int wide = std::countr_zero(masks.wide);
      done = narrow <= wide ? emit_narrow(bytes, block + static_cast<std::size_t>(narrow), done)
                            : emit_wide(bytes, block + static_cast<std::size_t>(wide));
      block = std::max(block, done);
    }
  }

  std::size_t emit_narrow(std::string_view bytes, std::size_t begin, std::size_t done) {
    // A candidate may lie behind characters of three or four bytes, which the masks do not know.
    std::size_t start = begin;
    for (bool extended = true; extended;) {
      extended = false;
      for (std::size_t length = 1; length <= 4 && done + length <= start; ++length) {
        const std::size_t before = start - length;
        const bool is_character = length == 1 ? printable(byte_at(bytes, before))
                                              : multibyte_length(bytes, before) == length;
        if (!is_character) continue;
        start = before;
        extended = true;
        break;
      }
    }
    const std::size_t end = run_end(bytes, begin);
    if (end < begin + kRunMin) return begin + 1;
    begin_run();
    mark(start, 1, 1, end - start);
    text_.append(bytes.substr(start, end - start));
    mark_after(end);
    return end;
  }

  std::size_t emit_wide(std::string_view bytes, std::size_t begin) {
    const std::size_t end = wide_run_end(bytes, begin);
    if ((end - begin + 1) / 2 < kRunMin) return begin + 1;
    begin_run();
    std::size_t i = begin;
    while (i < end) {
      const bool latin = byte_at(bytes, i) >= 0x80;
      std::size_t stop = i;
      while (stop < end && (byte_at(bytes, stop) >= 0x80) == latin) stop += 2;
      mark(i, 2, latin ? 2 : 1, stop - i);
      for (; i < stop; i += 2) append_latin(byte_at(bytes, i));
    }
    mark_after(end);
    return end;
  }

  void append_latin(std::uint8_t byte) {
    if (byte < 0x80) {
      text_.push_back(static_cast<char>(byte));
      return;
    }
    text_.push_back(static_cast<char>(0xc0 | (byte >> 6)));
    text_.push_back(static_cast<char>(0x80 | (byte & 0x3f)));
  }

  void begin_run() {
    if (!text_.empty()) text_.append(kSeparator);
  }

  /// The text from here on stands for the source bytes from `source` on, `length` of them; settles
  /// the ends of the owned range when they lie among these or before.
  void mark(std::size_t source, std::uint8_t scale, std::uint8_t step, std::size_t length) {
    offsets_.add(static_cast<std::uint32_t>(text_.size()), window_->offset + source, scale, step);
    settle(owned_begin_, window_->owned_begin, source, scale, step, length);
    settle(owned_end_, window_->owned_end, source, scale, step, length);
  }

  void settle(std::size_t& position, std::size_t wanted, std::size_t source, std::size_t scale,
              std::size_t step, std::size_t length) const {
    if (position != std::string::npos || wanted >= source + length) return;
    if (wanted <= source) {
      position = text_.size();
    } else {
      position = text_.size() + (wanted - source + scale - 1) / scale * step;
    }
  }

  void mark_after(std::size_t source) {
    offsets_.add(static_cast<std::uint32_t>(text_.size()), window_->offset + source, 0);
  }

  void settle_owned(std::size_t size) {
    settle(owned_begin_, std::min(window_->owned_begin, size), size, 1, 1, 1);
    settle(owned_end_, std::min(window_->owned_end, size), size, 1, 1, 1);
  }

  const Window* window_ = nullptr;
  std::string text_;
  OffsetMap offsets_;
  std::size_t owned_begin_ = 0;
  std::size_t owned_end_ = 0;
};

}  // namespace

std::unique_ptr<TextReader> make_binary_reader() { return std::make_unique<BinaryReader>(); }

}  // namespace braque::extract
