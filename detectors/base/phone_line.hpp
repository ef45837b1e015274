// What kind of line a telephone number belongs to, as the country's numbering plan says.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace braque {

enum class PhoneType : std::uint8_t {
  unknown,
  fixed,
  mobile,
  fixed_or_mobile,
  toll_free,
  premium,
  shared_cost,
  voip,
  personal,
  pager,
  company,
  voicemail
};

inline constexpr int kPhoneTypeCount = static_cast<int>(PhoneType::voicemail) + 1;

/// As records spell it.
constexpr std::string_view name(PhoneType type) noexcept {
  constexpr std::array<std::string_view, kPhoneTypeCount> kNames = {
      "unknown",     "fixed", "mobile",   "fixed_or_mobile", "toll_free", "premium",
      "shared_cost", "voip",  "personal", "pager",           "company",   "voicemail"};
  return kNames[static_cast<std::size_t>(type)];
}

/// The country is ISO 3166-1 alpha-2, packed as Match::country; 0: in no plan, or not looked up.
struct PhoneLine {
  std::uint16_t country = 0;
  PhoneType type = PhoneType::unknown;
};

}  // namespace braque
