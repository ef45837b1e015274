#include "documents/properties.hpp"

#include <algorithm>

namespace braque::documents {
namespace {

constexpr std::size_t kPropertiesBytesMax = 1 << 20;

/// Counts and settings, which are no text.
constexpr std::string_view kNoText[] = {
    "TotalTime",
    "Pages",
    "Words",
    "Characters",
    "Lines",
    "Paragraphs",
    "Slides",
    "Notes",
    "HiddenSlides",
    "MMClips",
    "ScaleCrop",
    "SharedDoc",
    "LinksUpToDate",
    "HyperlinksChanged",
    "CharactersWithSpaces",
    "DocSecurity",
    "AppVersion",
    "i4",
    "editing-cycles",
    "editing-duration",
    "bool",
    "revision",
};

std::string property_name(std::string_view element) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"creator", "Author"},
      {"initial-creator", "Author"},
      {"lastModifiedBy", "Last modified by"},
      {"LastAuthor", "Last modified by"},
      {"printed-by", "Printed by"},
      {"lpstr", "Part"},
      {"lpwstr", "Part"},
  };
  for (const auto& [name, shown] : kNames) {
    if (element == name) return std::string(shown);
  }
  std::string shown(element);
  if (!shown.empty() && shown[0] >= 'a' && shown[0] <= 'z')
    shown[0] = static_cast<char>(shown[0] - 32);
  return shown;
}

}  // namespace

void PropertiesHandler::start(std::string_view name, const Attributes& attributes) {
  text_.clear();
  element_ = name;
  if (name == "property" || name == "user-defined") given_name_ = attributes.get("name");
  // EPUB 2: <meta name="..." content="...">; EPUB 3: <meta property="...">text</meta>.
  if (name == "meta") {
    given_name_ = attributes.get("property");
    if (const auto content = attributes.get("content"); !content.empty()) {
      given_name_ = attributes.get("name");
      text_ = content;
    }
  }
}

void PropertiesHandler::end(std::string_view name) {
  const bool innermost = element_ == name;
  element_.clear();
  const bool no_text = std::find(std::begin(kNoText), std::end(kNoText), name) != std::end(kNoText);
  if (innermost && (!no_text || !given_name_.empty()) &&
      text_.find_first_not_of(" \t\r\n") != std::string::npos) {
    std::string shown = given_name_.empty() ? property_name(name) : given_name_;
    for (std::string* part : {&shown, &text_})
      std::replace_if(
          part->begin(), part->end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    lines_ += shown + ": " + text_ + '\n';
  }
  text_.clear();
  if (name == "property" || name == "user-defined" || name == "meta") given_name_.clear();
}

void PropertiesHandler::text(std::string_view text) {
  if (lines_.size() + text_.size() + text.size() < kPropertiesBytesMax) {
    text_ += text;
  } else {
    overflowed_ = true;
  }
}

}  // namespace braque::documents
