// WordprocessingML (ECMA-376 part 1, 11 and 17): docx, docm, dotx, dotm, transitional and strict.
#include <algorithm>

#include "documents/office_parts.hpp"
#include "documents/word_numbering.hpp"

namespace braque::documents {

namespace {

/// Of the settings, what people put there: variables of the document (17.15.1.32) and where a mail
/// merge takes its data from (17.14).
class SettingsHandler final : public XmlHandler {
 public:
  std::string lines;
  void start(std::string_view name, const Attributes& attributes) override {
    constexpr std::size_t kBytesMax = 1 << 20;
    const std::string_view value = attributes.get("val");
    if (value.empty() || lines.size() + value.size() > kBytesMax) return;
    if (name == "docVar") {
      ((lines += attributes.get("name")) += ": ") += value;
    } else if (name == "connectString" || name == "query" || name == "udl") {
      ((lines += name) += ": ") += value;
    } else {
      return;
    }
    std::replace(lines.begin(), lines.end(), '\r', ' ');
    lines += '\n';
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

bool hand_over_settings(ZipPackage& package, const Relationships& relationships) {
  for (const Relationship& relationship : relationships.all()) {
    Part* part = package.find(relationship.target);
    if (relationship.type != "settings" || part == nullptr || part->read) continue;
    SettingsHandler handler;
    read_part(package, *part, handler);
    if (!handler.lines.empty() && (!extract::may_go_on(package.task()) ||
                                   !extract::hand_over_text(package.task(), "settings", "keyvalue",
                                                            std::move(handler.lines))))
      return false;
    if (!hand_over_links(package, Relationships(package, part->name), "settings")) return false;
  }
  return true;
}

}  // namespace

bool read_word(ZipPackage& package, Part& main) {
  const Relationships relationships(package, main.name);
  WordNumbering numbering;
  for (const Relationship& relationship : relationships.all()) {
    Part* part = package.find(relationship.target);
    if (part == nullptr || relationship.external) continue;
    if (relationship.type == "numbering") {
      NumberingHandler handler(numbering);
      read_part(package, *part, handler);
    } else if (relationship.type == "styles") {
      StylesHandler handler(numbering);
      read_part(package, *part, handler);
    }
  }
  if (!hand_over_flow(package, main, "", &numbering)) return false;
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"header", "header"},     {"footer", "footer"},     {"footnotes", "footnotes"},
      {"endnotes", "endnotes"}, {"comments", "comments"}, {"glossaryDocument", "glossary"}};
  for (const auto& [type, kind] : kKinds) {
    if (!hand_over_flows(package, relationships, type, kind, "", &numbering)) return false;
  }
  for (const Relationship& relationship : relationships.all()) {
    if (relationship.type != "diagramData" && relationship.type != "header" &&
        relationship.type != "footer" && relationship.type != "comments" &&
        relationship.type != "footnotes")
      continue;
    const Relationships inner(package, relationship.target);
    if (!hand_over_flows(package, inner, "diagramData", "diagram", "") ||
        !hand_over_links(package, inner, relationship.type))
      return false;
  }
  return hand_over_settings(package, relationships) &&
         hand_over_flows(package, relationships, "diagramData", "diagram", "") &&
         hand_over_links(package, relationships, "");
}

}  // namespace braque::documents
