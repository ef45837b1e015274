#include "documents/word_paragraphs.hpp"

#include <algorithm>

#include "documents/fields.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kPageBytes = 512;
constexpr unsigned kDepthMax = 16;

// 2.6.2: properties of paragraphs.
constexpr unsigned kInTable = 0x2416, kRowEnd = 0x2417, kDepth = 0x6649, kInnerCell = 0x244b,
                   kInnerRowEnd = 0x244c, kTableDefinition = 0xd608, kTabs = 0xc615;

/// 2.6.1: the bytes that a property takes up after its number.
std::size_t operand_bytes(unsigned property, std::string_view rest) {
  switch (property >> 13) {
    case 0:
    case 1:
      return 1;
    case 2:
    case 4:
    case 5:
      return 2;
    case 3:
      return 4;
    case 7:
      return 3;
    default:
      break;
  }
  if (property == kTableDefinition) return 1 + std::size_t{u16(rest, 0)};
  if (property == kTabs && u8(rest, 0) == 255) return 255;  // hardly ever; what follows is not read
  return 1 + std::size_t{u8(rest, 0)};
}

WordParagraph read_properties(std::string_view properties) {
  WordParagraph paragraph;
  bool inner_row_end = false, in_table = false;
  while (properties.size() > 2) {
    const unsigned property = u16(properties, 0);
    properties.remove_prefix(2);
    const unsigned value = u8(properties, 0);
    if (property == kInTable) in_table = value != 0;
    if (property == kRowEnd) paragraph.row_end = value != 0;
    if (property == kDepth) paragraph.depth = std::min(u32(properties, 0), kDepthMax);
    if (property == kInnerCell) paragraph.cell_end = value != 0;
    if (property == kInnerRowEnd) inner_row_end = value != 0;
    properties.remove_prefix(std::min(properties.size(), operand_bytes(property, properties)));
  }
  if (in_table) paragraph.depth = std::max(paragraph.depth, 1U);
  if (!in_table) paragraph.depth = 0;
  paragraph.row_end = paragraph.row_end || inner_row_end;
  return paragraph;
}

/// 2.9.175: the properties at `at` of a page, after their length in two-byte words.
std::string_view properties_at(std::string_view page, std::size_t at) {
  constexpr std::size_t kStyleBytes = 2;
  std::size_t size = std::size_t{u8(page, at)} * 2;
  if (size == 0)
    size = std::size_t{u8(page, ++at)} * 2;
  else
    --size;
  const std::string_view all = slice(page, at + 1, size);
  return slice(all, kStyleBytes, all.size());
}

}  // namespace

WordParagraphs::WordParagraphs(std::string_view table, Ole2Bytes& text) : text_(text) {
  const std::size_t count = table.size() < 4 ? 0 : (table.size() - 4) / 8;
  for (std::size_t i = 0; i < count; ++i) {
    const Page page{u32(table, i * 4), u32(table, (count + 1) * 4 + i * 4) & 0x3fffff};
    if (!pages_.empty() && page.begin < pages_.back().begin) break;
    pages_.push_back(page);
    end_ = u32(table, i * 4 + 4);
  }
}

const std::string& WordParagraphs::page(std::uint32_t number) {
  if (cached_.empty() || number != cached_number_) {
    cached_ = text_.copy(std::uint64_t{number} * kPageBytes, kPageBytes);
    cached_number_ = number;
  }
  return cached_;
}

WordParagraph WordParagraphs::find(std::uint64_t offset) {
  if (pages_.empty() || offset < pages_.front().begin || offset >= end_) return {};
  const auto after = std::upper_bound(pages_.begin(), pages_.end(), offset,
                                      [](std::uint64_t at, const Page& p) { return at < p.begin; });
  const std::string& bytes = page(std::prev(after)->number);
  if (bytes.size() < kPageBytes) return {};
  constexpr std::size_t kPlaceBytes = 13;
  const std::size_t count = u8(bytes, kPageBytes - 1);
  // At most 29 paragraphs fit into a page, so that a search from the front will do.
  for (std::size_t i = 0; i < count; ++i) {
    if (offset < u32(bytes, i * 4) || offset >= u32(bytes, i * 4 + 4)) continue;
    const std::size_t place = u8(bytes, (count + 1) * 4 + i * kPlaceBytes);
    return place == 0 ? WordParagraph() : read_properties(properties_at(bytes, place * 2));
  }
  return {};
}

}  // namespace braque::documents
