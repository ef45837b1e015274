// The central directory of a zip file (PKWARE APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16). Read
// here rather than by libarchive, because overlapping and shared members must be seen before
// anything is unpacked, and because libarchive silently drops all but one of several names for one
// body.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extract/unpacker.hpp"
#include "model/source.hpp"

namespace braque::extract {

struct ZipEntry {
  std::uint64_t offset = 0;       ///< of the local header in the file
  std::uint64_t packed = 0;       ///< bytes, as claimed
  std::uint64_t unpacked = 0;     ///< bytes, as claimed
  std::uint64_t name_offset = 0;  ///< in the file
  std::uint32_t crc = 0;
  std::uint16_t name_bytes = 0;
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  bool symlink = false;
  bool unlisted = false;  ///< found by its local header: sizes and checksum are not known for sure
};

struct ZipDirectory {
  std::vector<ZipEntry> entries;  ///< by offset; equal offsets in the directory's order
  std::uint64_t begin = 0;        ///< of the directory in the file
  bool more = false;              ///< there are more entries than asked for
  Problem problem;                ///< damage, foreign bytes after the end
};

/// Nothing when there is no usable directory; `failure` is set when reading failed.
std::optional<ZipDirectory> read_zip_directory(const RandomAccess& file, std::uint64_t entries_max,
                                               Problem& failure);

/// The entries of a zip without a directory, by their local headers, which are looked for in the
/// file's bytes; a body whose size its header does not say ends at the next header at the latest.
/// Stops at `entries_max`; `failure` is set when reading failed.
ZipDirectory find_zip_entries(const RandomAccess& file, std::uint64_t entries_max,
                              Problem& failure);

/// Little-endian number of 2, 4 or 8 bytes at `at`; 0 beyond the end.
std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t width);

}  // namespace braque::extract
