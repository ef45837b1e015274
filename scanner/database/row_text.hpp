// Rows as text: the form that the line reads tables in (tabs between cells, line feeds after rows),
// and the form in which PostgreSQL's COPY sends them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace braque::database {

/// Appends a cell's text: what would end a cell or a row becomes a space; what is no UTF-8 is taken
/// for Latin-1.
void append_cell(std::string& text, std::string_view bytes);

/// What can be read of a binary value that is no file: its text when it is text, else its printable
/// runs.
void append_binary(std::string& text, std::string_view bytes);

bool is_utf8(std::string_view bytes);

/// Cuts a row of COPY's text format (PostgreSQL documentation, COPY, "Text Format") into its
/// fields. `scratch` holds what had to be unescaped. False: there are not `wanted` fields.
bool split_copy_row(std::string_view line, std::size_t wanted, std::string& scratch,
                    std::vector<std::string_view>& fields);

/// Decodes "\x6869". False: that is no such text.
bool decode_hex(std::string_view text, std::string& bytes);

}  // namespace braque::database
