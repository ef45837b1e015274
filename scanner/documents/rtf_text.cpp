#include "documents/rtf_text.hpp"

#include <algorithm>
#include <utility>

#include "documents/property_lines.hpp"

namespace braque::documents {
namespace {

using enum RtfDestination;
using Kind = RtfToken::Kind;

constexpr std::size_t kPieceBytes = 16U << 10;
constexpr std::size_t kGroupsMax = 10'000;
constexpr std::size_t kValueBytesMax = 1U << 20;
constexpr std::size_t kRunBytesMax = 1U << 20;
constexpr std::size_t kPendingBytesMax = 4096;
constexpr std::size_t kCodePagesMax = 64;
constexpr std::size_t kObjectsMax = 100'000;

/// "HYPERLINK "mailto:..." \o "..."": the address, which is what was quoted, or the next word.
std::string_view link_address(std::string_view instruction) {
  constexpr std::string_view kName = "HYPERLINK";
  const auto at = instruction.find(kName);
  if (at == std::string_view::npos) return {};
  instruction.remove_prefix(at + kName.size());
  const auto quote = instruction.find('"');
  const char end = quote == std::string_view::npos ? ' ' : '"';
  const auto first =
      quote == std::string_view::npos ? instruction.find_first_not_of(' ') : quote + 1;
  if (first == std::string_view::npos) return {};
  instruction.remove_prefix(first);
  return instruction.substr(0, instruction.find(end));
}

}  // namespace

RtfText::RtfText(extract::ByteInput& input, std::uint64_t extras_max)
    : tokens_(input), extras_max_(extras_max), groups_(1) {}

bool RtfText::make(std::string& text) {
  while (!ended_ && body_.size() < kPieceBytes) take(tokens_.next());
  text += body_;
  body_.clear();
  return !ended_;
}

extract::Problem RtfText::problem() const {
  if (tokens_.problem()) return tokens_.problem();
  if (groups_.size() > 1) return {Reason::corrupt, "it ends within a group"};
  if (cut_) return {Reason::budget_memory, "too much text beside the body"};
  return {};
}

void RtfText::take(const RtfToken& token) {
  switch (token.kind) {
    case Kind::end:
      flush();
      while (groups_.size() > 1 && group().destination != body) close_group();
      end_paragraph();
      end_table();
      ended_ = true;
      return;
    case Kind::open:
      return open_group();
    case Kind::close:
      return close_group();
    case Kind::text:
      return bytes(token.text);
    case Kind::binary:
      return;
    case Kind::byte: {
      const char byte = static_cast<char>(token.parameter);
      return bytes({&byte, 1});
    }
    case Kind::symbol:
      if (!skip_fallback()) symbol(token.symbol);
      return;
    case Kind::word:
      if (!skip_fallback()) word(token);
      return;
  }
}

/// A control word or symbol counts as one character of what stands in for a Unicode character.
bool RtfText::skip_fallback() {
  if (fallback_left_ == 0) return false;
  --fallback_left_;
  return true;
}

void RtfText::open_group() {
  flush();
  fallback_left_ = 0;
  if (groups_.size() >= kGroupsMax) {
    ++groups_left_out_;
    return;
  }
  groups_.push_back(group());
  group().begins = false;
  group().starred = false;
}

void RtfText::close_group() {
  flush();
  fallback_left_ = 0;
  if (groups_left_out_ > 0) {
    --groups_left_out_;
    return;
  }
  if (group().begins)
    finish();
  else if (group().destination == variable)
    value_ += ' ';
  if (groups_.size() > 1) groups_.pop_back();
}

void RtfText::symbol(char symbol) {
  switch (symbol) {
    case '*':
      group().starred = true;
      return;
    case '~':
      return emit("\u00a0");
    case '_':
      return emit("-");
    case '\n':
    case '\r': {
      RtfToken paragraph;
      paragraph.kind = Kind::word;
      paragraph.text = "par";
      return word(paragraph);
    }
    case '\t':
      return emit("\t");
    case '\\':
    case '{':
    case '}':
      return emit(std::string_view(&symbol, 1));
    default:
      return;  // optional hyphens and marks of index entries
  }
}

/// "Unicode RTF": \uN is signed and 16 bits wide, so larger characters come in halves.
void RtfText::unicode(std::int32_t code) {
  fallback_left_ = group().fallback_bytes;
  flush();
  auto character = static_cast<char32_t>(code < 0 ? code + 0x10000 : code);
  if (character >= 0xd800 && character < 0xdc00) {
    high_surrogate_ = character;
    return;
  }
  if (character >= 0xdc00 && character < 0xe000 && high_surrogate_ != 0)
    character = 0x10000 + ((high_surrogate_ - 0xd800) << 10) + (character - 0xdc00);
  high_surrogate_ = 0;
  // "Symbol" fonts: their bytes in the private area.
  if (character >= 0xf020 && character <= 0xf0ff) character -= 0xf000;
  std::string text;
  append_character(text, character);
  emit(text);
}

void RtfText::bytes(std::string_view bytes) {
  const auto skipped_bytes =
      std::min(bytes.size(), static_cast<std::size_t>(std::max(fallback_left_, 0)));
  fallback_left_ -= static_cast<std::int32_t>(skipped_bytes);
  bytes.remove_prefix(skipped_bytes);
  const RtfDestination where = group().destination;
  if (where == skipped || where == font_table || where == object_data || where == picture ||
      where == object || where == object_class || where == info)
    return;
  pending_ += bytes;
  if (pending_.size() >= kPendingBytesMax) flush();
}

void RtfText::flush() {
  if (pending_.empty()) return;
  const std::string bytes = std::exchange(pending_, {});
  const unsigned number = group().code_page;
  if (code_pages_.size() >= kCodePagesMax) code_pages_.clear();
  const auto [page, added] = code_pages_.try_emplace(number, number);
  emit(page->second.decode(bytes));
}

void RtfText::append_extra(std::string& to, std::string_view text) {
  if (extras_used_ + text.size() > extras_max_) {
    cut_ = true;
    return;
  }
  extras_used_ += text.size();
  to += text;
}

/// Text in UTF-8, to where the group's text belongs. Pending bytes come before it.
void RtfText::emit(std::string_view text) {
  if (!pending_.empty()) flush();
  switch (group().destination) {
    case body:
      run_ += text;
      if (run_.size() > kRunBytesMax * (in_table_ ? 16U : 1U)) body_ += std::exchange(run_, {});
      return;
    case header:
      return append_extra(extras_.headers, text);
    case footnote:
      return append_extra(extras_.footnotes, text);
    case comment:
      return append_extra(extras_.comments, text);
    case comment_author:
    case link:
    case reviewers:
    case shape_name:
    case shape_value:
    case info_value:
    case property_name:
    case property_value:
    case variable:
      if (value_.size() < kValueBytesMax) value_ += text;
      return;
    default:
      return;
  }
}

/// Control words that only change how what follows is read.
bool RtfText::formatting(const RtfToken& token) {
  if (token.is_word("u")) {
    unicode(token.parameter);
  } else if (token.is_word("uc")) {
    group().fallback_bytes = std::clamp(token.parameter, 0, 16);
  } else if (token.is_word("ansicpg")) {
    flush();
    document_code_page_ = static_cast<unsigned>(std::max(token.parameter, 0));
    group().code_page = document_code_page_;
  } else if (token.is_word("mac") || token.is_word("pc") || token.is_word("pca")) {
    document_code_page_ = token.is_word("mac") ? 10000 : token.is_word("pc") ? 437 : 850;
    group().code_page = document_code_page_;
  } else if (token.is_word("deff")) {
    default_font_ = token.parameter;
  } else {
    return false;
  }
  return true;
}

void RtfText::font_word(const RtfToken& token) {
  constexpr std::size_t kFontsMax = 65'536;
  if (token.is_word("f")) font_ = token.parameter;
  if (fonts_.size() >= kFontsMax) return;
  if (token.is_word("fcharset"))
    fonts_[font_] = rtf_charset(token.parameter).value_or(document_code_page_);
  if (token.is_word("cpg") && token.parameter > 0)
    fonts_[font_] = static_cast<unsigned>(token.parameter);
}

void RtfText::word(const RtfToken& token) {
  if (formatting(token)) return;
  if (group().destination == font_table) return font_word(token);
  if (token.is_word("f") || token.is_word("plain")) {
    flush();
    const auto font = fonts_.find(token.is_word("f") ? token.parameter : default_font_);
    group().code_page = font == fonts_.end() ? document_code_page_ : font->second;
    return;
  }
  if (table_word(token)) return;
  if (const std::string_view text = rtf_text(token.text); !text.empty()) {
    // 0x0a would be lost in the emphasis of a paragraph: those of the body end a run.
    emit(text);
    if (token.is_word("par") && group().destination == body && !in_table_) end_paragraph();
    return;
  }
  if (const auto destination = rtf_destination(token.text)) return begin(*destination, token.text);
  if (group().starred) begin(skipped, token.text);
}

void RtfText::begin(RtfDestination destination, std::string_view word) {
  flush();
  Group& now = group();
  const bool outside_info =
      destination == info_value && now.destination != info && word != "generator";
  if (outside_info) return;
  now.starred = false;
  if (now.destination == skipped && destination != alternative) return;
  if (destination == same || destination == alternative) {
    now.destination = now.outer;
    if (word == "shptxt" || word == "dptxbxtext") emit("\n");
    return;
  }
  if (word == "nesttableprops") emit("\n");
  now.destination = destination;
  now.begins = true;
  switch (destination) {
    case header:
    case footnote:
    case comment:
      now.outer = destination;
      if (destination == comment && !comment_author_.empty())
        append_extra(extras_.comments, "Author: " + comment_author_ + "\n");
      return;
    case object_data:
    case picture:
      if (extras_.objects.size() < kObjectsMax)
        extras_.objects.push_back({tokens_.position(), destination == picture});
      else
        cut_ = true;
      return;
    case info_value:
      value_name_ = rtf_info_name(word);
      value_.clear();
      return;
    default:
      value_.clear();
      return;
  }
}

/// At the end of the group that began a destination.
void RtfText::finish() {
  switch (group().destination) {
    case header:
      return append_extra(extras_.headers, "\n");
    case footnote:
      return append_extra(extras_.footnotes, "\n");
    case comment:
      return append_extra(extras_.comments, "\n\n");
    default:
      return finish_value();
  }
}

void RtfText::finish_value() {
  const std::string value = std::exchange(value_, {});
  std::string line;
  switch (group().destination) {
    case comment_author:
      comment_author_ = value;
      return;
    case info_value:
      add_property(line, value_name_, value);
      return append_extra(extras_.properties, line);
    case property_name:
    case shape_name:
      value_name_ = value;
      return;
    case property_value:
      add_property(line, value_name_, value);
      return append_extra(extras_.properties, line);
    case shape_value:
      // "Drawing Object Properties": text as a drawing, and what a picture shows in words.
      if (value_name_ == "gtextUNICODE" || value_name_ == "wzDescription") run_ += value + '\n';
      return;
    case reviewers:
      add_property(line, "Reviewers", value);
      return append_extra(extras_.properties, line);
    case variable:
      add_property(line, "Variable", value);
      return append_extra(extras_.properties, line);
    case link:
      if (const auto address = link_address(value); !address.empty())
        append_extra(extras_.links, std::string(address) + '\n');
      return;
    default:
      return;
  }
}

/// "Table Definitions".
bool RtfText::table_word(const RtfToken& token) {
  const bool in_body = group().destination == body;
  if (token.is_word("intbl")) {
    in_table_ = true;
  } else if (token.is_word("pard")) {
    flush();
    in_table_ = false;
  } else if (token.is_word("cell")) {
    flush();
    if (in_body)
      end_cell();
    else
      emit("\t");
  } else if (token.is_word("row")) {
    flush();
    if (in_body)
      end_row();
    else
      emit("\n");
  } else if (token.is_word("nestcell")) {
    emit("\t");
  } else {
    return false;
  }
  return true;
}

void RtfText::end_cell() {
  while (!run_.empty() && (run_.back() == '\n' || run_.back() == ' ')) run_.pop_back();
  if (row_cells_ > 0) table_ += '\t';
  extract::TableText(table_).cell(0, run_);
  run_.clear();
  ++row_cells_;
  // A table too large to be kept beside the body is a part of it.
  if (extras_used_ + table_.size() > extras_max_ / 2) body_ += std::exchange(table_, {});
}

void RtfText::end_row() {
  if (!run_.empty()) end_cell();
  if (row_cells_ == 0) return;
  table_ += '\n';
  ++table_rows_;
  table_columns_ = std::max(table_columns_, row_cells_);
  row_cells_ = 0;
}

/// Small tables are layout, or labels and values: they are read with the text around them.
void RtfText::end_table() {
  if (row_cells_ > 0) end_row();
  if (table_.empty()) return;
  constexpr std::size_t kRowsMin = 3, kColumnsMin = 2, kTablesMax = 100'000;
  const bool keep = table_rows_ >= kRowsMin && table_columns_ >= kColumnsMin &&
                    extras_.tables.size() < kTablesMax;
  if (keep) {
    extras_used_ += table_.size();
    extras_.tables.push_back(std::move(table_));
  } else {
    body_ += table_;
  }
  table_.clear();
  table_rows_ = table_columns_ = 0;
}

void RtfText::end_paragraph() {
  flush();
  if (run_.empty()) return;
  end_table();
  body_ += std::exchange(run_, {});
}

}  // namespace braque::documents
