#include "documents/xml_text.hpp"

#include <algorithm>

#include "extract/csv.hpp"

namespace braque::documents {

bool hand_over_part_text(ZipPackage& package, Part& part, std::string label,
                         std::string_view structure, TextHandler& handler) {
  if (!extract::may_go_on(package.task())) return false;
  auto stream = package.open(part);
  if (stream == nullptr) return true;
  XmlText text(std::move(stream), handler);
  const bool go_on = extract::hand_over_text(package.task(), std::move(label), structure, text);
  // What follows the fault is read as markup that need not be well-formed.
  if (text.problem().reason == Reason::corrupt) part.read = false;
  return go_on;
}

bool read_part(ZipPackage& package, Part& part, XmlHandler& handler) {
  const auto stream = package.open(part);
  if (stream == nullptr) return false;
  const extract::Problem problem = read_xml(*stream, handler);
  package.task().tally.add(problem);
  if (problem.reason == Reason::corrupt) part.read = false;
  return !problem;
}

bool HeldTables::hand_over(extract::ContainerTask& task, const std::string& above) {
  const std::vector<std::string> tables = std::exchange(tables_, {});
  held_ = 0;
  std::size_t number = 0;
  for (const std::string& rows : tables) {
    std::string label = above.empty() ? "" : above + " > ";
    label += "table " + std::to_string(++number);
    if (!extract::may_go_on(task) || !extract::hand_over_text(task, label, "table", rows))
      return false;
  }
  return true;
}

void TableStack::end_cell(std::size_t columns) {
  if (tables_.empty()) return;
  Table& table = tables_.back();
  constexpr std::size_t kColumnsMax = 1024;
  if (!table.cell.empty()) {
    // Empty cells before this one; those at the end of a row are not written.
    table.row.append(table.column - table.written, '\t');
    table.written = table.column;
    table.row += table.cell;
    table.cell.clear();
    table.columns = std::max(table.columns, table.column + 1);
  }
  // Beyond the last column that is told apart, cells follow one another without a tab.
  table.column = std::min(table.column + columns, kColumnsMax);
}

void TableStack::end_row() {
  if (tables_.empty()) return;
  Table& table = tables_.back();
  end_cell(1);
  table.column = table.written = 0;
  if (table.row.empty()) return;
  table.rows += table.row;
  table.rows += '\n';
  table.row.clear();
  ++table.row_count;
}

void TableStack::add_text(std::string_view paragraph, std::string& text) {
  Table& table = tables_.back();
  if (!paragraph.empty() && !table.cell.empty()) table.cell += ' ';
  const std::size_t begin = table.cell.size();
  table.cell += paragraph;
  std::replace_if(
      table.cell.begin() + static_cast<std::ptrdiff_t>(begin), table.cell.end(),
      [](char byte) { return byte == '\t' || byte == '\n' || byte == '\r'; }, ' ');
  const std::size_t size = table.rows.size() + table.row.size() + table.cell.size();
  if (table.in_text || !held_.has_room(size)) {
    table.in_text = true;
    text += table.rows;
    table.rows.clear();
    if (table.cell.size() + table.row.size() > HeldTables::kBytesMax / 8) {
      text += table.row + table.cell + '\n';
      table.row.clear();
      table.cell.clear();
    }
  }
}

void TableStack::end_table(std::string& text) {
  if (tables_.empty()) return;
  end_row();
  Table table = std::move(tables_.back());
  tables_.pop_back();
  if (table.rows.empty()) return;
  // Two columns without a header are labels and their values, which plain text shows better.
  const bool is_table = !table.in_text && table.row_count > 1 && table.columns > 1 &&
                        (table.columns > 2 || extract::table_dialect(table.rows, true).header);
  if (is_table) return held_.add(std::move(table.rows));
  text += table.rows;
}

}  // namespace braque::documents
