// Reads XML and HTML. The text of a window is a copy without tags; the places of elements and
// attributes are noted on the way, and become cells when those are asked for.
#include <algorithm>
#include <string>
#include <vector>

#include "extract/column_table.hpp"
#include "extract/markup.hpp"
#include "extract/structure_readers.hpp"

namespace braque::extract {
namespace {

/// Places in the overlap of two windows from which the second one can go on.
constexpr std::size_t kCheckpoints = 8;
constexpr std::size_t kHeadBytes = 1024;

struct Checkpoint {
  std::uint64_t source = 0;  ///< offset in the part
  MarkupState state;
};

class MarkupReader : public StructureReader, public CellReader {
 public:
  MarkupReader(Markup markup, std::string_view remark, const Budget& budget)
      : columns_(budget), remark_(remark), overlap_(budget.overlap_bytes), markup_(markup) {}

  void read(const TextWindow& window, UnitSink& sink) override {
    window_ = &window;
    find_start();
    found_.clear();
    MarkupState state = start_state_;
    MarkupLexer lexer(window, markup_, start_state_, headers_, rewritten_, found_);
    std::size_t at = start_;
    checkpoints_.clear();
    for (std::size_t i = 0; i <= kCheckpoints; ++i) {
      const std::size_t back = overlap_ - overlap_ * i / kCheckpoints;
      const std::size_t limit = window.owned_end - std::min(window.owned_end, back);
      at = lexer.run(at, character_start(limit), state);
      checkpoints_.push_back({window.source(at), state});
    }
    at = lexer.run(at, window.text.size(), state);
    lexer.finish();
    TextWindow text = rewritten_.finish(at);
    TextUnit unit = unit_of(text);
    unit.kind = UnitKind::cells;
    // The tags are not in the text: whoever looks for a column by its name must find it here.
    for (const MarkupCell& cell : found_) columns_.column(cell.name, role_of(cell.name));
    unit.context = columns_.entries();
    unit.cell_reader = this;
    sink.unit(unit);
  }

  void read_cells(TextUnit& unit, std::vector<Cell>& cells) override {
    for (const MarkupCell& cell : found_) {
      const std::uint32_t column = columns_.column(cell.name, role_of(cell.name));
      if (column == ColumnTable::kNone) continue;
      cells.push_back({cell.row, column, cell.begin, cell.end});
    }
    unit.context = columns_.entries();
  }

  std::string remark() const override { return remark_; }
  std::size_t stretch_bytes() const override { return kRewrittenStretchBytes; }

 private:
  /// Goes on from the first checkpoint that this window shows; without one, between tags.
  void find_start() {
    start_ = 0;
    start_state_ = {};
    if (window_->first || window_->text.empty()) return;
    const std::uint64_t begin = window_->source(0);
    for (const Checkpoint& checkpoint : checkpoints_) {
      if (checkpoint.source < begin) continue;
      const std::size_t at = position_of(*window_, checkpoint.source);
      if (at > window_->owned_begin) return;
      start_ = at;
      start_state_ = checkpoint.state;
      return;
    }
  }

  /// The nearest position at or before `at` where a UTF-8 character begins.
  std::size_t character_start(std::size_t at) const {
    for (int i = 0; i < 3 && at > 0 && at < window_->text.size(); ++i) {
      if ((byte_at(window_->text, at) & 0xc0) != 0x80) break;
      --at;
    }
    return at;
  }

  ContextRole role_of(std::string_view name) const {
    if (markup_ != Markup::chat) return ContextRole::key;
    if (name == "author") return ContextRole::author;
    if (name == "date") return ContextRole::date;
    return name == "message" ? ContextRole::comment : ContextRole::key;
  }

  ColumnTable columns_;
  TableHeaders headers_;
  std::string remark_;
  std::size_t overlap_;
  RewrittenText rewritten_;
  std::vector<MarkupCell> found_;
  std::vector<Checkpoint> checkpoints_;
  const TextWindow* window_ = nullptr;
  std::size_t start_ = 0;
  MarkupState start_state_;
  Markup markup_;
};

std::string folded_start(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\t' || text[begin] == '\n' ||
                                 text[begin] == '\r')) {
    ++begin;
  }
  std::string start(text.substr(begin, kHeadBytes));
  for (char& byte : start) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
  }
  return start;
}

bool opens_markup(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && text[begin] == '<';
}

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; ++at) ++found;
  return found;
}

bool is_html(std::string_view start) {
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return true;
  if (start.empty() || start[0] != '<') return false;
  return start.find("<html") != std::string::npos || start.find("<body") != std::string::npos ||
         start.find("<head>") != std::string::npos ||
         (count(start, "<div") + count(start, "<p>") + count(start, "<table") +
          count(start, "<td") + count(start, "<span") + count(start, "<br")) >= 2;
}

}  // namespace

Bid bid_html(const TextHead& head) {
  if (!opens_markup(head.text)) return {};
  const std::string start = folded_start(head.text);
  const std::string extension = extension_of(head.name);
  const bool hinted = extension == ".html" || extension == ".htm" || extension == ".xhtml";
  if (!is_html(start) && !(hinted && count(start, "</") >= 1)) return {};
  return {92, false, {}};
}

Bid bid_xml(const TextHead& head) {
  if (!opens_markup(head.text)) return {};
  const std::string start = folded_start(head.text);
  if (start.starts_with("<?xml")) return {91, false, {}};
  if (start.size() < 4 || start[0] != '<') return {};
  const char next = start[1];
  const bool plausible =
      (next >= 'a' && next <= 'z') || start.starts_with("<!--") || start.starts_with("<!doctype");
  // An element that is closed somewhere near: an address in angle brackets is not.
  if (!plausible) return {};
  if (count(start, "</") + count(start, "/>") == 0) return {};
  return {80, false, {}};
}

std::unique_ptr<StructureReader> make_html(const TextHead& head, const Budget& budget) {
  const Markup markup = is_chat_markup(head.text) ? Markup::chat : Markup::html;
  return std::make_unique<MarkupReader>(markup, head.remark, budget);
}

std::unique_ptr<StructureReader> make_xml(const TextHead& head, const Budget& budget) {
  return std::make_unique<MarkupReader>(Markup::xml, head.remark, budget);
}

}  // namespace braque::extract
