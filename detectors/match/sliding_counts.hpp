// How many bits of a mask are set in the window that begins at each of its positions, for all 64
// positions at once: the counts are kept as bit slices and doubled in width by adders made of
// logical operations. `Lanes` is a word of 64 positions or a vector of such words, each of another
// block.
#pragma once

#include <cstdint>

#include "match/byte_masks.hpp"

// Vectors are passed between functions that are inlined into one with the right target.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

namespace braque::match {

/// Bits k.. of the 128-bit value (next:current), as 64 bits; 0 < k < 64.
template <typename Lanes>
BRAQUE_INLINE Lanes ahead(const Lanes& current, const Lanes& next, unsigned k) {
  return (current >> k) | (next << (64 - k));
}

/// A mask of 64 positions and of the 64 that follow.
template <typename Lanes>
struct TwoWords {
  Lanes current, next;
  BRAQUE_INLINE TwoWords ahead_by(unsigned k) const { return {ahead(current, next, k), next >> k}; }
  BRAQUE_INLINE TwoWords operator&(const TwoWords& o) const {
    return {current & o.current, next & o.next};
  }
  BRAQUE_INLINE TwoWords operator|(const TwoWords& o) const {
    return {current | o.current, next | o.next};
  }
  BRAQUE_INLINE TwoWords operator^(const TwoWords& o) const {
    return {current ^ o.current, next ^ o.next};
  }
};

/// For each of 64 positions: are there so many digits in the bytes from there on?
template <typename Lanes>
struct DigitCounts {
  Lanes one_in_8, five_in_16, six_in_16, three_in_20;

  BRAQUE_INLINE explicit DigitCounts(const TwoWords<Lanes>& one) {
    using Two = TwoWords<Lanes>;
    // Slices of the counts in 2, 4, 8 and 16 bytes; the letter is the width, the figure the bit.
    const Two b0 = one ^ one.ahead_by(1), b1 = one & one.ahead_by(1);
    const Two d0 = b0 ^ b0.ahead_by(2), carry_d0 = b0 & b0.ahead_by(2);
    const Two half_d1 = b1 ^ b1.ahead_by(2);
    const Two d1 = half_d1 ^ carry_d0, d2 = (b1 & b1.ahead_by(2)) | (half_d1 & carry_d0);
    const Two h0 = d0 ^ d0.ahead_by(4), carry_h0 = d0 & d0.ahead_by(4);
    const Two half_h1 = d1 ^ d1.ahead_by(4);
    const Two h1 = half_h1 ^ carry_h0, carry_h1 = (d1 & d1.ahead_by(4)) | (half_h1 & carry_h0);
    const Two half_h2 = d2 ^ d2.ahead_by(4);
    const Two h2 = half_h2 ^ carry_h1, h3 = (d2 & d2.ahead_by(4)) | (half_h2 & carry_h1);
    one_in_8 = h0.current | h1.current | h2.current | h3.current;

    const Lanes q0 = h0.ahead_by(8).current, q1 = h1.ahead_by(8).current;
    const Lanes q2 = h2.ahead_by(8).current, q3 = h3.ahead_by(8).current;
    const Lanes s0 = h0.current ^ q0, carry_s0 = h0.current & q0;
    const Lanes half_s1 = h1.current ^ q1;
    const Lanes s1 = half_s1 ^ carry_s0, carry_s1 = (h1.current & q1) | (half_s1 & carry_s0);
    const Lanes half_s2 = h2.current ^ q2;
    const Lanes s2 = half_s2 ^ carry_s1, carry_s2 = (h2.current & q2) | (half_s2 & carry_s1);
    const Lanes eight = h3.current | q3 | carry_s2;  // eight or more
    five_in_16 = eight | (s2 & (s1 | s0));
    six_in_16 = eight | (s2 & s1);
    // Three in 16, or fewer there and at least one in the four bytes behind: a little too many.
    const Two some_d = d0 | d1 | d2;
    three_in_20 = eight | s2 | (s0 & s1) | ((s0 | s1) & some_d.ahead_by(16).current);
  }
};

}  // namespace braque::match
