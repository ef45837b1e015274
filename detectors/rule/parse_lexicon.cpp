#include "rule/parse_lexicon.hpp"

#include <algorithm>
#include <optional>

namespace braque {
namespace {

constexpr std::size_t kEntryBytesMax = 1024;
constexpr std::size_t kListEntriesMax = 20'000;

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

class LexiconParser {
 public:
  LexiconParser(const std::string& file, std::vector<RuleFault>& faults)
      : file_(file), faults_(faults) {}

  Lexicon parse(const toml::table& document) {
    for (const auto& [key, value] : document) top_level(key.str(), value);
    return std::move(lexicon_);
  }

 private:
  void fault(int line, std::string message) {
    faults_.push_back({file_, line, std::move(message)});
  }

  void top_level(std::string_view key, const toml::node& value) {
    if (key == "lexicon" || key == "language") {
      const auto text = value.value_exact<std::string>();
      if (!text)
        return fault(line_of(value), "`" + std::string(key) + "` must be a text in quotes");
      if (key == "language") {
        lexicon_.language = *text;
      } else {
        lexicon_.subject = *text;
        lexicon_.origin = {file_, line_of(value)};
      }
    } else if (key == "weights") {
      weights(value);
    } else if (const auto text = value.value_exact<std::string>()) {
      list(std::string(key), *text, line_of(value));
    } else {
      fault(line_of(value),
            "`" + std::string(key) +
                "` must be a list of terms in ''' quotes, one a line or parted by commas");
    }
  }

  void weights(const toml::node& value) {
    const toml::table* table = value.as_table();
    if (table == nullptr) return fault(line_of(value), "`weights` must be a table");
    for (const auto& [feature, weight] : *table) {
      const auto number = weight.is_number() ? weight.value<double>() : std::nullopt;
      if (!number)
        fault(line_of(weight), "`" + std::string(feature.str()) + "` must be a number");
      else
        lexicon_.weights.emplace_back(feature.str(), *number);
    }
  }

  /// Terms stand on lines of their own or are parted by commas; a line that begins with # is a
  /// remark.
  void list(std::string name, std::string_view text, int line) {
    LexiconList made{std::move(name), {}};
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view rest = trimmed(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (!rest.starts_with('#')) entries(rest, line, made);
      ++line;
    }
    if (made.entries.size() > kListEntriesMax)
      fault(line, "the list `" + made.name + "` is too long");
    else
      lexicon_.lists.push_back(std::move(made));
  }

  void entries(std::string_view rest, int line, LexiconList& made) {
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view term = trimmed(rest.substr(0, comma));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      if (term.size() > kEntryBytesMax)
        fault(line, "a term of more than " + std::to_string(kEntryBytesMax) + " bytes");
      else if (!term.empty())
        made.entries.push_back({std::string(term), line});
    }
  }

  const std::string& file_;
  std::vector<RuleFault>& faults_;
  Lexicon lexicon_;
};

}  // namespace

bool is_lexicon(const toml::table& document) { return document.contains("lexicon"); }

Lexicon parse_lexicon(const std::string& file, const toml::table& document,
                      std::vector<RuleFault>& faults) {
  return LexiconParser(file, faults).parse(document);
}

}  // namespace braque
