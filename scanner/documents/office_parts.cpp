#include "documents/office_parts.hpp"

#include "documents/flow_text.hpp"
#include "documents/properties.hpp"

namespace braque::documents {

std::string below(std::string_view above, std::string_view label) {
  std::string whole(above);
  if (!whole.empty()) whole += " > ";
  return whole += label;
}

bool hand_over_properties(ZipPackage& package) {
  std::string lines;
  const Relationships relationships(package, "");
  for (const Relationship& relationship : relationships.all()) {
    if (relationship.type != "core-properties" && relationship.type != "extended-properties" &&
        relationship.type != "custom-properties" && relationship.type != "extendedProperties" &&
        relationship.type != "customProperties")
      continue;
    Part* part = package.find(relationship.target);
    if (part == nullptr || part->read) continue;
    PropertiesHandler handler(lines);
    read_part(package, *part, handler);
    if (handler.overflowed()) part->read = false;
  }
  if (lines.empty()) return true;
  return extract::may_go_on(package.task()) &&
         extract::hand_over_text(package.task(), "properties", "keyvalue", std::move(lines));
}

bool hand_over_flow(ZipPackage& package, Part& part, const std::string& label,
                    WordNumbering* numbering) {
  HeldTables tables;
  FlowText flow(tables, numbering);
  return hand_over_part_text(package, part, label, "text", flow) &&
         tables.hand_over(package.task(), label);
}

bool hand_over_flows(ZipPackage& package, const Relationships& relationships, std::string_view type,
                     std::string_view kind, const std::string& above, WordNumbering* numbering) {
  std::vector<Part*> parts;
  for (const Relationship& relationship : relationships.all()) {
    if (relationship.type != type || relationship.external) continue;
    Part* part = package.find(relationship.target);
    if (part != nullptr && !part->read) parts.push_back(part);
  }
  std::size_t number = 0;
  for (Part* part : parts) {
    std::string label = below(above, kind);
    if (parts.size() > 1) label += ' ' + std::to_string(++number);
    // The same part may be meant twice.
    if (!part->read && !hand_over_flow(package, *part, label, numbering)) return false;
  }
  return true;
}

void pass_over_form(ZipPackage& package) {
  // The last words of names; what follows the last of them is a number or nothing.
  constexpr std::string_view kForms[] = {
      "[content_types].xml",  "styles.xml",     "styleswitheffects.xml", "fonttable.xml",
      "websettings.xml",      "theme",          "tablestyles.xml",       "presprops.xml",
      "viewprops.xml",        "calcchain.xml",  "themeoverride",         "printersettings",
      "commentsextended.xml", "commentsids.xml"};
  for (Part& part : package.parts()) {
    std::string name = lower_case(part.name);
    name.erase(0, name.rfind('/') + 1);
    for (const std::string_view form : kForms) {
      if (!name.starts_with(form)) continue;
      const std::size_t rest = name.find_first_not_of("0123456789", form.size());
      const std::string_view ending = std::string_view(name).substr(std::min(rest, name.size()));
      if (ending.empty() || ending == ".xml" || ending == ".bin") part.read = true;
    }
  }
}

bool hand_over_other_links(ZipPackage& package) {
  constexpr std::size_t kLinkBytesMax = 8 << 20;
  std::string links;
  for (Part& part : package.parts()) {
    // "a/_rels/b.xml.rels" belongs to "a/b.xml".
    if (part.read || !part.name.ends_with(".rels")) continue;
    const std::size_t folder = part.name.rfind("_rels/");
    if (folder == std::string::npos || links.size() > kLinkBytesMax) continue;
    const std::string owner = part.name.substr(0, folder) +
                              part.name.substr(folder + 6, part.name.size() - folder - 6 - 5);
    links += Relationships(package, owner).links();
  }
  return links.empty() ||
         (extract::may_go_on(package.task()) &&
          extract::hand_over_text(package.task(), "other links", "text", std::move(links)));
}

bool hand_over_links(ZipPackage& package, const Relationships& relationships,
                     const std::string& above) {
  std::string links = relationships.links();
  if (links.empty()) return true;
  return extract::may_go_on(package.task()) &&
         extract::hand_over_text(package.task(), below(above, "links"), "text", std::move(links));
}

}  // namespace braque::documents
