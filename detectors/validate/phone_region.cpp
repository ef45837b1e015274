#include "validate/phone_region.hpp"

#include <algorithm>

namespace braque::validate {
namespace {

// clang-format off
constexpr PhoneRegion kRegions[] = {
    {{'A','E'}, 971, "0", 8, 9},  {{'A','R'}, 54, "0", 10, 11}, {{'A','T'}, 43, "0", 7, 13},
    {{'A','U'}, 61, "0", 9, 9},   {{'B','E'}, 32, "0", 8, 9},   {{'B','G'}, 359, "0", 7, 9},
    {{'B','R'}, 55, "0", 10, 11}, {{'C','A'}, 1, "1", 10, 10},  {{'C','H'}, 41, "0", 9, 9},
    {{'C','L'}, 56, "", 9, 9},    {{'C','N'}, 86, "0", 9, 12},  {{'C','O'}, 57, "", 10, 10},
    {{'C','Y'}, 357, "", 8, 8},   {{'C','Z'}, 420, "", 9, 9},   {{'D','E'}, 49, "0", 6, 12},
    {{'D','K'}, 45, "", 8, 8},    {{'D','Z'}, 213, "0", 8, 9},  {{'E','E'}, 372, "", 7, 8},
    {{'E','S'}, 34, "", 9, 9},    {{'F','I'}, 358, "0", 6, 11}, {{'F','R'}, 33, "0", 9, 9},
    {{'G','B'}, 44, "0", 9, 10},  {{'G','R'}, 30, "", 10, 10},  {{'H','K'}, 852, "", 8, 8},
    {{'H','R'}, 385, "0", 8, 9},  {{'H','U'}, 36, "06", 8, 9},  {{'I','E'}, 353, "0", 7, 9},
    {{'I','L'}, 972, "0", 8, 9},  {{'I','N'}, 91, "0", 10, 10}, {{'I','S'}, 354, "", 7, 7},
    {{'I','T'}, 39, "", 8, 11},   {{'J','P'}, 81, "0", 9, 10},  {{'K','R'}, 82, "0", 8, 10},
    {{'L','T'}, 370, "8", 8, 8},  {{'L','U'}, 352, "", 6, 9},   {{'L','V'}, 371, "", 8, 8},
    {{'M','A'}, 212, "0", 9, 9},  {{'M','C'}, 377, "", 8, 9},   {{'M','T'}, 356, "", 8, 8},
    {{'M','X'}, 52, "", 10, 10},  {{'N','L'}, 31, "0", 9, 9},   {{'N','O'}, 47, "", 8, 8},
    {{'N','Z'}, 64, "0", 8, 10},  {{'P','E'}, 51, "0", 8, 9},   {{'P','H'}, 63, "0", 9, 10},
    {{'P','L'}, 48, "", 9, 9},    {{'P','T'}, 351, "", 9, 9},   {{'R','O'}, 40, "0", 9, 9},
    {{'R','S'}, 381, "0", 8, 10}, {{'R','U'}, 7, "8", 10, 10},  {{'S','E'}, 46, "0", 7, 9},
    {{'S','G'}, 65, "", 8, 8},    {{'S','I'}, 386, "0", 8, 8},  {{'S','K'}, 421, "0", 9, 9},
    {{'T','N'}, 216, "", 8, 8},   {{'T','R'}, 90, "0", 10, 10}, {{'U','A'}, 380, "0", 9, 9},
    {{'U','S'}, 1, "1", 10, 10},  {{'Z','A'}, 27, "0", 9, 9},
};
// clang-format on

std::string_view name_of(const PhoneRegion& region) { return {region.country.data(), 2}; }

}  // namespace

std::span<const PhoneRegion> phone_regions() { return kRegions; }

const PhoneRegion* phone_region(std::string_view country) noexcept {
  const auto* found = std::lower_bound(
      std::begin(kRegions), std::end(kRegions), country,
      [](const PhoneRegion& region, std::string_view key) { return name_of(region) < key; });
  return found != std::end(kRegions) && name_of(*found) == country ? found : nullptr;
}

std::string_view national_number(const PhoneRegion& region, std::string_view digits) noexcept {
  const auto fits = [&](std::string_view number) {
    return number.size() >= region.digits_min && number.size() <= region.digits_max;
  };
  if (!region.trunk.empty() && digits.starts_with(region.trunk) &&
      fits(digits.substr(region.trunk.size())))
    return digits.substr(region.trunk.size());
  // Nobody writes a German number without its 0, but the trunk prefix of North America is optional.
  const bool trunk_needed = region.trunk == "0";
  return !trunk_needed && fits(digits) ? digits : std::string_view{};
}

}  // namespace braque::validate
