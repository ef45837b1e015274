// Verhoeff's check digit. Source: J. Verhoeff, Error Detecting Decimal Codes, Mathematical Centre
// Tract 29, Amsterdam 1969: the dihedral group of order 10 and a permutation of period 8.
//
// Valid: 2363 (check digit 3 of 236). Invalid: 2364.
#include <cstdint>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

constexpr std::uint8_t kProduct[10][10] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
    {3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
    {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};

constexpr std::uint8_t kPermutation[8][10] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
    {8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
    {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};

}  // namespace

bool verhoeff(const Candidate& candidate) {
  std::string_view digits = candidate.compact;
  if (digits.size() < 2 || !all_digits(digits)) return false;
  std::size_t state = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    auto digit = static_cast<std::size_t>(digits[digits.size() - 1 - i] - '0');
    state = kProduct[state][kPermutation[i % 8][digit]];
  }
  return state == 0;
}

}  // namespace braque::validate
