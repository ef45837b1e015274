// Three kinds of documents, as librevenge tells them, turned into texts and tables.
#pragma once

#include "documents/revenge_silent.hpp"
#include "documents/revenge_text.hpp"

namespace braque::documents {

/// What all kinds of documents have in common: paragraphs and links.
template <typename Silent>
class RevengeFlow : public Silent {
 public:
  using List = librevenge::RVNGPropertyList;
  explicit RevengeFlow(RevengeTexts& texts) : texts_(texts) {}

  void setDocumentMetaData(const List& list) override { texts_.properties(list); }
  void insertText(const librevenge::RVNGString& text) override { texts_.add_string(text); }
  void insertTab() override { texts_.add("\t"); }
  void insertSpace() override { texts_.add(" "); }
  void insertLineBreak() override { texts_.add("\n"); }
  void closeParagraph() override { texts_.end_paragraph(); }
  void closeListElement() override { texts_.end_paragraph(); }
  void openLink(const List& list) override {
    if (list["xlink:href"] == nullptr) return;
    texts_.add_string(list["xlink:href"]->getStr());
    texts_.add(" ");
  }

 protected:
  RevengeTexts& texts_;
};

/// Notes and tables, which texts and spreadsheets have in common.
template <typename Silent>
class RevengeNotes : public RevengeFlow<Silent> {
 public:
  using List = librevenge::RVNGPropertyList;
  using RevengeFlow<Silent>::RevengeFlow;

  void openHeader(const List&) override { this->texts_.begin("headers and footers"); }
  void closeHeader() override { this->texts_.end(); }
  void openFooter(const List&) override { this->texts_.begin("headers and footers"); }
  void closeFooter() override { this->texts_.end(); }
  void openFootnote(const List&) override { this->texts_.begin("footnotes"); }
  void closeFootnote() override { this->texts_.end(); }
  void openComment(const List&) override { this->texts_.begin("comments"); }
  void closeComment() override { this->texts_.end(); }
  void openTextBox(const List&) override { this->texts_.begin("text boxes"); }
  void closeTextBox() override { this->texts_.end(); }
};

class RevengeWords final : public RevengeNotes<SilentText> {
 public:
  using RevengeNotes::RevengeNotes;
  void openEndnote(const List&) override { texts_.begin("endnotes"); }
  void closeEndnote() override { texts_.end(); }
  void openTable(const List&) override { texts_.tables().begin_table(); }
  void closeTable() override { texts_.end_table(); }
  void closeTableRow() override { texts_.tables().end_row(); }
  void closeTableCell() override { texts_.tables().end_cell(1); }
  void insertCoveredTableCell(const List&) override { texts_.tables().end_cell(1); }
};

class RevengeDrawing final : public RevengeFlow<SilentDrawing> {
 public:
  using RevengeFlow::RevengeFlow;
  void startPage(const List&) override { texts_.begin("page " + std::to_string(++page_)); }
  void endPage() override { texts_.end(); }
  void startMasterPage(const List&) override { texts_.begin("masters"); }
  void endMasterPage() override { texts_.end(); }

 private:
  unsigned page_ = 0;
};

/// Sheets, one table each.
class RevengeSheets final : public RevengeNotes<SilentSheet> {
 public:
  using RevengeNotes::RevengeNotes;
  struct Sheet {
    std::string name;
    std::string rows;
  };

  void openSheet(const List& list) override;
  void openSheetCell(const List& list) override;
  void closeSheetCell() override;
  void closeSheetRow() override;
  void insertText(const librevenge::RVNGString& text) override;
  void insertTab() override { in_text(" "); }
  void insertSpace() override { in_text(" "); }
  void insertLineBreak() override { in_text(" "); }
  void closeParagraph() override { in_text(" "); }

  std::vector<Sheet>& sheets() { return sheets_; }

 private:
  void in_text(std::string_view text);

  std::vector<Sheet> sheets_;
  std::string cell_;
  std::size_t column_ = 0, written_ = 0;
  bool in_cell_ = false;
};

}  // namespace braque::documents
