#include "extract/markup.hpp"

#include <algorithm>
#include <array>

#include "extract/html_entities.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kNameBytesMax = 64;

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

constexpr bool may_be_in_name(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == ':' || byte == '_' || byte == '-' ||
         byte == '.' || static_cast<unsigned char>(byte) >= 0x80;
}

constexpr std::array<bool, 256> kNameBytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < 256; ++i) table[i] = may_be_in_name(static_cast<char>(i));
  return table;
}();

bool is_name_byte(char byte) { return kNameBytes[static_cast<unsigned char>(byte)]; }

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
         static_cast<unsigned char>(byte) >= 0x80;
}

/// HTML elements that do not break a line of text (HTML 4.01, section 7.5.3).
bool is_inline(std::string_view element) {
  if (element.empty() || element.size() > 7) return false;
  constexpr std::string_view kInline[] = {
      "a",    "abbr", "acronym", "b",    "bdo",  "big",  "cite", "code",   "del",   "em",
      "font", "i",    "ins",     "kbd",  "label", "mark", "nobr", "q",     "s",     "samp",
      "small", "span", "strike", "strong", "sub", "sup",  "time", "tt",    "u",     "var", "wbr"};
  // By length and first letter first: this is asked at every tag.
  for (const std::string_view word : kInline)
    if (word.size() == element.size() && word[0] == element[0] && word == element) return true;
  return false;
}

char break_of(std::string_view element, bool html) {
  if (!html) return '\n';
  if (element == "td" || element == "th") return '\t';
  return is_inline(element) ? '\0' : '\n';
}

bool starts_with_folded(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char byte = text[i];
    if ((byte >= 'A' && byte <= 'Z' ? byte + 32 : byte) != lower[i]) return false;
  }
  return true;
}

}  // namespace

MarkupLexer::MarkupLexer(const TextWindow& window, bool html, RewrittenText& out,
                         std::vector<MarkupCell>* cells)
    : text_(window.text), out_(out), cells_(cells), scanner_(window.text, '<', '&'), html_(html) {
  out_.begin(window);
}

std::size_t MarkupLexer::run(std::size_t at, std::size_t limit, MarkupState& state) {
  limit = std::min(limit, text_.size());
  while (at < limit) {
    switch (state.mode) {
      case MarkupMode::text: at = text(at, limit, state); break;
      case MarkupMode::tag: at = tag(at, state); break;
      case MarkupMode::value:
      case MarkupMode::bare: at = value(at, limit, state); break;
      case MarkupMode::script: at = script(at, limit, state); break;
    }
  }
  return at;
}

void MarkupLexer::finish(MarkupState&) { end_cell(); }

void MarkupLexer::copy(std::size_t from, std::size_t to, MarkupState& state) {
  if (from >= to) return;
  out_.copy(from, to);
  state.last = text_[to - 1];
}

void MarkupLexer::break_line(std::size_t at, char kind, MarkupState& state) {
  if (kind == '\0' || state.last == '\n' || state.last == kind) return;
  out_.put(at, kind == '\n' ? "\n" : "\t");
  state.last = kind;
}

void MarkupLexer::begin_cell(const std::string& name) {
  if (cells_ == nullptr) return;
  cell_open_ = !name.empty();
  cell_begin_ = out_.size();
  cell_name_ = name;
}

void MarkupLexer::end_cell() {
  if (cells_ == nullptr || !cell_open_) return;
  cell_open_ = false;
  const std::string_view made = out_.text();
  std::size_t begin = cell_begin_;
  std::size_t end = made.size();
  while (begin < end && is_blank(made[begin])) ++begin;
  while (end > begin && is_blank(made[end - 1])) --end;
  if (begin == end) return;
  cells_->push_back({row_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                     cell_name_});
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
  return text_[at] == '&' ? entity(at, state) : markup(at, state);
}

/// What a '<' begins. Comments and CDATA sections lose their delimiters and keep their text.
std::size_t MarkupLexer::markup(std::size_t at, MarkupState& state) {
  const std::string_view rest = text_.substr(at, kNameBytesMax + 3);
  if (rest.starts_with("<!--")) {
    break_line(at, '\n', state);
    return at + 4;
  }
  if (rest.starts_with("<![CDATA[")) return at + 9;
  std::size_t name = 1;
  const bool closing = rest.size() > 1 && rest[1] == '/';
  const bool declaration = rest.size() > 1 && (rest[1] == '!' || rest[1] == '?');
  if (closing || declaration) ++name;
  std::size_t end = name;
  while (end < rest.size() && is_name_byte(rest[end])) ++end;
  const bool named = end > name && is_letter(rest[name]);
  const bool ended = end < rest.size() && (is_blank(rest[end]) || rest[end] == '>' ||
                                           rest[end] == '/' || rest[end] == '?');
  if (!named || !ended) {
    copy(at, at + 1, state);
    return at + 1;
  }
  end_cell();
  std::string& element = state.element;  // Its memory is used again and again.
  element.assign(rest, name, end - name);
  if (html_) {
    for (char& byte : element) {
      if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
    }
  } else if (const std::size_t colon = element.rfind(':'); colon != std::string::npos) {
    element.erase(0, colon + 1);
  }
  break_line(at, break_of(element, html_), state);
  row_ += closing && state.after_end_tag;
  state.after_end_tag = closing;
  state.closing = closing || declaration;
  state.empty = state.attributes = false;
  state.mode = MarkupMode::tag;
  return at + end;
}

std::size_t MarkupLexer::tag_end(std::size_t at, MarkupState& state) {
  if (state.attributes) {
    out_.put(at, " ");
    state.last = ' ';
  }
  state.mode = MarkupMode::text;
  const bool opens = !state.closing && !state.empty;
  if (html_ && opens && (state.element == "script" || state.element == "style")) {
    state.mode = MarkupMode::script;
  }
  if (state.empty) state.after_end_tag = true;
  if (!opens) state.element.clear();
  if (!html_) begin_cell(state.element);
  return at + 1;
}

std::size_t MarkupLexer::tag(std::size_t at, MarkupState& state) {
  const char byte = text_[at];
  if (byte == '>') return tag_end(at, state);
  if (byte == '<') {  // The tag was never closed.
    state.mode = MarkupMode::text;
    return at;
  }
  if (is_blank(byte) || byte == '/' || byte == '?') {
    state.empty = byte == '/';
    return at + 1;
  }
  if (byte == '"' || byte == '\'') {
    copy(at, at + 1, state);
    state.quote = byte;
    state.mode = MarkupMode::value;
    begin_cell(state.attribute);
    return at + 1;
  }
  if (byte == '=') {
    copy(at, at + 1, state);
    ++at;
    const bool bare = at < text_.size() && !is_blank(text_[at]) && text_[at] != '"' &&
                      text_[at] != '\'' && text_[at] != '>';
    if (bare) {
      state.mode = MarkupMode::bare;
      begin_cell(state.attribute);
    }
    return at;
  }
  std::size_t end = at + 1;
  const std::size_t bound = std::min(text_.size(), at + kNameBytesMax);
  while (end < bound && !is_blank(text_[end]) &&
         std::string_view("=>\"'/<").find(text_[end]) == std::string_view::npos) {
    ++end;
  }
  if (at > 0 && text_[at - 1] == ' ') {
    copy(at - 1, end, state);  // The blank comes along, so that attributes follow one another.
  } else {
    out_.put(at, " ");
    copy(at, end, state);
  }
  state.attribute.assign(text_.substr(at, end - at));
  state.attributes = true;
  return end;
}

std::size_t MarkupLexer::value(std::size_t at, std::size_t limit, MarkupState& state) {
  const bool bare = state.mode == MarkupMode::bare;
  std::size_t stop = at;
  const auto ends = [&](char byte) {
    return bare ? is_blank(byte) || byte == '>' : byte == state.quote;
  };
  while (stop < limit && text_[stop] != '&' && !ends(text_[stop])) ++stop;
  copy(at, stop, state);
  if (stop >= limit) return stop;
  if (!ends(text_[stop])) return entity(stop, state);
  end_cell();
  state.mode = MarkupMode::tag;
  if (bare) return stop;
  copy(stop, stop + 1, state);
  return stop + 1;
}

std::size_t MarkupLexer::script(std::size_t at, std::size_t limit, MarkupState& state) {
  const std::size_t stop = std::min(find_byte(text_, at, '<'), limit);
  copy(at, stop, state);
  if (stop >= limit) return stop;
  const std::string_view rest = text_.substr(stop, kNameBytesMax);
  if (rest.starts_with("</") && starts_with_folded(rest.substr(2), state.element)) {
    state.mode = MarkupMode::text;
    return stop;
  }
  copy(stop, stop + 1, state);
  return stop + 1;
}

}  // namespace braque::extract
