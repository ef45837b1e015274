#include "report/people_met.hpp"

#include <algorithm>

namespace braque::report {
namespace {

/// A family that fewer of a part's people have does not say how many of the others were met before.
constexpr double kCovers = 0.5;
/// Of the share that the best family shows: with that, an exact one says more of how often people
/// are met again.
constexpr double kTells = 0.3;
constexpr std::size_t kPartsMax = 64;  ///< of a value

/// Of a part's people: with telephone numbers of that many, one that is missing in another part is
/// there under another fingerprint.
constexpr double kNearlyAll = 0.9;

bool has_phones(const PeopleOfPart& part) {
  return static_cast<double>(part.values[index_of(Family::phone)].size()) >=
         kNearlyAll * part.people;
}

/// The share of a part's people of whom `values` of a family's `have` tell.
double share(double values, std::size_t have, double people) {
  const auto all = static_cast<double>(have);
  return std::min(1.0, values / (all >= kCovers * people ? all : people));
}

double share_of(const PeopleOfPart& part, std::size_t family, std::uint32_t values) {
  const std::size_t have = part.values[family].size();
  return have == 0 ? 0.0 : share(values, have, part.people);
}

/// Two people may have one name; other values are one person's.
constexpr bool is_shared_by_namesakes(std::size_t family) {
  return family == index_of(Family::name);
}

/// Of these, one value has one fingerprint wherever it stands. Telephone numbers without their
/// country have another where the surroundings say none.
constexpr bool is_exact(std::size_t family) {
  return !is_shared_by_namesakes(family) && family != index_of(Family::phone);
}

}  // namespace

std::unordered_map<std::uint32_t, PeopleMet::Common> PeopleMet::common_with(
    const PeopleOfPart& part, Common& anywhere) const {
  std::unordered_map<std::uint32_t, Common> common;
  for (std::size_t f = 0; f < kFamilies; ++f)
    for (const std::uint64_t value : part.values[f]) {
      const auto known = parts_of_[f].find(value);
      if (known == parts_of_[f].end()) continue;
      ++anywhere[f];
      for (const std::uint32_t other : known->second) ++common[other][f];
    }
  return common;
}

double PeopleMet::known_again(const PeopleOfPart& part, std::size_t family,
                              std::uint32_t values) const {
  const double share = share_of(part, family, values);
  return family == index_of(Family::phone) ? std::min(1.0, share / rate_.value()) : share;
}

double PeopleMet::share_with(const PeopleOfPart& part, const Common& values) const {
  double exact = 0, by_name = 0;
  for (std::size_t f = 0; f < kFamilies; ++f)
    if (is_exact(f))
      exact = std::max(exact, share_of(part, f, values[f]));
    else if (is_shared_by_namesakes(f))
      by_name = std::max(by_name, share_of(part, f, values[f]));
  constexpr std::size_t kPhone = index_of(Family::phone);
  if (exact > 0) return std::max(exact, share_of(part, kPhone, values[kPhone]));
  return values[kPhone] > 0 ? known_again(part, kPhone, values[kPhone]) : by_name;
}

double PeopleMet::in(const PeopleOfPart& part) const {
  if (part.people <= 0) return 0;
  Common anywhere{};
  const auto common = common_with(part, anywhere);
  double most = 0, most_of_exact = 0;
  std::size_t best = 0, best_exact = 0;
  for (std::size_t f = 0; f < kFamilies; ++f) {
    const double of = share_of(part, f, anywhere[f]);
    if (of > most) most = of, best = f;
    if (is_exact(f) && of > most_of_exact) most_of_exact = of, best_exact = f;
  }
  const double least = most;
  if (most_of_exact >= kTells * most) most = most_of_exact, best = best_exact;
  if (best == index_of(Family::phone)) most = known_again(part, best, anywhere[best]);
  double missed = 1, missed_by_best = 1;
  for (const auto& [other, values] : common) {
    missed *= 1 - share_with(part, values);
    missed_by_best *= 1 - known_again(part, best, values[best]);
  }
  if (missed_by_best >= 1) return 0;
  const double met = (1 - missed) * most / (1 - missed_by_best);
  return std::clamp(met, least, 1.0) * part.people;
}

void PeopleMet::learn(const PeopleOfPart& part, PhoneRate& rate) const {
  if (!has_phones(part)) return;
  Common anywhere{};
  for (const auto& [other, values] : common_with(part, anywhere)) {
    if (!has_phones_[other]) continue;
    std::uint32_t people = 0;
    for (std::size_t f = 0; f < kFamilies; ++f)
      if (is_exact(f)) people = std::max(people, values[f]);
    rate.add(people, values[index_of(Family::phone)]);
  }
}

void PeopleMet::add(const PeopleOfPart& part) {
  const auto number = static_cast<std::uint32_t>(has_phones_.size());
  for (std::size_t f = 0; f < kFamilies; ++f)
    for (const std::uint64_t value : part.values[f])
      if (Parts& parts = parts_of_[f][value]; parts.size() < kPartsMax) parts.push_back(number);
  has_phones_.push_back(has_phones(part));
}

}  // namespace braque::report
