// Telephone numbers: French ones, and all others by country code.
//
// Country codes: ITU-T Recommendation E.164 and its list of assigned codes. Lengths and first
// digits of the national significant number: the numbering plans as collected in libphonenumber's
// metadata; a range here is the union over all kinds of numbers and all countries of the code.
#include <algorithm>
#include <cstdint>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

struct Plan {
  std::uint16_t code;
  std::uint8_t digits_min;
  std::uint8_t digits_max;
  std::uint16_t first_digits;  ///< bit d: numbers may begin with d
};

// clang-format off
constexpr Plan kPlans[] = {
    {1, 10, 10, 0x3FC}, {7, 10, 14, 0x398}, {20, 8, 10, 0x37E}, {27, 5, 10, 0x3FE},
    {30, 10, 12, 0x3E4}, {31, 5, 11, 0x3FE}, {32, 8, 9, 0x3FE}, {33, 9, 9, 0x3FE},
    {34, 9, 9, 0x3F0}, {36, 8, 9, 0x3FE}, {39, 6, 12, 0x13B}, {40, 6, 9, 0x38C}, {41, 9, 9, 0x3FC},
    {43, 4, 13, 0x3FE}, {44, 7, 10, 0x3AE}, {45, 8, 8, 0x3FC}, {46, 6, 10, 0x3FE},
    {47, 5, 8, 0x3FD}, {48, 7, 10, 0x3FE}, {49, 5, 15, 0x3FE}, {51, 8, 9, 0x3F2},
    {52, 10, 10, 0x3FC}, {53, 6, 10, 0x1FC}, {54, 10, 11, 0x34E}, {55, 8, 11, 0x3FE},
    {56, 9, 11, 0x3FE}, {57, 8, 11, 0x25A}, {58, 10, 10, 0x374}, {60, 8, 10, 0x3FA},
    {61, 6, 12, 0x19E}, {62, 7, 17, 0x3FF}, {63, 6, 13, 0x3FE}, {64, 5, 10, 0x3FE},
    {65, 8, 11, 0x3CA}, {66, 8, 13, 0x3FF}, {81, 8, 17, 0x3FF}, {82, 5, 14, 0x1FF},
    {84, 7, 10, 0x3EE}, {86, 7, 12, 0x3FE}, {90, 7, 13, 0x33C}, {91, 8, 13, 0x3FF},
    {92, 8, 12, 0x3FE}, {93, 9, 9, 0x0FC}, {94, 9, 9, 0x3FE}, {95, 6, 10, 0x3F6},
    {98, 4, 10, 0x3FE}, {211, 9, 9, 0x202}, {212, 9, 9, 0x1E0}, {213, 8, 9, 0x3FE},
    {216, 8, 8, 0x3BC}, {218, 9, 9, 0x3FC}, {220, 7, 9, 0x3FC}, {221, 9, 9, 0x388},
    {222, 8, 8, 0x11C}, {223, 8, 8, 0x3F4}, {224, 8, 9, 0x0C8}, {225, 10, 10, 0x005},
    {226, 8, 8, 0x0F5}, {227, 8, 8, 0x385}, {228, 8, 8, 0x284}, {229, 10, 10, 0x001},
    {230, 7, 10, 0x1FC}, {231, 7, 9, 0x1FC}, {232, 8, 8, 0x3CC}, {233, 8, 9, 0x12C},
    {234, 10, 14, 0x384}, {235, 8, 8, 0x3CC}, {236, 8, 8, 0x1C4}, {237, 8, 9, 0x144},
    {238, 7, 7, 0x33C}, {239, 7, 7, 0x204}, {240, 9, 9, 0x32C}, {241, 7, 8, 0x0FF},
    {242, 9, 9, 0x105}, {243, 7, 10, 0x37E}, {244, 9, 9, 0x204}, {245, 7, 9, 0x210},
    {246, 7, 7, 0x008}, {247, 5, 6, 0x3FF}, {248, 7, 7, 0x354}, {249, 9, 9, 0x202},
    {250, 8, 9, 0x385}, {251, 9, 9, 0x3BE}, {252, 6, 9, 0x3FE}, {253, 8, 8, 0x084},
    {254, 7, 10, 0x3F6}, {255, 9, 9, 0x3D4}, {256, 9, 9, 0x39C}, {257, 8, 8, 0x0CC},
    {258, 8, 9, 0x104}, {260, 9, 9, 0x3E4}, {261, 9, 9, 0x00C}, {262, 9, 9, 0x3C4},
    {263, 7, 10, 0x1EC}, {264, 8, 9, 0x140}, {265, 7, 9, 0x38E}, {266, 8, 8, 0x164},
    {267, 7, 10, 0x3FD}, {268, 8, 9, 0x28D}, {269, 7, 7, 0x198}, {290, 4, 5, 0x364},
    {291, 7, 7, 0x182}, {297, 7, 7, 0x3E4}, {298, 6, 6, 0x3FC}, {299, 6, 6, 0x3FE},
    {350, 8, 8, 0x064}, {351, 9, 9, 0x3CE}, {352, 4, 11, 0x3FC}, {353, 7, 10, 0x3F6},
    {354, 7, 9, 0x3F8}, {355, 6, 9, 0x3FC}, {356, 8, 8, 0x3AC}, {357, 8, 8, 0x3A4},
    {358, 5, 12, 0x3FE}, {359, 6, 12, 0x3FD}, {370, 8, 8, 0x3F8}, {371, 8, 8, 0x344},
    {372, 7, 10, 0x3F8}, {373, 8, 8, 0x3EC}, {374, 8, 8, 0x3FE}, {375, 6, 11, 0x31E},
    {376, 6, 9, 0x3EA}, {377, 8, 9, 0x3D8}, {378, 8, 10, 0x0E1}, {380, 9, 10, 0x3F8},
    {381, 6, 12, 0x3CE}, {382, 8, 9, 0x3FC}, {383, 8, 12, 0x31C}, {385, 7, 9, 0x3FE},
    {386, 5, 8, 0x3FE}, {387, 8, 9, 0x3F8}, {389, 8, 8, 0x1BC}, {420, 9, 9, 0x3FC},
    {421, 6, 9, 0x37C}, {423, 7, 9, 0x3CC}, {500, 5, 5, 0x0FC}, {501, 7, 11, 0x1FD},
    {502, 8, 11, 0x1FE}, {503, 7, 11, 0x3E4}, {504, 8, 11, 0x38C}, {505, 8, 8, 0x1E6},
    {506, 8, 10, 0x3FC}, {507, 7, 11, 0x3FF}, {508, 6, 9, 0x3FC}, {509, 8, 8, 0x33C},
    {590, 9, 9, 0x3E0}, {591, 8, 9, 0x1FC}, {592, 7, 7, 0x3FC}, {593, 8, 11, 0x2FE},
    {594, 9, 9, 0x3E0}, {595, 6, 11, 0x3FC}, {596, 9, 9, 0x3E0}, {597, 6, 7, 0x3FC},
    {598, 4, 13, 0x317}, {599, 7, 8, 0x2D8}, {670, 7, 8, 0x39C}, {672, 6, 6, 0x00A},
    {673, 7, 7, 0x1BC}, {674, 7, 7, 0x3F4}, {675, 7, 8, 0x3FE}, {676, 5, 7, 0x3FD},
    {677, 5, 7, 0x3FE}, {678, 5, 7, 0x3BC}, {679, 7, 11, 0x3FD}, {680, 7, 7, 0x3FC},
    {681, 6, 9, 0x380}, {682, 5, 5, 0x1BC}, {683, 4, 7, 0x1F0}, {685, 5, 10, 0x1FC},
    {686, 5, 8, 0x1FC}, {687, 6, 6, 0x3BD}, {688, 5, 7, 0x284}, {689, 6, 9, 0x110},
    {690, 4, 7, 0x09C}, {691, 7, 7, 0x308}, {692, 7, 7, 0x07C}, {850, 8, 10, 0x1FE},
    {852, 5, 11, 0x3FC}, {853, 7, 8, 0x145}, {855, 8, 10, 0x3FE}, {856, 8, 10, 0x1FC},
    {880, 6, 10, 0x3FE}, {886, 7, 11, 0x3FC}, {960, 7, 10, 0x3D8}, {961, 7, 8, 0x3FE},
    {962, 8, 9, 0x3FC}, {963, 8, 9, 0x23E}, {964, 8, 10, 0x0FE}, {965, 7, 8, 0x276},
    {966, 9, 10, 0x322}, {967, 7, 9, 0x0FE}, {968, 7, 9, 0x3A6}, {970, 8, 10, 0x336},
    {971, 5, 12, 0x3FC}, {972, 7, 12, 0x3BE}, {973, 8, 8, 0x3CA}, {974, 7, 11, 0x1F9},
    {975, 7, 8, 0x1FE}, {976, 8, 10, 0x3E6}, {977, 8, 11, 0x3FE}, {992, 9, 9, 0x3FF},
    {993, 8, 8, 0x0FE}, {994, 9, 9, 0x3FE}, {995, 9, 9, 0x1B8}, {996, 9, 10, 0x3EC},
    {998, 9, 9, 0x3EC},
};
// clang-format on

constexpr std::size_t kDigitsMax = 20;

/// The digits of a number as it stands, without the trunk zero in "(0)". `size` is 0 when there are
/// more than any number has.
struct Digits {
  char characters[kDigitsMax];
  std::size_t size = 0;
};

Digits digits_of(std::string_view raw) noexcept {
  Digits digits;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw.substr(i).starts_with("(0)")) {
      i += 2;
    } else if (is_digit(raw[i])) {
      if (digits.size == kDigitsMax) return Digits{};
      digits.characters[digits.size++] = raw[i];
    }
  }
  return digits;
}

/// French numbers are written in pairs with one kind of separator, or without any; everything else
/// of that shape is a decimal number or a list. `raw` has ten digits.
bool is_in_pairs(std::string_view raw) noexcept {
  std::size_t separators = 0;
  std::size_t zeros = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (is_digit(raw[i])) {
      zeros += raw[i] == '0' && (i == 0 || !is_digit(raw[i - 1])) ? 1 : 0;
    } else {
      ++separators;
      if (raw[i] != raw[2]) return false;
    }
  }
  // 01 02 03 04 05 is a list of bytes.
  return separators == 0 || (separators == 4 && zeros < 5);
}

/// Code points and the like: every group of four digits, or a later group of four that begins with
/// 00.
bool is_code_list(std::string_view raw) noexcept {
  std::size_t groups = 0;
  std::size_t fours = 0;
  for (std::size_t i = 0; i < raw.size();) {
    std::size_t start = i;
    while (i < raw.size() && is_digit(raw[i])) ++i;
    if (i == start) {
      ++i;
      continue;
    }
    if (groups > 0 && i - start == 4 && raw.substr(start, 2) == "00") return true;
    ++groups;
    fours += i - start == 4 ? 1 : 0;
  }
  return groups > 1 && fours == groups;
}

/// Country codes are prefix-free, so at most one of the three lengths is in the table.
const Plan* plan_of(std::string_view number) noexcept {
  for (std::size_t size = 1; size <= 3 && size < number.size(); ++size) {
    auto code = static_cast<std::uint16_t>(field(number, 0, size));
    auto found =
        std::lower_bound(std::begin(kPlans), std::end(kPlans), code,
                         [](const Plan& plan, std::uint16_t key) { return plan.code < key; });
    if (found != std::end(kPlans) && found->code == code) return found;
  }
  return nullptr;
}

std::size_t code_size(const Plan& plan) noexcept {
  return plan.code > 99 ? 3 : plan.code > 9 ? 2 : 1;
}

}  // namespace

// French numbers: 0 and nine digits of which the first is not 0, or +33, 0033, perhaps with (0),
// and nine digits. Source: ARCEP décision n°2018-0881. Valid: 01 99 00 12 34. Invalid: 00 99 00
// 12 34.
bool fr_phone(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.starts_with('+')) text.remove_prefix(1);
  if (!all_digits(text)) return false;
  if (text.size() > 10) {
    if (text.starts_with("00")) text.remove_prefix(2);
    if (!text.starts_with("33")) return false;
    text.remove_prefix(2);
  } else if (!text.starts_with('0') || !is_in_pairs(candidate.raw)) {
    return false;
  }
  if (text.size() == 10 && text[0] == '0') text.remove_prefix(1);
  return text.size() == 9 && text[0] != '0' && !same_character(text);
}

// International numbers behind + or 00. Source: see above; at most 15 digits in all.
// Valid: +44 20 7946 0958. Invalid: +44 20 7946 09.
bool phone(const Candidate& candidate) {
  bool plus = candidate.raw.starts_with('+');
  Digits digits = digits_of(candidate.raw);
  std::string_view number(digits.characters, digits.size);
  if (!plus) {
    // 0.0781 has two zeros as well, but is a number.
    if (!candidate.raw.starts_with("00") || is_code_list(candidate.raw)) return false;
    number.remove_prefix(2);
  }
  if (number.size() < 7 || number.size() > 15 || number[0] == '0') return false;
  const Plan* plan = plan_of(number);
  if (plan == nullptr) return false;
  std::string_view national = number.substr(code_size(*plan));
  if (national.size() < plan->digits_min || national.size() > plan->digits_max) return false;
  return ((plan->first_digits >> (national[0] - '0')) & 1U) != 0 && !same_character(national);
}

}  // namespace braque::validate
