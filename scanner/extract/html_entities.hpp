// Character references of XML and HTML.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace braque::extract {

struct Entity {
  std::size_t length = 0;  ///< bytes of the reference; 0: there is none
  std::uint32_t character = 0;
};

/// The reference that begins with the '&' at `at`: the five of XML, numeric ones, and with `html`
/// the Latin-1 names and some more of HTML 4 (section 24). Nothing is ever expanded further.
Entity entity_at(std::string_view text, std::size_t at, bool html);

}  // namespace braque::extract
