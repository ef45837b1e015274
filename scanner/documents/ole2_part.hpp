// A storage of a compound file, seen as a document of its own: the file itself, or what is embedded
// in it.
#pragma once

#include <string>

#include "documents/ole2.hpp"

namespace braque::documents {

struct Ole2Part {
  const Ole2File& file;
  std::string path;    ///< of the storage, with a trailing slash; "" for the root
  std::string prefix;  ///< of the names of its members: "", or "object 2 > "

  const Ole2Entry* find(std::string_view name) const { return file.find(path + std::string(name)); }
  /// The name of a member; `name` may be empty.
  std::string label(std::string_view name) const;
};

/// A stream that is read at any offset. Bytes outside of it are missing.
class Ole2Bytes {
 public:
  Ole2Bytes(const Ole2File& file, const Ole2Entry& entry)
      : file_(file), chain_(file.chain(entry)) {}
  std::uint64_t size() const { return chain_.size; }
  bool broken() const { return chain_.broken; }
  /// At most `count` bytes from `offset` on. The buffer is reused by the next call.
  std::string_view read(std::uint64_t offset, std::size_t count);
  /// The same, kept by the caller.
  std::string copy(std::uint64_t offset, std::size_t count) {
    return std::string(read(offset, count));
  }

 private:
  const Ole2File& file_;
  Ole2File::Chain chain_;
  std::string buffer_;
};

/// Hands over title, author and all that is in the property sets of a document ([MS-OLEPS]), as
/// "properties"; `lines` come first. False: stop.
bool hand_over_properties(extract::ContainerTask& task, const Ole2Part& part,
                          std::string lines = {});

/// The readers of each kind. False: stop.
bool read_word(extract::ContainerTask& task, const Ole2Part& part);
bool read_excel(extract::ContainerTask& task, const Ole2Part& part, const Ole2Entry& workbook);
bool read_powerpoint(extract::ContainerTask& task, const Ole2Part& part);

/// Word, Excel and PowerPoint before 2007, their properties and what is embedded in them.
void read_old_office(extract::ContainerTask& task, const Ole2File& file);
/// Visio, Works, Quattro Pro, WordPerfect in compound files. False: it is none of them.
bool read_revenge_ole2(extract::ContainerTask& task, const Ole2File& file);
/// An encrypted document of Office since 2007.
void read_encrypted_office(extract::ContainerTask& task, const Ole2File& file);

}  // namespace braque::documents
