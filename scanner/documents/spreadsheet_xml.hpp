// Spreadsheets of Excel 2002 and 2003 in XML (XML Spreadsheet Reference, urn:schemas-microsoft-com:
// office:spreadsheet).
#pragma once

#include <string>

#include "documents/sheet_text.hpp"
#include "documents/xml_segments.hpp"

namespace braque::documents {

/// Worksheets are segments of rows. Comments, headers and footers are notes.
class SpreadsheetXml final : public SegmentHandler {
 public:
  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;

 private:
  void end_data();

  SheetRows rows_;
  std::string value_;
  std::string shown_;  ///< the current cell
  std::string type_;
  std::size_t sheets_ = 0;
  std::size_t column_ = 0, across_ = 0;  ///< of the current cell; columns that it covers besides
  bool in_data_ = false, in_comment_ = false;
};

}  // namespace braque::documents
