#include "model/escape.hpp"
#include "model/json_writer.hpp"
#include "report/write.hpp"

namespace braque::report {
namespace {

/// Names of files as valid UTF-8; the rest is that already.
std::string readable(const Column& column, std::string_view text) {
  bool lossy = false;
  return column.kind == CellKind::path ? path_text(text, lossy) : std::string(text);
}

void write_value(JsonWriter& json, const Column& column, const Cell& cell) {
  if (cell.number && column.kind == CellKind::percent) {
    json.decimal(static_cast<double>(*cell.number) / 10'000, 4);
  } else if (cell.number) {
    json.number(*cell.number);
  } else if (column.many) {
    json.begin_array();
    for (const std::string_view one : texts(cell)) json.string(readable(column, one));
    json.end_array();
  } else {
    json.string_or_null(readable(column, cell.text));
  }
}

void write_row(JsonWriter& json, const Table& table, const Row& row) {
  json.begin_object();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    json.key(column.id);
    write_value(json, column, row.cells[i]);
    bool lossy = false;
    if (column.kind == CellKind::path && !column.many) (void)path_text(row.cells[i].text, lossy);
    if (lossy) json.key(std::string(column.id) + "_b64").string(base64(row.cells[i].text));
  }
  json.end_object();
}

std::string csv_text(const Column& column, const Cell& cell) {
  if (cell.number) {
    std::string text;
    if (column.kind != CellKind::percent) return std::to_string(*cell.number);
    JsonWriter(text).decimal(static_cast<double>(*cell.number) / 10'000, 4);
    return text;
  }
  std::string text;
  for (const std::string_view one : texts(cell))
    text += (text.empty() ? "" : "; ") + readable(column, one);
  return text;
}

}  // namespace

void write_json(const Document& document, std::string& out) {
  JsonWriter json(out);
  json.begin_object()
      .key("report")
      .string(document.id)
      .key("schema")
      .number(1)
      .key("figures")
      .begin_object();
  for (const Figure& figure : document.figures) {
    json.key(figure.id);
    write_value(json, Column{.id = {}, .title = {}, .kind = figure.value.kind}, figure.value.cell);
  }
  for (const Share& share : document.shares) json.key(share.id).number(share.number);
  json.end_object().key("tables").begin_object();
  for (const Table& table : document.tables) {
    json.key(table.id).begin_array();
    for (const Row& row : table.rows) write_row(json, table, row);
    json.end_array();
  }
  json.end_object().key("left_out").begin_object();
  for (const Table& table : document.tables) json.key(table.id).number(table.left_out);
  json.end_object().end_object();
  out += '\n';
}

void write_csv(const Document& document, std::string& out) {
  if (document.tables.empty()) return;
  const Table& table = document.tables.front();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_field(out, table.columns[i].id);
  }
  out += "\r\n";
  for (const Row& row : table.rows) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (i > 0) out += ',';
      append_csv_field(out, csv_text(table.columns[i], row.cells[i]));
    }
    out += "\r\n";
  }
}

}  // namespace braque::report
