// From what a part's matches amount to, to findings: columns are judged, bands chosen, samples
// filtered, names masked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/item.hpp"
#include "pipeline/name_masker.hpp"
#include "pipeline/part_accumulator.hpp"

namespace braque::pipeline {

/// Whose findings they are.
struct PartIdentity {
  const Item& item;
  std::string_view target_name;  ///< the target's lasting name
  std::string_view locator;      ///< as stored in the item, raw; "" for the item's own text
};

/// Appends the part's findings, in order of rule and column. Uses up the accumulator's samples and
/// distinct values. Ids are made from raw names under a secret key; the names that are shown are
/// masked.
void append_findings(const ScanContext& context, PartAccumulator& part,
                     const PartIdentity& identity, NameMasker& masker,
                     std::vector<Finding>& findings);

/// Cells with a match in each column so far, of the finding that says most; columns without one are
/// not there. By name, as it stands in the header.
std::map<std::string, std::uint64_t> column_hits(const ScanContext& context, PartAccumulator& part);

}  // namespace braque::pipeline
