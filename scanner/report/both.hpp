// A text in the two languages of every report.
#pragma once

#include <string_view>

namespace braque::report {

struct Both {
  std::string_view english, french;
  constexpr std::string_view in(bool in_french) const noexcept {
    return in_french ? french : english;
  }
};

}  // namespace braque::report
