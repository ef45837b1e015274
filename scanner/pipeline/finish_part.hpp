// The end of a part: its findings go to the item's record.
#pragma once

#include "pipeline/discovered.hpp"
#include "pipeline/findings.hpp"
#include "pipeline/outcomes.hpp"

namespace braque::pipeline {

/// Judges the part and appends its findings to the record; says in `outcome` when temporary space
/// ran out on the way.
inline void finish_part(const ScanContext& context, NameMasker& masker, PartAccumulator& part,
                        const PartIdentity& identity, ItemDone& done, Outcome& outcome) {
  done.record.candidates |= part.candidates();
  append_findings(context, part, identity, masker, done.record.findings);
  if (part.failure()) make_partial(outcome, Reason::budget_memory, part.failure()->message);
}

}  // namespace braque::pipeline
