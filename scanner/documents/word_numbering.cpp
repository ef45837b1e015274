#include "documents/word_numbering.hpp"

#include <algorithm>

namespace braque::documents {
namespace {

/// 1 a, 26 z, 27 aa, 28 bb (ECMA-376 part 1, 17.18.59, lowerLetter).
std::string letters(std::int64_t number, char first) {
  constexpr std::int64_t kRepeatsMax = 30;
  if (number < 1 || number > 26 * kRepeatsMax) return std::to_string(number);
  return std::string(static_cast<std::size_t>((number - 1) / 26 + 1),
                     static_cast<char>(first + (number - 1) % 26));
}

std::string roman(std::int64_t number, bool capital) {
  constexpr std::pair<std::int64_t, std::string_view> kValues[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  if (number < 1 || number > 9999) return std::to_string(number);
  std::string text;
  for (const auto& [value, letter] : kValues) {
    for (; number >= value; number -= value) text += letter;
  }
  if (capital)
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(c - 32); });
  return text;
}

std::string formatted(std::int64_t number, std::string_view format) {
  if (format == "lowerLetter") return letters(number, 'a');
  if (format == "upperLetter") return letters(number, 'A');
  if (format == "lowerRoman") return roman(number, false);
  if (format == "upperRoman") return roman(number, true);
  if (format == "none") return {};
  if (format == "decimalZero" && number < 10) return "0" + std::to_string(number);
  return std::to_string(number);
}

std::size_t level_number(std::string_view text) {
  return static_cast<std::size_t>(
      std::clamp<std::int64_t>(to_number(text), 0, WordNumbering::kLevels - 1));
}

}  // namespace

std::string WordNumbering::text_of(List& list, std::size_t level) const {
  const Level& own = list.levels[level];
  if (own.format == "bullet" || own.text.empty()) return {};
  std::string text;
  for (std::size_t i = 0; i < own.text.size(); ++i) {
    const char next = i + 1 < own.text.size() ? own.text[i + 1] : '\0';
    if (own.text[i] != '%' || next < '1' || next > '9') {
      text += own.text[i];
      continue;
    }
    ++i;
    const auto other = static_cast<std::size_t>(next - '1');
    const std::int64_t count = list.begun[other] ? list.counts[other] : list.levels[other].start;
    text += formatted(count, own.arabic ? "decimal" : std::string_view(list.levels[other].format));
  }
  return text.empty() ? text : text + ' ';
}

std::string WordNumbering::label(std::string_view style, std::int64_t instance,
                                 std::int64_t level) {
  bool by_style = false;
  // The chain of styles is input: it may be long, or a ring.
  auto found = styles.find(style);
  for (int i = 0; i < 32 && instance < 0 && found != styles.end(); ++i) {
    if (found->second.instance >= 0) {
      instance = found->second.instance;
      level = found->second.level;
      by_style = true;
    }
    found = styles.find(found->second.based_on);
  }
  const auto used = instances.find(instance);
  if (instance <= 0 || used == instances.end()) return {};
  const auto at = lists.find(used->second.list);
  if (at == lists.end()) return {};
  List& list = at->second;
  auto index = static_cast<std::size_t>(std::clamp<std::int64_t>(level, 0, kLevels - 1));
  for (std::size_t i = 0; by_style && i < kLevels; ++i) {
    if (list.levels[i].style == style && !style.empty()) index = i;
  }
  if (!used->second.used) {
    used->second.used = true;
    for (std::size_t i = 0; i < kLevels; ++i) {
      if (used->second.starts[i] < 0) continue;
      list.levels[i].start = used->second.starts[i];
      list.begun[i] = false;
    }
  }
  list.counts[index] = list.begun[index] ? list.counts[index] + 1 : list.levels[index].start;
  list.begun[index] = true;
  std::fill(list.begun.begin() + static_cast<std::ptrdiff_t>(index) + 1, list.begun.end(), false);
  return text_of(list, index);
}

void NumberingHandler::start(std::string_view name, const Attributes& attributes) {
  const std::string_view value = attributes.get("val");
  if (name == "abstractNum") {
    instance_ = nullptr;
    list_ = nullptr;
    if (numbering_.lists.size() < WordNumbering::kDefinitionsMax)
      list_ = &numbering_.lists[to_number(attributes.get("abstractNumId"), -1)];
  } else if (name == "num") {
    list_ = nullptr;
    instance_ = nullptr;
    if (numbering_.instances.size() < WordNumbering::kDefinitionsMax)
      instance_ = &numbering_.instances[to_number(attributes.get("numId"), -1)];
  } else if (name == "lvl" || name == "lvlOverride") {
    level_ = level_number(attributes.get("ilvl"));
  } else if (instance_ != nullptr) {
    if (name == "abstractNumId") instance_->list = to_number(value, -1);
    if (name == "startOverride" || name == "start")
      instance_->starts[level_] = std::clamp<std::int64_t>(to_number(value, 1), 0, 1 << 30);
  } else if (list_ != nullptr) {
    WordNumbering::Level& level = list_->levels[level_];
    if (name == "start") level.start = std::clamp<std::int64_t>(to_number(value, 1), 0, 1 << 30);
    if (name == "numFmt") level.format = value.substr(0, 32);
    if (name == "lvlText") level.text = value.substr(0, 256);
    if (name == "pStyle") level.style = value.substr(0, 256);
    if (name == "isLgl") level.arabic = value != "0" && value != "false";
  }
}

void StylesHandler::start(std::string_view name, const Attributes& attributes) {
  if (name == "style") {
    style_ = nullptr;
    if (attributes.get("type") == "paragraph" &&
        numbering_.styles.size() < WordNumbering::kDefinitionsMax)
      style_ = &numbering_.styles[std::string(attributes.get("styleId").substr(0, 256))];
  } else if (style_ != nullptr) {
    const std::string_view value = attributes.get("val");
    if (name == "basedOn") style_->based_on = value.substr(0, 256);
    if (name == "numId") style_->instance = to_number(value, -1);
    if (name == "ilvl") style_->level = to_number(value);
  }
}

void StylesHandler::end(std::string_view name) {
  if (name == "style") style_ = nullptr;
}

}  // namespace braque::documents
