// Tables of a page, told from where its words stand: PDF has no tables of its own (but for tags,
// which few writers set).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/pdf_lines.hpp"

namespace braque::documents {

/// What a page says when its tables are taken out of its text.
struct PdfLayout {
  std::string text;
  std::vector<std::string> tables;  ///< rows of cells, one a line, with tabs between
};

/// Whether a page with this text may have a table, before the places of its words are asked for:
/// cells that stand apart are short lines.
bool may_hold_table(std::string_view text);

/// Takes out of the words, which are in reading order, the tables whose layout is plain: three rows
/// at least, a header, cells that stand apart by the height of a letter and one below another. What
/// is no table stays in the text.
PdfLayout lay_out(std::span<const PdfWord> words);

}  // namespace braque::documents
