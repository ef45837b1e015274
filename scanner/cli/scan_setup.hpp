// What a scan needs, made from the settings.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/load_rules.hpp"
#include "cli/record_json.hpp"
#include "cli/settings.hpp"
#include "index/sqlite_store.hpp"
#include "match/rule_set.hpp"
#include "model/remote_files.hpp"
#include "model/source.hpp"
#include "pipeline/scan.hpp"
#include "privacy/keys.hpp"

namespace braque::cli {

using Sources = std::vector<std::unique_ptr<Source>>;

/// `remote_files` may be null; it must outlive the sources.
Result<Sources> make_sources(const Settings& settings, const std::vector<std::string>& targets,
                             RemoteFiles* remote_files);
/// The lists of --edm, which must have been made with these keys and have names of their own.
Result<ExactLists> open_lists(const Settings& settings, const Keys& keys);
PrivatePolicy private_policy(const Settings& settings);
ScanOptions scan_options(const Settings& settings, const LoadedRules& rules);
RecordOptions record_options(const Settings& settings, const LoadedRules& rules);

/// Opens the index for a run; null with --no-index.
Result<std::unique_ptr<index::SqliteStore>> open_store(const Settings& settings,
                                                       const Sources& sources,
                                                       const LoadedRules& rules, const Keys& keys,
                                                       const Policy& policy, const AllowList* allow,
                                                       const ExactLists& lists);

/// CPUs that this process may use.
int usable_cpus();
/// --jobs, or all of those.
int job_count(const Settings& settings);

}  // namespace braque::cli
