// Reads separated values: every window is one unit of kind `cells`, in place. Cells are cut only
// when they are asked for; until then a window costs a count of its quotes at most.
#include <algorithm>
#include <string>
#include <vector>

#include "extract/csv.hpp"
#include "extract/structure_readers.hpp"

namespace braque::extract {
namespace {

/// Rows longer than this in the head: the part is not split between threads, because a window might
/// then begin far inside a row.
constexpr std::size_t kSplittableRowBytesMax = 1024;
constexpr std::size_t kNoColumnYet = static_cast<std::size_t>(-1);

bool is_hinted(const TextHead& head) {
  const std::string extension = extension_of(head.name);
  return extension == ".csv" || extension == ".tsv" || extension == ".tab";
}

class CsvReader : public StructureReader, public CellReader {
 public:
  CsvReader(const CsvDialect& dialect, const TextHead& head, const Budget& budget)
      : dialect_(dialect),
        columns_max_(budget.columns_max),
        in_sight_(std::min<std::size_t>(budget.overlap_bytes / 2, kSplittableRowBytesMax)) {
    std::vector<std::string> names;
    if (dialect.header) {
      names = csv_header(head.text, dialect, budget.columns_max, budget.header_bytes_max);
    }
    for (std::string& name : names) columns_.push_back({ContextRole::header, std::move(name)});
    grow(std::min<std::size_t>(dialect.columns, columns_max_));
  }

  void read(const TextWindow& window, UnitSink& sink) override {
    window_ = &window;
    const bool continues = window.source(window.owned_begin) == expected_;
    if ((window.first && window.owned_begin == 0) || !continues) {
      in_quotes_ = false;
      column_ = kNoColumnYet;
    }
    TextUnit unit = unit_of(window);
    unit.kind = UnitKind::cells;
    unit.context = columns_;
    unit.cell_reader = this;
    sink.unit(unit);
    carry(window);
  }

  void read_cells(TextUnit& unit, std::vector<Cell>& cells) override {
    const std::string_view text = unit.text;
    CsvCursor cursor(text, dialect_.separator, dialect_.quoted);
    std::size_t column = 0;
    std::size_t position = first_row(unit, cursor, column);
    std::uint32_t row = 0;
    while (position < text.size()) {
      const CsvField field = cursor.field(position);
      if (column < columns_max_) {
        if (column >= columns_.size()) grow(column + 1);
        cells.push_back({row, static_cast<std::uint32_t>(column),
                         static_cast<std::uint32_t>(field.begin),
                         static_cast<std::uint32_t>(field.end)});
      }
      position = field.next;
      ++column;
      if (field.row_ends) {
        column = 0;
        ++row;
      }
    }
    unit.context = columns_;
  }

 private:
  /// Headers that are missing have no name; the entries exist so that columns can be told apart.
  void grow(std::size_t count) {
    while (columns_.size() < count) columns_.push_back({ContextRole::header, {}});
  }

  /// Where cells begin in this unit; `column` is that of the first one.
  std::size_t first_row(const TextUnit& unit, CsvCursor& cursor, std::size_t& column) const {
    const std::string_view text = unit.text;
    if (window_->first) {
      std::size_t position = 0;
      if (dialect_.header) cursor.skip_row(position);
      return position;
    }
    const std::string_view before = text.substr(0, unit.owned_begin);
    bool in_quotes = in_quotes_;
    if (dialect_.quoted) in_quotes ^= count_byte(before, '"') % 2 == 1;
    const std::size_t begin = next_row(text, dialect_.quoted, in_quotes);
    std::size_t chosen = begin;
    if (dialect_.quoted) {
      const std::size_t other = next_row(text, true, !in_quotes);
      // A stray quote somewhere before would turn the inside out: rows of the usual number of
      // columns tell.
      if (rows_that_fit(cursor, other) > rows_that_fit(cursor, begin)) chosen = other;
    }
    if (chosen > unit.owned_begin && column_ != kNoColumnYet) {
      column = column_;
      return unit.owned_begin;
    }
    return chosen;
  }

  std::size_t rows_that_fit(CsvCursor cursor, std::size_t position) const {
    std::size_t fit = 0;
    for (int i = 0; i < 8 && position < window_->text.size(); ++i) {
      fit += cursor.skip_row(position) == dialect_.columns;
    }
    return fit;
  }

  /// What the next window needs to know: whether it begins in quotes, and in which column, when the
  /// row is so long that its beginning will be out of sight.
  void carry(const TextWindow& window) {
    const std::string_view owned =
        window.text.substr(window.owned_begin, window.owned_end - window.owned_begin);
    expected_ = window.source(window.owned_end);
    if (dialect_.quoted) in_quotes_ ^= count_byte(owned, '"') % 2 == 1;
    const std::string_view seen = window.text.substr(0, window.owned_end);
    const std::size_t line_end = seen.rfind('\n');
    if (line_end != std::string_view::npos) {
      const std::string_view begun = seen.substr(line_end + 1);
      column_ = begun.size() < in_sight_ ? kNoColumnYet : separators(begun);
    } else if (window.first) {
      column_ = separators(seen);
    } else if (column_ != kNoColumnYet) {
      column_ += separators(owned);
    }
  }

  std::size_t separators(std::string_view text) const {
    if (!dialect_.quoted) return count_byte(text, dialect_.separator);
    CsvCursor cursor(text, dialect_.separator, true);
    std::size_t position = 0;
    std::size_t fields = 0;
    while (position < text.size()) {
      position = cursor.field(position).next;
      ++fields;
    }
    return fields > 0 ? fields - 1 : 0;
  }

  CsvDialect dialect_;
  std::size_t columns_max_;
  std::size_t in_sight_;  ///< rows that began so near are seen again from the next window
  std::vector<ContextEntry> columns_;
  const TextWindow* window_ = nullptr;
  std::uint64_t expected_ = 0;  ///< source offset at which the next owned range should begin
  bool in_quotes_ = false;      ///< at the owned range's beginning
  std::size_t column_ = kNoColumnYet;
};

}  // namespace

Bid bid_csv(const TextHead& head) {
  Bid bid;
  const CsvDialect dialect = sniff_csv(head.text, head.whole, is_hinted(head));
  if (dialect.score == 0) return bid;
  bid.score = std::min(dialect.score, 85);
  bid.splittable = !dialect.quoted && dialect.row_bytes_max <= kSplittableRowBytesMax;
  return bid;
}

std::unique_ptr<StructureReader> make_csv(const TextHead& head, const Budget& budget) {
  // The name is not known any more; what it hinted at is. Nor is it known whether the head is all:
  // one that is shorter than heads are, is, and its last row may lack a line feed.
  constexpr std::size_t kCutHead = 16 << 10;
  const bool whole = head.whole || head.bytes.size() < kCutHead;
  return std::make_unique<CsvReader>(sniff_csv(head.text, whole, true), head, budget);
}

Bid bid_table(const TextHead&) { return {}; }

std::unique_ptr<StructureReader> make_table(const TextHead& head, const Budget& budget) {
  return std::make_unique<CsvReader>(table_dialect(head.text, head.whole), head, budget);
}

std::unique_ptr<StructureReader> make_rows(const TextHead& head, const Budget& budget) {
  CsvDialect dialect = table_dialect(head.text, head.whole);
  dialect.header = true;
  return std::make_unique<CsvReader>(dialect, head, budget);
}

}  // namespace braque::extract
