// Numbers of lists and headings in WordprocessingML (ECMA-376 part 1, 17.9): they are not in the
// text, but computed from the numbering part and the styles.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "documents/xml_reader.hpp"

namespace braque::documents {

class WordNumbering {
 public:
  static constexpr std::size_t kLevels = 9;
  /// Definitions kept; a document with more lacks some numbers.
  static constexpr std::size_t kDefinitionsMax = 20'000;

  struct Level {
    std::int64_t start = 1;
    std::string format = "decimal";
    std::string text;   ///< "%1.%2)"
    std::string style;  ///< paragraphs of that style are on this level
    bool arabic = false;
  };
  struct List {
    std::array<Level, kLevels> levels;
    std::array<std::int64_t, kLevels> counts{};
    std::array<bool, kLevels> begun{};
  };
  struct Instance {
    std::int64_t list = -1;
    std::array<std::int64_t, kLevels> starts;  ///< -1: as the list says
    bool used = false;
    Instance() { starts.fill(-1); }
  };
  struct Style {
    std::string based_on;
    std::int64_t instance = -1;
    std::int64_t level = 0;
  };

  std::map<std::int64_t, List> lists;
  std::map<std::int64_t, Instance> instances;
  std::map<std::string, Style, std::less<>> styles;

  /// The number of the next paragraph, with a space after it, or ""; `instance` is -1 and `level` 0
  /// when the paragraph itself does not say.
  std::string label(std::string_view style, std::int64_t instance, std::int64_t level);

 private:
  std::string text_of(List& list, std::size_t level) const;
};

/// Fills `numbering` from the part numbering.xml.
class NumberingHandler final : public XmlHandler {
 public:
  explicit NumberingHandler(WordNumbering& numbering) : numbering_(numbering) {}
  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  WordNumbering& numbering_;
  WordNumbering::List* list_ = nullptr;
  WordNumbering::Instance* instance_ = nullptr;
  std::size_t level_ = 0;
};

/// Fills `numbering` from the part styles.xml.
class StylesHandler final : public XmlHandler {
 public:
  explicit StylesHandler(WordNumbering& numbering) : numbering_(numbering) {}
  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view) override {}

 private:
  WordNumbering& numbering_;
  WordNumbering::Style* style_ = nullptr;
};

}  // namespace braque::documents
