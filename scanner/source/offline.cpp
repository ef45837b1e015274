#include "source/offline.hpp"

#include <sys/xattr.h>

#include <array>
#include <charconv>
#include <cstdint>

namespace braque::source {
namespace {

// [MS-FSCC] 2.6: FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN and _RECALL_ON_DATA_ACCESS.
constexpr std::uint32_t kOfflineBits = 0x00001000 | 0x00040000 | 0x00400000;

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < width; ++i)
    value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}

}  // namespace

bool is_migrated(const ItemMetadata& metadata, FileSystemKind kind) noexcept {
  // Less than a page may be kept in the inode (a server's inline data) and need no block; local
  // file systems show zero blocks for holes and for data not yet written out.
  constexpr std::uint64_t kInlineBytes = 4096;
  return kind == FileSystemKind::remote && metadata.allocated_bytes == 0 &&
         metadata.size >= kInlineBytes;
}

// Samba, librpc/idl/xattr.idl, xattr_DOSATTRIB: a zero-terminated string that old versions fill
// with "0x20" (attributes in hexadecimal) and new ones leave empty; then, aligned to 2,
// version (u16) and the same again as union level, aligned to 4 the union. Versions 3 to 5 begin
// with valid_flags (u32) and attrib (u32), version 1 with attrib.
//
//   00 00 | 03 00 | 03 00 | 00 00 | 11 00 00 00 | 20 10 00 00 | ...
//   ""      version level   pad     valid_flags   attrib
bool samba_value_says_offline(std::string_view value) noexcept {
  if (value.size() > 2 && value[0] == '0' && (value[1] == 'x' || value[1] == 'X')) {
    std::uint32_t attributes = 0;
    std::from_chars(value.data() + 2, value.data() + value.size(), attributes, 16);
    return (attributes & kOfflineBits) != 0;
  }
  if (value.size() < 12 || value[0] != '\0') return false;
  std::uint32_t version = little_endian(value, 2, 2);
  std::size_t at = version == 1 ? 8 : 12;
  if (version == 0 || version == 2 || version > 5 || value.size() < at + 4) return false;
  return (little_endian(value, at, 4) & kOfflineBits) != 0;
}

bool has_offline_attribute(int descriptor, FileSystemKind kind) noexcept {
  std::array<char, 256> value;
  ssize_t length = ::fgetxattr(descriptor, "user.DOSATTRIB", value.data(), value.size());
  if (length > 0) return samba_value_says_offline({value.data(), static_cast<std::size_t>(length)});
  if (kind != FileSystemKind::remote) return false;
  // The attributes as such, four bytes: mount.cifs and ntfs-3g (a FUSE file system).
  for (const char* name : {"user.cifs.dosattrib", "system.ntfs_attrib"}) {
    length = ::fgetxattr(descriptor, name, value.data(), value.size());
    if (length == 4) return (little_endian({value.data(), 4}, 0, 4) & kOfflineBits) != 0;
  }
  return false;
}

}  // namespace braque::source
