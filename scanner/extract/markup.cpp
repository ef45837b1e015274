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

/// A short name as a number, as MarkupName::assign_folded() makes it.
constexpr std::uint64_t code(std::string_view name) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(name[i])) << (8 * i);
  }
  return value;
}

/// What an element puts between the texts before and behind its tags: the HTML elements that do not
/// break a line of text are those of HTML 4.01, section 7.5.3. A switch, because this is asked at
/// every tag.
char break_of(std::uint64_t element) {
  switch (element) {
    case code("td"): case code("th"):
      return '\t';
    case code("a"): case code("abbr"): case code("acronym"): case code("b"): case code("bdo"):
    case code("big"): case code("cite"): case code("code"): case code("del"): case code("em"):
    case code("font"): case code("i"): case code("ins"): case code("kbd"): case code("label"):
    case code("mark"): case code("nobr"): case code("q"): case code("s"): case code("samp"):
    case code("small"): case code("span"): case code("strike"): case code("strong"):
    case code("sub"): case code("sup"): case code("time"): case code("tt"): case code("u"):
    case code("var"): case code("wbr"):
      return '\0';
    default:
      return '\n';
  }
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

std::uint64_t MarkupName::assign_folded(std::string_view name) {
  size_ = static_cast<std::uint8_t>(std::min(name.size(), kBytesMax));
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    const char byte = name[i];
    bytes_[i] = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
    if (i < 8) number |= std::uint64_t{static_cast<unsigned char>(bytes_[i])} << (8 * i);
  }
  return size_ <= 8 ? number : 0;
}

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
      case MarkupMode::tag: at = tag(at, limit, state); break;
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
  out_.put(at, kind);
  state.last = kind;
}

void MarkupLexer::open_cell(const MarkupName& name) {
  cell_open_ = !name.empty();
  cell_begin_ = out_.size();
  cell_name_ = name.view();
}

void MarkupLexer::close_cell() {
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
  end_cell();
  std::string_view element = rest.substr(name, end - name);
  if (html_) {
    break_line(at, break_of(state.element.assign_folded(element)), state);
  } else {
    element.remove_prefix(element.rfind(':') + 1);  // npos + 1 is 0
    state.element.assign(element);
    break_line(at, '\n', state);
  }
  row_ += closing && state.after_end_tag;
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
  const std::string_view element = state.element.view();
  if (html_ && opens && (element == "script" || element == "style")) {
    state.mode = MarkupMode::script;
  }
  if (state.empty) state.after_end_tag = true;
  if (!opens) state.element.clear();
  if (!html_) begin_cell(state.element);
  return at + 1;
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
      case ' ': case '\t': case '\n': case '\r': case '/': case '?':
        state.empty = byte == '/';
        ++at;
        break;
      case '"': case '\'':
        copy(at, at + 1, state);
        state.quote = byte;
        state.mode = MarkupMode::value;
        begin_cell(state.attribute);
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
    begin_cell(state.attribute);
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
  if (stop >= limit || !ends(text_[stop])) {
    copy(at, stop, state);
    return stop >= limit ? stop : entity(stop, state);
  }
  state.mode = MarkupMode::tag;
  if (cells_ != nullptr || bare) {
    copy(at, stop, state);
    end_cell();
    if (bare) return stop;
    at = stop;
  }
  copy(at, stop + 1, state);
  return stop + 1;
}

std::size_t MarkupLexer::script(std::size_t at, std::size_t limit, MarkupState& state) {
  const std::size_t stop = std::min(find_byte(text_, at, '<'), limit);
  copy(at, stop, state);
  if (stop >= limit) return stop;
  const std::string_view rest = text_.substr(stop, kNameBytesMax);
  if (rest.starts_with("</") && starts_with_folded(rest.substr(2), state.element.view())) {
    state.mode = MarkupMode::text;
    return stop;
  }
  copy(stop, stop + 1, state);
  return stop + 1;
}

}  // namespace braque::extract
