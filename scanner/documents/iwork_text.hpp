// Text of Pages, Numbers and Keynote, in both of their formats. Neither is documented: elements and
// numbers are those that libetonyek reads.
#pragma once

#include <string>

#include "documents/sheet_text.hpp"
#include "documents/xml_text.hpp"

namespace braque::documents {

/// iWork '05 to '09: one XML part with paragraphs (sf:p) and tables (sf:datasource).
class IworkText final : public TextHandler {
 public:
  explicit IworkText(HeldTables& held) : held_(held) {}
  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;
  void finish() override;

 private:
  void start_cell(const Attributes& attributes);
  void start_in_cell(std::string_view name, const Attributes& attributes);
  void end_cell();
  void end_table();
  void line(std::string_view text);

  HeldTables& held_;
  std::vector<std::string> paragraphs_;
  bool in_table_ = false;
  int table_depth_ = 0;       ///< open elements inside of the table
  std::size_t stride_ = 256;  ///< cells from one row to the next
  std::size_t columns_ = 0;
  std::size_t position_ = 0;
  std::size_t row_ = 0;
  bool first_ = true;
  std::string cell_;
  SheetRows rows_;
  std::string table_;
};

/// iWork since 2013: the texts of one part of packed objects (.iwa), a line each.
class IwaText final : public extract::TextMaker {
 public:
  explicit IwaText(std::unique_ptr<PartStream> stream) : stream_(std::move(stream)) {}
  bool make(std::string& text) override;
  std::uint64_t consumed() const override { return stream_->consumed(); }
  extract::Problem problem() const override { return problem_; }

 private:
  bool read_exactly(std::span<char> into);
  bool next_chunk();
  void take_objects(std::string& text);
  bool fail(const char* note);

  std::unique_ptr<PartStream> stream_;
  std::string bytes_;  ///< unpacked, not yet taken
  extract::Problem problem_;
  std::size_t to_skip_ = 0;  ///< of an object that is too large to be looked at
};

}  // namespace braque::documents
