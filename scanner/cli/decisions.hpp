// What the commands that decide about findings share, and what `scan` asks of them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "cli/settings.hpp"
#include "index/baseline.hpp"
#include "index/decision_writer.hpp"

namespace braque::cli {

/// The account that runs this program, by name or number.
std::string account_name();

/// --key-file, or where the keys are by default.
std::string key_directory(const Settings& settings);

/// The index of --index, with the keys of --key-file.
Result<std::unique_ptr<index::DecisionWriter>> open_decisions(const Settings& settings);

/// The error names file and line.
Result<index::Baseline> load_baseline(const std::string& path);

/// "2027-06-30" (UTC) of milliseconds since 1970.
std::string date_text(std::int64_t milliseconds);

}  // namespace braque::cli
