// Pieces of a page. Every text goes through html_text(); what is written by hand is in
// write_html.cpp alone.
#pragma once

#include <string>
#include <string_view>

#include "report/document.hpp"
#include "report/wording.hpp"

namespace braque::report {

/// For content and for attributes in double quotes. Characters that nobody sees are written as
/// escapes, as on a terminal.
std::string html_text(std::string_view text);
/// A sentence of the report: what stands between two backticks is a command, which must not be
/// broken at its hyphens.
std::string html_sentence(std::string_view text);
/// A class of the style sheet: "severity-high"; "" when the word is not of letters, digits, _ and
/// -.
std::string html_class(CellKind kind, std::string_view word);

/// <td>...</td>, or the row's heading.
void append_html_cell(const Wording& wording, const Column& column, const Cell& cell, bool heading,
                      std::uint64_t most, std::string& out);

}  // namespace braque::report
