// How many records hold personal data: rows of a table, lines of a text. The index keeps how many
// matches a finding has and where the first of them are, so that findings of the same part are
// added up without those which stand in the same lines as far as the samples show.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "report/people.hpp"

namespace braque::report {

/// What a finding says of its part's records.
struct RecordEvidence {
  double lines = 0;                    ///< with a match of it, estimated
  std::vector<std::uint64_t> samples;  ///< lines of its first matches, ascending, each once
  bool all = false;                    ///< these are all there are
  /// The same for findings that are of one kind, each of some of its values: telephone numbers or
  /// cards by country or brand. "": alone.
  std::string kind{};
};

/// Not of numbers that say who wrote a message and nothing else.
bool makes_records(const Finding& finding);
RecordEvidence record_evidence(const Finding& finding);

/// Of one part. Sorts the findings.
double records_in_part(std::vector<RecordEvidence>& findings);

/// Of what parts have together.
Bounds record_bounds(double records);

}  // namespace braque::report
