// Reads JSON and JSON lines. Text goes on in place unless the window has escapes to decode; cells
// are found on demand, from whatever place the window begins at.
#include <array>
#include <string>
#include <vector>

#include "extract/byte_scan.hpp"
#include "extract/column_table.hpp"
#include "extract/json.hpp"
#include "extract/json_rows.hpp"
#include "extract/rewritten_text.hpp"
#include "extract/structure_readers.hpp"

namespace braque::extract {
namespace {

/// Levels of which the key is remembered; deeper ones have no key of their own.
constexpr std::size_t kDepthMax = 64;
/// Of a head, for the decision.
constexpr std::size_t kCheckedBytes = 8U << 10;
/// Strings that are looked at to tell the inside of strings from the outside.
constexpr int kProbeStrings = 32;

int hex_digit(char byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

/// The number of the escape \uXXXX at `at`, -1 when there is none.
int unicode_escape(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

struct Escape {
  std::size_t length = 2;       ///< bytes of the escape
  std::int32_t character = -1;  ///< -1: it stays as it is
};

/// Decodes what may be decoded without changing the structure: quotes and backslashes stay.
Escape escape_at(std::string_view text, std::size_t at) {
  const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
  switch (kind) {
    case '/':
      return {2, '/'};
    case 'n':
      return {2, '\n'};
    case 't':
      return {2, '\t'};
    case 'r':
      return {2, '\r'};
    case 'b':
    case 'f':
      return {2, ' '};
    case 'u':
      break;
    default:
      return {2, -1};
  }
  const int first = unicode_escape(text, at);
  if (first < 0 || first == '"' || first == '\\') return {2, -1};
  if ((first & 0xfc00) == 0xd800) {
    const int second = unicode_escape(text, at + 6);
    if (second < 0 || (second & 0xfc00) != 0xdc00) return {6, 0xfffd};
    return {12, 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff)};
  }
  if ((first & 0xfc00) == 0xdc00) return {6, 0xfffd};
  return {6, first < 0x20 ? ' ' : first};
}

/// False when nothing is to be decoded: the window can be used as it is.
bool decode_escapes(const TextWindow& window, RewrittenText& rewritten) {
  bool begun = false;
  std::size_t copied = 0;
  for (std::size_t at = find_byte(window.text, 0, '\\'); at < window.text.size();) {
    const Escape escape = escape_at(window.text, at);
    if (escape.character >= 0) {
      if (!begun) rewritten.begin(window);
      begun = true;
      rewritten.copy(copied, at);
      rewritten.put_character(at, static_cast<std::uint32_t>(escape.character));
      copied = at + escape.length;
    }
    at = find_byte(window.text, at + escape.length, '\\');
  }
  if (begun) rewritten.copy(copied, window.text.size());
  return begun;
}

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

/// How many of the next strings do not stand where strings stand, when the first one begins at the
/// `skip`-th quote.
int misplaced_strings(std::string_view text, int skip) {
  std::size_t at = 0;
  for (int i = 0; i < skip; ++i) at = json_string_end(text, at == 0 ? std::size_t(-1) : at) + 1;
  int misplaced = 0;
  for (int i = 0; i < kProbeStrings && at < text.size(); ++i) {
    const std::size_t quote = find_byte(text, at, '"');
    if (quote >= text.size()) break;
    std::size_t before = quote;
    while (before > at && is_blank(text[before - 1])) --before;
    if (before > at) {
      misplaced += std::string_view(":,[{").find(text[before - 1]) == std::string_view::npos;
    }
    const std::size_t end = json_string_end(text, quote);
    const std::size_t after = skip_blanks(text, end + 1);
    if (after < text.size()) {
      misplaced += std::string_view(":,]}").find(text[after]) == std::string_view::npos;
    }
    at = end + 1;
  }
  return misplaced;
}

/// How deep the middle of a document begins, counted from the shallowest place where an object
/// opens: the list that the records around it are in, as far as can be seen.
std::size_t depth_of_first(std::string_view text, std::size_t at) {
  std::ptrdiff_t depth = 0, shallowest = 0;
  bool any = false;
  while (at < text.size()) {
    switch (text[at]) {
      case '"':
        at = json_string_end(text, at);
        break;
      case '{':
        if (!any || depth < shallowest) shallowest = depth;
        any = true;
        [[fallthrough]];
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        --depth;
        break;
      default:
        break;
    }
    ++at;
  }
  return shallowest < 0 ? static_cast<std::size_t>(-shallowest) : 0;
}

class JsonReader : public StructureReader, public CellReader {
 public:
  JsonReader(const TextHead& head, const Budget& budget, bool lines)
      : columns_(budget), remark_(head.remark), lines_(lines) {}

  void read(const TextWindow& window, UnitSink& sink) override {
    TextWindow text = window;
    if (decode_escapes(window, rewritten_)) text = rewritten_.finish(window.text.size());
    if (window.last && remark_.empty() && !lines_) check_end(window);
    first_ = window.first;
    TextUnit unit = unit_of(text);
    unit.kind = UnitKind::cells;
    unit.context = columns_.entries();
    unit.cell_reader = this;
    sink.unit(unit);
  }

  void read_cells(TextUnit& unit, std::vector<Cell>& cells) override {
    const std::string_view text = unit.text;
    keys_.fill(ColumnTable::kNone);
    row_ = 0;
    std::uint32_t key = ColumnTable::kNone;
    const std::size_t begin = outside_strings(text);
    depth_ = first_ || lines_ ? 0 : depth_of_first(text, begin);
    rows_ = JsonRows(lines_, !first_ && !lines_, depth_);
    for (std::size_t at = begin; at < text.size();) {
      const char byte = text[at];
      if (byte == '"') {
        at = string(text, at, key, cells);
      } else if ((byte >= '0' && byte <= '9') || byte == '-') {
        at = number(text, at, key, cells);
      } else {
        if (byte == '{' || byte == '[') open(byte == '{', key);
        if (byte == '}' || byte == ']') key = close(byte == '}');
        if (byte == '\n' && lines_) row_ += rows_.line(depth_);
        ++at;
      }
    }
    unit.context = columns_.entries();
  }

  std::string remark() const override { return remark_; }
  std::size_t stretch_bytes() const override { return kRewrittenStretchBytes; }

 private:
  /// A position outside all strings: the text's beginning, or behind the string that it begins in.
  std::size_t outside_strings(std::string_view text) const {
    if (first_ || misplaced_strings(text, 0) <= misplaced_strings(text, 1)) return 0;
    return json_string_end(text, static_cast<std::size_t>(-1)) + 1;
  }

  std::size_t string(std::string_view text, std::size_t quote, std::uint32_t& key,
                     std::vector<Cell>& cells) {
    const std::size_t end = json_string_end(text, quote);
    const std::size_t after = skip_blanks(text, end + 1);
    if (after < text.size() && text[after] == ':') {
      key = columns_.column(text.substr(quote + 1, end - quote - 1), ContextRole::key);
      return after + 1;
    }
    add(cells, key, quote + 1, end);
    return after;
  }

  std::size_t number(std::string_view text, std::size_t begin, std::uint32_t key,
                     std::vector<Cell>& cells) const {
    std::size_t end = begin + 1;
    while (end < text.size() &&
           ((text[end] >= '0' && text[end] <= '9') || text[end] == '.' || text[end] == 'e' ||
            text[end] == 'E' || text[end] == '+' || text[end] == '-')) {
      ++end;
    }
    add(cells, key, begin, end);
    return end;
  }

  void add(std::vector<Cell>& cells, std::uint32_t key, std::size_t begin, std::size_t end) const {
    if (key == ColumnTable::kNone) return;
    cells.push_back(
        {row_, key, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  void open(bool object, std::uint32_t key) {
    if (depth_ < kDepthMax) keys_[depth_] = key;
    const bool named = object && key < columns_.entries().size();
    rows_.open(object, depth_, named ? columns_.entries()[key].text : std::string_view());
    ++depth_;
  }

  std::uint32_t close(bool object) {
    if (depth_ > 0)
      --depth_;
    else
      return ColumnTable::kNone;
    row_ += rows_.close(object, depth_);
    return depth_ < kDepthMax ? keys_[depth_] : ColumnTable::kNone;
  }

  void check_end(const TextWindow& window) {
    std::size_t end = window.owned_end;
    while (end > 0 && is_blank(window.text[end - 1])) --end;
    if (end == 0 || window.text[end - 1] == '}' || window.text[end - 1] == ']') return;
    remark_ = "the JSON text ends early";
  }

  ColumnTable columns_;
  RewrittenText rewritten_;
  std::string remark_;
  std::array<std::uint32_t, kDepthMax> keys_{};
  std::size_t depth_ = 0;
  JsonRows rows_{false, false, 0};
  std::uint32_t row_ = 0;
  bool first_ = false;
  bool lines_;
};

Bid bid(const TextHead& head, bool lines) {
  Bid result;
  const std::size_t begin = skip_blanks(head.text, 0);
  if (begin >= head.text.size()) return result;
  if (head.text[begin] != '{' && head.text[begin] != '[') return result;
  const std::string_view checked = head.text.substr(0, kCheckedBytes);
  const JsonCheck check = check_json(checked);
  const bool are_lines = check.lines && check.documents > 1;
  if (are_lines != lines) return result;
  const bool faultless = check.error == checked.size();
  if (check.keys == 0 && check.values < 3) return result;
  if (!faultless && check.keys < 4) return result;
  result.score = faultless ? 90 : 70;
  result.splittable = lines && faultless;
  if (!faultless) {
    result.remark =
        "not valid JSON from character " + std::to_string(check.error) + " on, read as text";
  } else if (head.whole && checked.size() == head.text.size() && !check.complete) {
    result.remark = "the JSON text ends early";
  }
  return result;
}

}  // namespace

Bid bid_json(const TextHead& head) { return bid(head, false); }
Bid bid_json_lines(const TextHead& head) { return bid(head, true); }

std::unique_ptr<StructureReader> make_json(const TextHead& head, const Budget& budget) {
  return std::make_unique<JsonReader>(head, budget, false);
}

std::unique_ptr<StructureReader> make_json_lines(const TextHead& head, const Budget& budget) {
  return std::make_unique<JsonReader>(head, budget, true);
}

}  // namespace braque::extract
