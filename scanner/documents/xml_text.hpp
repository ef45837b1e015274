// Text made from an XML part while it is parsed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "documents/xml_reader.hpp"
#include "documents/zip_package.hpp"
#include "extract/made_text.hpp"

namespace braque::documents {

/// Turns events into text, which it appends to `out()`.
class TextHandler : public XmlHandler {
 public:
  void write_to(std::string& out) { out_ = &out; }
  /// After the last event.
  virtual void finish() {}

 protected:
  std::string& out() { return *out_; }

 private:
  std::string* out_ = nullptr;
};

/// The text that a handler makes of a stream. Borrows the handler.
class XmlText final : public extract::TextMaker {
 public:
  XmlText(std::unique_ptr<CountedStream> stream, TextHandler& handler)
      : XmlText(std::move(stream), handler, handler) {}
  /// `events` hears everything, and passes on to the handler what is text.
  XmlText(std::unique_ptr<CountedStream> stream, TextHandler& handler, XmlHandler& events)
      : stream_(std::move(stream)), handler_(handler), reader_(*stream_, events) {}
  const XmlReader& reader() const { return reader_; }

  bool make(std::string& text) override {
    handler_.write_to(text);
    if (reader_.advance()) return true;
    handler_.finish();
    return false;
  }
  std::uint64_t consumed() const override { return stream_->consumed(); }
  extract::Problem problem() const override { return reader_.problem(); }

 private:
  std::unique_ptr<CountedStream> stream_;
  TextHandler& handler_;
  XmlReader reader_;
};

/// Hands over the text that `handler` makes of a part. A part that turns out to be no XML is left
/// to be handed over as a file, too. False: stop.
bool hand_over_part_text(ZipPackage& package, Part& part, std::string label,
                         std::string_view structure, TextHandler& handler);

/// Reads a part that gives no text by itself. False when it cannot be read (to its end).
bool read_part(ZipPackage& package, Part& part, XmlHandler& handler);

/// Tables found inside of a text, until they can be handed over.
class HeldTables {
 public:
  /// All tables of a document together; rows beyond that stay in the text.
  static constexpr std::size_t kBytesMax = 8 << 20;

  bool has_room(std::size_t bytes) const { return held_ + bytes <= kBytesMax; }
  void add(std::string rows) {
    held_ += rows.size();
    tables_.push_back(std::move(rows));
  }
  /// Hands them over as "table 1", "table 2", ... below `above`, and forgets them. False: stop.
  bool hand_over(extract::ContainerTask& task, const std::string& above);

 private:
  std::vector<std::string> tables_;
  std::size_t held_ = 0;
};

/// Builds the rows of tables inside of a text. Tables may be nested; an inner table is one of its
/// own.
class TableStack {
 public:
  explicit TableStack(HeldTables& held) : held_(held) {}

  bool in_cell() const { return !tables_.empty(); }
  void begin_table() { tables_.emplace_back(); }
  /// Moves to the column of the next cell, after `columns` columns.
  void end_cell(std::size_t columns);
  void end_row();
  /// A paragraph of the current cell. What does not fit goes to `text`.
  void add_text(std::string_view paragraph, std::string& text);
  /// Small tables and those without columns go to `text`.
  void end_table(std::string& text);

 private:
  struct Table {
    std::string rows;
    std::string row;
    std::string cell;
    std::size_t column = 0;   ///< of the current cell
    std::size_t written = 0;  ///< tabs in `row`
    std::size_t columns = 0;
    std::size_t row_count = 0;
    bool in_text = false;  ///< too large to be held
  };
  std::vector<Table> tables_;
  HeldTables& held_;
};

}  // namespace braque::documents
