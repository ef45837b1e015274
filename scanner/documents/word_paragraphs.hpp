// Which paragraphs of a Word document lie in tables, and which marks end a row ([MS-DOC] 2.4.3): by
// the properties of paragraphs, which are kept by the place of their last character in the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "documents/ole2_part.hpp"

namespace braque::documents {

struct WordParagraph {
  unsigned depth = 0;     ///< of tables; 0 outside of all
  bool row_end = false;   ///< the mark ends a row
  bool cell_end = false;  ///< the mark ends a cell of an inner table
};

class WordParagraphs {
 public:
  /// `table` is PlcBtePapx, `text` the stream of text.
  WordParagraphs(std::string_view table, Ole2Bytes& text);
  bool known() const { return !pages_.empty(); }
  /// Of the paragraph to which the character at `offset` of the stream belongs.
  WordParagraph find(std::uint64_t offset);

 private:
  struct Page {
    std::uint32_t begin = 0;   ///< offset of the first character that it describes
    std::uint32_t number = 0;  ///< of 512 bytes
  };
  const std::string& page(std::uint32_t number);

  Ole2Bytes& text_;
  std::vector<Page> pages_;
  std::uint32_t end_ = 0;
  std::uint32_t cached_number_ = 0;
  std::string cached_;
};

}  // namespace braque::documents
