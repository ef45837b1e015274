// Who may do what with one file or directory, as the file system keeps it: the mode, and lists in
// three formats. The bytes come from file servers; what does not parse is no list.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace braque::report {

/// Whom an entry of a list is about.
enum class Who : std::uint8_t { owner, owning_group, user, group, everybody };

struct AccessEntry {
  Who who = Who::everybody;
  bool allows = true;
  bool read = false;     ///< reading a file's data is meant
  bool search = false;   ///< going through a directory is meant
  std::uint32_t id = 0;  ///< of a user or group, where the list has numbers
  std::string name{};    ///< where it has names, or a Windows SID ("S-1-5-21-...")
};

struct AccessList {
  /// `posix`: one entry counts, the one that fits best (acl(5)). `ordered`: the first entry that
  /// mentions what is asked (RFC 7530 section 6, and Windows). `unknown`: there is no telling.
  enum class Kind : std::uint8_t { posix, ordered, unknown };
  Kind kind = Kind::posix;
  std::uint32_t owner = 0, group = 0;
  std::vector<AccessEntry> entries{};
};

/// The mode's nine bits.
AccessList access_of_mode(std::uint32_t owner, std::uint32_t group, std::uint32_t mode);
/// system.posix_acl_access (Linux, posix_acl_xattr.h).
std::optional<AccessList> parse_posix_list(std::uint32_t owner, std::uint32_t group,
                                           std::span<const std::uint8_t> bytes);
/// system.nfs4_acl: nfsace4 of RFC 7530 section 6.2.1 in XDR, behind their number.
std::optional<AccessList> parse_nfs4_list(std::uint32_t owner, std::uint32_t group,
                                          std::span<const std::uint8_t> bytes);
/// system.cifs_acl: a self-relative security descriptor (MS-DTYP 2.4.6). Users and groups are not
/// told apart in it.
std::optional<AccessList> parse_windows_list(std::span<const std::uint8_t> bytes);

}  // namespace braque::report
