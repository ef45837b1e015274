// What each run brought: what was read, what came and went, and whether the rules were others, so
// that nobody takes a new rule for a leak.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/document.hpp"

namespace braque::report {

struct RunFacts {
  std::int64_t id = 0, started_ms = 0;
  std::string status;               ///< running, completed, stopped, crashed
  std::string targets;              ///< as the index writes them: equal for the same targets
  std::string rules, readers, key;  ///< what results depend on; equal where nothing changed
  std::uint64_t items = 0, complete = 0, findings = 0;
};

class Trend {
 public:
  /// Runs from the newest to the oldest.
  void add(const RunFacts& run) { runs_.push_back(run); }
  /// A finding, those that are gone too.
  void add(std::int64_t first_run, std::int64_t changed_run, std::optional<std::int64_t> gone_run);
  Document document() const;

 private:
  struct Change {
    std::uint64_t added = 0, changed = 0, gone = 0;
  };
  /// "rules", "readers", "key": what is not as in the run before over the same targets.
  Cell marks(std::size_t run) const;

  std::vector<RunFacts> runs_;
  std::map<std::int64_t, Change> changes_;
};

}  // namespace braque::report
