// Labels of items that no run reads again, after the policy has changed.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "index/sqlite.hpp"
#include "model/record.hpp"

namespace braque::index {

/// Does nothing while the policy is that of the run before. `label` gets records with outcome,
/// metadata and, of findings, rule, category, level, count, confidence and suppression. `older`:
/// there are items of earlier runs.
Result<void> relabel(const Database& database, const std::string& name,
                     const std::string& fingerprint, const std::function<void(ItemRecord&)>& label,
                     bool older);

}  // namespace braque::index
