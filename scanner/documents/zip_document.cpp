// Which kind of document a zip file is. The first bytes do not always tell; its directory does.
#include <algorithm>
#include <string_view>

#include "documents/office_parts.hpp"
#include "documents/readers.hpp"

namespace braque::documents {
namespace {

struct OfficeKind {
  std::string_view root;  ///< the main part's first element, without prefix
  std::string_view format;
  bool (*read)(ZipPackage&, Part&);
};

constexpr OfficeKind kOfficeKinds[] = {
    {"document", "docx", read_word},
    {"workbook", "xlsx", read_workbook},
    {"workbook.bin", "xlsb", read_binary_workbook},
    {"presentation", "pptx", read_presentation},
    {"VisioDocument", "vsdx", read_drawing},
};

/// The name of the first element, without its prefix; for UTF-16, the zeros between the letters are
/// taken away first.
std::string root_element(std::string text) {
  std::erase(text, '\0');
  std::size_t at = 0;
  while ((at = text.find('<', at)) != std::string::npos) {
    ++at;
    if (at >= text.size() || text[at] == '?' || text[at] == '!') continue;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n/>", at), text.size());
    const std::string name = text.substr(at, end - at);
    return name.substr(name.find(':') + 1);
  }
  return {};
}

/// The main part of an OPC package: what its relationships say, else by its usual name.
Part* main_part(ZipPackage& package) {
  const Relationships relationships(package, "");
  for (const Relationship& relationship : relationships.all()) {
    if (relationship.type != "officeDocument" && relationship.type != "document") continue;
    if (Part* part = package.find(relationship.target)) return part;
  }
  for (const std::string_view name : {"word/document.xml", "xl/workbook.xml", "xl/workbook.bin",
                                      "ppt/presentation.xml", "visio/document.xml"}) {
    if (Part* part = package.find(name)) return part;
  }
  return nullptr;
}

/// False when it is no office document.
bool read_office(ZipPackage& package) {
  Part* main = main_part(package);
  if (main == nullptr) return false;
  const std::string head = package.head(*main, 4096);
  std::string root = root_element(head);
  // BrtBeginBook, record 131 without content (MS-XLSB 2.4.5).
  if (head.starts_with("\x83\x01")) root = "workbook.bin";
  for (const OfficeKind& kind : kOfficeKinds) {
    if (kind.root != root) continue;
    package.task().format = kind.format;
    if (!kind.read(package, *main) || !hand_over_properties(package) ||
        !hand_over_other_links(package))
      return true;
    pass_over_form(package);
    package.hand_over_rest();
    return true;
  }
  return false;
}

/// A document of more parts is read as an archive.
constexpr std::size_t kPartsMax = 100'000;

/// Parts that documents have and other zip files do not.
bool is_telling(std::string_view name) {
  constexpr std::string_view kNames[] = {"[Content_Types].xml",
                                         "_rels/.rels",
                                         "word/document.xml",
                                         "xl/workbook.xml",
                                         "ppt/presentation.xml",
                                         "mimetype",
                                         "META-INF/container.xml",
                                         "META-INF/manifest.xml",
                                         "index.xml",
                                         "index.apxl",
                                         "Index/Document.iwa",
                                         "Document.iwa"};
  // Exports of Slack may have been packed again with their folder.
  const std::string_view file = name.substr(name.rfind('/') + 1);
  if (file == "users.json" || file == "channels.json" || file == "org_users.json") return true;
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// The directory of a zip that may be a document, with what is wrong with it.
struct Parts {
  extract::ZipDirectory directory;
  std::vector<extract::Problem> problems;
};

std::optional<Parts> list_parts(extract::ContainerTask& task) {
  const extract::Meter& meter = task.meter;
  const std::uint64_t entries_left =
      meter.budget.entries_max - std::min(meter.spending.entries, meter.budget.entries_max);
  const std::uint64_t entries_max = std::min<std::uint64_t>(entries_left, kPartsMax);
  Parts parts;
  extract::Problem failure;
  auto directory = extract::read_zip_directory(task.input, entries_max, failure);
  if (directory && !directory->entries.empty()) {
    parts.problems.push_back(directory->problem);
  } else {
    directory = extract::find_zip_entries(task.input, entries_max, failure);
    parts.problems.push_back({Reason::corrupt, "no central directory: read by its local headers"});
  }
  parts.problems.push_back(failure);
  if (directory->more && entries_left > kPartsMax) return std::nullopt;
  if (directory->more) parts.problems.push_back({Reason::budget_entries, "too many members"});
  const auto tells = [&](const extract::ZipEntry& entry) {
    return entry.name_bytes <= 64 && is_telling(part_name(task.input, entry));
  };
  if (std::none_of(directory->entries.begin(), directory->entries.end(), tells))
    return std::nullopt;
  parts.directory = std::move(*directory);
  return parts;
}

bool read_as_document(extract::ContainerTask& task) {
  std::optional<Parts> parts = list_parts(task);
  if (!parts) return false;
  ZipPackage package(task, parts->directory);
  parts->directory.entries = {};
  if (!read_office(package) && !read_open_document(package) && !read_epub(package) &&
      !read_iwork(package) && !read_slack(package) && !read_xps(package))
    return false;
  for (const extract::Problem& problem : parts->problems) task.tally.add(problem);
  task.bytes_done = task.input.size();
  return true;
}

}  // namespace

void read_zip_document(extract::ContainerTask& task) {
  if (read_as_document(task)) return;
  task.format = task.format == "jar" ? "jar" : "zip";
  extract::read_zip(task);
}

}  // namespace braque::documents
