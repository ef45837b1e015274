#include "documents/vba_project.hpp"

#include <algorithm>
#include <vector>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

using extract::Problem;

constexpr std::size_t kPieceBytes = 4096;  ///< of a chunk, unpacked (2.4.1.1.3)
constexpr std::size_t kModulesMax = 10'000;
constexpr std::size_t kDirectoryBytesMax = 4U << 20;  ///< packed
constexpr std::size_t kSourceBytesMax = 16U << 20;    ///< of one module, unpacked

/// Where the bits of a copy token's offset end depends on how much of the chunk there is
/// (2.4.1.3.19.1).
unsigned length_bits(std::size_t written) {
  unsigned offset_bits = 4;
  while ((std::size_t{1} << offset_bits) < written && offset_bits < 12) ++offset_bits;
  return 16 - offset_bits;
}

/// One chunk's tokens. False when a token points before the chunk.
bool unpack_chunk(std::string_view packed, std::string& text) {
  const std::size_t begin = text.size();
  std::size_t at = 0;
  while (at < packed.size()) {
    const unsigned flags = u8(packed, at++);
    for (unsigned bit = 0; bit < 8 && at < packed.size(); ++bit) {
      const std::size_t written = text.size() - begin;
      if ((flags >> bit & 1U) == 0) {
        if (written >= kPieceBytes) return false;
        text += packed[at++];
        continue;
      }
      const unsigned token = u16(packed, at);
      at += 2;
      const unsigned bits = length_bits(written);
      const std::size_t length = (token & ((1U << bits) - 1)) + 3;
      const std::size_t offset = (token >> bits) + 1;
      if (offset > written || written + length > kPieceBytes) return false;
      for (std::size_t i = 0; i < length; ++i) text += text[text.size() - offset];
    }
  }
  return true;
}

/// A module as the directory lists it.
struct Module {
  std::string name, stream;
  std::size_t offset = 0;  ///< of the packed source in the stream
};

struct Directory {
  unsigned code_page = 1252;
  std::vector<Module> modules;
};

/// The records of the directory (2.3.4.2): a number, a size, content. Nearly all have that form.
Directory read_directory(std::string_view bytes) {
  enum : unsigned {
    kCodePage = 0x03,
    kVersion = 0x09,
    kName = 0x19,
    kStream = 0x1a,
    kStreamUnicode = 0x32,
    kNameUnicode = 0x47,
    kOffset = 0x31
  };
  constexpr std::size_t kVersionBytes = 6;  // its size says 4 (2.3.4.2.1.11)
  Directory directory;
  for (std::size_t at = 0; at + 6 <= bytes.size();) {
    const unsigned kind = u16(bytes, at);
    const std::size_t size = kind == kVersion ? kVersionBytes : u32(bytes, at + 2);
    const std::string_view content = slice(bytes, at + 6, size);
    if (content.size() < size) break;
    at += 6 + size;
    if (kind == kCodePage) directory.code_page = u16(content, 0);
    if (kind == kName && directory.modules.size() < kModulesMax) {
      directory.modules.emplace_back();
      directory.modules.back().name = CodePage(directory.code_page).decode(content);
    }
    if (directory.modules.empty()) continue;
    Module& module = directory.modules.back();
    if (kind == kNameUnicode) module.name = utf8_from_utf16(content);
    if (kind == kStream) module.stream = CodePage(directory.code_page).decode(content);
    if (kind == kStreamUnicode) module.stream = utf8_from_utf16(content);
    if (kind == kOffset) module.offset = u32(content, 0);
  }
  return directory;
}

bool hand_over_module(extract::ContainerTask& task, const Ole2Part& part,
                      const std::string& storage, const Module& module, unsigned code_page) {
  const Ole2Entry* entry = part.find(storage + "VBA/" + module.stream);
  if (entry == nullptr) {
    task.tally.add(Problem{Reason::corrupt, "a module of macros is missing"});
    return true;
  }
  if (!extract::may_go_on(task)) return false;
  const std::string stream = part.file.read(*entry, task.meter.budget.whole_document_bytes_max);
  std::string source;
  if (!unpack_vba(slice(stream, module.offset, stream.size()), kSourceBytesMax, source))
    task.tally.add(Problem{Reason::corrupt, "a module of macros is damaged"});
  const std::string label = "macro " + extract::label(module.name);
  return extract::hand_over_text(task, part.label(label), "text",
                                 CodePage(code_page).decode(source));
}

}  // namespace

bool unpack_vba(std::string_view packed, std::size_t bytes_max, std::string& text) {
  if (u8(packed, 0) != 1) return packed.empty();
  std::size_t at = 1;
  while (at + 2 <= packed.size() && text.size() < bytes_max) {
    const unsigned header = u16(packed, at);
    const std::size_t size = (header & 0xfffU) + 1;  // without the header
    if ((header >> 12 & 7U) != 3) return false;
    const std::string_view chunk = slice(packed, at + 2, size);
    if ((header & 0x8000U) == 0)
      text += chunk;
    else if (!unpack_chunk(chunk, text))
      return false;
    if (chunk.size() < size) return false;
    at += 2 + size;
  }
  return at >= packed.size();
}

bool read_vba(extract::ContainerTask& task, const Ole2Part& part, const std::string& storage) {
  const Ole2Entry* entry = part.find(storage + "VBA/dir");
  if (entry == nullptr) return true;
  std::string bytes;
  if (!unpack_vba(part.file.read(*entry, kDirectoryBytesMax), kDirectoryBytesMax, bytes))
    task.tally.add(Problem{Reason::corrupt, "the list of macros is damaged"});
  const Directory directory = read_directory(bytes);
  for (const Module& module : directory.modules) {
    if (!hand_over_module(task, part, storage, module, directory.code_page)) return false;
  }
  return true;
}

void read_vba_project(extract::ContainerTask& task, const Ole2File& file) {
  const Ole2Part part{file, "", ""};
  if (!read_vba(task, part, "")) return;
  // Forms have texts too; what is below VBA is the source that was read, and its compiled form.
  for (const Ole2Entry& entry : file.entries()) {
    if (entry.storage || entry.size == 0 || entry.path.starts_with("VBA/")) continue;
    if (!extract::may_go_on(task)) return;
    Ole2Stream stream(file, entry);
    extract::MeteredStream metered(stream, task.meter, extract::Spend::member, entry.size);
    if (!extract::hand_over(task, extract::label(entry.path), entry.size, metered)) return;
  }
}

}  // namespace braque::documents
