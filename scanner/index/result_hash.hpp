// One number for all that a run says about an item, so that a night on which nothing changed writes
// nothing: equal hash, equal rows. Not a secret and not keyed: it covers metadata, masks and keyed
// fingerprints only.
#pragma once

#include <cstdint>
#include <vector>

#include "model/record.hpp"

namespace braque::index {

/// The XXH3-64 of a finding's distinct fingerprint prefixes in ascending order; 0 for none.
std::uint64_t fingerprint_hash(const Finding& finding);

struct ResultHash {
  std::uint64_t whole = 0;
  std::vector<std::uint64_t> fingerprints;  ///< fingerprint_hash() of each finding
};

/// Leaves out what differs between equal nights: the order of discovery, device numbers (which
/// network mounts draw anew), allocated blocks, the mount point, presence and triage.
ResultHash result_hash(const ItemRecord& record);

}  // namespace braque::index
