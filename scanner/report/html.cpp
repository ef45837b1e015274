#include "report/html.hpp"

#include "model/escape.hpp"

namespace braque::report {
namespace {

/// A bar of this share of the longest one. SVG, because the page's policy allows no style in
/// attributes.
std::string bar(std::uint64_t value, std::uint64_t most) {
  const std::uint64_t length = most == 0 ? 0 : value * 100 / most;
  return "<svg class=\"bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" "
         "aria-hidden=\"true\"><rect width=\"" +
         std::to_string(value > 0 && length == 0 ? 1 : length) + "\" height=\"6\"/></svg>";
}

/// A path that may be broken after its slashes, rather than in a name.
std::string breakable(const std::string& path) {
  std::string text;
  for (const char c : path) {
    text += c;
    if (c == '/') text += "<wbr>";
  }
  return text;
}

bool is_chip(CellKind kind) {
  return kind == CellKind::severity || kind == CellKind::label || kind == CellKind::confidence;
}

std::string content(const Wording& wording, const Column& column, const Cell& cell) {
  if (cell.empty()) return "<span class=\"none\">–</span>";
  if (column.kind == CellKind::path) {
    std::string paths;
    for (const std::string_view one : texts(cell))
      paths += "<bdi class=\"path\">" + breakable(html_text(one)) + "</bdi>";
    return paths;
  }
  const std::string text = html_text(shown(wording, column, cell));
  if (is_chip(column.kind))
    return "<span class=\"chip " + html_class(column.kind, cell.text) + "\">" + text + "</span>";
  if (column.kind == CellKind::text) return "<bdi>" + text + "</bdi>";
  return text;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string safe;
  for (const char c : terminal_text(text)) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string html_sentence(std::string_view text) {
  const std::string safe = html_text(text);
  std::string marked;
  std::size_t at = 0;
  while (true) {
    const std::size_t begin = safe.find('`', at);
    const std::size_t end = begin == std::string::npos ? begin : safe.find('`', begin + 1);
    if (end == std::string::npos) return marked += safe.substr(at);
    marked += safe.substr(at, begin - at);
    marked += "<code>" + safe.substr(begin + 1, end - begin - 1) + "</code>";
    at = end + 1;
  }
}

std::string html_class(CellKind kind, std::string_view word) {
  const std::string_view family = kind == CellKind::severity ? "severity"
                                  : kind == CellKind::label  ? "label"
                                                             : "confidence";
  for (const char c : word)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-')) return {};
  return std::string(family) + "-" + std::string(word);
}

void append_html_cell(const Wording& wording, const Column& column, const Cell& cell, bool heading,
                      std::uint64_t most, std::string& out) {
  const std::string tag = heading ? "th" : "td";
  out += "<" + tag;
  if (heading) out += " scope=\"row\"";
  if (is_numeric(column.kind))
    out += " class=\"number\"";
  else if (column.kind == CellKind::date)
    out += " class=\"date\"";
  else if (column.many)
    out += " class=\"list\"";
  // By what the script sorts, where that is not what is read.
  if (cell.number) out += " data-value=\"" + std::to_string(*cell.number) + "\"";
  if (column.kind == CellKind::severity || column.kind == CellKind::label ||
      column.kind == CellKind::confidence)
    out += " data-word=\"" + html_text(cell.text) + "\"";
  out += ">";
  if (column.bar && cell.number) out += bar(*cell.number, most);
  out += content(wording, column, cell) + "</" + tag + ">";
}

}  // namespace braque::report
