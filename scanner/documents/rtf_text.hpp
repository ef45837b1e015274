// The text of an RTF document, made piece by piece while its tokens are read; what stands beside
// the text (comments, notes, headers, properties, tables) is gathered meanwhile.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/code_page.hpp"
#include "documents/rtf_tokens.hpp"
#include "documents/rtf_words.hpp"
#include "extract/made_text.hpp"

namespace braque::documents {

/// Where the hexadecimal bytes of a picture or an embedded object begin.
struct RtfObject {
  std::uint64_t offset = 0;
  bool picture = false;
};

/// What is gathered beside the body; complete after the body's end.
struct RtfExtras {
  std::string properties;  ///< "Key: value" lines
  std::string headers, footnotes, comments, links;
  std::vector<std::string> tables;
  std::vector<RtfObject> objects;
};

class RtfText final : public extract::TextMaker {
 public:
  /// At most `extras_max` bytes are gathered beside the body; further tables stay in the body,
  /// other texts are cut, which problem() tells.
  RtfText(extract::ByteInput& input, std::uint64_t extras_max);

  bool make(std::string& text) override;
  std::uint64_t consumed() const override { return tokens_.position(); }
  extract::Problem problem() const override;

  const RtfExtras& extras() const noexcept { return extras_; }
  RtfExtras& extras() noexcept { return extras_; }

 private:
  struct Group {
    RtfDestination destination = RtfDestination::body;
    RtfDestination outer = RtfDestination::body;  ///< the text that "same" belongs to
    bool begins = false;                          ///< this group began the destination
    bool starred = false;                         ///< "\*" came
    unsigned code_page = 1252;
    std::int32_t fallback_bytes = 1;  ///< \uc
  };

  void take(const RtfToken& token);
  void open_group();
  void close_group();
  void word(const RtfToken& token);
  bool formatting(const RtfToken& token);
  bool table_word(const RtfToken& token);
  void font_word(const RtfToken& token);
  void symbol(char symbol);
  void unicode(std::int32_t code);
  void bytes(std::string_view bytes);
  void begin(RtfDestination destination, std::string_view word);
  void finish();
  void finish_value();
  void flush();
  void emit(std::string_view text);
  void append_extra(std::string& to, std::string_view text);
  void end_cell();
  void end_row();
  void end_table();
  void end_paragraph();
  bool skip_fallback();

  Group& group() { return groups_.back(); }

  RtfTokens tokens_;
  std::uint64_t extras_max_;
  std::uint64_t extras_used_ = 0;
  RtfExtras extras_;
  std::vector<Group> groups_;
  std::uint64_t groups_left_out_ = 0;
  std::map<unsigned, CodePage> code_pages_;
  std::map<std::int32_t, unsigned> fonts_;
  std::int32_t font_ = 0, default_font_ = 0;
  unsigned document_code_page_ = 1252;
  std::string pending_;  ///< bytes of the current code page, not decoded yet
  std::int32_t fallback_left_ = 0;
  char32_t high_surrogate_ = 0;
  std::string body_;  ///< ready to be given away
  std::string run_;   ///< of the body since the last paragraph or cell
  bool in_table_ = false;
  std::string table_;
  std::size_t table_rows_ = 0, table_columns_ = 0, row_cells_ = 0;
  std::string value_, value_name_, comment_author_;
  bool ended_ = false;
  bool cut_ = false;
};

}  // namespace braque::documents
