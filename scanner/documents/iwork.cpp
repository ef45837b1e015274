// Pages, Numbers and Keynote as zip packages.
#include "documents/iwork_text.hpp"
#include "documents/office_parts.hpp"

namespace braque::documents {
namespace {

/// iWork '05 to '09: the format by the name of the one XML part's first element.
bool read_xml_package(ZipPackage& package, Part& part) {
  const std::string head = package.head(part, 4096);
  const auto has = [&](std::string_view text) { return head.find(text) != std::string::npos; };
  const std::string_view format = has("<key:presentation") ? "key"
                                  : has("<ls:document")    ? "numbers"
                                  : has("<sl:document")    ? "pages"
                                                           : "";
  if (format.empty()) return false;
  package.task().format = format;
  HeldTables tables;
  IworkText text(tables);
  if (hand_over_part_text(package, part, "", "text", text) && tables.hand_over(package.task(), ""))
    package.hand_over_rest();
  return true;
}

/// "Slide-1234-2" is a slide; every other part of objects goes by its own name.
std::string label_of(std::string_view name) {
  name.remove_prefix(name.rfind('/') + 1);
  return std::string(name.substr(0, name.size() - 4));
}

bool read_objects(ZipPackage& package, Part& document) {
  extract::ContainerTask& task = package.task();
  const std::string name = lower_case(task.name);
  bool slides = false;
  for (const Part& part : package.parts()) slides |= label_of(part.name).starts_with("Slide");
  task.format = name.ends_with(".numbers")         ? "numbers"
                : slides || name.ends_with(".key") ? "key"
                                                   : "pages";
  std::vector<Part*> parts{&document};
  for (Part& part : package.parts()) {
    if (&part != &document && part.name.ends_with(".iwa")) parts.push_back(&part);
  }
  for (Part* part : parts) {
    auto stream = package.open(*part);
    if (stream == nullptr) continue;
    IwaText text(std::move(stream));
    const std::string label = part == &document ? "" : label_of(part->name);
    if (!extract::may_go_on(task) || !extract::hand_over_text(task, label, "text", text))
      return true;
  }
  package.hand_over_rest();
  return true;
}

}  // namespace

bool read_iwork(ZipPackage& package) {
  for (const std::string_view name : {"index.xml", "index.apxl"}) {
    Part* part = package.find(name);
    if (part != nullptr && read_xml_package(package, *part)) return true;
  }
  for (const std::string_view name : {"Index/Document.iwa", "Document.iwa"}) {
    if (Part* part = package.find(name)) return read_objects(package, *part);
  }
  return false;
}

}  // namespace braque::documents
