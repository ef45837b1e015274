#include "documents/metafile_text.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/rtf_words.hpp"

namespace braque::documents {
namespace {

/// Pieces of text, which programs write by letters, words or lines.
class Lines {
 public:
  explicit Lines(std::string& text) : text_(text) {}

  void add(std::string_view piece, std::int32_t height) {
    if (piece.empty()) return;
    if (height_ && *height_ != height)
      text_ += '\n';
    else if (height_ && piece.size() > 1 && last_bytes_ > 1 && piece.front() != ' ' &&
             text_.back() != ' ')
      text_ += ' ';
    text_ += piece;
    height_ = height;
    last_bytes_ = piece.size();
  }

 private:
  std::string& text_;
  std::optional<std::int32_t> height_;
  std::size_t last_bytes_ = 0;
};

std::string from_utf16(std::string_view bytes) {
  std::string text;
  append_utf16(text, bytes);
  std::erase(text, '\0');
  return text;
}

std::int32_t signed_u32(std::string_view bytes, std::size_t at) {
  return static_cast<std::int32_t>(u32(bytes, at));
}

/// `at`: of an EmrText object (MS-EMF 2.2.5) in its record.
void add_text_object(Lines& lines, std::string_view record, std::size_t at, bool wide) {
  const std::size_t characters = std::min<std::size_t>(u32(record, at + 8), record.size());
  const auto bytes = slice(record, u32(record, at + 12), wide ? 2 * characters : characters);
  static const CodePage kWestern(1252);
  lines.add(wide ? from_utf16(bytes) : kWestern.decode(bytes), signed_u32(record, at + 4));
}

/// EMR_POLYTEXTOUTA and W: a number of such objects.
void add_many_texts(Lines& lines, std::string_view record, bool wide) {
  constexpr std::size_t kFirst = 40, kObjectBytes = 40;
  const std::size_t count = std::min<std::size_t>(u32(record, 36), record.size() / kObjectBytes);
  for (std::size_t i = 0; i < count; ++i)
    add_text_object(lines, record, kFirst + i * kObjectBytes, wide);
}

/// EMR_SMALLTEXTOUT (MS-EMF 2.3.5.37).
void add_small_text(Lines& lines, std::string_view record) {
  constexpr std::uint32_t kNoRectangle = 0x100, kBytes = 0x200;
  const std::uint32_t options = u32(record, 20);
  const std::size_t at = (options & kNoRectangle) != 0 ? 36 : 52;
  const std::size_t characters = std::min<std::size_t>(u32(record, 16), record.size());
  const bool wide = (options & kBytes) == 0;
  std::string text;
  if (wide)
    text = from_utf16(slice(record, at, 2 * characters));
  else
    append_utf8(text, slice(record, at, characters));
  lines.add(text, signed_u32(record, 12));
}

/// Records of EMF+ in a comment (MS-EMFPLUS 2.3.4): DrawString and DrawDriverString.
void add_plus_texts(Lines& lines, std::string_view data) {
  constexpr std::uint16_t kDrawString = 0x401c, kDrawDriverString = 0x4036;
  constexpr std::size_t kHeadBytes = 12;
  while (data.size() >= kHeadBytes) {
    const std::size_t size = u32(data, 4);
    if (size < kHeadBytes || size > data.size()) return;
    const auto content = slice(data.substr(0, size), kHeadBytes, size);
    if (u16(data, 0) == kDrawString) {
      const std::size_t characters = std::min<std::size_t>(u32(content, 8), content.size());
      lines.add(from_utf16(slice(content, 28, 2 * characters)), signed_u32(content, 16));
    } else if (u16(data, 0) == kDrawDriverString && (u32(content, 4) & 1) != 0) {
      const std::size_t characters = std::min<std::size_t>(u32(content, 12), content.size());
      lines.add(from_utf16(slice(content, 16, 2 * characters)),
                signed_u32(content, 20 + 2 * characters));
    }
    data.remove_prefix(size);
  }
}

}  // namespace

MetafileText read_enhanced_metafile(std::string_view file) {
  enum : std::uint32_t {
    kEnd = 14,
    kComment = 70,
    kTextBytes = 83,
    kText = 84,
    kManyBytes = 96,
    kMany = 97,
    kSmall = 108
  };
  MetafileText made;
  std::string plus;
  Lines lines(made.text), plus_lines(plus);
  while (file.size() >= 8 && !made.whole) {
    const std::size_t size = u32(file, 4);
    if (size < 8 || size > file.size()) break;
    const auto record = file.substr(0, size);
    switch (u32(file, 0)) {
      case kEnd:
        made.whole = true;
        break;
      case kTextBytes:
      case kText:
        add_text_object(lines, record, 36, u32(file, 0) == kText);
        break;
      case kManyBytes:
      case kMany:
        add_many_texts(lines, record, u32(file, 0) == kMany);
        break;
      case kSmall:
        add_small_text(lines, record);
        break;
      case kComment:
        if (slice(record, 12, 4) == "EMF+") add_plus_texts(plus_lines, slice(record, 16, size));
        break;
      default:
        break;
    }
    file.remove_prefix(size);
  }
  // Files for both kinds of readers say everything twice.
  if (made.text.empty()) made.text = std::move(plus);
  return made;
}

MetafileText read_windows_metafile(std::string_view file) {
  enum : std::uint16_t { kEnd = 0, kFont = 0x02fb, kText = 0x0521, kExtendedText = 0x0a32 };
  constexpr std::size_t kPlaceableBytes = 22, kHeadBytes = 18;
  MetafileText made;
  Lines lines(made.text);
  if (u32(file, 0) == 0x9ac6cdd7) file.remove_prefix(std::min(file.size(), kPlaceableBytes));
  file.remove_prefix(std::min(file.size(), kHeadBytes));
  CodePage page(1252);
  while (file.size() >= 6 && !made.whole) {
    const std::uint64_t size = 2 * std::uint64_t{u32(file, 0)};
    if (size < 6 || size > file.size()) break;
    const auto record = file.substr(0, static_cast<std::size_t>(size));
    const std::uint16_t kind = u16(file, 4);
    if (kind == kEnd) made.whole = true;
    // MS-WMF 2.2.1.2: the character set of the font.
    if (kind == kFont) page = CodePage(rtf_charset(u8(record, 6 + 13)).value_or(1252));
    if (kind == kText) {
      const std::size_t length = u16(record, 6);
      lines.add(page.decode(slice(record, 8, length)), u16(record, 8 + (length + 1) / 2 * 2));
    }
    if (kind == kExtendedText) {
      constexpr unsigned kRectangle = 6;
      const std::size_t at = (u16(record, 12) & kRectangle) != 0 ? 22 : 14;
      lines.add(page.decode(slice(record, at, u16(record, 10))), u16(record, 6));
    }
    file.remove_prefix(record.size());
  }
  return made;
}

}  // namespace braque::documents
