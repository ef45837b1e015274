// Text of OpenDocument (ODF 1.3, part 3): running text, and the pages and sheets that it is parted
// into.
#pragma once

#include <string>
#include <vector>

#include "documents/xml_segments.hpp"

namespace braque::documents {

/// Paragraphs become lines; tables inside of text are held apart. What is deleted but tracked,
/// notes, annotations, descriptions and links are lines of their own.
///
/// Sheets and pages are segments.
class OdfText final : public SegmentHandler {
 public:
  enum class Segments : std::uint8_t { none, sheets, pages };

  /// `page` is what a page is called: "slide" or "page".
  OdfText(HeldTables& held, Segments segments, std::string_view page)
      : tables_(held), segments_(segments), page_(page) {}

  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;
  void finish() override;

 private:
  struct Paragraph {
    std::string text;
    std::string links;
  };
  struct Cell {
    std::string text;
    std::string value;  ///< of a number or a date
    std::size_t repeated = 1;
    char type = 's';  ///< s text, n number, d date
  };

  bool start_sheet_part(std::string_view name, const Attributes& attributes);
  bool start_table_part(std::string_view name, const Attributes& attributes);
  void start_inline(std::string_view name, const Attributes& attributes);
  bool end_table_part(std::string_view name);
  void end_sheet_cell();
  void end_sheet_row();
  void end_paragraph();
  void line(std::string_view text);
  /// Sheets, as opposed to tables inside of text.
  bool in_sheet() const { return segments_ == Segments::sheets && in_segment(); }

  TableStack tables_;
  Segments segments_;
  std::string page_;
  std::size_t pages_ = 0;
  std::size_t sheets_ = 0;
  int depth_ = 0;  ///< open tables of a sheet, the sheet's own included
  std::vector<Paragraph> paragraphs_;
  std::vector<std::size_t> remarks_;  ///< per open annotation: the paragraphs around it
  int form_ = 0;
  std::size_t metadata_ = 0;  ///< open elements of the properties
  std::string citation_;  ///< the number of the note that begins

  Cell cell_;
  bool in_cell_ = false;
  std::string row_;
  std::size_t column_ = 0, written_ = 0, row_number_ = 0, row_repeated_ = 1;
  std::vector<std::size_t> spans_;  ///< of the open cells of tables in text
};

/// What a media type says (part 3, 2.2; OpenOffice.org 1: application/vnd.sun.xml.writer).
struct OdfKind {
  std::string_view word;  ///< in the type
  std::string_view format;
  OdfText::Segments segments;
  std::string_view page;  ///< what a page is called
};

/// The kind of a media type; a text when it says nothing.
const OdfKind& odf_kind(std::string_view type);

}  // namespace braque::documents
