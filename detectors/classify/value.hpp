// What may be done with a value: mask it, normalise it for a fingerprint. A value has a type of its
// own so that printing or logging one does not compile.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rule/rule.hpp"

namespace braque {

/// Borrowed bytes of a matched value. Without operator<< and without implicit conversion on
/// purpose.
class RawValue {
 public:
  explicit RawValue(std::string_view bytes) noexcept : bytes_(bytes) {}
  /// For mask(), normalise() and keyed hashes only.
  std::string_view bytes_for_keyed_hash() const noexcept { return bytes_; }

 private:
  std::string_view bytes_;
};

/// The form that is shown and stored, by the rule's mask style. UTF-8. `country` as in Match, for
/// addresses.
std::string mask(const Rule& rule, RawValue value, std::uint16_t country = 0);

/// Appends the normalised form to `out` (cleared first): separators dropped and capitals for
/// identifiers, lower case for e-mail, names and addresses without capitals, accents and signs,
/// digits with country code for phones (`country` as in Match). `out` holds a raw value afterwards:
/// wipe or reuse it.
void normalise(const Rule& rule, RawValue value, std::uint16_t country, std::string& out);

/// Goes up whenever a value is written differently before its fingerprint is taken, by normalise()
/// or from more than the match (whole names of rows, since 3): fingerprints of other forms
/// recognise nothing.
inline constexpr int kNormalFormVersion = 3;

/// info, low, medium, high, critical as 0..4: sensitivity of the rule by volume of the finding.
int severity(const Rule& rule, std::uint64_t count);

}  // namespace braque
