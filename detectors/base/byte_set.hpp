// A set of bytes that is asked by one load, for loops over every byte of a value.
#pragma once

#include <array>
#include <cstddef>

namespace braque {

class ByteSet {
 public:
  /// The bytes for which `holds` says so.
  template <typename Holds>
  explicit constexpr ByteSet(Holds holds) {
    for (std::size_t i = 0; i < known_.size(); ++i)
      known_[i] = holds(static_cast<char>(static_cast<unsigned char>(i)));
  }
  constexpr bool holds(char c) const noexcept { return known_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> known_{};
};

}  // namespace braque
