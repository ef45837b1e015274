// The interfaces of librevenge with nothing done in any call, so that readers name only those that they
// need.
#pragma once

#include <librevenge/librevenge.h>

namespace braque::documents {

class SilentText : public librevenge::RVNGTextInterface {
 public:
  void setDocumentMetaData(const librevenge::RVNGPropertyList&) override {}
  void startDocument(const librevenge::RVNGPropertyList&) override {}
  void endDocument() override {}
  void definePageStyle(const librevenge::RVNGPropertyList&) override {}
  void defineEmbeddedFont(const librevenge::RVNGPropertyList&) override {}
  void openPageSpan(const librevenge::RVNGPropertyList&) override {}
  void closePageSpan() override {}
  void openHeader(const librevenge::RVNGPropertyList&) override {}
  void closeHeader() override {}
  void openFooter(const librevenge::RVNGPropertyList&) override {}
  void closeFooter() override {}
  void defineParagraphStyle(const librevenge::RVNGPropertyList&) override {}
  void openParagraph(const librevenge::RVNGPropertyList&) override {}
  void closeParagraph() override {}
  void defineCharacterStyle(const librevenge::RVNGPropertyList&) override {}
  void openSpan(const librevenge::RVNGPropertyList&) override {}
  void closeSpan() override {}
  void openLink(const librevenge::RVNGPropertyList&) override {}
  void closeLink() override {}
  void defineSectionStyle(const librevenge::RVNGPropertyList&) override {}
  void openSection(const librevenge::RVNGPropertyList&) override {}
  void closeSection() override {}
  void insertTab() override {}
  void insertSpace() override {}
  void insertText(const librevenge::RVNGString&) override {}
  void insertLineBreak() override {}
  void insertField(const librevenge::RVNGPropertyList&) override {}
  void openOrderedListLevel(const librevenge::RVNGPropertyList&) override {}
  void openUnorderedListLevel(const librevenge::RVNGPropertyList&) override {}
  void closeOrderedListLevel() override {}
  void closeUnorderedListLevel() override {}
  void openListElement(const librevenge::RVNGPropertyList&) override {}
  void closeListElement() override {}
  void openFootnote(const librevenge::RVNGPropertyList&) override {}
  void closeFootnote() override {}
  void openEndnote(const librevenge::RVNGPropertyList&) override {}
  void closeEndnote() override {}
  void openComment(const librevenge::RVNGPropertyList&) override {}
  void closeComment() override {}
  void openTextBox(const librevenge::RVNGPropertyList&) override {}
  void closeTextBox() override {}
  void openTable(const librevenge::RVNGPropertyList&) override {}
  void openTableRow(const librevenge::RVNGPropertyList&) override {}
  void closeTableRow() override {}
  void openTableCell(const librevenge::RVNGPropertyList&) override {}
  void closeTableCell() override {}
  void insertCoveredTableCell(const librevenge::RVNGPropertyList&) override {}
  void closeTable() override {}
  void openFrame(const librevenge::RVNGPropertyList&) override {}
  void closeFrame() override {}
  void insertBinaryObject(const librevenge::RVNGPropertyList&) override {}
  void insertEquation(const librevenge::RVNGPropertyList&) override {}
  void openGroup(const librevenge::RVNGPropertyList&) override {}
  void closeGroup() override {}
  void defineGraphicStyle(const librevenge::RVNGPropertyList&) override {}
  void drawRectangle(const librevenge::RVNGPropertyList&) override {}
  void drawEllipse(const librevenge::RVNGPropertyList&) override {}
  void drawPolygon(const librevenge::RVNGPropertyList&) override {}
  void drawPolyline(const librevenge::RVNGPropertyList&) override {}
  void drawPath(const librevenge::RVNGPropertyList&) override {}
  void drawConnector(const librevenge::RVNGPropertyList&) override {}
};

class SilentSheet : public librevenge::RVNGSpreadsheetInterface {
 public:
  void setDocumentMetaData(const librevenge::RVNGPropertyList&) override {}
  void startDocument(const librevenge::RVNGPropertyList&) override {}
  void endDocument() override {}
  void definePageStyle(const librevenge::RVNGPropertyList&) override {}
  void defineEmbeddedFont(const librevenge::RVNGPropertyList&) override {}
  void openPageSpan(const librevenge::RVNGPropertyList&) override {}
  void closePageSpan() override {}
  void openHeader(const librevenge::RVNGPropertyList&) override {}
  void closeHeader() override {}
  void openFooter(const librevenge::RVNGPropertyList&) override {}
  void closeFooter() override {}
  void defineSheetNumberingStyle(const librevenge::RVNGPropertyList&) override {}
  void openSheet(const librevenge::RVNGPropertyList&) override {}
  void closeSheet() override {}
  void openSheetRow(const librevenge::RVNGPropertyList&) override {}
  void closeSheetRow() override {}
  void openSheetCell(const librevenge::RVNGPropertyList&) override {}
  void closeSheetCell() override {}
  void defineChartStyle(const librevenge::RVNGPropertyList&) override {}
  void openChart(const librevenge::RVNGPropertyList&) override {}
  void closeChart() override {}
  void openChartTextObject(const librevenge::RVNGPropertyList&) override {}
  void closeChartTextObject() override {}
  void openChartPlotArea(const librevenge::RVNGPropertyList&) override {}
  void closeChartPlotArea() override {}
  void insertChartAxis(const librevenge::RVNGPropertyList&) override {}
  void openChartSerie(const librevenge::RVNGPropertyList&) override {}
  void closeChartSerie() override {}
  void defineParagraphStyle(const librevenge::RVNGPropertyList&) override {}
  void openParagraph(const librevenge::RVNGPropertyList&) override {}
  void closeParagraph() override {}
  void defineCharacterStyle(const librevenge::RVNGPropertyList&) override {}
  void openSpan(const librevenge::RVNGPropertyList&) override {}
  void closeSpan() override {}
  void openLink(const librevenge::RVNGPropertyList&) override {}
  void closeLink() override {}
  void defineSectionStyle(const librevenge::RVNGPropertyList&) override {}
  void openSection(const librevenge::RVNGPropertyList&) override {}
  void closeSection() override {}
  void insertTab() override {}
  void insertSpace() override {}
  void insertText(const librevenge::RVNGString&) override {}
  void insertLineBreak() override {}
  void insertField(const librevenge::RVNGPropertyList&) override {}
  void openOrderedListLevel(const librevenge::RVNGPropertyList&) override {}
  void openUnorderedListLevel(const librevenge::RVNGPropertyList&) override {}
  void closeOrderedListLevel() override {}
  void closeUnorderedListLevel() override {}
  void openListElement(const librevenge::RVNGPropertyList&) override {}
  void closeListElement() override {}
  void openFootnote(const librevenge::RVNGPropertyList&) override {}
  void closeFootnote() override {}
  void openComment(const librevenge::RVNGPropertyList&) override {}
  void closeComment() override {}
  void openFrame(const librevenge::RVNGPropertyList&) override {}
  void closeFrame() override {}
  void insertBinaryObject(const librevenge::RVNGPropertyList&) override {}
  void openTextBox(const librevenge::RVNGPropertyList&) override {}
  void closeTextBox() override {}
  void openTable(const librevenge::RVNGPropertyList&) override {}
  void openTableRow(const librevenge::RVNGPropertyList&) override {}
  void closeTableRow() override {}
  void openTableCell(const librevenge::RVNGPropertyList&) override {}
  void closeTableCell() override {}
  void insertCoveredTableCell(const librevenge::RVNGPropertyList&) override {}
  void closeTable() override {}
  void openGroup(const librevenge::RVNGPropertyList&) override {}
  void closeGroup() override {}
  void defineGraphicStyle(const librevenge::RVNGPropertyList&) override {}
  void drawRectangle(const librevenge::RVNGPropertyList&) override {}
  void drawEllipse(const librevenge::RVNGPropertyList&) override {}
  void drawPolygon(const librevenge::RVNGPropertyList&) override {}
  void drawPolyline(const librevenge::RVNGPropertyList&) override {}
  void drawPath(const librevenge::RVNGPropertyList&) override {}
  void drawConnector(const librevenge::RVNGPropertyList&) override {}
  void insertEquation(const librevenge::RVNGPropertyList&) override {}
};

class SilentDrawing : public librevenge::RVNGDrawingInterface {
 public:
  void startDocument(const librevenge::RVNGPropertyList&) override {}
  void endDocument() override {}
  void setDocumentMetaData(const librevenge::RVNGPropertyList&) override {}
  void defineEmbeddedFont(const librevenge::RVNGPropertyList&) override {}
  void startPage(const librevenge::RVNGPropertyList&) override {}
  void endPage() override {}
  void startMasterPage(const librevenge::RVNGPropertyList&) override {}
  void endMasterPage() override {}
  void setStyle(const librevenge::RVNGPropertyList&) override {}
  void startLayer(const librevenge::RVNGPropertyList&) override {}
  void endLayer() override {}
  void startEmbeddedGraphics(const librevenge::RVNGPropertyList&) override {}
  void endEmbeddedGraphics() override {}
  void openGroup(const librevenge::RVNGPropertyList&) override {}
  void closeGroup() override {}
  void drawRectangle(const librevenge::RVNGPropertyList&) override {}
  void drawEllipse(const librevenge::RVNGPropertyList&) override {}
  void drawPolygon(const librevenge::RVNGPropertyList&) override {}
  void drawPolyline(const librevenge::RVNGPropertyList&) override {}
  void drawPath(const librevenge::RVNGPropertyList&) override {}
  void drawGraphicObject(const librevenge::RVNGPropertyList&) override {}
  void drawConnector(const librevenge::RVNGPropertyList&) override {}
  void startTextObject(const librevenge::RVNGPropertyList&) override {}
  void endTextObject() override {}
  void startTableObject(const librevenge::RVNGPropertyList&) override {}
  void openTableRow(const librevenge::RVNGPropertyList&) override {}
  void closeTableRow() override {}
  void openTableCell(const librevenge::RVNGPropertyList&) override {}
  void closeTableCell() override {}
  void insertCoveredTableCell(const librevenge::RVNGPropertyList&) override {}
  void endTableObject() override {}
  void insertTab() override {}
  void insertSpace() override {}
  void insertText(const librevenge::RVNGString&) override {}
  void insertLineBreak() override {}
  void insertField(const librevenge::RVNGPropertyList&) override {}
  void openOrderedListLevel(const librevenge::RVNGPropertyList&) override {}
  void openUnorderedListLevel(const librevenge::RVNGPropertyList&) override {}
  void closeOrderedListLevel() override {}
  void closeUnorderedListLevel() override {}
  void openListElement(const librevenge::RVNGPropertyList&) override {}
  void closeListElement() override {}
  void defineParagraphStyle(const librevenge::RVNGPropertyList&) override {}
  void openParagraph(const librevenge::RVNGPropertyList&) override {}
  void closeParagraph() override {}
  void defineCharacterStyle(const librevenge::RVNGPropertyList&) override {}
  void openSpan(const librevenge::RVNGPropertyList&) override {}
  void closeSpan() override {}
  void openLink(const librevenge::RVNGPropertyList&) override {}
  void closeLink() override {}
};

}  // namespace braque::documents
