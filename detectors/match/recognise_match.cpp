// Rules served by recognisers: the places that other engines pointed at, or all text.
#include <algorithm>

#include "match/found.hpp"

namespace braque::match {
namespace {

class RecogniserRunner {
 public:
  RecogniserRunner(const RuleSet::Engines& engines, UnitView& view, Owned reach,
                   std::vector<Recognised>& recognised, std::vector<Found>& found)
      : engines_(engines), view_(view), reach_(reach), recognised_(recognised), found_(found) {}

  void run(std::uint16_t rule, std::size_t begin, std::size_t end) {
    begin = std::max(begin, reach_.begin);
    end = std::min(end, reach_.end);
    if (begin >= end) return;
    recognised_.clear();
    engines_.recognisers[rule]->find(view_, {begin, end}, recognised_);
    take(rule, begin, end);
  }

  void run_columns(std::uint16_t rule) {
    recognised_.clear();
    engines_.recognisers[rule]->find_in_columns(view_, {reach_.begin, reach_.end}, recognised_);
    take(rule, reach_.begin, reach_.end);
  }

 private:
  void take(std::uint16_t rule, std::size_t begin, std::size_t end) {
    for (const Recognised& one : recognised_) {
      if (one.begin < begin || one.begin >= end || one.end <= one.begin) continue;
      if (!accepted(rule, one)) continue;
      // A number may be part of a hash or a decimal, whatever reads it.
      const bool guarded =
          std::find(engines_.number.begin(), engines_.number.end(), rule) != engines_.number.end();
      found_.push_back({one.begin, one.end, rule, 0, 0, guarded, one.logit, one.country});
    }
  }

  bool accepted(std::uint16_t rule, const Recognised& one) const {
    const std::string_view value = view_.text().substr(one.begin, one.end - one.begin);
    return verified(engines_, rule, Candidate{value, value});
  }

  const RuleSet::Engines& engines_;
  UnitView& view_;
  Owned reach_;
  std::vector<Recognised>& recognised_;
  std::vector<Found>& found_;
};

}  // namespace

void find_recognised(const RuleSet::Engines& engines, UnitView& view, Owned reach,
                     std::vector<Trigger>& triggers, std::vector<Recognised>& recognised,
                     std::vector<Found>& found) {
  RecogniserRunner runner(engines, view, reach, recognised, found);
  for (const std::uint16_t rule : engines.everywhere) runner.run(rule, reach.begin, reach.end);
  const bool table = view.kind() == UnitKind::cells;
  // Where columns are named only on the way (SQL), something has to speak for looking.
  const auto of_columns = [&engines](const Trigger& trigger) {
    return std::find(engines.in_columns.begin(), engines.in_columns.end(), trigger.rule) !=
           engines.in_columns.end();
  };
  if (table && view.context().empty() && std::any_of(triggers.begin(), triggers.end(), of_columns))
    view.cells();
  if (table && !view.context().empty())
    for (const std::uint16_t rule : engines.in_columns) runner.run_columns(rule);
  std::sort(triggers.begin(), triggers.end(), [](const Trigger& a, const Trigger& b) {
    return a.rule != b.rule ? a.rule < b.rule : a.begin < b.begin;
  });
  for (std::size_t i = 0; i < triggers.size();) {
    Trigger range = triggers[i];
    // Surroundings that touch are one: nothing is looked at, or found, twice.
    for (++i;
         i < triggers.size() && triggers[i].rule == range.rule && triggers[i].begin <= range.end;
         ++i)
      range.end = std::max(range.end, triggers[i].end);
    runner.run(range.rule, range.begin, range.end);
  }
}

void find_in_numbers(const RuleSet::Engines& engines, UnitView& view, Owned reach,
                     const std::vector<SearchRange>& numbers, std::vector<Recognised>& recognised,
                     std::vector<Found>& found) {
  RecogniserRunner runner(engines, view, reach, recognised, found);
  for (const std::uint16_t rule : engines.number)
    for (const SearchRange& number : numbers) runner.run(rule, number.begin, number.end);
}

}  // namespace braque::match
