// Reads SQL dumps in place. Per window only the beginnings of lines are looked at, for statements
// that name columns; rows are cut into cells on demand.
#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/byte_scan.hpp"
#include "extract/column_table.hpp"
#include "extract/sql.hpp"
#include "extract/structure_readers.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kTablesMax = 4096;
/// Of a head without any hint at SQL, for the decision.
constexpr std::size_t kUnhintedBytes = 4096;

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

/// Four letters at once: every line of every text is asked. The shortest word has four.
bool may_begin_statement(std::string_view text, std::size_t at) {
  const auto letters = [](const char* bytes) {
    std::uint32_t word;
    std::memcpy(&word, bytes, sizeof word);
    return word | 0x20202020U;  // Lower case.
  };
  if (text.size() - at < 4) return false;
  const std::uint32_t found = letters(text.data() + at);
  return found == letters("inse") || found == letters("repl") || found == letters("copy") ||
         found == letters("crea");
}

/// Bit i is set when bytes[i] is a line feed before one of our first letters; 65 bytes are read.
std::uint64_t line_mask(const char* bytes) {
#if defined(__SSE2__)
  std::uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    const auto load = [&](int from) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i + from));
    };
    const __m128i letter = _mm_or_si128(load(1), _mm_set1_epi8(0x20));
    const __m128i ours = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(letter, _mm_set1_epi8('i')),
                                                   _mm_cmpeq_epi8(letter, _mm_set1_epi8('r'))),
                                      _mm_cmpeq_epi8(letter, _mm_set1_epi8('c')));
    const __m128i feed = _mm_cmpeq_epi8(load(0), _mm_set1_epi8('\n'));
    const auto part = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_and_si128(feed, ours)));
    mask |= static_cast<std::uint64_t>(part) << (16 * i);
  }
  return mask;
#else
  return equal_mask(bytes, '\n');
#endif
}

/// The next line beginning in [at, limit) that could begin a statement we know; `limit` if none.
std::size_t next_statement(std::string_view text, std::size_t at, std::size_t limit) {
  const auto begins = [&](std::size_t line) {
    return may_begin_statement(text, line) && statement_kind(text, line) != SqlKind::none;
  };
  limit = std::min(limit, text.size());
  if (at < limit && begins(at)) return at;
  // Lines are short: all line feeds of 64 bytes at once are found faster than one after the other.
  for (; at < limit && at + 65 <= text.size(); at += 64) {
    for (std::uint64_t feeds = line_mask(text.data() + at); feeds != 0; feeds &= feeds - 1) {
      const std::size_t line = at + static_cast<std::size_t>(std::countr_zero(feeds)) + 1;
      if (line >= limit) return limit;
      if (begins(line)) return line;
    }
  }
  while (at < limit) {
    at = find_byte(text, at, '\n') + 1;
    if (at < limit && begins(at)) return at;
  }
  return limit;
}

class SqlReader : public StructureReader, public CellReader {
 public:
  SqlReader(bool backslashes, const Budget& budget)
      : budget_(budget), columns_(budget), backslashes_(backslashes) {}

  void read(const TextWindow& window, UnitSink& sink) override {
    if (window.first && window.owned_begin == 0) current_ = {};
    first_ = window.first;
    learn_tables(window);
    TextUnit unit = unit_of(window);
    unit.kind = UnitKind::cells;
    unit.context = columns_.entries();
    unit.cell_reader = this;
    sink.unit(unit);
    if (last_row_statement_ < window.owned_end) {
      current_ = parse_statement(window.text, last_row_statement_, budget_);
    }
    if (current_.kind == SqlKind::copy && copy_ended(window)) current_ = {};
  }

  void read_cells(TextUnit& unit, std::vector<Cell>& cells) override {
    const std::string_view text = unit.text;
    row_ = 0;
    head_.clear();
    std::size_t at = 0;
    if (!first_) at = go_on(text, cells);
    while (at < text.size()) {
      at = next_statement(text, at, text.size());
      if (at >= text.size()) break;
      at = read_statement(text, at, cells);
    }
    unit.context = columns_.entries();
  }

 private:
  using Columns = std::vector<std::uint32_t>;

  /// Remembers the columns of the tables created in the window and where the last statement with
  /// rows begins.
  void learn_tables(const TextWindow& window) {
    const std::string_view text = window.text;
    last_row_statement_ = window.owned_end;
    // A line begins where the one before has ended; the first one is known to begin only then.
    std::size_t at = window.owned_begin;
    if (at > 0 && text[at - 1] != '\n') at = find_byte(text, at, '\n') + 1;
    while ((at = next_statement(text, at, window.owned_end)) < window.owned_end) {
      if (statement_kind(text, at) == SqlKind::create) {
        SqlStatement created = parse_statement(text, at, budget_);
        // On behind what was read: unclosed lists must not be read again and again.
        at = std::max(at, created.end);
        if (created.kind == SqlKind::create && tables_.size() < kTablesMax) {
          tables_[created.table] = std::move(created.columns);
        }
      } else {
        last_row_statement_ = at;
      }
      at = find_byte(text, at, '\n') + 1;
    }
  }

  bool copy_ended(const TextWindow& window) const {
    const std::size_t begin =
        last_row_statement_ < window.owned_end ? last_row_statement_ : window.owned_begin;
    return window.text.substr(0, window.owned_end).find("\n\\.", begin) != std::string_view::npos;
  }

  /// The column of each value of a statement's rows.
  const Columns& columns_of(const SqlStatement& statement) {
    const std::vector<std::string>* names = &statement.columns;
    if (names->empty()) {
      const auto known = tables_.find(statement.table);
      if (known != tables_.end()) names = &known->second;
    }
    row_columns_.clear();
    for (const std::string& name : *names) {
      row_columns_.push_back(columns_.column(statement.table + "." + name, ContextRole::header));
    }
    return row_columns_;
  }

  std::size_t read_statement(std::string_view text, std::size_t at, std::vector<Cell>& cells) {
    // Dumps with one INSERT per row repeat its head, so the last one's columns are kept with it.
    std::size_t begin = 0;
    if (!head_.empty() && text.substr(at).starts_with(head_)) {
      begin = at + head_.size();
    } else {
      const SqlStatement statement = parse_statement(text, at, budget_);
      if (statement.kind != SqlKind::insert && statement.kind != SqlKind::copy) {
        return find_byte(text, at, '\n') + 1;
      }
      columns_of(statement);
      begin = statement.end;
      head_.clear();
      if (statement.kind == SqlKind::copy) return read_copy(text, begin, cells);
      if (begin < text.size() && text[begin] == '(') head_.assign(text.substr(at, begin - at));
    }
    return read_tuples(text, begin, cells);
  }

  /// The statement that the window began in goes on.
  std::size_t go_on(std::string_view text, std::vector<Cell>& cells) {
    if (current_.kind == SqlKind::none) return find_byte(text, 0, '\n') + 1;
    columns_of(current_);
    if (current_.kind == SqlKind::copy) {
      return read_copy(text, find_byte(text, 0, '\n') + 1, cells);
    }
    const std::size_t statement = next_statement(text, find_byte(text, 0, '\n') + 1, text.size());
    const std::size_t tuple = next_tuple(text.substr(0, statement));
    return tuple >= statement ? statement : read_tuples(text, tuple, cells);
  }

  /// The first "(" behind "),": a place where a row surely begins.
  static std::size_t next_tuple(std::string_view text) {
    for (std::size_t at = find_byte(text, 0, '('); at < text.size();
         at = find_byte(text, at + 1, '(')) {
      std::size_t before = at;
      while (before > 0 && is_blank(text[before - 1])) --before;
      if (before == 0 || text[before - 1] != ',') continue;
      --before;
      while (before > 0 && is_blank(text[before - 1])) --before;
      if (before > 0 && text[before - 1] == ')') return at;
    }
    return text.size();
  }

  std::size_t read_tuples(std::string_view text, std::size_t at, std::vector<Cell>& cells) {
    while (true) {
      at = skip_blanks(text, at);
      if (at >= text.size() || text[at] != '(') return at;
      at = read_tuple(text, at + 1, cells);
      ++row_;
      at = skip_blanks(text, at);
      if (at >= text.size() || text[at] != ',') return at;
      ++at;
    }
  }

  std::size_t read_tuple(std::string_view text, std::size_t at, std::vector<Cell>& cells) {
    for (std::size_t index = 0; at < text.size(); ++index) {
      at = read_value(text, skip_blanks(text, at), index, cells);
      if (at >= text.size()) break;
      if (text[at++] == ')') return at;
    }
    return text.size();
  }

  /// A value up to its ',' or ')'; the inside of a quoted one is the cell.
  std::size_t read_value(std::string_view text, std::size_t at, std::size_t index,
                         std::vector<Cell>& cells) {
    std::size_t begin = at;
    int depth = 0;
    bool quoted = false;
    while (at < text.size()) {
      const char byte = text[at];
      if (byte == '\'' || byte == '"') {
        const std::size_t end = sql_quoted_end(text, at, backslashes_);
        const bool closed = end <= text.size() && end > at + 1 && text[end - 1] == byte;
        if (!quoted && depth == 0) {
          add(cells, index, at + 1, closed ? end - 1 : end);
          quoted = true;
        }
        at = end;
        continue;
      }
      if (depth == 0 && (byte == ',' || byte == ')')) break;
      depth += byte == '(';
      depth -= byte == ')';
      ++at;
    }
    std::size_t end = std::min(at, text.size());
    while (end > begin && is_blank(text[end - 1])) --end;
    const bool null = end - begin == 4 && (text[begin] == 'N' || text[begin] == 'n');
    if (!quoted && end > begin && !null) add(cells, index, begin, end);
    return end < at ? at : end;
  }

  /// Lines of tab-separated values up to "\."; \N is no value.
  std::size_t read_copy(std::string_view text, std::size_t at, std::vector<Cell>& cells) {
    while (at < text.size()) {
      const std::size_t line_end = find_byte(text, at, '\n');
      if (text.substr(at, 2) == "\\.") return line_end + 1;
      for (std::size_t index = 0; at <= line_end; ++index) {
        const std::size_t end = std::min(find_byte(text.substr(0, line_end), at, '\t'), line_end);
        std::size_t value_end = end;
        if (value_end > at && text[value_end - 1] == '\r') --value_end;
        if (text.substr(at, value_end - at) != "\\N") add(cells, index, at, value_end);
        at = end + 1;
      }
      ++row_;
    }
    return text.size();
  }

  void add(std::vector<Cell>& cells, std::size_t index, std::size_t begin, std::size_t end) const {
    if (index >= row_columns_.size() || row_columns_[index] == ColumnTable::kNone) return;
    cells.push_back({row_, row_columns_[index], static_cast<std::uint32_t>(begin),
                     static_cast<std::uint32_t>(end)});
  }

  Budget budget_;
  ColumnTable columns_;
  std::unordered_map<std::string, std::vector<std::string>> tables_;
  SqlStatement current_;  ///< the statement at the owned range's beginning
  Columns row_columns_;
  std::string head_;
  std::size_t last_row_statement_ = 0;
  std::uint32_t row_ = 0;
  bool first_ = false;
  bool backslashes_;
};

/// PostgreSQL and SQLite take a backslash in quotes for what it is; MySQL takes it for an escape.
bool uses_backslashes(std::string_view head) {
  if (head.find("PostgreSQL") != std::string_view::npos) return false;
  if (head.find("PRAGMA foreign_keys") != std::string_view::npos) return false;
  return true;
}

}  // namespace

Bid bid_sql(const TextHead& head) {
  Budget budget;
  const bool hinted = extension_of(head.name) == ".sql" || head.text.starts_with("--") ||
                      head.text.starts_with("/*") || head.text.starts_with("PRAGMA");
  const std::string_view text = hinted ? head.text : head.text.substr(0, kUnhintedBytes);
  for (std::size_t at = 0; at < text.size();) {
    at = next_statement(text, at, text.size());
    if (at >= text.size()) break;
    if (parse_statement(text, at, budget).kind != SqlKind::none) return {95, false, {}};
    at = find_byte(text, at, '\n') + 1;
  }
  if (extension_of(head.name) == ".sql" || text.starts_with("-- MySQL dump") ||
      text.starts_with("-- MariaDB dump") || text.starts_with("--\n-- PostgreSQL database dump")) {
    return {30, false, {}};
  }
  return {};
}

std::unique_ptr<StructureReader> make_sql(const TextHead& head, const Budget& budget) {
  return std::make_unique<SqlReader>(uses_backslashes(head.text), budget);
}

}  // namespace braque::extract
