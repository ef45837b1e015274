// The text of a Word document before 2007 ([MS-DOC]; for Word 6 and 95 "Word 6.0 File Format"):
// where its pieces lie, and which part of it is body, footnotes, comments ...
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/code_page.hpp"
#include "documents/ole2_part.hpp"
#include "documents/word_paragraphs.hpp"
#include "documents/word_text.hpp"

namespace braque::documents {

class WordFile {
 public:
  /// A stretch of characters [begin, end), counted from the beginning of all text.
  struct Range {
    std::uint64_t begin = 0, end = 0;
  };
  struct Piece {
    Range characters;
    std::uint64_t offset = 0;  ///< in the stream of text
    bool wide = false;         ///< UTF-16, else a byte a character
  };
  /// A text of the document, by its name for people: "" for the body.
  struct Story {
    std::string_view name;
    Range characters;
  };

  /// Null when the part is no Word document that is known.
  static std::unique_ptr<WordFile> open(const Ole2Part& part);

  bool encrypted() const { return encrypted_; }
  bool damaged() const { return damaged_; }
  const std::vector<Story>& stories() const { return stories_; }
  const std::vector<Piece>& pieces() const { return pieces_; }
  /// Gives characters [at, at + count) of a piece, as UTF-8 with Word's control characters, to
  /// `text`; those that end paragraphs and cells one by one. False when they are not all there.
  bool read(const Piece& piece, std::uint64_t at, std::size_t count, WordText& text,
            std::string& out);
  /// Bytes of the file that were used so far, roughly.
  std::uint64_t consumed() const { return consumed_; }

  /// Who wrote comments and changes, and who saved the document where, as lines "Author: ...".
  std::string people();

 private:
  explicit WordFile(const Ole2File& file, const Ole2Entry& text);
  void read_header(const Ole2Part& part);
  void read_pieces();
  void read_stories();
  std::string table_slice(std::size_t index, std::size_t bytes_max);
  void append(bool wide, std::string_view bytes, std::string& text) const;

  Ole2Bytes text_;
  std::optional<Ole2Bytes> table_;  ///< the stream of tables; Word 6 has them in that of text
  std::string header_;
  bool old_ = false;  ///< Word 6 or 95
  bool encrypted_ = false;
  bool damaged_ = false;
  CodePage page_{1252};
  std::vector<Piece> pieces_;
  std::vector<Story> stories_;
  std::optional<WordParagraphs> paragraphs_;
  std::string characters_;
  std::uint64_t consumed_ = 0;
};

}  // namespace braque::documents
