"""Runs a program as a systemd unit would confine it: its calls, capabilities, address families and read-only mounts. As root.

    confined.py UNIT WRITABLE[:WRITABLE...] PROGRAM [ARGUMENT...]

Needs systemd-analyze (names of groups of calls) and libseccomp. What needs systemd itself (memory, tasks, devices,
addresses of receivers) is left out. The meaning of each directive: systemd.exec(5) of systemd 252."""

import ctypes
import ctypes.util
import errno
import os
import re
import subprocess
import sys

ALLOW, ERRNO = 0x7FFF0000, 0x00050000
EQUAL, GREATER, MASKED = 4, 6, 7  # SCMP_CMP_EQ, SCMP_CMP_GT, SCMP_CMP_MASKED_EQ
WRITE, EXECUTE = 2, 4  # of mmap(2)
SUID, SGID = 0o4000, 0o2000
NAMESPACES = [0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000]  # CLONE_NEW*
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
LAST_FAMILY = 45


class Compare(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def directives(unit):
    """name: values in their order; an empty value starts anew."""
    found = {}
    with open(unit, encoding="utf-8") as lines:
        for line in lines:
            name, equals, value = line.strip().partition("=")
            if equals and not name.startswith("#"):
                found.setdefault(name, []).append(value)
    return found


def calls_of(name):
    if not name.startswith("@"):
        return {name}
    listed = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", name], check=True, capture_output=True, text=True).stdout
    calls = set()
    for line in listed.splitlines()[1:]:
        if (word := line.strip()) and not word.startswith("#"):
            calls |= calls_of(word)
    return calls


def allowed_calls(lines):
    """The first line says whether a list allows; ~ takes away."""
    allowed = set()
    for line in lines:
        named = set().union(*(calls_of(word) for word in line.removeprefix("~").split()))
        allowed = allowed - named if line.startswith("~") else allowed | named
    return allowed


class Filter:
    library = ctypes.CDLL(ctypes.util.find_library("seccomp"), use_errno=True)

    def __init__(self, otherwise):
        self.library.seccomp_init.restype = ctypes.c_void_p
        self.filter = ctypes.c_void_p(self.library.seccomp_init(ctypes.c_uint32(otherwise)))

    def add(self, action, name, *compared):
        number = self.library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:  # not of this processor
            return
        array = (Compare * max(len(compared), 1))(*compared)
        done = self.library.seccomp_rule_add_array(self.filter, ctypes.c_uint32(action), number, len(compared), array)
        assert done in (0, -errno.EACCES), (name, done)  # EACCES: the same as what happens otherwise

    def load(self):
        assert self.library.seccomp_load(self.filter) == 0


def load_filters(unit):
    denied = ERRNO | errno.EPERM
    calls = Filter(denied)
    for name in allowed_calls(unit["SystemCallFilter"]):
        calls.add(ALLOW, name)
    more = Filter(ALLOW)
    both = WRITE | EXECUTE
    assert unit["MemoryDenyWriteExecute"] == unit["RestrictNamespaces"] == unit["RestrictSUIDSGID"] == ["yes"]
    more.add(denied, "mmap", Compare(2, MASKED, both, both))
    for name in ("mprotect", "pkey_mprotect"):
        more.add(denied, name, Compare(2, MASKED, EXECUTE, EXECUTE))
    for name in ("unshare", "setns"):
        more.add(denied, name)
    more.add(ERRNO | errno.ENOSYS, "clone3")
    for flag in NAMESPACES:
        more.add(denied, "clone", Compare(0, MASKED, flag, flag))
    for name, place in (("chmod", 1), ("fchmod", 1), ("fchmodat", 2), ("mkdir", 1), ("mkdirat", 2)):
        for bit in (SUID, SGID):
            more.add(denied, name, Compare(place, MASKED, bit, bit))
    families = {FAMILIES[name] for name in unit["RestrictAddressFamilies"][0].split()}
    for family in set(range(LAST_FAMILY + 1)) - families:
        more.add(ERRNO | errno.EAFNOSUPPORT, "socket", Compare(0, EQUAL, family, 0))
    more.add(ERRNO | errno.EAFNOSUPPORT, "socket", Compare(0, GREATER, LAST_FAMILY, 0))
    more.load()
    calls.load()


def mount_read_only(writable):
    """Everything, but for the folders named."""
    libc = ctypes.CDLL(None, use_errno=True)
    private, bind, recursive, mount_setattr = 1 << 18, 4096, 16384, 442

    def must(done):
        if done != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

    def set_attributes(path, added, removed, flags):
        attributes = (ctypes.c_uint64 * 4)(added, removed, 0, 0)
        must(libc.syscall(mount_setattr, -100, path.encode(), flags, attributes, ctypes.sizeof(attributes)))

    must(libc.unshare(0x00020000))
    must(libc.mount(None, b"/", None, private | recursive, None))
    for path in writable:
        must(libc.mount(path.encode(), path.encode(), None, bind, None))
    set_attributes("/", 1, 0, 0x8000)  # MOUNT_ATTR_RDONLY, AT_RECURSIVE
    for path in writable:
        set_attributes(path, 0, 1, 0)


def main():
    if sys.argv[1] == "--calls":
        load_filters(directives(sys.argv[2]))
        os.execv(sys.argv[3], sys.argv[3:])
    unit_file, writable = sys.argv[1], sys.argv[2].split(":")
    unit = directives(unit_file)
    assert unit["ProtectSystem"] == ["strict"] and unit["NoNewPrivileges"] == ["yes"]
    mount_read_only(writable)
    capabilities = ["-all"] + ["+" + re.sub("^cap_", "", name.lower()) for name in unit["CapabilityBoundingSet"][0].split()]
    assert unit["AmbientCapabilities"] == unit["CapabilityBoundingSet"]
    wanted = ",".join(capabilities)
    os.umask(int(unit["UMask"][0], 8))
    os.execvp("setpriv", ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=" + wanted,
                          "--ambient-caps=" + wanted, "--bounding-set=" + wanted, "--no-new-privs",
                          sys.executable, "-B", __file__, "--calls", unit_file, *sys.argv[3:]])


if __name__ == "__main__":
    main()
