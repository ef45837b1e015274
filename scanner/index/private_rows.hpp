// When a target's private folders are treated in another way than before: what the index holds of
// them is brought in line before anything is read. Names go, and so does the detail of findings;
// the findings stay until what they were found in has been read again.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "index/finding_writer.hpp"
#include "index/sqlite.hpp"
#include "privacy/keys.hpp"
#include "privacy/private_names.hpp"

namespace braque::index {

/// Does nothing when the target (row and lasting name) was treated like this before.
Result<void> treat_private(const Database& database, std::int64_t target, const std::string& name,
                           const PrivatePolicy& policy, const Key& id_key,
                           FindingWriter& findings);

}  // namespace braque::index
