#include <algorithm>

#include "extract/byte_scan.hpp"
#include "extract/sql.hpp"

namespace braque::extract {
namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }
char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }
bool is_word_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_' || byte == '$' ||
         static_cast<unsigned char>(byte) >= 0x80;
}

/// Reads words and names from left to right.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at, std::size_t name_max)
      : text_(text), at_(at), name_max_(name_max) {}

  std::size_t at() const { return at_; }
  bool ended() const { return at_ >= text_.size(); }
  char byte() const { return ended() ? '\0' : text_[at_]; }
  void next() { ++at_; }

  void skip_blanks() {
    while (!ended() && is_blank(text_[at_])) ++at_;
  }

  /// Takes the word when it comes next.
  bool word(std::string_view wanted) {
    skip_blanks();
    if (text_.size() - at_ < wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (lower(text_[at_ + i]) != wanted[i]) return false;
    }
    const std::size_t end = at_ + wanted.size();
    if (end < text_.size() && is_word_byte(text_[end])) return false;
    at_ = end;
    return true;
  }

  /// A name, plain or in `..`, ".." or [..]; the last of a dotted series.
  std::string name() {
    std::string result;
    while (true) {
      skip_blanks();
      result = one_name();
      if (byte() != '.' || result.empty()) return result;
      next();
    }
  }

  bool take(char wanted) {
    skip_blanks();
    if (byte() != wanted) return false;
    next();
    return true;
  }

  /// From inside a definition to the ',' or ')' that ends it.
  void skip_definition() {
    int depth = 0;
    while (!ended()) {
      const char here = text_[at_];
      if (here == '\'' || here == '"' || here == '`') {
        at_ = sql_quoted_end(text_, at_, true);
        continue;
      }
      if (depth == 0 && (here == ',' || here == ')')) return;
      depth += here == '(';
      depth -= here == ')';
      ++at_;
    }
  }

 private:
  std::string one_name() {
    const char open = byte();
    const char close = open == '[' ? ']' : open;
    if (open == '`' || open == '"' || open == '[') {
      return quoted_name(close);
    }
    const std::size_t begin = at_;
    while (!ended() && is_word_byte(text_[at_])) ++at_;
    return std::string(text_.substr(begin, std::min(at_ - begin, name_max_)));
  }

  /// From the opening quote on; a closing one that is doubled stands for itself.
  std::string quoted_name(char close) {
    std::string name;
    for (++at_; !ended(); ++at_) {
      if (text_[at_] == close) {
        ++at_;
        if (byte() != close || ended()) break;
      }
      if (name.size() < name_max_) name += text_[at_];
    }
    return name;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t name_max_;
};

/// "(a, b, c)"; false when it is cut or no list of names.
bool name_list(Cursor& cursor, std::size_t columns_max, std::vector<std::string>& names) {
  if (!cursor.take('(')) return true;
  while (!cursor.ended()) {
    std::string name = cursor.name();
    if (name.empty()) return false;
    if (names.size() < columns_max) names.push_back(std::move(name));
    if (cursor.take(')')) return true;
    if (!cursor.take(',')) return false;
  }
  return false;
}

bool parse_insert(Cursor& cursor, std::size_t columns_max, SqlStatement& statement) {
  cursor.word("ignore");
  if (cursor.word("or")) {
    if (!cursor.word("replace") && !cursor.word("ignore")) return false;
  }
  cursor.word("into");
  statement.table = cursor.name();
  if (statement.table.empty() || !name_list(cursor, columns_max, statement.columns)) return false;
  if (!cursor.word("values") && !cursor.word("value")) return false;
  cursor.skip_blanks();
  statement.kind = SqlKind::insert;
  return true;
}

/// PostgreSQL: COPY table (columns) FROM stdin; then lines of tab-separated values up to "\.".
bool parse_copy(std::string_view text, Cursor& cursor, std::size_t columns_max,
                SqlStatement& statement) {
  statement.table = cursor.name();
  if (statement.table.empty() || !name_list(cursor, columns_max, statement.columns)) return false;
  if (!cursor.word("from") || !cursor.word("stdin")) return false;
  statement.kind = SqlKind::copy;
  statement.end = std::min(find_byte(text, cursor.at(), '\n') + 1, text.size());
  return true;
}

bool names_no_column(const std::string& word) {
  constexpr std::string_view kWords[] = {"primary", "unique", "key",      "index",   "constraint",
                                         "foreign", "check",  "fulltext", "spatial", "exclude"};
  std::string folded = word;
  for (char& byte : folded) byte = lower(byte);
  return std::find(std::begin(kWords), std::end(kWords), folded) != std::end(kWords);
}

bool parse_create(Cursor& cursor, std::size_t columns_max, SqlStatement& statement) {
  cursor.word("temporary");
  cursor.word("unlogged");
  if (!cursor.word("table")) return false;
  if (cursor.word("if") && !(cursor.word("not") && cursor.word("exists"))) return false;
  statement.table = cursor.name();
  if (statement.table.empty() || !cursor.take('(')) return false;
  while (!cursor.ended()) {
    cursor.skip_blanks();
    const bool quoted = cursor.byte() == '"' || cursor.byte() == '`' || cursor.byte() == '[';
    std::string name = cursor.name();
    if (!name.empty() && (quoted || !names_no_column(name)) &&
        statement.columns.size() < columns_max) {
      statement.columns.push_back(std::move(name));
    }
    cursor.skip_definition();
    if (cursor.byte() == ')' || cursor.ended()) break;
    cursor.next();
  }
  statement.kind = SqlKind::create;
  return true;
}

}  // namespace

std::size_t sql_quoted_end(std::string_view text, std::size_t quote, bool backslashes) {
  const char mark = text[quote];
  PairScanner scanner(text, mark, backslashes ? '\\' : mark);
  std::size_t at = quote + 1;
  while (true) {
    at = scanner.next(at);
    if (at >= text.size()) return text.size();
    if (text[at] == mark) {
      if (at + 1 >= text.size() || text[at + 1] != mark) return at + 1;
    }
    at += 2;
  }
}

SqlKind statement_kind(std::string_view text, std::size_t at) {
  Cursor cursor(text, at, 0);
  switch (lower(cursor.byte())) {
    case 'i':
      return cursor.word("insert") ? SqlKind::insert : SqlKind::none;
    case 'r':
      return cursor.word("replace") ? SqlKind::insert : SqlKind::none;
    case 'c':
      if (cursor.word("copy")) return SqlKind::copy;
      return cursor.word("create") ? SqlKind::create : SqlKind::none;
    default:
      return SqlKind::none;
  }
}

SqlStatement parse_statement(std::string_view text, std::size_t at, const Budget& budget) {
  // A head may be long, but not endless.
  constexpr std::size_t kHeadBytesMax = 64U << 10;
  const std::string_view bounded = text.substr(0, std::min(text.size(), at + kHeadBytesMax));
  const SqlKind kind = statement_kind(bounded, at);
  if (kind == SqlKind::none) return {};
  Cursor cursor(bounded, at, budget.header_bytes_max);
  std::size_t word = at;
  while (word < bounded.size() && is_word_byte(bounded[word])) ++word;
  cursor = Cursor(bounded, word, budget.header_bytes_max);
  SqlStatement statement;
  bool parsed = false;
  if (kind == SqlKind::insert) parsed = parse_insert(cursor, budget.columns_max, statement);
  if (kind == SqlKind::copy) parsed = parse_copy(bounded, cursor, budget.columns_max, statement);
  if (kind == SqlKind::create) parsed = parse_create(cursor, budget.columns_max, statement);
  if (!parsed) return {};
  if (statement.end == 0) statement.end = cursor.at();
  return statement;
}

}  // namespace braque::extract
