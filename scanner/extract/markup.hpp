// Markup (XML and HTML) to text: tags out, entities decoded, attributes kept. No tree, no DTD, no
// expansion; whatever does not look like markup is text.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/byte_scan.hpp"
#include "extract/chat_markup.hpp"
#include "extract/html_table.hpp"
#include "extract/rewritten_text.hpp"

namespace braque::extract {

enum class MarkupMode : std::uint8_t {
  text,    ///< between tags
  tag,     ///< inside a tag, between attributes
  value,   ///< inside a quoted attribute value
  bare,    ///< inside an attribute value without quotes
  script,  ///< inside an HTML script or style element
};

/// The name of an element or attribute. Bounded, in place: a name is met with every tag.
class MarkupName {
 public:
  static constexpr std::size_t kBytesMax = 68;

  std::string_view view() const { return {bytes_.data(), size_}; }
  bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }
  void assign(std::string_view name) {
    size_ = static_cast<std::uint8_t>(std::min(name.size(), kBytesMax));
    for (std::size_t i = 0; i < size_; ++i) bytes_[i] = name[i];
  }

 private:
  std::uint8_t size_ = 0;
  std::array<char, kBytesMax> bytes_{};
};

/// What has to be known to go on in the middle of markup.
struct MarkupState {
  MarkupMode mode = MarkupMode::text;
  char quote = '"';
  char last = '\n';         ///< last byte of text made
  bool closing = false;     ///< the tag is an end tag
  bool empty = false;       ///< the tag ended in "/>"
  bool attributes = false;  ///< the tag had attributes
  bool after_end_tag = false;
  ChatRole role = ChatRole::none;      ///< of the text at hand, in a conversation
  ChatRole tag_role = ChatRole::none;  ///< what the class of the tag at hand says
  TablePlace place;                    ///< in the tables of HTML
  std::uint64_t html_element = 0;      ///< last tag's name in HTML, as a number (markup.cpp)
  MarkupName element;                  ///< last start tag's name in XML, "" behind an end tag
  MarkupName attribute;                ///< name of the attribute at hand
};

/// What is being lexed.
enum class Markup : std::uint8_t { xml, html, chat };

/// A stretch of the text made, and the name of its element or attribute.
struct MarkupCell {
  std::uint32_t row;
  std::uint32_t begin;
  std::uint32_t end;
  std::string_view name;  ///< in the window's text, or in the state that its lexer began with
};

/// Lexes one window from a state on. Pieces that are cut by the window's end come out as they are.
class MarkupLexer {
 public:
  /// `cells` receives the texts of elements and attributes, of a conversation in HTML its authors,
  /// dates and messages; `headers` keeps the names of the columns of tables in HTML. Everything is
  /// borrowed, `start` too.
  MarkupLexer(const TextWindow& window, Markup markup, const MarkupState& start,
              TableHeaders& headers, RewrittenText& out, std::vector<MarkupCell>& cells);

  /// Goes on from `at` in `state` until `limit` is reached or passed (a tag's name, an entity and
  /// an attribute's name are not cut); returns where it stands.
  std::size_t run(std::size_t at, std::size_t limit, MarkupState& state);
  /// Ends the cell at hand.
  void finish() { end_cell(0); }

 private:
  std::size_t text(std::size_t at, std::size_t limit, MarkupState& state);
  std::size_t markup(std::size_t at, std::size_t limit, MarkupState& state);
  std::size_t tag(std::size_t at, std::size_t limit, MarkupState& state);
  std::size_t attribute(std::size_t at, MarkupState& state);
  std::size_t equals_sign(std::size_t at, MarkupState& state);
  std::size_t tag_end(std::size_t at, MarkupState& state);
  std::size_t value(std::size_t at, std::size_t limit, MarkupState& state);
  std::size_t script(std::size_t at, std::size_t limit, MarkupState& state);
  std::size_t entity(std::size_t at, MarkupState& state);
  void copy(std::size_t from, std::size_t to, MarkupState& state);
  void break_line(std::size_t at, char kind, MarkupState& state);
  std::size_t value_end(std::size_t at, std::size_t limit, char quote) const;
  void begin_cell(std::string_view name) {
    cell_open_ = !name.empty();
    cell_begin_ = out_.size();
    cell_name_ = name;
  }
  /// The last `behind` bytes made do not belong to the cell any more.
  void end_cell(std::size_t behind) {
    if (cell_open_) close_cell(out_.size() - behind);
  }
  void close_cell(std::size_t end);
  void note_class(MarkupState& state) const;
  void begin_role(MarkupState& state);
  void gather_header();
  void follow_table(MarkupState& state);

  std::string_view text_;
  TableHeaders& headers_;
  RewrittenText& out_;
  std::vector<MarkupCell>& cells_;
  PairScanner scanner_;
  std::string_view element_;    ///< MarkupState::element, where it was read
  std::string_view attribute_;  ///< the same
  std::size_t cell_begin_ = 0;
  std::string_view cell_name_;
  std::string header_;            ///< text of the header cell at hand
  std::size_t header_begin_ = 0;  ///< of what is not in header_ yet, in the text made
  std::uint32_t row_ = 0;
  bool cell_open_ = false;
  bool html_;
  bool chat_;
};

}  // namespace braque::extract
