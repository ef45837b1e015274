// What readers of small TOML files (profiles, policies) share: faults with their lines, texts and
// lists of texts.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rule/check_rules.hpp"
#include "rule/parse_rules.hpp"
#include "rule/toml.hpp"

namespace braque {

/// Base of a reader of one file, which must outlive it; faults are appended.
class TomlFields {
 protected:
  TomlFields(const RuleFile& file, std::vector<RuleFault>& faults) : file_(file), faults_(faults) {}

  const RuleFile& file() const noexcept { return file_; }

  void fault(std::size_t line, std::string message) {
    faults_.push_back({file_.name, static_cast<int>(line), std::move(message)});
  }
  void fault(const toml::node& node, std::string message) {
    fault(node.source().begin.line, std::move(message));
  }

  template <std::size_t count>
  void unknown(const toml::key& key, const std::array<std::string_view, count>& known) {
    fault(key.source().begin.line,
          "unknown key `" + std::string(key.str()) + "`" + did_you_mean(key.str(), known));
  }

  void text(const toml::node& node, std::string& into) {
    if (auto value = node.value_exact<std::string>())
      into = std::move(*value);
    else
      fault(node, "must be a text in quotes");
  }

  void texts(const toml::node& node, std::vector<std::string>& into) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return fault(node, "must be a list of texts");
    for (const toml::node& element : *array) text(element, into.emplace_back());
  }

 private:
  const RuleFile& file_;
  std::vector<RuleFault>& faults_;
};

/// What Reader::read() makes of a file; nothing when there are faults, which are appended in the
/// order of their lines.
template <typename Reader, typename Read>
std::optional<Read> read_toml_file(const RuleFile& file, std::vector<RuleFault>& faults) {
  TomlFault broken;
  const auto document = parse_toml(file.text, broken);
  if (!document) {
    faults.push_back({file.name, broken.line, broken.message});
    return std::nullopt;
  }
  const std::size_t before = faults.size();
  Read made;
  Reader(file, faults).read(*document, made);
  std::stable_sort(faults.begin() + static_cast<std::ptrdiff_t>(before), faults.end(),
                   [](const RuleFault& a, const RuleFault& b) { return a.line < b.line; });
  if (faults.size() != before) return std::nullopt;
  return made;
}

}  // namespace braque
