#include "report/people_of_part.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace braque::report {
namespace {

using Values = std::span<const PersonValue>;

/// Columns of first names or surnames count where other families have fewer than this share.
constexpr double kCovers = 0.5;
/// In more names than a letter has, equal initials say nothing.
constexpr std::size_t kNamesMax = 8;

void keep_distinct(std::vector<std::uint64_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Whose value it is, as far as lines and initials show: addresses and numbers beside the same
/// name, and no other, are one person's; so is a name that is only the beginning of another.
class Owners {
 public:
  Owners(Values run, const PersonColumns& columns) {
    std::map<std::uint64_t, Line> lines;
    std::uint32_t last = 0;
    bool first = true;
    for (const PersonValue& value : run) {
      if (!first && value.finding == last) continue;
      first = false;
      last = value.finding;
      const auto known = columns.find(value.finding);
      if (known == columns.end()) continue;
      for (const PersonColumn::Place& place : known->second.places) {
        lines[place.line].of[index_of(value.family)].insert(place.value);
        if (!place.initials.empty()) initials_.emplace(place.value, place.initials);
      }
    }
    if (const auto names = std::count_if(
            run.begin(), run.end(), [](const auto& one) { return one.family == Family::name; });
        initials_.size() <= kNamesMax && static_cast<std::size_t>(names) <= kNamesMax)
      for (const auto& [value, begin] : initials_) add_longer(value, begin);
    for (const auto& [number, line] : lines) add(line);
  }

  std::uint64_t of(Family family, std::uint64_t value) const {
    const auto owner = owners_.find({family, value});
    return owner == owners_.end() ? value : owner->second;
  }

 private:
  struct Line {
    std::array<std::set<std::uint64_t>, kFamilies> of;
  };
  /// "J.D." is "J.D.M.", shortened.
  void add_longer(std::uint64_t value, std::string_view begin) {
    for (const auto& [longer, initials] : initials_)
      if (initials.size() > begin.size() && initials.starts_with(begin)) {
        owners_.emplace(std::pair(Family::name, value), longer);
        return;
      }
  }
  void add(const Line& line) {
    std::set<std::uint64_t> names;
    for (const std::uint64_t name : line.of[index_of(Family::name)])
      names.insert(of(Family::name, name));
    if (names.size() != 1) return;
    for (const Family family : {Family::email, Family::phone, Family::username})
      if (const auto& values = line.of[index_of(family)]; values.size() == 1)
        owners_.emplace(std::pair(family, *values.begin()), *names.begin());
  }
  std::map<std::pair<Family, std::uint64_t>, std::uint64_t> owners_;
  std::map<std::uint64_t, std::string> initials_;  ///< of names whose lines are known
};

/// A family's people by the column in which they stand; 0: in none.
struct InColumn {
  std::vector<std::uint64_t> owners;
  std::uint64_t cells = 0;
};

class Counter {
 public:
  Counter(Values run, const PersonColumns& columns) : columns_(columns), owners_(run, columns) {
    for (const PersonValue& value : run) add(value);
  }

  double people() const {
    double most = 0;
    for (const Family family : {Family::name, Family::email, Family::phone, Family::identifier,
                                Family::bank, Family::card})
      most = std::max(most, most_of(family));
    // Who logs in with a name in a file of settings is not whom its addresses are about; in a table
    // it is the person of the row.
    const double users = most_of(Family::username);
    const double members = most_of(Family::member);
    if (members == 0) most = in_table(Family::username) ? std::max(most, users) : most + users;
    if (const double parts = most_of(Family::name_part); most < kCovers * parts) most = parts;
    if (most == 0) most = most_of(Family::trait);
    return members == 0 ? most : std::max(most, told_of(members));
  }

 private:
  void add(const PersonValue& value) {
    const auto known = columns_.find(value.finding);
    // In a column, telephone numbers of several countries are several findings.
    const std::uint32_t column = known == columns_.end() ? 0 : known->second.column;
    const bool new_finding = findings_.insert(value.finding).second;
    InColumn& in = by_column_[{value.family, group_of(value, column)}];
    in.owners.push_back(owners_.of(value.family, value.value));
    if (known == columns_.end() || !new_finding) return;
    in.cells += known->second.cells;
    if (column != 0) person_columns_.insert(column);
    if (value.family == Family::name)
      tellings_ += static_cast<double>(known->second.places.size());
    else if (value.family != Family::name_part && value.family != Family::member)
      tellings_ += static_cast<double>(known->second.matches);
  }

  /// A person may have a passport and a tax number, and has a first name and a surname.
  static std::uint32_t group_of(const PersonValue& value, std::uint32_t column) {
    constexpr std::uint32_t kNoColumn = std::uint32_t{1} << 31;
    const bool several = value.family == Family::identifier || value.family == Family::name_part;
    return column == 0 && several ? kNoColumn | value.finding : column;
  }

  /// In its fullest column, or outside of all: two columns of addresses are two of each person.
  double most_of(Family family) const {
    std::size_t most = 0;
    for (auto at = by_column_.lower_bound({family, 0});
         at != by_column_.end() && at->first.first == family; ++at) {
      std::vector<std::uint64_t> owners = at->second.owners;
      keep_distinct(owners);
      // The cells of a record hold one person, in several words ("Doe;Jane").
      const bool of_records = at->first.second != 0 && person_columns_.size() > 1;
      most = std::max(most, of_records && at->second.cells > 0
                                ? std::min<std::size_t>(owners.size(), at->second.cells)
                                : owners.size());
    }
    return static_cast<double>(most);
  }

  bool in_table(Family family) const {
    return std::any_of(by_column_.begin(), by_column_.end(), [family](const auto& one) {
      return one.first.first == family && one.first.second != 0 && one.second.cells > 1;
    });
  }

  /// Of those who write in a chat, how many its messages tell something of, were it the same for
  /// all: each value is of any of them.
  double told_of(double members) const {
    if (tellings_ == 0) return members;
    return members * (1 - std::pow(1 - 1 / members, tellings_));
  }

  const PersonColumns& columns_;
  Owners owners_;
  std::map<std::pair<Family, std::uint32_t>, InColumn> by_column_;
  std::set<std::uint32_t> findings_, person_columns_;
  double tellings_ = 0;
};

}  // namespace

PeopleOfPart people_of_part(Values run, const PersonColumns& columns) {
  PeopleOfPart part;
  for (const PersonValue& value : run) part.values[index_of(value.family)].push_back(value.value);
  for (std::vector<std::uint64_t>& values : part.values) keep_distinct(values);
  // First names, surnames, birthdays and houses recognise nobody in another part.
  part.values[index_of(Family::name_part)].clear();
  part.values[index_of(Family::trait)].clear();
  part.people = Counter(run, columns).people();
  return part;
}

}  // namespace braque::report
