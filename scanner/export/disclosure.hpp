// What a destination is told: names as they are or as pseudonyms, masked samples and fingerprints
// only when it asks.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "export/event.hpp"
#include "privacy/hmac_sha256.hpp"

namespace braque::exporting {

enum class Naming : std::uint8_t { plain, pseudonym, none };

struct Disclosure {
  Naming paths =
      Naming::plain;  ///< `none` counts as `pseudonym`: an event without a place helps nobody
  Naming owners = Naming::plain;
  bool samples = false;       ///< masks, never values
  bool fingerprints = false;  ///< keyed
  std::size_t locations_max = 5;
};

/// Replaces names by keyed pseudonyms: equal names get equal ones, so that what belongs together
/// can be joined, and without the id key nothing can be tried.
class Pseudonyms {
 public:
  explicit Pseudonyms(const Key& id_key) : hmac_(id_key) {}
  /// Sixteen hexadecimal digits.
  std::string operator()(std::string_view kind, std::string_view name) const;
  /// Each component on its own, so that folders stay folders; the last one keeps its extension.
  std::string path(std::string_view path) const;
  /// Of the object: what lies below the target, the locator and the owner, as the disclosure wants.
  void apply(const Disclosure& disclosure, Object& object) const;

 private:
  HmacSha256 hmac_;
};

}  // namespace braque::exporting
