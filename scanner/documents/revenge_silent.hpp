// The interfaces of librevenge with nothing done in any call, so that readers name only those that
// they need.
#pragma once

#include <librevenge/librevenge.h>

namespace braque::documents {

/// What all three interfaces have.
template <typename Interface>
class SilentFlow : public Interface {
 public:
  using List = librevenge::RVNGPropertyList;
  void setDocumentMetaData(const List&) override {}
  void startDocument(const List&) override {}
  void endDocument() override {}
  void defineEmbeddedFont(const List&) override {}
  void defineParagraphStyle(const List&) override {}
  void openParagraph(const List&) override {}
  void closeParagraph() override {}
  void defineCharacterStyle(const List&) override {}
  void openSpan(const List&) override {}
  void closeSpan() override {}
  void openLink(const List&) override {}
  void closeLink() override {}
  void insertTab() override {}
  void insertSpace() override {}
  void insertText(const librevenge::RVNGString&) override {}
  void insertLineBreak() override {}
  void insertField(const List&) override {}
  void openOrderedListLevel(const List&) override {}
  void openUnorderedListLevel(const List&) override {}
  void closeOrderedListLevel() override {}
  void closeUnorderedListLevel() override {}
  void openListElement(const List&) override {}
  void closeListElement() override {}
  void openTableRow(const List&) override {}
  void closeTableRow() override {}
  void openTableCell(const List&) override {}
  void closeTableCell() override {}
  void insertCoveredTableCell(const List&) override {}
  void openGroup(const List&) override {}
  void closeGroup() override {}
  void drawRectangle(const List&) override {}
  void drawEllipse(const List&) override {}
  void drawPolygon(const List&) override {}
  void drawPolyline(const List&) override {}
  void drawPath(const List&) override {}
  void drawConnector(const List&) override {}
};

/// What texts and spreadsheets have besides.
template <typename Interface>
class SilentPages : public SilentFlow<Interface> {
 public:
  using List = librevenge::RVNGPropertyList;
  void definePageStyle(const List&) override {}
  void openPageSpan(const List&) override {}
  void closePageSpan() override {}
  void openHeader(const List&) override {}
  void closeHeader() override {}
  void openFooter(const List&) override {}
  void closeFooter() override {}
  void defineSectionStyle(const List&) override {}
  void openSection(const List&) override {}
  void closeSection() override {}
  void openFootnote(const List&) override {}
  void closeFootnote() override {}
  void openComment(const List&) override {}
  void closeComment() override {}
  void openTextBox(const List&) override {}
  void closeTextBox() override {}
  void openTable(const List&) override {}
  void closeTable() override {}
  void openFrame(const List&) override {}
  void closeFrame() override {}
  void insertBinaryObject(const List&) override {}
  void insertEquation(const List&) override {}
  void defineGraphicStyle(const List&) override {}
};

class SilentText : public SilentPages<librevenge::RVNGTextInterface> {
 public:
  void openEndnote(const List&) override {}
  void closeEndnote() override {}
};

class SilentSheet : public SilentPages<librevenge::RVNGSpreadsheetInterface> {
 public:
  void defineSheetNumberingStyle(const List&) override {}
  void openSheet(const List&) override {}
  void closeSheet() override {}
  void openSheetRow(const List&) override {}
  void closeSheetRow() override {}
  void openSheetCell(const List&) override {}
  void closeSheetCell() override {}
  void defineChartStyle(const List&) override {}
  void openChart(const List&) override {}
  void closeChart() override {}
  void openChartTextObject(const List&) override {}
  void closeChartTextObject() override {}
  void openChartPlotArea(const List&) override {}
  void closeChartPlotArea() override {}
  void insertChartAxis(const List&) override {}
  void openChartSerie(const List&) override {}
  void closeChartSerie() override {}
};

class SilentDrawing : public SilentFlow<librevenge::RVNGDrawingInterface> {
 public:
  void startPage(const List&) override {}
  void endPage() override {}
  void startMasterPage(const List&) override {}
  void endMasterPage() override {}
  void setStyle(const List&) override {}
  void startLayer(const List&) override {}
  void endLayer() override {}
  void startEmbeddedGraphics(const List&) override {}
  void endEmbeddedGraphics() override {}
  void drawGraphicObject(const List&) override {}
  void startTextObject(const List&) override {}
  void endTextObject() override {}
  void startTableObject(const List&) override {}
  void endTableObject() override {}
};

}  // namespace braque::documents
