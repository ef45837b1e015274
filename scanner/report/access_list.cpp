#include "report/access_list.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace braque::report {
namespace {

constexpr std::size_t kEntriesMax = 4096;

/// Numbers from bytes whose length is checked once, by `has`.
class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  bool has(std::size_t at, std::size_t count) const {
    return at <= bytes_.size() && count <= bytes_.size() - at;
  }
  std::uint32_t little(std::size_t at, unsigned count) const {
    std::uint32_t value = 0;
    for (unsigned i = count; i-- > 0;) value = value << 8 | bytes_[at + i];
    return value;
  }
  std::uint32_t big(std::size_t at) const {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i) value = value << 8 | bytes_[at + i];
    return value;
  }
  std::uint8_t byte(std::size_t at) const { return bytes_[at]; }
  std::string_view text(std::size_t at, std::size_t count) const {
    return {reinterpret_cast<const char*>(bytes_.data()) + at, count};
  }
  std::size_t size() const { return bytes_.size(); }

 private:
  std::span<const std::uint8_t> bytes_;
};

AccessEntry permitted(Who who, std::uint32_t bits, std::uint32_t id = 0) {
  return {who, true, (bits & 4) != 0, (bits & 1) != 0, id, {}};
}

/// "S-1-5-21-..." of MS-DTYP 2.4.2.2; "" when it is cut.
std::string sid_text(const Bytes& bytes, std::size_t at) {
  constexpr std::uint8_t kPartsMax = 15;
  if (!bytes.has(at, 8)) return {};
  const std::uint8_t parts = bytes.byte(at + 1);
  if (bytes.byte(at) != 1 || parts > kPartsMax || !bytes.has(at, 8 + 4U * parts)) return {};
  std::uint64_t authority = 0;
  for (std::size_t i = 0; i < 6; ++i) authority = authority << 8 | bytes.byte(at + 2 + i);
  std::string text = "S-1-" + std::to_string(authority);
  for (std::size_t i = 0; i < parts; ++i)
    text += "-" + std::to_string(bytes.little(at + 8 + 4 * i, 4));
  return text;
}

/// Everybody with an account, however it is said: everyone, anonymous, authenticated users, guests,
/// the machine's users, the domain's users (513) and guests (514).
bool is_everybody(std::string_view sid) {
  constexpr auto kAll = std::to_array<std::string_view>(
      {"S-1-1-0", "S-1-5-7", "S-1-5-11", "S-1-5-32-545", "S-1-5-32-546"});
  if (std::find(kAll.begin(), kAll.end(), sid) != kAll.end()) return true;
  return sid.starts_with("S-1-5-21-") && (sid.ends_with("-513") || sid.ends_with("-514"));
}

}  // namespace

AccessList access_of_mode(std::uint32_t owner, std::uint32_t group, std::uint32_t mode) {
  return {AccessList::Kind::posix,
          owner,
          group,
          {permitted(Who::owner, mode >> 6 & 7), permitted(Who::owning_group, mode >> 3 & 7),
           permitted(Who::everybody, mode & 7)}};
}

std::optional<AccessList> parse_posix_list(std::uint32_t owner, std::uint32_t group,
                                           std::span<const std::uint8_t> bytes) {
  constexpr std::uint32_t kVersion = 2, kUserObject = 1, kUser = 2, kGroupObject = 4, kGroup = 8,
                          kMask = 16, kOther = 32;
  const Bytes in(bytes);
  if (!in.has(0, 4) || in.little(0, 4) != kVersion || (in.size() - 4) % 8 != 0) return std::nullopt;
  AccessList list{AccessList::Kind::posix, owner, group, {}};
  std::uint32_t mask = 7;
  for (std::size_t at = 4; at < in.size(); at += 8) {
    const std::uint32_t tag = in.little(at, 2), bits = in.little(at + 2, 2),
                        id = in.little(at + 4, 4);
    if (list.entries.size() >= kEntriesMax) return std::nullopt;
    if (tag == kMask)
      mask = bits;
    else if (tag == kUserObject)
      list.entries.push_back(permitted(Who::owner, bits));
    else if (tag == kUser)
      list.entries.push_back(permitted(Who::user, bits, id));
    else if (tag == kGroupObject)
      list.entries.push_back(permitted(Who::owning_group, bits));
    else if (tag == kGroup)
      list.entries.push_back(permitted(Who::group, bits, id));
    else if (tag == kOther)
      list.entries.push_back(permitted(Who::everybody, bits));
    else
      return std::nullopt;
  }
  // The mask is the most that everyone but the owner and the others may do. With an empty one Linux
  // does not look at the list at all (acl_permission_check): whom it names is one of the others.
  if ((mask & 7) == 0)
    std::erase_if(list.entries, [](const AccessEntry& entry) {
      return entry.who == Who::user || entry.who == Who::group;
    });
  for (AccessEntry& entry : list.entries) {
    if (entry.who == Who::owner || entry.who == Who::everybody) continue;
    entry.read = entry.read && (mask & 4) != 0;
    entry.search = entry.search && (mask & 1) != 0;
  }
  return list;
}

std::optional<AccessList> parse_nfs4_list(std::uint32_t owner, std::uint32_t group,
                                          std::span<const std::uint8_t> bytes) {
  constexpr std::uint32_t kAllow = 0, kDeny = 1, kInheritOnly = 8, kIsGroup = 0x40, kReadData = 1,
                          kExecute = 0x20;
  const Bytes in(bytes);
  if (!in.has(0, 4) || in.big(0) > kEntriesMax) return std::nullopt;
  AccessList list{AccessList::Kind::ordered, owner, group, {}};
  std::size_t at = 4;
  for (std::uint32_t left = in.big(0); left > 0; --left) {
    if (!in.has(at, 16)) return std::nullopt;
    const std::uint32_t type = in.big(at), flags = in.big(at + 4), mask = in.big(at + 8),
                        length = in.big(at + 12);
    at += 16;
    if (!in.has(at, length)) return std::nullopt;
    const std::string_view who = in.text(at, length);
    at = std::min(at + (std::size_t{length} + 3) / 4 * 4, in.size());
    if (type > kDeny || (flags & kInheritOnly) != 0) continue;  // audit and alarm let nobody in
    AccessEntry entry{Who::user, type == kAllow, (mask & kReadData) != 0, (mask & kExecute) != 0, 0,
                      {}};
    if (who == "OWNER@")
      entry.who = Who::owner;
    else if (who == "GROUP@")
      entry.who = Who::owning_group;
    else if (who == "EVERYONE@")
      entry.who = Who::everybody;
    else {
      entry.who = (flags & kIsGroup) != 0 ? Who::group : Who::user;
      entry.name = who.substr(0, who.find('@'));
    }
    list.entries.push_back(std::move(entry));
  }
  return list;
}

std::optional<AccessList> parse_windows_list(std::span<const std::uint8_t> bytes) {
  constexpr std::uint32_t kDaclPresent = 4, kAllowed = 0, kDenied = 1, kInheritOnly = 8;
  constexpr std::uint32_t kRead = 0x1, kTraverse = 0x20, kGenericAll = 0x1000'0000,
                          kGenericExecute = 0x2000'0000, kGenericRead = 0x8000'0000;
  const Bytes in(bytes);
  if (!in.has(0, 20) || in.byte(0) != 1) return std::nullopt;
  AccessList list{AccessList::Kind::ordered, 0, 0, {}};
  const std::size_t dacl = in.little(16, 4);
  if ((in.little(2, 2) & kDaclPresent) == 0 || dacl == 0) {
    list.entries.push_back(
        {Who::everybody, true, true, true, 0, {}});  // no list: everything is allowed
    return list;
  }
  if (!in.has(dacl, 8)) return std::nullopt;
  std::size_t at = dacl + 8;
  for (std::uint32_t left = in.little(dacl + 4, 2); left > 0; --left) {
    if (list.entries.size() >= kEntriesMax || !in.has(at, 8)) return std::nullopt;
    const std::uint32_t type = in.byte(at), flags = in.byte(at + 1), size = in.little(at + 2, 2),
                        mask = in.little(at + 4, 4);
    if (size < 8 || !in.has(at, size)) return std::nullopt;
    const std::string sid = sid_text(in, at + 8);
    at += size;
    if (type > kDenied || (flags & kInheritOnly) != 0) continue;
    if (sid.empty()) return std::nullopt;
    list.entries.push_back({is_everybody(sid) ? Who::everybody : Who::user, type == kAllowed,
                            (mask & (kRead | kGenericAll | kGenericRead)) != 0,
                            (mask & (kTraverse | kGenericAll | kGenericExecute)) != 0, 0, sid});
  }
  return list;
}

}  // namespace braque::report
