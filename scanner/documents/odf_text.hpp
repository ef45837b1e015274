// Text of OpenDocument (ODF 1.3, part 3): running text, and the pages and sheets that it is parted
// into.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "documents/xml_text.hpp"

namespace braque::documents {

/// Paragraphs become lines; tables inside of text are held apart. What is deleted but tracked,
/// notes, annotations, descriptions and links are lines of their own.
///
/// Sheets and pages are segments: the parser is paused where one begins and where it ends, so that
/// each becomes a member of its own (hand_over_segments).
class OdfText final : public TextHandler {
 public:
  enum class Segments : std::uint8_t { none, sheets, pages };

  /// `page` is what a page is called: "slide" or "page".
  OdfText(HeldTables& held, Segments segments, std::string_view page)
      : tables_(held), segments_(segments), page_(page) {}

  /// To be called before the first event when there are segments.
  void pause_with(XmlReader& reader) { reader_ = &reader; }
  bool in_segment() const { return in_segment_; }
  /// Counts the segments that began.
  std::size_t serial() const { return serial_; }
  const std::string& segment() const { return segment_; }
  /// Annotations of the sheet that ended, one a line.
  std::string take_notes() { return std::exchange(notes_, {}); }

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

  void begin_segment(std::string label);
  void end_segment();
  bool start_sheet_part(std::string_view name, const Attributes& attributes);
  bool start_table_part(std::string_view name, const Attributes& attributes);
  void start_inline(std::string_view name, const Attributes& attributes);
  bool end_table_part(std::string_view name);
  void end_sheet_cell();
  void end_sheet_row();
  void end_paragraph();
  void line(std::string_view text);
  /// Sheets, as opposed to tables inside of text.
  bool in_sheet() const { return segments_ == Segments::sheets && in_segment_; }

  TableStack tables_;
  Segments segments_;
  std::string page_;
  XmlReader* reader_ = nullptr;
  bool in_segment_ = false;
  std::size_t serial_ = 0;
  std::string segment_;
  std::size_t pages_ = 0;
  std::size_t sheets_ = 0;
  int depth_ = 0;  ///< open tables of a sheet, the sheet's own included
  std::vector<Paragraph> paragraphs_;
  std::string notes_;
  std::vector<std::size_t> remarks_;  ///< per open annotation: the paragraphs around it
  int form_ = 0;
  std::string citation_;  ///< the number of the note that begins

  Cell cell_;
  bool in_cell_ = false;
  std::string row_;
  std::size_t column_ = 0, written_ = 0, row_number_ = 0, row_repeated_ = 1;
  std::vector<std::size_t> spans_;  ///< of the open cells of tables in text
};

/// Hands over the segments of a part one after the other, then what lies between them. False: stop.
bool hand_over_segments(ZipPackage& package, Part& part, OdfText::Segments segments,
                        std::string_view page, const std::string& above);

}  // namespace braque::documents
