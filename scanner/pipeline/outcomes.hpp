// How outcomes are made and merged. The first reason stands unless a later one outweighs it.
#pragma once

#include <string>

#include "model/item.hpp"
#include "pipeline/discovered.hpp"

namespace braque::pipeline {

inline Outcome skipped(Reason reason, std::string note = {}) {
  Outcome outcome;
  outcome.status = Status::skipped;
  outcome.reason = reason;
  outcome.note = std::move(note);
  return outcome;
}

inline void add_note(Outcome& outcome, const std::string& note) {
  if (note.empty()) return;
  if (!outcome.note.empty()) outcome.note += "; ";
  outcome.note += note;
}

/// A complete outcome becomes partial; one that already has a reason keeps what outweighs the
/// other.
inline void make_partial(Outcome& outcome, Reason reason, const std::string& note = {}) {
  if (outcome.status == Status::complete) outcome.status = Status::partial;
  if (outweighs(reason, outcome.reason)) outcome.reason = reason;
  add_note(outcome, note);
}

/// Adds a part's line to the ledger of its item: kept when it is not complete (up to a bound) or
/// when the whole ledger is wanted, counted always.
void add_part(ItemDone& done, std::string locator, Outcome outcome, bool ledger);

}  // namespace braque::pipeline
