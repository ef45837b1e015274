// Machine-readable zones. Source: ICAO Doc 9303, 8th edition: part 3 (check digits), part 4 (TD3,
// passports: two lines of 44), part 5 (TD1, cards: three lines of 30).
#include <initializer_list>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

constexpr std::size_t kTd1Size = 90;
constexpr std::size_t kTd3Size = 88;

/// The zone without line ends and blanks; empty when a character is foreign or the size is another.
struct Zone {
  char characters[kTd1Size];
  std::size_t size = 0;
  std::string_view text() const noexcept { return {characters, size}; }
  std::string_view part(std::size_t first, std::size_t count) const noexcept {
    return text().substr(first, count);
  }
};

Zone zone_of(std::string_view raw, std::size_t size) noexcept {
  Zone zone;
  for (char c : raw) {
    if (c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
    if ((value_of(c) < 0 && c != '<') || zone.size == size) return Zone{};
    zone.characters[zone.size++] = c;
  }
  if (zone.size != size) zone.size = 0;
  return zone;
}

bool passes(std::string_view text, char check) noexcept {
  return is_digit(check) && icao_check_digit(text) == check - '0';
}

/// Letters and fillers, as in countries and names.
bool is_alphabetic(std::string_view text) noexcept {
  for (char c : text) {
    if (!is_capital(c) && c != '<') return false;
  }
  return true;
}

/// YYMMDD; fillers stand for an unknown part.
bool is_zone_date(std::string_view text) noexcept {
  if (!all_digits(text)) return text.find_first_not_of("0123456789<") == text.npos;
  return field(text, 2, 2) <= 12 && field(text, 4, 2) <= 31;
}

bool is_sex(char c) noexcept { return c == 'M' || c == 'F' || c == '<' || c == 'X'; }

/// The composite check digit covers several ranges, counted through.
bool passes_composite(std::initializer_list<std::string_view> parts, char check) noexcept {
  char joined[kTd1Size];
  std::size_t size = 0;
  for (std::string_view part : parts) {
    for (char c : part) joined[size++] = c;
  }
  return passes({joined, size}, check);
}

}  // namespace

int icao_check_digit(std::string_view text) noexcept {
  constexpr int kWeights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int value = text[i] == '<' ? 0 : value_of(text[i]);
    if (value < 0) return -1;
    sum += value * kWeights[i % 3];
  }
  return sum % 10;
}

bool mrz_td1(const Candidate& candidate) {
  Zone zone = zone_of(candidate.raw, kTd1Size);
  if (zone.size == 0) return false;
  char kind = zone.characters[0];
  if ((kind != 'A' && kind != 'C' && kind != 'I') || !is_alphabetic(zone.part(1, 4))) return false;
  // A document number of more than nine characters has '<' here and goes on in the optional data.
  char number_check = zone.characters[14];
  if (number_check != '<' && !passes(zone.part(5, 9), number_check)) return false;
  if (!passes(zone.part(30, 6), zone.characters[36]) || !is_sex(zone.characters[37])) return false;
  if (!passes(zone.part(38, 6), zone.characters[44])) return false;
  if (!is_zone_date(zone.part(30, 6)) || !is_zone_date(zone.part(38, 6))) return false;
  if (!is_alphabetic(zone.part(45, 3)) || !is_alphabetic(zone.part(60, 30))) return false;
  return zone.characters[60] != '<' &&
         passes_composite({zone.part(5, 25), zone.part(30, 7), zone.part(38, 7), zone.part(48, 11)},
                          zone.characters[59]);
}

bool mrz_td3(const Candidate& candidate) {
  Zone zone = zone_of(candidate.raw, kTd3Size);
  if (zone.size == 0 || zone.characters[0] != 'P') return false;
  if (!is_alphabetic(zone.part(1, 43)) || zone.characters[5] == '<') return false;
  if (!passes(zone.part(44, 9), zone.characters[53]) || !is_alphabetic(zone.part(54, 3)))
    return false;
  if (!passes(zone.part(57, 6), zone.characters[63]) || !is_sex(zone.characters[64])) return false;
  if (!passes(zone.part(65, 6), zone.characters[71])) return false;
  if (!is_zone_date(zone.part(57, 6)) || !is_zone_date(zone.part(65, 6))) return false;
  // Optional data that is empty may have a filler instead of the check digit 0.
  char optional_check = zone.characters[86];
  bool empty = zone.part(72, 14).find_first_not_of('<') == std::string_view::npos;
  if (!(empty && optional_check == '<') && !passes(zone.part(72, 14), optional_check)) return false;
  return passes_composite({zone.part(44, 10), zone.part(57, 7), zone.part(65, 22)},
                          zone.characters[87]);
}

}  // namespace braque::validate
