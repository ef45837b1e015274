#include "model/escape.hpp"
#include "report/write.hpp"

namespace braque::report {
namespace {

/// Text that Markdown must not take for markup, on one line (CommonMark 0.31, 2.4: any ASCII
/// punctuation may be escaped).
std::string plain(std::string_view text) {
  std::string safe;
  for (const char c : terminal_text(text)) {
    if (std::string_view("\\`*_{}[]<>()#+-.!|~&").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

/// In table cells a dot or a dash needs no escape, and paths are full of them.
std::string cell_text(std::string_view text) {
  std::string safe;
  for (const char c : terminal_text(text)) {
    if (std::string_view("\\`*_[]<>|~&").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

void write_table(const Table& table, const Wording& wording, std::string& out) {
  out += "\n## " + plain(wording.in(table.title)) + "\n";
  if (!table.about.english.empty()) out += "\n" + std::string(wording.in(table.about)) + "\n";
  if (table.rows.empty()) {
    out += "\n" + std::string(wording.in(table.none)) + "\n";
    return;
  }
  out += "\n|";
  for (const Column& column : table.columns)
    out += " " + cell_text(wording.in(column.title)) + " |";
  out += "\n|";
  for (const Column& column : table.columns) out += is_numeric(column.kind) ? " ---: |" : " --- |";
  out += "\n";
  for (const Row& row : table.rows) {
    out += "|";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      out += " " + cell_text(shown(wording, table.columns[i], row.cells[i])) + " |";
    out += "\n";
  }
  if (const std::string more = left_out(wording, table); !more.empty())
    out += "\n" + cell_text(more) + "\n";
}

}  // namespace

void write_markdown(const Document& document, const Wording& wording, std::string& out) {
  out += "# " + plain(wording.in(document.title)) + "\n\n";
  for (const Figure& figure : document.figures)
    out += "- " + cell_text(wording.in(figure.label)) + ": **" +
           cell_text(shown(wording, figure.value)) + "**\n";
  for (const Share& share : document.shares)
    out += "- " + cell_text(wording.in(share.label)) + ": " +
           cell_text(wording.whole(share.number)) + "\n";
  for (const Note& note : document.notes) out += "\n" + cell_text(sentence(wording, note)) + "\n";
  for (const Table& table : document.tables) write_table(table, wording, out);
}

}  // namespace braque::report
