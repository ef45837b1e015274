// Text of documents as UTF-8: from bytes in one of Microsoft's code pages, from UTF-16, and from
// what should be UTF-8 already.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

struct UConverter;

namespace braque::documents {

/// One code page. An unknown number is read as Windows-1252. One object, one thread.
class CodePage {
 public:
  /// A number of Windows ("code page identifiers"): 1252, 932, 65001 (UTF-8), 1200 (UTF-16) ...
  explicit CodePage(unsigned number);
  ~CodePage();
  CodePage(CodePage&&) noexcept;
  CodePage& operator=(CodePage&&) noexcept;

  void append(std::string& text, std::string_view bytes) const;
  std::string decode(std::string_view bytes) const;

 private:
  void append_converted(std::string& text, std::string_view bytes) const;

  struct Close {
    void operator()(UConverter* converter) const noexcept;
  };
  unsigned number_;
  std::unique_ptr<UConverter, Close> converter_;  ///< of a code page of several bytes a character
  std::unique_ptr<std::array<std::string, 256>> table_;  ///< of one of a byte a character
};

/// The Windows code page of a language (MS-LCID), 1252 when it has none.
unsigned code_page_of_language(unsigned language);

bool is_utf8(std::string_view bytes);
/// Valid UTF-8 with at least one character beyond ASCII: hardly an accident.
bool looks_like_utf8(std::string_view bytes);
/// UTF-8 as it is, anything else as Windows-1252.
void append_utf8(std::string& text, std::string_view bytes);
/// Little-endian UTF-16, or big-endian; half surrogates become U+FFFD, an odd last byte is dropped.
void append_utf16(std::string& text, std::string_view bytes, bool big_endian = false);
/// One character.
void append_character(std::string& text, char32_t character);

}  // namespace braque::documents
