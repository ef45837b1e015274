#include <algorithm>

#include "extract/csv.hpp"

namespace braque::extract {
namespace {

/// A quoted field longer than this is looked at again: its quote may be a stray one.
constexpr std::size_t kQuotedBytesMax = 64U << 10;
/// After a quote that nothing closes, quotes mean nothing for so many bytes: hostile input could
/// otherwise make every field look for its end in vain.
constexpr std::size_t kPlainBytes = 4096;

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; }

}  // namespace

void CsvCursor::finish(CsvField& field, std::size_t end) {
  field.end = end;
  while (field.end > field.begin && is_blank(text_[field.end - 1])) --field.end;
}

CsvField CsvCursor::plain_field(std::size_t position) {
  CsvField field;
  const std::size_t stop = scanner_.next(position);
  field.begin = position;
  while (field.begin < stop && is_blank(text_[field.begin])) ++field.begin;
  finish(field, stop);
  field.row_ends = stop >= text_.size() || text_[stop] == '\n';
  field.next = std::min(stop + 1, text_.size());
  return field;
}

bool CsvCursor::quoted_field(std::size_t quote, CsvField& field) {
  field.begin = quote + 1;
  const std::size_t size = text_.size();
  const std::size_t bound = std::min(size, quote + kQuotedBytesMax);
  for (std::size_t at = quote + 1;;) {
    at = find_byte(text_, at, '"');
    if (at >= bound) break;
    if (at + 1 < size && text_[at + 1] == '"') {
      at += 2;
      continue;
    }
    std::size_t after = at + 1;
    while (after < size && text_[after] != separator_ && is_blank(text_[after])) ++after;
    if (after < size && text_[after] != separator_ && text_[after] != '\n') {
      at = after;  // A quote in the middle: `"Le "Bon" coin"`, written by hand.
      continue;
    }
    field.end = at;
    field.row_ends = after >= size || text_[after] == '\n';
    field.next = std::min(after + 1, size);
    return true;
  }
  // Not closed: the text may end within the field, or the quote is an ordinary character. The
  // latter when its line is a row of its own.
  if (bound < size || find_byte(text_, quote, '\n') < size) {
    plain_until_ = quote + kPlainBytes;
    return false;
  }
  field.end = size;
  field.row_ends = true;
  field.next = size;
  return true;
}

CsvField CsvCursor::field(std::size_t position) {
  if (quoted_ && position >= plain_until_) {
    std::size_t quote = position;
    while (quote < text_.size() && text_[quote] == ' ') ++quote;
    CsvField field;
    if (quote < text_.size() && text_[quote] == '"' && quoted_field(quote, field)) return field;
  }
  return plain_field(position);
}

std::size_t CsvCursor::skip_row(std::size_t& position) {
  std::size_t fields = 0;
  while (position < text_.size()) {
    const CsvField next = field(position);
    ++fields;
    position = next.next;
    if (next.row_ends) break;
  }
  return fields;
}

std::size_t next_row(std::string_view text, bool quoted, bool in_quotes) {
  if (!quoted) return std::min(find_byte(text, 0, '\n') + 1, text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_quotes = !in_quotes;
    if (text[i] == '\n' && !in_quotes) return i + 1;
  }
  return text.size();
}

std::vector<std::string> csv_header(std::string_view text, const CsvDialect& dialect,
                                    std::size_t columns_max, std::size_t bytes_max) {
  std::vector<std::string> names;
  CsvCursor cursor(text, dialect.separator, dialect.quoted);
  for (std::size_t position = 0; position < text.size() && names.size() < columns_max;) {
    const CsvField field = cursor.field(position);
    std::string name(text.substr(field.begin, field.end - field.begin));
    for (std::size_t at = 0; (at = name.find("\"\"", at)) != std::string::npos; ++at) {
      name.erase(at, 1);
    }
    if (name.size() > bytes_max) name.resize(bytes_max);
    names.push_back(std::move(name));
    position = field.next;
    if (field.row_ends) break;
  }
  return names;
}

}  // namespace braque::extract
