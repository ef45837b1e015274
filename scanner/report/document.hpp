// A report as data: figures, sentences and tables, in both languages and in no format. Whoever
// answers a question fills one; the writers (write.hpp) and the terminal's printer make JSON, CSV,
// Markdown, HTML and text of it. Cells hold paths, names of rules and of owners, counts and dates,
// never a value that was matched.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/both.hpp"

namespace braque::report {

/// What a cell says; it decides how people see it and how it is sorted.
enum class CellKind : std::uint8_t {
  text,  ///< as it stands
  path,  ///< bytes, not necessarily UTF-8
  number,
  bytes,
  date,     ///< "2026-11-22"
  period,   ///< ISO 8601, "P5Y" (period.hpp)
  percent,  ///< in hundredths of one per cent: 10,000 is all
  word,     ///< one of Column::words
  // Words that the program has names for (Wording::word).
  category,
  confidence,
  label,
  reason,
  severity,
};

/// A text, several of them, or a number.
struct Cell {
  Cell() = default;
  Cell(std::string_view value) : text(value) {}
  Cell(const std::string& value) : text(value) {}
  Cell(const char* value) : text(value) {}
  Cell(std::uint64_t value) : number(value) {}

  /// One more text.
  Cell& add(std::string_view value) {
    if (!text.empty()) text += kBetween;
    text += value;
    return *this;
  }

  static constexpr char kBetween = '\0';  ///< the one byte that no name of a file has
  std::string text;
  std::optional<std::uint64_t> number;  ///< of number, bytes and percent; absent: not known

  bool empty() const { return text.empty() && !number; }
};

/// A word of machine formats, and what people read.
struct Word {
  std::string_view id{};
  Both text{};
};

struct Column {
  std::string_view id{};  ///< key in JSON, heading in CSV
  Both title{};
  CellKind kind = CellKind::text;
  std::span<const Word> words{};
  bool many = false;  ///< a list: JSON has an array
  bool bar = false;   ///< where there is room, a bar beside the number
  bool wide = false;  ///< not on a terminal, where there is no room for it
};

struct Row {
  std::vector<Cell> cells{};  ///< as many as there are columns
  bool alarm = false;         ///< wants attention
};

struct Table {
  std::string_view id{};
  Both title{};
  Both about{};  ///< a sentence; may be empty
  Both none{};   ///< what is said when there is no row
  std::vector<Column> columns{};
  std::vector<Row> rows{};
  std::uint64_t left_out = 0;  ///< further rows that were counted but are not here
};

/// A value inside of a sentence.
struct Value {
  CellKind kind = CellKind::text;
  Cell cell{};
};

/// A sentence with {} where its values go.
struct Note {
  Both text{};
  std::vector<Value> values{};
};

/// A number that stands at the top.
struct Figure {
  std::string_view id{};
  Both label{};
  Value value{};
  bool alarm = false;
};

/// One part of a whole, for a bar in which all parts stand side by side.
struct Share {
  std::string_view id{};
  Both label{};
  std::uint64_t number = 0;
};

struct Document {
  std::string_view id{};  ///< "retention"
  Both title{};
  std::vector<Figure> figures{};
  Both shares_title{};
  std::vector<Share> shares{};  ///< at most four
  std::vector<Note> notes{};
  std::vector<Table> tables{};  ///< the first is the one that CSV holds
};

}  // namespace braque::report
