// Text of a stated encoding to UTF-8, for formats that name their encoding. All tables are in ICU's
// library, so that no file is opened.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace braque::documents {

/// Converts piece by piece; bytes that are no characters become U+FFFD.
class CharsetConverter {
 public:
  virtual ~CharsetConverter() = default;
  /// Appends to `out`; `last`: no more bytes follow.
  virtual void convert(std::string_view bytes, bool last, std::string& out) = 0;
};

/// Null for a name that nobody knows. Names as in MIME ("iso-8859-15", "utf-8", "GB2312").
std::unique_ptr<CharsetConverter> open_charset(std::string_view name);

/// Nothing but ASCII.
bool is_ascii(std::string_view bytes);
/// The MIME name of a Windows code page (1252, 65001, 20127 ...), "" for one that is not known.
std::string charset_of_code_page(std::uint32_t code_page);

/// A whole short text. When `charset` is unknown or stands for bytes that it cannot mean, what is
/// valid UTF-8 is taken as that and everything else as windows-1252.
std::string to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace braque::documents
