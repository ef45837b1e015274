// OpenDocument packages (ODF 1.3, parts 2 and 3) and those of OpenOffice.org 1: texts,
// spreadsheets, presentations, drawings, formulas, and their templates.
#include <algorithm>

#include "documents/odf_text.hpp"
#include "documents/office_parts.hpp"
#include "documents/properties.hpp"

namespace braque::documents {
namespace {

/// Finds the parts that are encrypted (part 2, 4.8): each has its encryption data in the manifest.
class ManifestHandler final : public XmlHandler {
 public:
  explicit ManifestHandler(ZipPackage& package) : package_(package) {}
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "file-entry") path_ = attributes.get("full-path");
    if (name != "encryption-data") return;
    if (Part* part = package_.find(path_)) part->encrypted = true;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  ZipPackage& package_;
  std::string path_;
};

bool hand_over_content(ZipPackage& package, Part& part, const OdfKind& kind,
                       const std::string& label) {
  HeldTables tables;
  OdfText text(tables, kind.segments, kind.page);
  if (kind.segments == OdfText::Segments::none)
    return hand_over_part_text(package, part, label, "text", text) &&
           tables.hand_over(package.task(), label);
  const auto stream = package.open(part);
  if (stream == nullptr) return true;
  XmlReader reader(*stream, text);
  extract::Problem problem;
  const bool go_on = hand_over_segments(package.task(), *stream, reader, text, tables,
                                        kind.segments == OdfText::Segments::sheets, label, problem);
  if (problem.reason == Reason::corrupt) part.read = false;
  return go_on;
}

/// Documents inside of the document: "Object 1/content.xml".
bool hand_over_objects(ZipPackage& package) {
  for (Part& part : package.parts()) {
    if (part.read || part.encrypted || !part.name.ends_with("/content.xml")) continue;
    const std::string object = part.name.substr(0, part.name.size() - 12);
    // Which kind it is says its first element of the body; a sheet's rows come with pauses only.
    if (!hand_over_content(package, part, odf_kind(""), object)) return false;
  }
  return true;
}

bool hand_over_metadata(ZipPackage& package) {
  std::string lines;
  Part* part = package.find("meta.xml");
  if (part == nullptr || part->encrypted) return true;
  PropertiesHandler handler(lines);
  read_part(package, *part, handler);
  if (handler.overflowed()) part->read = false;
  return lines.empty() ||
         (extract::may_go_on(package.task()) &&
          extract::hand_over_text(package.task(), "properties", "keyvalue", std::move(lines)));
}

/// Settings and lists of parts: nothing that anyone wrote.
void pass_over_settings(ZipPackage& package) {
  for (Part& part : package.parts()) {
    if (part.encrypted) continue;
    if (part.name == "mimetype" || part.name == "settings.xml" || part.name == "layout-cache" ||
        part.name == "META-INF/manifest.xml" || part.name == "manifest.rdf" ||
        part.name.ends_with("/settings.xml") || part.name.ends_with("/styles.xml"))
      part.read = true;
  }
}

}  // namespace

bool read_open_document(ZipPackage& package) {
  std::string type;
  if (Part* mimetype = package.find("mimetype")) type = package.head(*mimetype, 256);
  Part* content = package.find("content.xml");
  if (content == nullptr) return false;
  if (type.find("opendocument") == std::string::npos &&
      type.find("vnd.sun.xml") == std::string::npos) {
    // Without the type, as in damaged files, the content must tell.
    if (package.head(*content, 4096).find("document-content") == std::string::npos) return false;
    if (Part* manifest = package.find("META-INF/manifest.xml"))
      type = package.head(*manifest, 4096);
  }
  const OdfKind& kind = odf_kind(type);
  package.task().format = kind.format;
  if (Part* manifest = package.find("META-INF/manifest.xml")) {
    ManifestHandler handler(package);
    read_part(package, *manifest, handler);
  }
  const auto read = [&] {
    if (!content->encrypted && !hand_over_content(package, *content, kind, "")) return false;
    Part* styles = package.find("styles.xml");
    return (styles == nullptr || styles->encrypted ||
            hand_over_content(package, *styles, odf_kind(""), "headers and footers")) &&
           hand_over_metadata(package) && hand_over_objects(package);
  };
  if (!read()) return true;
  pass_over_settings(package);
  package.hand_over_rest();
  return true;
}

}  // namespace braque::documents
