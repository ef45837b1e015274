// How many of a part's people other parts had counted before.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "report/people_of_part.hpp"

namespace braque::report {

/// How often a telephone number that two parts have in common has one fingerprint in both: written
/// without its country it has as many as countries that its surroundings suggest. Learnt from parts
/// that an exact kind of value shows to have people in common.
class PhoneRate {
 public:
  void add(std::uint32_t people, std::uint32_t phones) noexcept {
    people_ += people;
    phones_ += phones < people ? phones : people;
  }
  /// Above 0, at most 1; where nothing was learnt, 1.
  double value() const noexcept { return (phones_ + kBelief) / (people_ + kBelief); }

 private:
  static constexpr double kBelief = 20;  ///< people, as if all of their numbers had been met
  double people_ = 0, phones_ = 0;
};

/// The parts that were counted, by their values. Memory grows with the values; of a value that
/// stands in very many parts only the first are kept.
class PeopleMet {
 public:
  explicit PeopleMet(PhoneRate rate = {}) : rate_(rate) {}
  /// At most the part's people. Each earlier part is taken to share as many people with this one as
  /// the kind of value that shows most of them; who is shared with several is found as often as the
  /// best kind says of itself.
  double in(const PeopleOfPart& part) const;
  /// What the part and those before it say of telephone numbers.
  void learn(const PeopleOfPart& part, PhoneRate& rate) const;
  void add(const PeopleOfPart& part);

 private:
  using Parts = std::vector<std::uint32_t>;
  /// Of a part's values of each family, how many stand in one other part.
  using Common = std::array<std::uint32_t, kFamilies>;
  std::unordered_map<std::uint32_t, Common> common_with(const PeopleOfPart& part,
                                                        Common& anywhere) const;

  /// The share of the part's people of whom the values tell that are known from elsewhere:
  /// telephone numbers tell of more than of those that are.
  double known_again(const PeopleOfPart& part, std::size_t family, std::uint32_t values) const;
  /// Of the part's people, those of one other part.
  double share_with(const PeopleOfPart& part, const Common& values) const;

  std::array<std::unordered_map<std::uint64_t, Parts>, kFamilies> parts_of_;
  std::vector<bool> has_phones_;  ///< by part: of nearly everybody
  PhoneRate rate_;
};

}  // namespace braque::report
