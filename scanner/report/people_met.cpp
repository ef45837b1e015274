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

/// The share of a part's people of whom `values` of a family's `have` tell.
double share(double values, std::size_t have, double people) {
  const auto all = static_cast<double>(have);
  return std::min(1.0, values / (all >= kCovers * people ? all : people));
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

double PeopleMet::in(const PeopleOfPart& part) const {
  if (part.people <= 0) return 0;
  Common anywhere{};
  const auto common = common_with(part, anywhere);
  const auto share_of = [&](std::size_t f, std::uint32_t values) {
    return part.values[f].empty() ? 0.0 : share(values, part.values[f].size(), part.people);
  };
  double most = 0, most_of_exact = 0;
  std::size_t best = 0, best_exact = 0;
  for (std::size_t f = 0; f < kFamilies; ++f) {
    const double of = share_of(f, anywhere[f]);
    if (of > most) most = of, best = f;
    if (is_exact(f) && of > most_of_exact) most_of_exact = of, best_exact = f;
  }
  const double least = most;
  if (most_of_exact >= kTells * most) most = most_of_exact, best = best_exact;
  double missed = 1, missed_by_best = 1;
  for (const auto& [other, values] : common) {
    double sure = 0, by_name = 0;
    for (std::size_t f = 0; f < kFamilies; ++f) {
      double& of = is_shared_by_namesakes(f) ? by_name : sure;
      of = std::max(of, share_of(f, values[f]));
    }
    missed *= 1 - (sure > 0 ? sure : by_name);
    missed_by_best *= 1 - share_of(best, values[best]);
  }
  if (missed_by_best >= 1) return 0;
  const double met = (1 - missed) * most / (1 - missed_by_best);
  return std::clamp(met, least, 1.0) * part.people;
}

void PeopleMet::add(const PeopleOfPart& part) {
  for (std::size_t f = 0; f < kFamilies; ++f)
    for (const std::uint64_t value : part.values[f])
      if (Parts& parts = parts_of_[f][value]; parts.size() < kPartsMax) parts.push_back(parts_);
  ++parts_;
}

}  // namespace braque::report
