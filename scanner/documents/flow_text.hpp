// Running text of OOXML: WordprocessingML (ECMA-376 part 1, 17) and DrawingML (21.1), whose
// elements for paragraphs, runs, texts and tables have the same names.
#pragma once

#include <string>
#include <vector>

#include "documents/word_numbering.hpp"
#include "documents/xml_text.hpp"

namespace braque::documents {

/// Paragraphs become lines; tables are held apart. Of tracked changes the new version is written,
/// and below it the old one when it differs. Field instructions and descriptions of pictures are
/// lines of their own.
class FlowText final : public TextHandler {
 public:
  /// `numbering` may be null.
  FlowText(HeldTables& held, WordNumbering* numbering) : tables_(held), numbering_(numbering) {}

  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;
  void finish() override;

 private:
  enum class Capture : std::uint8_t { nothing, text, deleted, field };
  struct Paragraph {
    std::string text;
    std::string before;  ///< the version before the changes, when there are any
    std::string field;
    std::string style;
    std::int64_t list = -1;
    std::int64_t level = 0;
    bool changed = false;
  };

  bool start_structure(std::string_view name, const Attributes& attributes);
  void start_run_content(std::string_view name, const Attributes& attributes);
  void property(std::string_view name, const Attributes& attributes);
  void add(std::string_view text, bool is_old, bool is_new);
  void end_paragraph();
  void line(std::string_view text);

  TableStack tables_;
  WordNumbering* numbering_;
  std::vector<Paragraph> paragraphs_;
  Capture capture_ = Capture::nothing;
  int skipped_ = 0;     ///< open elements of what is left out
  int properties_ = 0;  ///< open elements of properties
  int old_properties_ = 0;
  int inserted_ = 0, deleted_ = 0;
  std::vector<bool> chosen_;  ///< per open AlternateContent: a choice was read
  std::size_t span_ = 1;      ///< columns of the current cell
};

}  // namespace braque::documents
