// WordprocessingML (ECMA-376 part 1, 11 and 17): docx, docm, dotx, dotm, transitional and strict.
#include "documents/office_parts.hpp"
#include "documents/word_numbering.hpp"

namespace braque::documents {

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
  return hand_over_flows(package, relationships, "diagramData", "diagram", "") &&
         hand_over_links(package, relationships, "");
}

}  // namespace braque::documents
