// The register of processing activities (Art. 30 GDPR) against what was found: what a controller
// declares, in the columns of Art. 30(1)(b) to (g) and a few more, and beside it the categories
// that are there and were not declared, and those that were declared and are not there.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/facts.hpp"

namespace braque::report {

/// As declared. Texts are the controller's own, in whatever language.
struct Activity {
  std::string name, purpose, basis, retention, security, transfers;
  std::vector<std::string> people, recipients, processors, locations;
  std::vector<std::string> categories;        ///< of findings; "art9" stands for all of Art. 9
  std::vector<std::string> other_categories;  ///< that no scanner finds
  std::vector<std::string> targets, paths;    ///< patterns; either may be empty, not both
};

/// What the configuration says of a target.
struct TargetAttributes {
  std::string location, processor, purpose;
};

class Register {
 public:
  using Matches = bool (*)(std::string_view pattern, std::string_view text);

  Register(std::vector<Activity> activities, const Groups& groups, Matches matches);
  void add(const ItemFacts& item);
  /// `targets` by lasting name.
  Document document(const std::map<std::string, TargetAttributes>& targets) const;

 private:
  struct Sum {
    std::uint64_t items = 0, findings = 0, groups = 0;
    std::vector<std::string> targets;  ///< met, each once
  };
  struct Place {
    std::uint64_t items = 0, findings = 0, groups = 0;
    std::string target;
  };
  bool belongs(const ItemFacts& item, const Activity& activity) const;
  Row activity_row(const Activity& activity, const Sum& sum,
                   const std::map<std::string, TargetAttributes>& targets,
                   std::uint64_t& undeclared, std::uint64_t& missing) const;
  Table homeless_table() const;
  Table target_table(const std::map<std::string, TargetAttributes>& targets) const;

  std::vector<Activity> activities_;
  const Groups& groups_;
  Matches matches_;
  std::vector<Sum> sums_;  ///< of each activity
  std::map<std::string, Place, std::less<>>
      homeless_;  ///< folders of items that belong to no activity
  std::map<std::string, Sum> targets_;
};

/// An example of the file, with comments.
std::string_view example_activities(bool french);

}  // namespace braque::report
