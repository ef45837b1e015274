// Lines of keys and values: env and ini files, "Key: value" forms, YAML-like lists, vCards. Every
// window is one unit in place; the lines are taken apart on demand.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "extract/byte_scan.hpp"
#include "extract/column_table.hpp"
#include "extract/structure_readers.hpp"
#include "extract/unfolded_text.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kKeyBytesMax = 64;
constexpr std::size_t kKeyWordsMax = 5;
constexpr std::size_t kLinesMax = 60;
constexpr std::size_t kFirstLines = 12;

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; }
constexpr bool may_be_in_key(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte == '.' || byte == '/' ||
         byte == '\'' || static_cast<unsigned char>(byte) >= 0x80;
}
constexpr std::array<bool, 256> kKeyBytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < 256; ++i) table[i] = may_be_in_key(static_cast<char>(i));
  return table;
}();
bool is_key_byte(char byte) { return kKeyBytes[static_cast<unsigned char>(byte)]; }

struct Line {
  std::string_view key;
  std::size_t value_begin = 0;  ///< in the line
  std::size_t value_end = 0;
  ContextRole role = ContextRole::key;
  bool found = false;
};

using Dialect = CardKind;

std::size_t skip_blanks(std::string_view line, std::size_t at) {
  while (at < line.size() && is_blank(line[at])) ++at;
  return at;
}

void trim_value(std::string_view line, Line& parsed) {
  std::size_t begin = skip_blanks(line, parsed.value_begin);
  std::size_t end = line.size();
  while (end > begin && is_blank(line[end - 1])) --end;
  // `"value"` and `"value",` as in scripts and objects.
  if (end > begin + 1 && line[end - 1] == ',' && (line[begin] == '"' || line[begin] == '\'')) --end;
  if (end > begin + 1 && (line[begin] == '"' || line[begin] == '\'') &&
      line[end - 1] == line[begin]) {
    ++begin;
    --end;
  }
  parsed.value_begin = begin;
  parsed.value_end = end;
}

/// "TEL;TYPE=cell:+33 ..." (RFC 6350, section 3.3).
Line parse_card_line(std::string_view line) {
  Line parsed;
  const std::size_t value = card_value(line);
  std::size_t key_end = 0;
  while (key_end < line.size() && is_key_byte(line[key_end])) ++key_end;
  if (key_end == 0 || value == std::string_view::npos || value <= key_end) return parsed;
  if (line[key_end] != ':' && line[key_end] != ';') return parsed;
  parsed.key = line.substr(0, key_end);
  // "item1.TEL": properties of a group.
  parsed.key.remove_prefix(std::min(parsed.key.rfind('.') + 1, parsed.key.size() - 1));
  parsed.value_begin = value;
  parsed.found = true;
  trim_value(line, parsed);
  return parsed;
}

Line parse_line(std::string_view line, Dialect dialect) {
  if (dialect == Dialect::card) return parse_card_line(line);
  Line parsed;
  std::size_t at = skip_blanks(line, 0);
  while (at + 1 < line.size() && line[at] == '-' && line[at + 1] == ' ')
    at = skip_blanks(line, at + 1);
  if (line.substr(at).starts_with("export ")) at = skip_blanks(line, at + 7);
  const bool quoted = at < line.size() && (line[at] == '"' || line[at] == '\'');
  const std::size_t begin = quoted ? at + 1 : at;
  std::size_t end = begin;
  std::size_t words = 1;
  std::size_t name_end = begin;
  while (end < line.size() && end - begin <= kKeyBytesMax) {
    if (is_key_byte(line[end])) {
      words += end > name_end && end > begin;
      name_end = end + 1;
    } else if (!is_blank(line[end])) {
      break;
    }
    ++end;
  }
  if (quoted && end < line.size() && line[end] == line[at]) end = skip_blanks(line, end + 1);
  if (name_end == begin || end >= line.size() || words > kKeyWordsMax) return parsed;
  const char separator = line[end];
  const bool followed = end + 1 == line.size() || is_blank(line[end + 1]);
  if (separator == ':' ? !followed : separator != '=') return parsed;
  if (separator == '=' && (words > 1 || line.substr(end).starts_with("=="))) return parsed;
  if (line[begin] >= '0' && line[begin] <= '9') return parsed;
  parsed.key = line.substr(begin, name_end - begin);
  parsed.role = words > 1 ? ContextRole::label : ContextRole::key;
  parsed.value_begin = end + 1;
  parsed.found = true;
  trim_value(line, parsed);
  return parsed;
}

class KeyValueReader : public StructureReader, public CellReader {
 public:
  KeyValueReader(Dialect dialect, const Budget& budget)
      : columns_(budget), dialect_(dialect), unfolded_(dialect) {}

  void read(const TextWindow& window, UnitSink& sink) override {
    first_ = window.first;
    const TextWindow made = dialect_ == Dialect::none ? window : unfolded_.read(window);
    TextUnit unit = unit_of(made);
    unit.kind = UnitKind::cells;
    unit.context = columns_.entries();
    unit.cell_reader = this;
    sink.unit(unit);
  }

  void read_cells(TextUnit& unit, std::vector<Cell>& cells) override {
    const std::string_view text = unit.text;
    std::size_t begin = first_ ? 0 : find_byte(text, 0, '\n') + 1;
    std::uint32_t row = 0;  // A group of lines, up to an empty line, belongs together.
    while (begin < text.size()) {
      const std::size_t end = find_byte(text, begin, '\n');
      const std::string_view line = text.substr(begin, end - begin);
      const Line parsed = parse_line(line, dialect_);
      if (parsed.found) {
        const std::uint32_t column = columns_.column(parsed.key, parsed.role);
        if (column != ColumnTable::kNone) {
          cells.push_back({row, column, static_cast<std::uint32_t>(begin + parsed.value_begin),
                           static_cast<std::uint32_t>(begin + parsed.value_end)});
        }
      } else if (skip_blanks(line, 0) == line.size()) {
        ++row;
      }
      if (line.starts_with("BEGIN:")) ++row;
      begin = end + 1;
    }
    unit.context = columns_.entries();
  }
  std::size_t stretch_bytes() const override {
    return dialect_ == Dialect::none ? kWholeWindow : kRewrittenStretchBytes;
  }

 private:
  ColumnTable columns_;
  Dialect dialect_;
  UnfoldedText unfolded_;
  bool first_ = false;
};

bool is_hinted(std::string_view name) {
  constexpr std::string_view kExtensions[] = {".env", ".ini",  ".conf", ".cfg",     ".cnf",
                                              ".yml", ".yaml", ".toml", ".propert", ".vcf",
                                              ".ics", ".ldif", ".ldi"};
  const std::string extension = extension_of(name);
  return std::find(std::begin(kExtensions), std::end(kExtensions), extension) !=
             std::end(kExtensions) ||
         name.ends_with(".properties");
}

bool is_neutral(std::string_view line) {
  const std::size_t at = skip_blanks(line, 0);
  if (at == line.size()) return true;
  return line[at] == '#' || line[at] == ';' || line[at] == '[' || line.substr(at) == "---";
}

/// Log levels look like keys: "ERROR: disk full".
bool is_log_level(std::string_view key) {
  constexpr std::string_view kLevels[] = {"INFO",  "DEBUG", "WARN",   "WARNING", "ERROR",
                                          "TRACE", "FATAL", "NOTICE", "CRITICAL"};
  return std::find(std::begin(kLevels), std::end(kLevels), key) != std::end(kLevels);
}

}  // namespace

Bid bid_key_value(const TextHead& head) {
  Bid result;
  const Dialect dialect = card_kind(head.text);
  std::size_t lines = 0;
  std::size_t fitting = 0;
  std::size_t begin = 0;
  for (std::size_t n = 0; begin < head.text.size() && n < kLinesMax; ++n) {
    const std::size_t end = find_byte(head.text, begin, '\n');
    const std::string_view line = head.text.substr(begin, end - begin);
    begin = end + 1;
    // A folded line goes on; it may be a picture's.
    if (is_neutral(line) || (dialect != Dialect::none && is_blank(line[0]))) continue;
    const Line parsed = parse_line(line, dialect);
    ++lines;
    fitting += parsed.found && !is_log_level(parsed.key);
    // Most texts are something else, and a few lines are enough to see that.
    if (lines == kFirstLines && fitting * 4 < lines) return result;
  }
  const bool hinted = is_hinted(head.name) || dialect != Dialect::none;
  if (fitting < (hinted ? 1U : 2U)) return result;
  if (fitting * 100 < lines * (hinted ? 30 : 60)) return result;
  result.score = 40;
  // What a fold means depends on the version that a card states.
  result.splittable = dialect == Dialect::none;
  return result;
}

std::unique_ptr<StructureReader> make_key_value(const TextHead& head, const Budget& budget) {
  return std::make_unique<KeyValueReader>(card_kind(head.text), budget);
}

}  // namespace braque::extract
