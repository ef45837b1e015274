// Aligned columns for people: one column takes what the terminal leaves, numbers stand right.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace braque::cli {

/// SGR sequences; empty when colour is off.
struct Style {
  bool colour = false;
  std::string bold(std::string text) const { return wrap("1", std::move(text)); }
  std::string dim(std::string text) const { return wrap("2", std::move(text)); }
  std::string red(std::string text) const { return wrap("31", std::move(text)); }

 private:
  std::string wrap(const char* code, std::string text) const {
    if (!colour) return text;
    return std::string("\x1b[") + code + "m" + std::move(text) + "\x1b[0m";
  }
};

class TextTable {
 public:
  enum class Emphasis : unsigned char { none, heading, alarm };

  /// Cells must be free of hidden characters (terminal_text). Missing cells are blank.
  void row(std::vector<std::string> cells, Emphasis emphasis = Emphasis::none);
  /// The rows as lines, indented by two; the column `flexible` is shortened to fit `width`.
  /// `left_columns` of the columns stand left, the others right.
  std::string render(std::size_t width, std::size_t left_columns, const Style& style,
                     std::size_t flexible = 0) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    Emphasis emphasis;
  };
  std::vector<Row> rows_;
};

}  // namespace braque::cli
