#include "source/file_system_kind.hpp"

#include <sys/vfs.h>

#include <algorithm>
#include <array>

namespace braque::source {
namespace {

// Numbers of linux/magic.h (Linux 6.1) and of the file systems' own sources, spelt out because
// Debian's header lacks some.
constexpr std::array<std::uint32_t, 23> kPseudo = {
    0x00009fa0,  // proc
    0x62656572,  // sysfs
    0x0027e0eb,  // cgroup
    0x63677270,  // cgroup2
    0x74726163,  // tracefs
    0x64626720,  // debugfs
    0x73636673,  // securityfs
    0xf97cff8c,  // selinuxfs
    0x43415d53,  // smackfs
    0x5a3c69f0,  // apparmorfs
    0x00001cd1,  // devpts
    0xcafe4a11,  // bpf
    0x6165676c,  // pstore
    0xde5e81e4,  // efivarfs
    0x62656570,  // configfs
    0x19800202,  // mqueue
    0x42494e4d,  // binfmt_misc
    0x67596969,  // rpc_pipefs
    0x6e667364,  // nfsd
    0x6e736673,  // nsfs
    0x65735543,  // fusectl
    0x07655821,  // resctrl
    0x09041934,  // anonymous inodes
};

constexpr std::array<std::uint32_t, 11> kRemote = {
    0x00006969,  // nfs
    0x0000517b,  // smbfs
    0xff534d42,  // cifs
    0xfe534d42,  // smb2
    0x65735546,  // fuse
    0x5346414f,  // afs
    0x73757245,  // coda
    0x00c36400,  // ceph
    0x0bd00bd0,  // lustre
    0x47504653,  // gpfs
    0x01021997,  // 9p
};

}  // namespace

FileSystemKind file_system_kind_of_magic(std::uint32_t magic) noexcept {
  if (std::find(kPseudo.begin(), kPseudo.end(), magic) != kPseudo.end())
    return FileSystemKind::pseudo;
  if (std::find(kRemote.begin(), kRemote.end(), magic) != kRemote.end())
    return FileSystemKind::remote;
  return FileSystemKind::local;
}

FileSystemKind file_system_kind(int descriptor) noexcept {
  struct statfs found;
  if (::fstatfs(descriptor, &found) != 0) return FileSystemKind::local;
  return file_system_kind_of_magic(static_cast<std::uint32_t>(found.f_type));
}

}  // namespace braque::source
