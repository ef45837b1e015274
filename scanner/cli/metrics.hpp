// Metrics in Prometheus' text format, for the node exporter's textfile collector.
#pragma once

#include <string>

#include "base/result.hpp"
#include "cli/exit_code.hpp"

namespace braque::cli {

/// Of the index: last runs and their coverage by target, findings by category and severity,
/// deliveries. `code`: how the night that writes them ended so far.
Result<std::string> metrics_text(const std::string& index_path, ExitCode code);
/// The file appears when it is whole; everybody may read it, for it holds numbers and names of
/// targets only.
Result<void> write_metrics(const std::string& index_path, const std::string& file, ExitCode code);

}  // namespace braque::cli
