// Whose files hold personal data: a line for each owner, or the files of one, so that everybody can
// be handed the list of their own. Without values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "report/facts.hpp"

namespace braque::report {

class Owners {
 public:
  /// `chosen`: list the files of this owner; "" for a line for each owner. Memory grows with what
  /// is listed.
  Owners(const Groups& groups, std::string chosen) : groups_(groups), chosen_(std::move(chosen)) {}
  void add(const ItemFacts& item);
  Document document() const;
  /// Whether an item of the chosen owner was added.
  bool met() const { return met_; }

 private:
  struct Owner {
    std::uint64_t items = 0, holding = 0, special = 0, findings = 0, bytes = 0, groups = 0;
    std::int64_t oldest_ms = 0;
    unsigned risk = 0;
    Severity severity = Severity::info;
  };
  Table owner_table() const;
  Table file_table() const;

  const Groups& groups_;
  std::string chosen_;
  bool met_ = false;
  std::map<std::string, Owner> owners_;
  std::vector<ItemFacts> files_;
};

}  // namespace braque::report
