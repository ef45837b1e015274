// Separated values (RFC 4180 and its many dialects): the dialect, and rows of cells.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/byte_scan.hpp"

namespace braque::extract {

struct CsvDialect {
  char separator = ',';
  bool quoted = false;  ///< the head has quote characters around fields
  bool header = false;
  std::size_t columns = 0;        ///< of most rows
  std::size_t row_bytes_max = 0;  ///< longest row of the head
  int score = 0;                  ///< 0: not separated values
};

/// The dialect of a head, score 0 when it is no table. `hinted`: the name says that it is one.
CsvDialect sniff_csv(std::string_view text, bool whole, bool hinted);

/// What the readers of documents write: tabs between cells, no quotes; only the header is looked
/// for.
CsvDialect table_dialect(std::string_view text, bool whole);

struct CsvField {
  std::size_t begin = 0;  ///< without quotes and the blanks around
  std::size_t end = 0;
  std::size_t next = 0;  ///< where the next field or row begins
  bool row_ends = false;
};

/// Cuts fields out of a text from a given position on. Quotes only mean something at the beginning
/// of a field; a field whose quote is never closed is read as if it were an ordinary character.
class CsvCursor {
 public:
  CsvCursor(std::string_view text, char separator, bool quoted)
      : text_(text), scanner_(text, separator, '\n'), separator_(separator), quoted_(quoted) {}

  CsvField field(std::size_t position);
  /// Skips a row; the number of its fields.
  std::size_t skip_row(std::size_t& position);

 private:
  CsvField plain_field(std::size_t position);
  bool quoted_field(std::size_t quote, CsvField& field);
  void finish(CsvField& field, std::size_t end);

  std::string_view text_;
  PairScanner scanner_;
  std::size_t plain_until_ = 0;  ///< fields before it are read without regard to quotes
  char separator_;
  bool quoted_;
};

/// The first position of a row in `text` after a line end, when `in_quotes` says whether text[0]
/// lies inside a quoted field; text.size() when there is none.
std::size_t next_row(std::string_view text, bool quoted, bool in_quotes);

/// The cells of the first row as header names, doubled quotes made single, bounded.
std::vector<std::string> csv_header(std::string_view text, const CsvDialect& dialect,
                                    std::size_t columns_max, std::size_t bytes_max);

}  // namespace braque::extract
