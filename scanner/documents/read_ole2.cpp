// What kind of compound file it is, by its streams, and who reads that kind.
#include "documents/msg.hpp"
#include "documents/ole2.hpp"
#include "documents/ole2_part.hpp"
#include "documents/readers.hpp"
#include "documents/vba_project.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

struct Kind {
  std::string_view stream;  ///< that only files of this kind have
  std::string_view format;
  void (*read)(extract::ContainerTask& task, const Ole2File& file);
};

std::string readable(std::string_view path) {
  std::string text;
  for (const char byte : path)
    if (static_cast<unsigned char>(byte) >= 0x20) text += byte;
  return extract::label(text);
}

/// Files of an unknown kind: their properties, and the bytes of each stream, in which runs of text
/// are found.
void read_streams(extract::ContainerTask& task, const Ole2File& file) {
  task.tally.add(extract::Problem{Reason::unsupported_format, "streams read as they stand"});
  if (!hand_over_properties(task, {file, "", ""})) return;
  for (const Ole2Entry& entry : file.entries()) {
    if (entry.storage || entry.size == 0) continue;
    if (!extract::may_go_on(task)) return;
    Ole2Stream stream(file, entry);
    extract::MeteredStream metered(stream, task.meter, extract::Spend::member, entry.size);
    if (!extract::hand_over(task, readable(entry.path), entry.size, metered)) return;
  }
}

void read_with_revenge(extract::ContainerTask& task, const Ole2File& file) {
  if (!read_revenge_ole2(task, file)) read_streams(task, file);
}

/// The first that fits. Add a line for each kind.
constexpr Kind kKinds[] = {
    {"__properties_version1.0", "msg", read_msg},
    {"EncryptedPackage", "ooxml", read_encrypted_office},
    {"WordDocument", "doc", read_old_office},
    {"PowerPoint Document", "ppt", read_old_office},
    {"Workbook", "xls", read_old_office},
    {"Book", "xls", read_old_office},
    {"VBA/dir", "vba", read_vba_project},
    {"VisioDocument", "vsd", read_with_revenge},
    {"MatOST", "works", read_with_revenge},
    {"MM", "works", read_with_revenge},
    {"PerfectOffice_MAIN", "perfectoffice", read_with_revenge},
    {"NativeContent_MAIN", "quattro", read_with_revenge},
    // What nobody here reads has its name all the same.
    {"Quill/QuillSub/CONTENTS", "publisher", read_streams},
    {"CONTENTS", "ole2", read_with_revenge},
    {"PP40", "powerpoint95", read_streams},
    {"StarWriterDocument", "starwriter", read_streams},
    {"StarCalcDocument", "starcalc", read_streams},
    {"StarDrawDocument3", "stardraw", read_streams},
    {"\5HwpSummaryInformation", "hwp", read_streams},
    {"   114/Props", "project", read_streams},
    {"   112/Props", "project", read_streams},
    {"Props9", "project", read_streams},
    {"Props12", "project", read_streams},
    {"Props14", "project", read_streams},
    {"SwDocContentMgr/SwDocContentMgrInfo", "solidworks", read_streams},
    {"Catalog", "thumbnails", read_streams},
};

}  // namespace

void read_ole2(extract::ContainerTask& task) {
  const Result<Ole2File> file = Ole2File::open(task.input, task.meter.budget);
  if (!file) {
    task.tally.add(extract::Problem{Reason::corrupt, file.error().message});
    return;
  }
  task.tally.add(file->damage());
  for (const Kind& kind : kKinds) {
    if (!file->has(kind.stream)) continue;
    task.format = kind.format;
    kind.read(task, *file);
    return;
  }
  read_streams(task, *file);
}

}  // namespace braque::documents
