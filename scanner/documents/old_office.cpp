// Word, Excel and PowerPoint files before 2007: the document, then what is embedded in it. Embedded
// documents are storages of the same file and are read in place, one after the other.
#include <algorithm>
#include <array>

#include "documents/fields.hpp"
#include "documents/ole2_part.hpp"
#include "documents/vba_project.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

/// The document of a storage, if it is one of ours. False: stop.
bool read_part(ContainerTask& task, const Ole2Part& part) {
  if (part.find("WordDocument") != nullptr) return read_word(task, part);
  if (part.find("PowerPoint Document") != nullptr) return read_powerpoint(task, part);
  const Ole2Entry* workbook = part.find("Workbook");
  if (workbook == nullptr) workbook = part.find("Book");
  return workbook == nullptr || read_excel(task, part, *workbook);
}

std::string_view zero_ended(std::string_view bytes, std::size_t& at) {
  const std::string_view rest = slice(bytes, at, bytes.size());
  const std::string_view text = rest.substr(0, rest.find('\0'));
  at += text.size() + 1;
  return text;
}

/// What the packager stores: names, then a file.
struct PackedFile {
  std::string name;
  std::uint64_t offset = 4;  ///< without names only a size comes before the bytes
};

PackedFile packed_file(const Ole2Part& part, const Ole2Entry& entry) {
  constexpr std::size_t kHeadBytes = 4096;
  const std::string head = part.file.read(entry, kHeadBytes);
  PackedFile packed;
  if (u16(head, 4) != 2) return packed;
  std::size_t at = 6;
  packed.name = extract::label(zero_ended(head, at));
  zero_ended(head, at);  // where it came from
  if (u32(head, at) != 0x00030000) return PackedFile();
  at += 8 + std::size_t{u32(head, at + 4)};  // a temporary name
  if (at + 4 > head.size()) return PackedFile();
  packed.offset = at + 4;
  return packed;
}

bool hand_over_stream(ContainerTask& task, const Ole2Part& part, const Ole2Entry& entry,
                      const PackedFile& packed) {
  Ole2Stream stream(part.file, entry, packed.offset);
  extract::MeteredStream metered(stream, task.meter, extract::Spend::member, entry.size);
  return extract::hand_over(task, part.label(packed.name), entry.size, metered);
}

/// Streams that make their storage an object of its own.
enum class Kind { none, document, packed, file };

Kind kind_of(std::string_view name) {
  constexpr std::array<std::string_view, 3> kFiles = {"Package", "CONTENTS", "EmbeddedOdf"};
  if (name == "WordDocument" || name == "Workbook" || name == "Book" ||
      name == "PowerPoint Document")
    return Kind::document;
  if (name == "\1Ole10Native") return Kind::packed;
  return std::find(kFiles.begin(), kFiles.end(), name) != kFiles.end() ? Kind::file : Kind::none;
}

bool read_object(ContainerTask& task, const Ole2Part& part, const Ole2Entry& entry, Kind kind) {
  if (kind == Kind::document) return read_part(task, part);
  return hand_over_stream(task, part, entry,
                          kind == Kind::packed ? packed_file(part, entry) : PackedFile{{}, 0});
}

}  // namespace

std::string Ole2Part::label(std::string_view name) const {
  if (!name.empty()) return prefix + std::string(name);
  constexpr std::size_t kSeparatorBytes = 3;
  return prefix.empty() ? std::string() : prefix.substr(0, prefix.size() - kSeparatorBytes);
}

std::string_view Ole2Bytes::read(std::uint64_t offset, std::size_t count) {
  const std::uint64_t room = offset < chain_.size ? chain_.size - offset : 0;
  buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(count, room)));
  buffer_.resize(file_.read_at(chain_, offset, buffer_));
  return buffer_;
}

void read_old_office(ContainerTask& task, const Ole2File& file) {
  const Ole2Part document{file, "", ""};
  if (!read_part(task, document)) return;
  // Where Word and Excel keep their macros.
  for (const char* storage : {"Macros/", "_VBA_PROJECT_CUR/"})
    if (!read_vba(task, document, storage)) return;
  std::size_t number = 0;
  std::string last;  // a storage with two streams that are known is one object
  for (const Ole2Entry& entry : file.entries()) {
    const std::size_t slash = entry.path.rfind('/');
    if (entry.storage || slash == std::string::npos) continue;
    const Kind kind = kind_of(std::string_view(entry.path).substr(slash + 1));
    const std::string storage = entry.path.substr(0, slash + 1);
    if (kind == Kind::none || storage == last) continue;
    if (!extract::may_go_on(task)) return;
    last = storage;
    const Ole2Part part{file, storage, "object " + std::to_string(++number) + " > "};
    if (!read_object(task, part, entry, kind)) return;
  }
}

void read_encrypted_office(ContainerTask& task, const Ole2File& file) {
  task.tally.add(Problem{Reason::encrypted, "an encrypted document of Office"});
  hand_over_properties(task, {file, "", ""});
}

}  // namespace braque::documents
