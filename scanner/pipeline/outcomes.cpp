#include "pipeline/outcomes.hpp"

namespace braque::pipeline {
namespace {

/// Parts kept in one item's record; beyond, they are counted.
constexpr std::size_t kPartsListedMax = 10'000;

}  // namespace

void add_part(ItemDone& done, std::string locator, Outcome outcome, bool ledger) {
  switch (outcome.status) {
    case Status::complete:
      ++done.record.parts_complete;
      break;
    case Status::partial:
      ++done.parts_partial;
      break;
    case Status::skipped:
      ++done.parts_skipped;
      break;
  }
  if (outcome.status != Status::complete) ++done.part_reasons[outcome.reason];
  if (outcome.status == Status::complete && !ledger) return;
  if (done.record.parts.size() >= kPartsListedMax) {
    ++done.parts_unlisted;
    return;
  }
  done.record.parts.push_back({std::move(locator), std::move(outcome)});
}

}  // namespace braque::pipeline
