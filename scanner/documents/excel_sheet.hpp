// The rows of a sheet of an old workbook.
#pragma once

#include "documents/excel_book.hpp"
#include "extract/made_text.hpp"

namespace braque::documents {

class ExcelRows final : public extract::TextMaker {
 public:
  /// Starts at the BOF record at `offset`.
  ExcelRows(ExcelBook& book, BiffBytes& bytes, std::uint64_t offset)
      : book_(book), records_(bytes, offset), begin_(offset) {}

  bool make(std::string& text) override;
  std::uint64_t consumed() const override { return records_.position() - begin_; }
  extract::Problem problem() const override;

  /// Comments, text boxes, captions, addresses of links, headers: complete after the last row.
  const std::string& notes() const { return notes_; }

 private:
  void take(const BiffRecord& record);
  bool take_old(const BiffRecord& record);
  void take_other(const BiffRecord& record);
  void formula(std::string_view data, std::size_t value_at);
  void many_numbers(std::string_view data);
  void place(unsigned row, unsigned column);
  void cell(std::string_view data, std::string_view text);
  void number(std::string_view data, double value);
  void add_note(std::string_view text);
  void link(std::string_view data);
  void text_box(std::string_view data);
  std::size_t format_of(std::string_view data) const;

  ExcelBook& book_;
  BiffRecords records_;
  std::uint64_t begin_;
  unsigned depth_ = 0;  ///< of sheets inside of sheets: charts
  bool ended_ = false;
  std::string pending_;
  extract::TableText out_{pending_};
  bool in_row_ = false;
  unsigned row_ = 0, next_column_ = 0;
  unsigned formula_row_ = 0, formula_column_ = 0;
  bool text_follows_ = false;  ///< the value of a formula is in a record of its own
  std::string value_;
  std::string notes_;
};

}  // namespace braque::documents
