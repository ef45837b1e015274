// SQL dumps: the heads of INSERT, COPY and CREATE TABLE statements.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/budget.hpp"

namespace braque::extract {

enum class SqlKind : std::uint8_t { none, insert, copy, create };

/// The head of a statement that brings rows or names columns.
struct SqlStatement {
  SqlKind kind = SqlKind::none;
  std::string table;                 ///< without schema and quotes
  std::vector<std::string> columns;  ///< as listed; empty when the statement lists none
  std::size_t end = 0;               ///< behind the head: at the first row's "(" or line
};

/// The statement that begins at `at`; kind none when it is another one or is cut by the text's end.
SqlStatement parse_statement(std::string_view text, std::size_t at, const Budget& budget);

/// Which kind of statement the line at `at` begins, by its first words alone.
SqlKind statement_kind(std::string_view text, std::size_t at);

/// Behind the quoted text whose opening quote is at `quote`; text.size() when it is not closed.
/// A doubled quote stands for itself; with `backslashes` a backslash protects what follows.
std::size_t sql_quoted_end(std::string_view text, std::size_t quote, bool backslashes);

}  // namespace braque::extract
