// With `--private totals`: what is kept of files and members that people mark as private. How many
// matches of which rule, and nothing that tells where in it, of whom, or what it is called.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/discovered.hpp"
#include "pipeline/scan_context.hpp"

namespace braque::pipeline {

/// Findings that are reduced to totals, one for each rule.
class PrivateTotals {
 public:
  explicit PrivateTotals(const ScanContext& context) : context_(context) {}
  /// Takes the findings from `first` on out of the list.
  void take(std::vector<Finding>& findings, std::size_t first);
  /// Puts the totals into the list, as findings of the item at this locator.
  void put(const Item& item, std::string_view target_name, std::string_view locator,
           std::vector<Finding>& findings);

 private:
  void add(Finding finding);
  const ScanContext& context_;
  std::map<std::string, Finding> by_rule_;
};

/// Of a record of a private item, once all is known: its path and everything in it.
void conceal(const ScanContext& context, ItemDone& done);

}  // namespace braque::pipeline
