// Conversations that were exported as text, one message after the other: those of WhatsApp
// ("[24/12/2023, 18:05:33] Name: text" of iOS, "24/12/2023, 18:05 - Name: text" of Android, in the
// forms of each language) and of Signal ("[2023-12-24, 18:05] Name: text"). Date, author and
// message are the columns of a table, so that what is said can be linked to who said it. Every
// window is one unit in place; a message may have several lines and ends where the next one begins.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "extract/byte_scan.hpp"
#include "extract/chat_line.hpp"
#include "extract/structure_readers.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kLinesMax = 200;

class ChatReader : public StructureReader, public CellReader {
 public:
  ChatReader()
      : columns_{ContextEntry{ContextRole::date, "date"},
                 ContextEntry{ContextRole::author, "author"},
                 ContextEntry{ContextRole::comment, "message"}} {}

  void read(const TextWindow& window, UnitSink& sink) override {
    first_ = window.first;
    TextUnit unit = unit_of(window);
    unit.kind = UnitKind::cells;
    unit.context = columns_;
    unit.cell_reader = this;
    sink.unit(unit);
  }

  void read_cells(TextUnit& unit, std::vector<Cell>& cells) override {
    const std::string_view text = unit.text;
    std::uint32_t row = 0;
    std::size_t message = text.size();  // where the message at hand begins
    std::size_t begin = first_ ? 0 : find_byte(text, 0, '\n') + 1;
    while (begin < text.size()) {
      const std::size_t end = find_byte(text, begin, '\n');
      const ChatLine line = parse_chat_line(text.substr(begin, end - begin));
      if (line.found) {
        add(cells, text, row, kMessage, message, begin);
        ++row;
        add(cells, text, row, kDate, begin + line.date_begin, begin + line.date_end);
        add(cells, text, row, kAuthor, begin + line.author_begin, begin + line.author_end);
        message = begin + line.text_begin;
      }
      begin = end + 1;
    }
    add(cells, text, row, kMessage, message, text.size());
    unit.context = columns_;
  }

 private:
  enum Column : std::uint32_t { kDate, kAuthor, kMessage };

  static void add(std::vector<Cell>& cells, std::string_view text, std::uint32_t row, Column column,
                  std::size_t begin, std::size_t end) {
    while (end > begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
    if (begin >= end) return;
    cells.push_back(
        {row, column, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  std::array<ContextEntry, 3> columns_;
  bool first_ = false;
};

}  // namespace

Bid bid_chat(const TextHead& head) {
  std::size_t lines = 0, messages = 0, with_author = 0, begin = 0;
  while (begin < head.text.size() && lines < kLinesMax) {
    const std::size_t end = find_byte(head.text, begin, '\n');
    const std::string_view text = head.text.substr(begin, end - begin);
    begin = end + 1;
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const ChatLine line = parse_chat_line(text);
    ++lines;
    messages += line.found;
    with_author += line.author_begin < line.author_end;
    // Most texts are something else. A chat begins with a message, or a title or two.
    if (lines == 4 && messages == 0) return {};
  }
  // Messages of several lines are usual, lines of programs that look like messages are too.
  const bool enough = with_author >= 2 || (with_author == 1 && messages >= lines / 2 + 1);
  if (!enough || messages * 8 < lines || with_author * 3 < messages) return {};
  return {88, true, {}};
}

std::unique_ptr<StructureReader> make_chat(const TextHead&, const Budget&) {
  return std::make_unique<ChatReader>();
}

}  // namespace braque::extract
