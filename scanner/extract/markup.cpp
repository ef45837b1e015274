#include "extract/markup.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/html_entities.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kNameBytesMax = 64;

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

constexpr bool may_be_in_name(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == ':' || byte == '_' || byte == '-' || byte == '.' ||
         static_cast<unsigned char>(byte) >= 0x80;
}

constexpr std::array<bool, 256> kNameBytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < 256; ++i) table[i] = may_be_in_name(static_cast<char>(i));
  return table;
}();

static_assert(MarkupName::kBytesMax >= kNameBytesMax + 3);

bool is_name_byte(char byte) { return kNameBytes[static_cast<unsigned char>(byte)]; }

/// What ends the name of an attribute.
constexpr std::array<bool, 256> kAttributeEnds = [] {
  std::array<bool, 256> table{};
  for (const char byte : {' ', '\t', '\n', '\r', '=', '>', '"', '\'', '/', '<'}) {
    table[static_cast<unsigned char>(byte)] = true;
  }
  return table;
}();

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
         static_cast<unsigned char>(byte) >= 0x80;
}

/// A name of up to eight bytes as a number, the first byte lowest.
constexpr std::uint64_t code(std::string_view name) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(name[i])) << (8 * i);
  }
  return value;
}

/// The same in lower case; 0 for longer names. Eight bytes are folded at once: adding carries into
/// a byte's highest bit when it is at least 'A', and when it is beyond 'Z'.
std::uint64_t folded_code(std::string_view name) {
  if (name.size() > 8) return 0;
  constexpr std::uint64_t kEach = 0x0101010101010101ULL;
  const std::uint64_t bytes = code(name);
  const std::uint64_t low = bytes & 0x7f * kEach;
  const std::uint64_t capital =
      (low + (0x80 - 'A') * kEach) & ~(low + (0x7f - 'Z') * kEach) & ~bytes & 0x80 * kEach;
  return bytes | capital >> 2;
}

constexpr std::uint64_t kScript = code("script");
constexpr std::uint64_t kStyle = code("style");
constexpr std::uint64_t kTable = code("table");
constexpr std::uint64_t kTr = code("tr");
constexpr std::uint64_t kTd = code("td");
constexpr std::uint64_t kTh = code("th");

/// The HTML elements that do not break a line of text (HTML 4.01, section 7.5.3), and the cells of
/// tables, by a hash without collisions: this is asked at every tag, and is hard to predict.
class LineBreaks {
 public:
  constexpr LineBreaks() {
    while (!fill()) multiplier_ += 0x9e3779b97f4a7c16ULL;  // Stays odd.
  }
  /// What an element puts between the texts before and behind its tags.
  char of(std::uint64_t element) const {
    const std::size_t at = place(element);
    if (element == 0 || places_[at] != element) return '\n';
    return element == code("td") || element == code("th") ? '\t' : '\0';
  }

 private:
  constexpr std::size_t place(std::uint64_t element) const {
    return static_cast<std::size_t>((element * multiplier_) >> 56);
  }
  constexpr bool fill() {
    places_ = {};
    for (const std::string_view name :
         {"a",  "abbr", "acronym", "b",    "bdo",    "big",    "cite", "code", "del",
          "em", "font", "i",       "ins",  "kbd",    "label",  "mark", "nobr", "q",
          "s",  "samp", "small",   "span", "strike", "strong", "sub",  "sup",  "td",
          "th", "time", "tt",      "u",    "var",    "wbr"}) {
      std::uint64_t& entry = places_[place(code(name))];
      if (entry != 0) return false;
      entry = code(name);
    }
    return true;
  }

  std::uint64_t multiplier_ = 0x9e3779b97f4a7c15ULL;
  std::array<std::uint64_t, 256> places_{};
};

constexpr LineBreaks kLineBreaks;

bool starts_with_folded(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char byte = text[i];
    if ((byte >= 'A' && byte <= 'Z' ? byte + 32 : byte) != lower[i]) return false;
  }
  return true;
}

/// The column of a role; "" for text that is nobody's.
std::string_view name_of(ChatRole role) {
  switch (role) {
    case ChatRole::author:
      return "author";
    case ChatRole::date:
      return "date";
    case ChatRole::text:
      return "message";
    default:
      return {};
  }
}

}  // namespace

MarkupLexer::MarkupLexer(const TextWindow& window, Markup markup, const MarkupState& start,
                         TableHeaders& headers, RewrittenText& out, std::vector<MarkupCell>& cells)
    : text_(window.text),
      headers_(headers),
      out_(out),
      cells_(cells),
      scanner_(window.text, '<', '&'),
      element_(start.element.view()),
      attribute_(start.attribute.view()),
      html_(markup != Markup::xml),
      chat_(markup == Markup::chat) {
  out_.begin(window);
  if (start.mode != MarkupMode::text) return;
  if (chat_)
    begin_cell(name_of(start.role));
  else if (html_ && start.place.in_cell && start.place.headed)
    begin_cell(headers_.name(start.place.table, start.place.column));
}

std::size_t MarkupLexer::run(std::size_t at, std::size_t limit, MarkupState& state) {
  limit = std::min(limit, text_.size());
  while (at < limit) {
    switch (state.mode) {
      case MarkupMode::text:
        at = text(at, limit, state);
        break;
      case MarkupMode::tag:
        at = tag(at, limit, state);
        break;
      case MarkupMode::value:
      case MarkupMode::bare:
        at = value(at, limit, state);
        break;
      case MarkupMode::script:
        at = script(at, limit, state);
        break;
    }
  }
  // The state outlives the text.
  state.element.assign(element_);
  state.attribute.assign(attribute_);
  return at;
}

void MarkupLexer::copy(std::size_t from, std::size_t to, MarkupState& state) {
  if (from >= to) return;
  out_.copy(from, to);
  state.last = text_[to - 1];
}

void MarkupLexer::break_line(std::size_t at, char kind, MarkupState& state) {
  if (kind == '\0' || state.last == '\n' || state.last == kind) return;
  out_.put(at, kind);
  state.last = kind;
}

void MarkupLexer::close_cell(std::size_t end) {
  cell_open_ = false;
  const std::string_view made = out_.text();
  std::size_t begin = cell_begin_;
  while (begin < end && is_blank(made[begin])) ++begin;
  while (end > begin && is_blank(made[end - 1])) --end;
  if (begin >= end) return;
  cells_.push_back(
      {row_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), cell_name_});
}

std::size_t MarkupLexer::entity(std::size_t at, MarkupState& state) {
  const Entity found = entity_at(text_, at, html_);
  if (found.length == 0) {
    copy(at, at + 1, state);
    return at + 1;
  }
  out_.put_character(at, found.character);
  state.last = found.character < 0x80 ? static_cast<char>(found.character) : 'x';
  return at + found.length;
}

std::size_t MarkupLexer::text(std::size_t at, std::size_t limit, MarkupState& state) {
  const std::size_t stop = std::min(scanner_.next(at), limit);
  if (stop > at) {
    copy(at, stop, state);
    return stop;
  }
  return text_[at] == '&' ? entity(at, state) : markup(at, limit, state);
}

/// What a '<' begins. Comments and CDATA sections lose their delimiters and keep their text.
std::size_t MarkupLexer::markup(std::size_t at, std::size_t limit, MarkupState& state) {
  const std::string_view rest = text_.substr(at, kNameBytesMax + 3);
  const char second = rest.size() > 1 ? rest[1] : '\0';
  if (second == '!') {
    if (rest.starts_with("<!--")) {
      break_line(at, '\n', state);
      return at + 4;
    }
    if (rest.starts_with("<![CDATA[")) return at + 9;
  }
  const bool closing = second == '/';
  const bool declaration = second == '!' || second == '?';
  const std::size_t name = closing || declaration ? 2 : 1;
  std::size_t end = name;
  while (end < rest.size() && is_name_byte(rest[end])) ++end;
  const bool named = end > name && is_letter(rest[name]);
  const bool ended = end < rest.size() && (is_blank(rest[end]) || rest[end] == '>' ||
                                           rest[end] == '/' || rest[end] == '?');
  if (!named || !ended) {
    copy(at, at + 1, state);
    return at + 1;
  }
  end_cell(0);
  const std::string_view element = rest.substr(name, end - name);
  if (html_) {
    if (state.place.gathers()) gather_header();
    state.html_element = folded_code(element);
    break_line(at, kLineBreaks.of(state.html_element), state);
  } else {
    element_ = element.substr(element.rfind(':') + 1);  // npos + 1 is 0
    break_line(at, '\n', state);
  }
  row_ += !chat_ && state.place.table == 0 && closing && state.after_end_tag;
  state.after_end_tag = closing;
  state.closing = closing || declaration;
  state.empty = state.attributes = false;
  state.mode = MarkupMode::tag;
  at += end;
  return at < limit && text_[at] == '>' ? tag_end(at, state) : at;
}

std::size_t MarkupLexer::tag_end(std::size_t at, MarkupState& state) {
  if (state.attributes) {
    out_.put(at, ' ');
    state.last = ' ';
  }
  state.mode = MarkupMode::text;
  const bool opens = !state.closing && !state.empty;
  if (html_ && opens && (state.html_element == kScript || state.html_element == kStyle)) {
    state.mode = MarkupMode::script;
  }
  if (state.empty) state.after_end_tag = true;
  if (!opens) element_ = {};
  if (!html_)
    begin_cell(element_);
  else if (chat_)
    begin_role(state);
  else if (state.place.table != 0 || state.html_element == kTable)
    follow_table(state);
  return at + 1;
}

/// Takes over the text before a tag in a header cell: tags and their attributes are not in it.
void MarkupLexer::gather_header() {
  constexpr std::size_t kHeaderBytesMax = 256;
  const std::string_view made = out_.text().substr(std::min(header_begin_, out_.size()));
  if (header_.size() < kHeaderBytesMax) header_ += made.substr(0, kHeaderBytesMax);
  header_begin_ = out_.size();
}

/// Behind a tag of HTML: into or out of a table, a row, a cell, or on in the one at hand.
void MarkupLexer::follow_table(MarkupState& state) {
  TablePlace& place = state.place;
  const std::uint64_t element = state.html_element;
  const bool opens = !state.closing && !state.empty;
  const bool cell = element == kTh || element == kTd;
  if (place.gathers() && (cell || element == kTr || element == kTable)) {
    std::string_view name = header_;
    while (!name.empty() && is_blank(name.front())) name.remove_prefix(1);
    while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
    headers_.add(place.table, place.column, name);
  }
  if (element == kTable) {
    if (opens)
      place.begin_table(headers_);
    else
      place.end_table();
  } else if (place.table == 0) {
    return;
  } else if (element == kTr) {
    row_ += opens;
    place.end_row(headers_);
  } else if (cell && opens) {
    place.begin_cell(element == kTh);
    header_.clear();
  } else if (cell) {
    place.end_cell();
  }
  header_begin_ = out_.size();
  if (place.in_cell && place.headed) begin_cell(headers_.name(place.table, place.column));
}

/// The value of an attribute was just made: the cell at hand.
void MarkupLexer::note_class(MarkupState& state) const {
  if (attribute_ == "class" && cell_open_)
    state.tag_role = chat_role_of_class(out_.text().substr(std::min(cell_begin_, out_.size())));
}

/// Behind a tag: the text that follows belongs to the last role that a tag told.
void MarkupLexer::begin_role(MarkupState& state) {
  const ChatRole told = std::exchange(state.tag_role, ChatRole::none);
  if (told == ChatRole::message) ++row_;
  if (told != ChatRole::none) state.role = told;
  begin_cell(name_of(state.role));
}

std::size_t MarkupLexer::tag(std::size_t at, std::size_t limit, MarkupState& state) {
  while (at < limit && state.mode == MarkupMode::tag) {
    const char byte = text_[at];
    switch (byte) {
      case '>':
        return tag_end(at, state);
      case '<':  // The tag was never closed.
        state.mode = MarkupMode::text;
        return at;
      case ' ':
      case '\t':
      case '\n':
      case '\r':
      case '/':
      case '?':
        state.empty = byte == '/';
        ++at;
        break;
      case '"':
      case '\'':
        copy(at, at + 1, state);
        state.quote = byte;
        state.mode = MarkupMode::value;
        begin_cell(attribute_);
        return at + 1;
      case '=':
        at = equals_sign(at, state);
        break;
      default:
        at = attribute(at, state);
    }
  }
  return at;
}

std::size_t MarkupLexer::equals_sign(std::size_t at, MarkupState& state) {
  copy(at, at + 1, state);
  ++at;
  const bool bare = at < text_.size() && !is_blank(text_[at]) && text_[at] != '"' &&
                    text_[at] != '\'' && text_[at] != '>';
  if (bare) {
    state.mode = MarkupMode::bare;
    begin_cell(attribute_);
  }
  return at;
}

/// The name of an attribute.
std::size_t MarkupLexer::attribute(std::size_t at, MarkupState& state) {
  std::size_t end = at + 1;
  const std::size_t bound = std::min(text_.size(), at + kNameBytesMax);
  while (end < bound && !kAttributeEnds[byte_at(text_, end)]) ++end;
  if (at > 0 && text_[at - 1] == ' ') {
    copy(at - 1, end, state);  // The blank comes along, so that attributes follow one another.
  } else {
    out_.put(at, ' ');
    copy(at, end, state);
  }
  attribute_ = text_.substr(at, end - at);
  state.attributes = true;
  return end;
}

/// The first '&' or end of a value at or after `at`, at most `limit`. Without a quote a blank or
/// '>' ends it.
std::size_t MarkupLexer::value_end(std::size_t at, std::size_t limit, char quote) const {
#if defined(__SSE2__)
  for (; quote != '\0' && at + 16 <= limit; at += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + at));
    const __m128i found = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(quote)),
                                       _mm_cmpeq_epi8(block, _mm_set1_epi8('&')));
    const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(found));
    if (mask != 0) return at + static_cast<std::size_t>(std::countr_zero(mask));
  }
#endif
  const auto ends = [quote](char byte) {
    return quote == '\0' ? is_blank(byte) || byte == '>' : byte == quote;
  };
  while (at < limit && text_[at] != '&' && !ends(text_[at])) ++at;
  return at;
}

std::size_t MarkupLexer::value(std::size_t at, std::size_t limit, MarkupState& state) {
  const bool bare = state.mode == MarkupMode::bare;
  const std::size_t stop = value_end(at, limit, bare ? '\0' : state.quote);
  if (stop >= limit || text_[stop] == '&') {
    copy(at, stop, state);
    return stop >= limit ? stop : entity(stop, state);
  }
  state.mode = MarkupMode::tag;
  if (chat_) {
    copy(at, stop, state);
    note_class(state);
    at = stop;
  }
  const std::size_t quote_bytes = bare ? 0 : 1;
  copy(at, stop + quote_bytes, state);
  end_cell(quote_bytes);
  return stop + quote_bytes;
}

std::size_t MarkupLexer::script(std::size_t at, std::size_t limit, MarkupState& state) {
  const std::size_t stop = std::min(find_byte(text_, at, '<'), limit);
  copy(at, stop, state);
  if (stop >= limit) return stop;
  const std::string_view rest = text_.substr(stop, kNameBytesMax);
  if (rest.starts_with("</") &&
      starts_with_folded(rest.substr(2), state.html_element == kStyle ? "style" : "script")) {
    state.mode = MarkupMode::text;
    return stop;
  }
  copy(stop, stop + 1, state);
  return stop + 1;
}

}  // namespace braque::extract
