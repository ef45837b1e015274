#include "documents/word_file.hpp"

#include <algorithm>

#include "documents/fields.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kHeaderBytesMax = 2048;
constexpr std::size_t kPieceTableBytesMax = 16 << 20;
constexpr std::size_t kPeopleBytesMax = 1 << 20;

// [MS-DOC] 2.5.2: the base of the header.
constexpr std::uint16_t kWord97 = 0xa5ec, kWord6 = 0xa5dc, kWord95Far = 0xa5db;
constexpr unsigned kEncrypted = 0x0100, kOtherTable = 0x0200, kWideText = 0x1000;
// 2.5.6 and 2.5.7: where the lists of pairs (offset, length) and of counts begin.
constexpr std::size_t kPairs = 154, kCounts = 76;
constexpr std::size_t kClxPair = 33, kCommentAuthorsPair = 36, kRevisionAuthorsPair = 51,
                      kSavedByPair = 71, kParagraphsPair = 13;
// Word 6: the same, fewer.
constexpr std::size_t kOldCounts = 52, kOldClx = 352, kOldTextBegin = 24;

/// In the order in which the texts follow one another (2.3); the fourth is not used.
constexpr std::array<std::string_view, 8> kStories = {
    "",         "footnotes", "headers and footers", "macros",
    "comments", "endnotes",  "text boxes",          "text boxes of headers"};

/// 2.2.4: strings in a table, each with a length and `extra` bytes.
template <typename Use>
void each_string(std::string_view table, Use use) {
  const bool wide = u16(table, 0) == 0xffff;
  std::size_t at = wide ? 2 : 0;
  const std::size_t extra = u16(table, at + 2);
  for (at += 4; at < table.size();) {
    const std::size_t length = wide ? u16(table, at) : u8(table, at);
    at += wide ? 2 : 1;
    std::string text;
    if (wide)
      append_utf16(text, slice(table, at, length * 2));
    else
      append_utf8(text, slice(table, at, length));
    at += (wide ? length * 2 : length) + extra;
    use(std::move(text));
  }
}

void add_line(std::string& lines, std::string_view key, std::string value) {
  std::replace_if(
      value.begin(), value.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  if (value.empty() || value == "Unknown") return;
  lines += key;
  lines += ": " + value + '\n';
}

}  // namespace

WordFile::WordFile(const Ole2File& file, const Ole2Entry& text) : text_(file, text) {}

std::unique_ptr<WordFile> WordFile::open(const Ole2Part& part) {
  const Ole2Entry* text = part.find("WordDocument");
  if (text == nullptr) return nullptr;
  std::unique_ptr<WordFile> word(new WordFile(part.file, *text));
  word->header_ = word->text_.copy(0, kHeaderBytesMax);
  const std::uint16_t kind = u16(word->header_, 0);
  if (kind != kWord97 && kind != kWord6 && kind != kWord95Far) return nullptr;
  word->read_header(part);
  if (word->encrypted_) return word;
  word->read_pieces();
  word->read_stories();
  WordParagraphs paragraphs(word->table_slice(kParagraphsPair, kPieceTableBytesMax), word->text_);
  if (paragraphs.known()) word->paragraphs_.emplace(std::move(paragraphs));
  return word;
}

void WordFile::read_header(const Ole2Part& part) {
  constexpr std::uint16_t kFirstOfWord97 = 0xa8;  // versions below are Word 6 and 95
  old_ = u16(header_, 2) < kFirstOfWord97;
  const unsigned flags = u16(header_, 10);
  encrypted_ = (flags & kEncrypted) != 0;
  if (old_) {
    page_ = CodePage(code_page_of_language(u16(header_, 6)));
    return;
  }
  const std::string_view wanted = (flags & kOtherTable) != 0 ? "1Table" : "0Table";
  const std::string_view other = (flags & kOtherTable) != 0 ? "0Table" : "1Table";
  const Ole2Entry* table = part.find(wanted);
  if (table == nullptr) table = part.find(other);
  if (table != nullptr)
    table_.emplace(part.file, *table);
  else
    damaged_ = true;
}

std::string WordFile::table_slice(std::size_t index, std::size_t bytes_max) {
  const std::size_t at = kPairs + index * 8;
  const std::size_t pairs = u16(header_, kPairs - 2);
  if (old_ || !table_ || index >= pairs) return {};
  const std::size_t size = u32(header_, at + 4);
  return table_->copy(u32(header_, at), std::min(size, bytes_max));
}

/// 2.8.35, 2.9.38: after changes to paragraphs comes the table of pieces.
void WordFile::read_pieces() {
  const std::size_t at = old_ ? kOldClx : kPairs + kClxPair * 8;
  Ole2Bytes& stream = old_ || !table_ ? text_ : *table_;
  const std::size_t size = std::min<std::size_t>(u32(header_, at + 4), kPieceTableBytesMax);
  const std::string clx = size > 0 ? stream.copy(u32(header_, at), size) : std::string();
  const bool all_wide = old_ && (u16(header_, 10) & kWideText) != 0;
  std::size_t begin = 0;
  while (u8(clx, begin) == 1) begin += 3 + std::size_t{u16(clx, begin + 1)};
  if (u8(clx, begin) != 2) {
    const std::uint64_t from = u32(header_, kOldTextBegin);
    const std::uint64_t to = std::max<std::uint64_t>(u32(header_, kOldTextBegin + 4), from);
    const std::uint64_t count = (std::min(to, text_.size()) - std::min(from, text_.size()));
    pieces_.push_back({{0, all_wide ? count / 2 : count}, from, all_wide});
    if (!clx.empty() || !old_) damaged_ = true;
    return;
  }
  const std::string_view table = slice(clx, begin + 5, u32(clx, begin + 1));
  const std::size_t count = table.size() < 4 ? 0 : (table.size() - 4) / 12;
  for (std::size_t i = 0; i < count; ++i) {
    Piece piece;
    piece.characters = {u32(table, i * 4), u32(table, i * 4 + 4)};
    const std::uint32_t position = u32(table, (count + 1) * 4 + i * 8 + 2);
    constexpr std::uint32_t kNarrow = 1U << 30;  // 2.9.73
    piece.wide = old_ ? all_wide : (position & kNarrow) == 0;
    piece.offset = old_ || piece.wide ? position : (position & (kNarrow - 1)) / 2;
    const bool follows = pieces_.empty() || piece.characters.begin == pieces_.back().characters.end;
    if (!follows || piece.characters.end < piece.characters.begin) {
      damaged_ = true;
      break;
    }
    pieces_.push_back(piece);
  }
  if (size < u32(header_, at + 4) || clx.size() < size) damaged_ = true;
}

void WordFile::read_stories() {
  std::uint64_t begin = 0;
  const std::uint64_t end = pieces_.empty() ? 0 : pieces_.back().characters.end;
  for (std::size_t i = 0; i < kStories.size(); ++i) {
    const std::uint64_t count = u32(header_, (old_ ? kOldCounts : kCounts) + 4 * i);
    // A damaged count must not hide the text: what no story claims belongs to the last one.
    const std::uint64_t to = std::min(begin + count, end);
    if (to > begin) stories_.push_back({kStories[i], {begin, to}});
    begin = to;
  }
  if (stories_.empty() && end > 0) stories_.push_back({"", {0, end}});
  // The last paragraph mark of all is counted nowhere.
  if (!stories_.empty() && end > begin + 2) stories_.push_back({"further text", {begin, end}});
}

void WordFile::append(bool wide, std::string_view bytes, std::string& text) const {
  if (wide)
    append_utf16(text, bytes);
  else
    page_.append(text, bytes);
}

bool WordFile::read(const Piece& piece, std::uint64_t at, std::size_t count, WordText& text,
                    std::string& out) {
  constexpr char kCellEnd = 0x07, kParagraphEnd = 0x0d;
  const std::size_t width = piece.wide ? 2 : 1;
  const std::uint64_t offset = piece.offset + (at - piece.characters.begin) * width;
  // A copy, because looking for properties reads from the same stream.
  const std::string bytes = text_.copy(offset, count * width);
  consumed_ += bytes.size();
  std::size_t begin = 0;
  const auto flush = [&](std::size_t end) {
    characters_.clear();
    append(piece.wide, std::string_view(bytes).substr(begin, end - begin), characters_);
    text.put(characters_, out);
  };
  for (std::size_t i = 0; i + width <= bytes.size(); i += width) {
    const char c = bytes[i];
    if ((c != kCellEnd && c != kParagraphEnd) || (piece.wide && bytes[i + 1] != 0)) continue;
    flush(i);
    text.mark(c, paragraphs_ ? paragraphs_->find(offset + i) : WordParagraph(),
              paragraphs_.has_value(), out);
    begin = i + width;
  }
  flush(bytes.size());
  return bytes.size() == count * width;
}

std::string WordFile::people() {
  std::string lines;
  const std::string authors = table_slice(kCommentAuthorsPair, kPeopleBytesMax);
  for (std::size_t at = 0; at + 2 <= authors.size();) {
    const std::size_t length = u16(authors, at);
    std::string name;
    append_utf16(name, slice(authors, at + 2, length * 2));
    add_line(lines, "Comment author", std::move(name));
    at += 2 + length * 2;
  }
  each_string(table_slice(kRevisionAuthorsPair, kPeopleBytesMax),
              [&](std::string name) { add_line(lines, "Revision author", std::move(name)); });
  // Names and paths in turn.
  bool path = false;
  each_string(table_slice(kSavedByPair, kPeopleBytesMax), [&](std::string text) {
    add_line(lines, path ? "Saved as" : "Saved by", std::move(text));
    path = !path;
  });
  return lines;
}

}  // namespace braque::documents
