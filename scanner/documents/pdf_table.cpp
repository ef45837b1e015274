#include "documents/pdf_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "extract/csv.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kRowsMin = 3, kColumnsMin = 2, kColumnsMax = 64;
/// Words of a cell on average: running text in columns has more.
constexpr std::size_t kCellWordsMax = 4;
/// A blank is a third of a letter's height wide, in justified text rarely more than two thirds.
constexpr double kCellGap = 0.9;
/// Rows further apart than that, in heights of a letter, belong to different tables.
constexpr double kRowGap = 3;
/// Rows that are tried in vain on a page; pages that people read have a few hundred words.
constexpr std::size_t kTriesMax = 20'000;

struct Cell {
  double left, right;
  std::vector<std::size_t> words;
};

struct Row {
  double top, bottom;
  std::vector<Cell> cells;
  double height() const { return bottom - top; }
};

/// Words side by side, from above to below; those that are turned are left out.
std::vector<Row> rows_of(std::span<const PdfWord> words) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].rotation == 0 && std::isfinite(words[i].top + words[i].bottom) &&
        std::isfinite(words[i].left + words[i].right))
      order.push_back(i);
  const auto middle = [&](std::size_t i) { return (words[i].top + words[i].bottom) / 2; };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
  std::vector<Row> rows;
  std::vector<std::vector<std::size_t>> members;
  for (const std::size_t i : order) {
    const PdfWord& word = words[i];
    if (rows.empty() || middle(i) > rows.back().bottom) {
      rows.push_back({word.top, word.bottom, {}});
      members.emplace_back();
    }
    members.back().push_back(i);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::sort(members[r].begin(), members[r].end(),
              [&](std::size_t a, std::size_t b) { return words[a].left < words[b].left; });
    for (const std::size_t i : members[r]) {
      const PdfWord& word = words[i];
      std::vector<Cell>& cells = rows[r].cells;
      if (cells.empty() || word.left - cells.back().right > kCellGap * rows[r].height())
        cells.push_back({word.left, word.right, {}});
      cells.back().right = std::max(cells.back().right, word.right);
      cells.back().words.push_back(i);
    }
  }
  return rows;
}

/// Rows below one another, whose cells fall into columns.
class Block {
 public:
  /// False, and nothing changes, when the row does not fit.
  bool add(const Row& row) {
    if (!rows_.empty() && row.top - rows_.back()->bottom > kRowGap * row.height()) return false;
    std::vector<Column> columns = columns_;
    std::size_t last = std::numeric_limits<std::size_t>::max();
    for (const Cell& cell : row.cells) {
      const std::size_t column = place(columns, cell);
      if (column >= columns.size() || column == last) return false;
      last = column;
    }
    if (columns.size() > kColumnsMax) return false;
    columns_ = std::move(columns);
    rows_.push_back(&row);
    return true;
  }

  bool is_table() const {
    if (rows_.size() < kRowsMin || columns_.size() < kColumnsMin) return false;
    std::size_t cells = 0, words = 0;
    for (const Row* row : rows_) {
      cells += row->cells.size();
      for (const Cell& cell : row->cells) words += cell.words.size();
    }
    return cells * 2 > rows_.size() * columns_.size() && words <= kCellWordsMax * cells;
  }

  std::string text(std::span<const PdfWord> words) const {
    std::string text;
    for (const Row* row : rows_) {
      std::size_t column = 0;
      for (const Cell& cell : row->cells) {
        for (; column + 1 < columns_.size() && columns_[column].right < cell.left; ++column)
          text += '\t';
        for (std::size_t i = 0; i < cell.words.size(); ++i) {
          const PdfWord& word = words[cell.words[i]];
          text += word.text;
          if (word.space_after && i + 1 < cell.words.size()) text += ' ';
        }
      }
      text += '\n';
    }
    return text;
  }

  const std::vector<const Row*>& rows() const { return rows_; }

 private:
  struct Column {
    double left, right;
  };

  /// The column that the cell falls into, a new one where there is none; no column when it spans
  /// two.
  static std::size_t place(std::vector<Column>& columns, const Cell& cell) {
    const auto first = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
      return column.right >= cell.left;
    });
    const auto number = static_cast<std::size_t>(first - columns.begin());
    if (first == columns.end() || first->left > cell.right) {
      columns.insert(first, {cell.left, cell.right});
      return number;
    }
    if (number + 1 < columns.size() && columns[number + 1].left <= cell.right)
      return columns.size();
    first->left = std::min(first->left, cell.left);
    first->right = std::max(first->right, cell.right);
    return number;
  }

  std::vector<Column> columns_;
  std::vector<const Row*> rows_;
};

/// Whether the second word begins a new paragraph or column rather than the next line.
bool stands_apart(const PdfWord& last, const PdfWord& next) {
  const double height = last.bottom - last.top;
  return next.top < last.top - height || next.top > last.bottom + 0.5 * height;
}

/// Ends a line before the next word, if any; the halves of a divided word are joined.
void end_line(std::string& text, const PdfWord& last, const PdfWord* next) {
  if (next != nullptr && stands_apart(last, *next))
    text += "\n\n";
  else if (next != nullptr && text.size() > 1 && text.back() == '-' && text[text.size() - 2] != ' ')
    text.pop_back();
  else
    text += '\n';
}

/// The words in reading order that no table has taken, as lines.
std::string running_text(std::span<const PdfWord> words, const std::vector<bool>& taken) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (taken[i]) continue;
    text += words[i].text;
    const PdfWord* next = i + 1 == words.size() || taken[i + 1] ? nullptr : &words[i + 1];
    if (next != nullptr && words[i].space_after)
      text += ' ';
    else if (next == nullptr || !continues_line(words[i], *next))
      end_line(text, words[i], next);
  }
  return text;
}

}  // namespace

bool may_hold_table(std::string_view text) { return has_short_lines(text, 40, 6, 2); }

PdfLayout lay_out(std::span<const PdfWord> words) {
  const std::vector<Row> rows = rows_of(words);
  std::vector<bool> taken(words.size(), false);
  PdfLayout layout;
  std::size_t tries = 0;
  for (std::size_t begin = 0; begin < rows.size() && tries < kTriesMax;) {
    Block block;
    std::size_t end = begin;
    // A table begins with its header, which has cells of its own.
    while (rows[begin].cells.size() >= kColumnsMin && end < rows.size() && block.add(rows[end]))
      ++end;
    std::string table = block.is_table() ? block.text(words) : std::string();
    if (table.empty() || !extract::table_dialect(table, true).header) {
      tries += end - begin + 1;
      ++begin;
      continue;
    }
    layout.tables.push_back(std::move(table));
    for (const Row* row : block.rows())
      for (const Cell& cell : row->cells)
        for (const std::size_t i : cell.words) taken[i] = true;
    begin = end;
  }
  layout.text = running_text(words, taken);
  return layout;
}

}  // namespace braque::documents
