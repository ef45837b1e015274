#include "report/wording.hpp"

#include <algorithm>

#include "report/period.hpp"

namespace braque::report {
namespace {

constexpr Both kLeftOut{"Rows not shown here: {}.", "Lignes non affichées ici : {}."};

std::string percent_text(std::uint64_t hundredths, bool french) {
  std::string text = std::to_string(hundredths / 100);
  // What is not all must not read as all: cut, not rounded.
  if (const std::uint64_t rest = hundredths % 100; rest != 0)
    text += (french ? "," : ".") + std::to_string(rest / 10);
  return text + (french ? "\u202f%" : "%");
}

std::string one_word(const Wording& wording, const Column& column, std::string_view text) {
  switch (column.kind) {
    case CellKind::word:
      for (const Word& word : column.words)
        if (word.id == text) return std::string(wording.in(word.text));
      return std::string(text);
    case CellKind::period:
      return period_text(text, wording.french());
    case CellKind::category:
    case CellKind::confidence:
    case CellKind::label:
    case CellKind::reason:
    case CellKind::severity:
      return wording.word(column.kind, text);
    default:
      return std::string(text);
  }
}

std::string number_text(const Wording& wording, CellKind kind, std::uint64_t number) {
  switch (kind) {
    case CellKind::bytes:
      return wording.bytes(number);
    case CellKind::percent:
      return percent_text(number, wording.french());
    default:
      return wording.whole(number);
  }
}

}  // namespace

std::vector<std::string_view> texts(const Cell& cell) {
  std::vector<std::string_view> list;
  for (std::string_view rest = cell.text; !rest.empty();) {
    const std::size_t end = std::min(rest.find(Cell::kBetween), rest.size());
    list.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return list;
}

std::string shown(const Wording& wording, const Column& column, const Cell& cell) {
  if (cell.number) return number_text(wording, column.kind, *cell.number);
  std::string joined;
  for (const std::string_view one : texts(cell))
    joined += (joined.empty() ? "" : ", ") + one_word(wording, column, one);
  return joined;
}

std::string shown(const Wording& wording, const Value& value) {
  return shown(wording, Column{.id = {}, .title = {}, .kind = value.kind}, value.cell);
}

std::string sentence(const Wording& wording, const Note& note) {
  std::string text(wording.in(note.text));
  std::size_t at = 0;
  for (const Value& value : note.values) {
    at = text.find("{}", at);
    if (at == std::string::npos) break;
    const std::string words = shown(wording, value);
    text.replace(at, 2, words);
    at += words.size();
  }
  return text;
}

std::string left_out(const Wording& wording, const Table& table) {
  return table.left_out == 0 ? ""
                             : sentence(wording, {kLeftOut, {{CellKind::number, table.left_out}}});
}

bool is_numeric(CellKind kind) noexcept {
  return kind == CellKind::number || kind == CellKind::bytes || kind == CellKind::percent;
}

}  // namespace braque::report
