// Allow lists: TOML files of [[allow]] tables that say what is no finding.
//     [[allow]]
//     fingerprint = "0123...ef"      # of a value, as findings show it; or
//     path        = "tests/**"       # of items below the target, as with --exclude; or
//     pattern     = "000000\\d*"     # a regular expression that the whole value matches
//     rules       = ["intl.email"]   # optional: ids, * stands for anything
//     reason      = "test data"      # is stored with what it suppresses
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "pipeline/allow_list.hpp"

namespace braque::cli {

/// Longer files are refused.
inline constexpr std::size_t kAllowFileBytesMax = 4 << 20;

/// The entries of all files, in order. Every fault of every file is listed in the error, one a line
/// with file and line.
Result<std::vector<AllowEntry>> read_allow_files(const std::vector<std::string>& paths);

}  // namespace braque::cli
