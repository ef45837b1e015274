// Which separator a table uses, whether it quotes, whether it has a header. Prose, source code and
// logs have commas and colons too, so a table must show the same number of columns in row after
// row.
#include <algorithm>
#include <map>

#include "extract/csv.hpp"
#include "extract/words.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kCommasBytes = 4096;
constexpr std::size_t kRowsMax = 32;
constexpr std::size_t kFirstRows = 6;
constexpr std::size_t kColumnsMax = 4096;

using Row = std::vector<std::string_view>;

/// Up to `rows_max` rows that are not blank; the last one is dropped when the head may cut it.
std::vector<Row> rows_of(std::string_view text, bool whole, char separator, bool quoted,
                         std::size_t rows_max, std::size_t& longest) {
  std::vector<Row> rows;
  CsvCursor cursor(text, separator, quoted);
  longest = 0;
  std::size_t position = 0;
  while (position < text.size() && rows.size() < rows_max) {
    Row row;
    const std::size_t begin = position;
    bool ended = false;
    while (position < text.size() && !ended && row.size() < kColumnsMax) {
      const CsvField field = cursor.field(position);
      row.push_back(text.substr(field.begin, field.end - field.begin));
      position = field.next;
      ended = field.row_ends;
    }
    if (!ended && row.size() >= kColumnsMax) return {};
    // The last cell of the last line may be empty, and no line feed behind it.
    if (!ended && whole && text.ends_with(separator)) row.push_back({});
    longest = std::max(longest, position - begin);
    const bool cut = position >= text.size() && !whole && !text.ends_with('\n');
    if (cut && !rows.empty()) break;
    if (row.size() > 1 || !row[0].empty()) rows.push_back(std::move(row));
  }
  return rows;
}

std::size_t usual_columns(const std::vector<Row>& rows, std::size_t& rows_with) {
  std::map<std::size_t, std::size_t> counts;
  for (const Row& row : rows) ++counts[row.size()];
  std::size_t columns = 0;
  rows_with = 0;
  for (const auto& [count, n] : counts) {
    if (n >= rows_with) {
      rows_with = n;
      columns = count;
    }
  }
  return columns;
}

std::size_t count_if(const std::vector<Row>& rows, bool (*predicate)(const Row&)) {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), predicate));
}

bool opens_like_code(const Row& row) {
  const std::string_view cell = row.front();
  if (cell.empty()) return false;
  return std::string_view("([{<}*/#").find(cell[0]) != std::string_view::npos ||
         cell.find('(') != std::string_view::npos || cell.find('{') != std::string_view::npos;
}

bool ends_like_code(const Row& row) {
  const std::string_view cell = row.back();
  return cell.empty() || cell.ends_with('{') || cell.ends_with(';') || cell.ends_with(')');
}

bool opens_like_log(const Row& row) { return starts_with_time(row.front()); }

bool has_sentence(const Row& row) {
  return std::any_of(row.begin(), row.end(), [](std::string_view cell) {
    return std::count(cell.begin(), cell.end(), ' ') >= 8;
  });
}

/// Commas as in prose.
bool has_spaced_commas(std::string_view text) {
  text = text.substr(0, kCommasBytes);
  std::size_t spaced = 0;
  for (std::size_t at = 0; (at = text.find(", ", at)) != std::string_view::npos; ++at) ++spaced;
  return spaced * 2 > count_byte(text, ',');
}

/// What speaks against a table although the number of columns is constant.
bool looks_like_something_else(std::string_view text, const std::vector<Row>& rows, char separator,
                               std::size_t columns) {
  const std::size_t half = rows.size() / 2;
  if (count_if(rows, opens_like_code) > half) return true;
  if (count_if(rows, opens_like_log) > half && !looks_like_header(rows.front())) return true;
  const bool headed = looks_like_header(rows.front()) && !rows.front().back().empty();
  if (columns == 2 && separator != '\t' && !headed && count_if(rows, ends_like_code) > half)
    return true;
  if (columns == 2 && count_if(rows, has_sentence) > half) return true;
  if (columns == 2 && separator == ',' && has_spaced_commas(text)) return true;
  return columns == 2 && separator == ',' && rows.size() < 5 && !looks_like_header(rows.front());
}

/// A quick look at the first lines: without the separator in most of them there is no table.
bool may_separate(std::string_view text, char separator, bool hinted) {
  std::size_t lines = 0;
  std::size_t having = 0;
  for (std::size_t at = 0; at < text.size() && lines < 6; ++lines) {
    const std::size_t end = find_byte(text, at, '\n');
    having += find_byte(text.substr(0, end), at, separator) < end;
    at = end + 1;
  }
  return hinted ? having > 0 : having * 2 >= lines;
}

CsvDialect try_separator(std::string_view text, bool whole, bool hinted, char separator) {
  CsvDialect dialect;
  dialect.separator = separator;
  if (!may_separate(text, separator, hinted)) return dialect;
  dialect.quoted = text.find('"') != std::string_view::npos;
  std::size_t rows_with = 0;
  std::vector<Row> rows =
      rows_of(text, whole, separator, dialect.quoted, kFirstRows, dialect.row_bytes_max);
  dialect.columns = usual_columns(rows, rows_with);
  // Most texts are no tables; a few lines are enough to see that.
  if (dialect.columns < 2 || rows_with * 2 < rows.size()) return dialect;
  rows = rows_of(text, whole, separator, dialect.quoted, kRowsMax, dialect.row_bytes_max);
  dialect.columns = usual_columns(rows, rows_with);
  if (dialect.columns < 2 || rows.size() < 2) return dialect;
  const std::size_t share = rows_with * 100 / rows.size();
  if (share < 60) return dialect;
  dialect.header = has_header(rows);
  if (!hinted) {
    if (share < (dialect.columns > 2 ? 85U : 95U)) return dialect;
    if (rows.size() < 3 && !(dialect.header && dialect.columns > 2)) return dialect;
    if (looks_like_something_else(text, rows, separator, dialect.columns)) return dialect;
  }
  const auto columns = static_cast<int>(std::min<std::size_t>(dialect.columns, 20));
  dialect.score = static_cast<int>(share / 2) + columns + (dialect.header ? 10 : 0);
  return dialect;
}

}  // namespace

CsvDialect sniff_csv(std::string_view text, bool whole, bool hinted) {
  CsvDialect best;
  for (const char separator : {',', ';', '\t', '|'}) {
    const CsvDialect dialect = try_separator(text, whole, hinted, separator);
    if (dialect.score > best.score) best = dialect;
  }
  return best;
}

CsvDialect table_dialect(std::string_view text, bool whole) {
  CsvDialect dialect;
  dialect.separator = '\t';
  const std::vector<Row> rows =
      rows_of(text, whole, dialect.separator, false, kRowsMax, dialect.row_bytes_max);
  std::size_t rows_with = 0;
  dialect.columns = std::max<std::size_t>(usual_columns(rows, rows_with), 1);
  dialect.header = has_header(rows);
  return dialect;
}

}  // namespace braque::extract
