// Values of PDF (ISO 32000-1, 7.3) and a parser for them, for what poppler-cpp does not give:
// comments, form fields, attachments, links. Works on memory, checks every step, never throws on
// input.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace braque::documents {

struct PdfValue {
  enum class Kind : std::uint8_t {
    null,
    boolean,
    number,
    string,
    name,
    array,
    dictionary,
    reference,
  };
  Kind kind = Kind::null;
  double number = 0;            ///< of a number; 0 or 1 of a boolean; the object's of a reference
  std::string text;             ///< of a name (without "/") or a string (its bytes)
  std::vector<PdfValue> items;  ///< of an array; of a dictionary: names and values in turn

  bool is(Kind wanted) const noexcept { return kind == wanted; }
  bool is_name(std::string_view wanted) const noexcept {
    return kind == Kind::name && text == wanted;
  }
  /// The value of a dictionary's key; null when there is none.
  const PdfValue* get(std::string_view key) const noexcept;
  /// A number within [0, 2^53), else 0.
  std::uint64_t whole_number() const noexcept;
};

/// Parses one value; what is malformed becomes null. At most kDepthMax values inside one another.
class PdfParser {
 public:
  static constexpr int kDepthMax = 64;
  static constexpr std::size_t kItemsMax = 200'000;

  explicit PdfParser(std::string_view bytes, std::size_t at = 0) : bytes_(bytes), at_(at) {}
  PdfValue value() { return value(0); }
  std::size_t position() const noexcept { return at_; }
  /// Takes the word when it comes next.
  bool take(std::string_view word);
  void skip_space();

 private:
  PdfValue value(int depth);
  PdfValue number_or_reference();
  PdfValue container(int depth, bool dictionary);
  std::string name();
  std::string literal_string();
  std::string hexadecimal_string();
  void escape(std::string& text);

  std::string_view bytes_;
  std::size_t at_;
  std::size_t items_ = 0;
};

bool is_pdf_space(char c) noexcept;

/// A text string (7.9.2.2: UTF-16 with a mark, UTF-8 with a mark, or PDFDocEncoding) as UTF-8.
std::string pdf_text(std::string_view bytes);

}  // namespace braque::documents
