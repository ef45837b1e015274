// What the bytes around a candidate say against it: decimals, UUIDs, hashes, longer numbers.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/match.hpp"

namespace braque::match {

struct Neighbourhood {
  EvidenceSet evidence = 0;
  bool refused = false;  ///< part of something longer: no candidate at all
};

/// `separator`: the separator inside the candidate, 0 when it has none. `in_cell`: a comma next to
/// the candidate separates columns. Looks at no more than 64 bytes on either side.
Neighbourhood look_around(std::string_view text, std::size_t begin, std::size_t end, char separator,
                          bool in_cell) noexcept;

/// Unix seconds and milliseconds, yyyymmdd[hhmm[ss]] without separators; few or sequential digits.
EvidenceSet look_inside(std::string_view compact) noexcept;

/// "v1.2.3.4", "version", "build", "section" before a dotted number.
bool version_before(std::string_view text, std::size_t begin) noexcept;

/// Four dotted groups all below 32, as section numbers are and addresses hardly ever.
bool small_groups(std::string_view dotted) noexcept;

/// A time of day behind a date.
bool time_after(std::string_view text, std::size_t end) noexcept;

/// Private, loopback, link-local, documentation and unspecified addresses, groups within a network
/// (RFC 1918, 5735, 5737, 6598, 4193, 4291, 3849).
bool private_ipv4(std::string_view address) noexcept;
/// Of a group of hosts (RFC 5771), as group_mac() says of devices.
bool group_ipv4(std::string_view address) noexcept;
bool private_ipv6(std::string_view address) noexcept;

/// Addresses for documentation (RFC 7042 section 2.1.1), and rows such as 00:11:22:33:44:55:
/// nobody's device.
bool example_mac(std::string_view address) noexcept;
/// An address of a group, as the first octet's lowest bit says (IEEE 802): no card has it, but
/// manuals do.
bool group_mac(std::string_view address) noexcept;

/// "MAC", "ether", "hwaddr" directly before an address of a device, which has no letter otherwise:
/// 0050.5612.3456.
bool mac_announced(std::string_view text, std::size_t begin) noexcept;

/// What an address of the form of a mailbox's is by what stands around it and by its name.
enum class Mailbox : std::uint8_t {
  person,     ///< a mailbox, as far as can be seen
  nobody,     ///< example.com (RFC 2606), or a name that a machine made: 20240301.4f2a91c07d@host
  identifier  ///< of a message or of its part (RFC 5322 section 3.6.4, RFC 2392): no address at all
};
Mailbox mailbox_at(std::string_view text, std::size_t begin, std::size_t end) noexcept;

}  // namespace braque::match
