// Word's control characters turned into plain text ([MS-DOC] 2.4.1 and 2.8.25 for fields).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/word_paragraphs.hpp"
#include "documents/xml_text.hpp"

namespace braque::documents {

class WordText {
 public:
  /// Tables are put aside to `held`.
  explicit WordText(HeldTables& held) : tables_(held) {}
  /// Appends what `characters` (UTF-8 with Word's control characters) say to `out`.
  void put(std::string_view characters, std::string& out);
  /// A mark that ends a paragraph or a cell; without `known` properties the text shows no more of a
  /// table than its cells.
  void mark(char c, const WordParagraph& paragraph, bool known, std::string& out);
  /// At the end of a text.
  void finish(std::string& out);

 private:
  struct Field {
    std::string instruction;
    bool in_instruction = true;
  };
  void control(char c, std::string& out);
  void plain(std::string_view text);
  void end_instruction(Field& field);
  void line_end(std::string& out);
  void cell_mark(std::string& out);

  TableStack tables_;
  unsigned depth_ = 0;  ///< tables that are open
  std::string line_;
  std::vector<Field> fields_;
  std::size_t ignored_fields_ = 0;  ///< nested too deeply
  std::string addresses_;           ///< what fields of this paragraph point to
  bool after_cell_ = false;
};

}  // namespace braque::documents
