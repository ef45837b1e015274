// Whether a person's values still stand where the index says: the items are opened and read again.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "cli/settings.hpp"
#include "cli/subject_query.hpp"
#include "report/subject_places.hpp"

namespace braque::cli {

/// Sets SubjectPlace::verified of every place. Reads files, never writes the index; tables of
/// databases are not read again and count as what could not be read.
Result<void> verify_places(const Settings& settings, const RuleSet& rules,
                           const SubjectQuery& query, std::vector<report::SubjectPlace>& places);

}  // namespace braque::cli
