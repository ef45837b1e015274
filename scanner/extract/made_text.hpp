// Text that a reader of documents makes: piece by piece, so that no document needs to be in memory
// as a whole, and tables in the one form that the reader of tables expects.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "extract/unpacker.hpp"

namespace braque::extract {

/// Makes the text of one member.
class TextMaker {
 public:
  virtual ~TextMaker() = default;
  /// Appends some more UTF-8 to `text`, best a few kilobytes; false at the end. What was appended
  /// before `false` counts.
  virtual bool make(std::string& text) = 0;
  /// Bytes of the container used so far, at least: the base of the limit on the ratio.
  virtual std::uint64_t consumed() const = 0;
  /// What went wrong; valid after make() returned false.
  virtual Problem problem() const { return {}; }
};

/// The bytes of a maker, as the budget's meter wants them.
class MadeText final : public Unpacker {
 public:
  explicit MadeText(TextMaker& maker) : maker_(maker) {}
  std::size_t unpack(std::span<char> into) override;
  std::uint64_t consumed() const override { return maker_.consumed(); }
  Problem problem() const override { return maker_.problem(); }

 private:
  TextMaker& maker_;
  std::string text_;
  std::size_t given_ = 0;
  bool ended_ = false;
};

/// Writes the rows of a member of the structure "table": tabs between cells, a line feed after a
/// row. Cells come in order; what would end a cell or a row inside of one becomes a space.
class TableText {
 public:
  explicit TableText(std::string& text) : text_(text) {}
  /// A cell of the current row. `column` counts from 0; the empty cells before it are made.
  void cell(std::size_t column, std::string_view text);
  void end_row();

 private:
  std::string& text_;
  std::size_t column_ = 0;  ///< cells of the row so far, the current one excluded
};

}  // namespace braque::extract
