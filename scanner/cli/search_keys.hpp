// The keys that values in the index may have been fingerprinted with.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "cli/settings.hpp"
#include "index/index_reader.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::cli {

/// The current key, and every one that it replaced and that runs in the index were made with;
/// complains about those that are not there any more.
Result<std::vector<Fingerprinter>> search_keys(const Settings& settings,
                                               index::IndexReader& reader);

/// The first eight bytes, by which the index knows a fingerprint.
std::uint64_t prefix_of(const Digest& digest) noexcept;

}  // namespace braque::cli
