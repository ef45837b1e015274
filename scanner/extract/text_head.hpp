// What a structure is recognised by: the first bytes of a part, decoded.
#pragma once

#include <string>
#include <string_view>

#include "model/reason.hpp"

namespace braque::extract {

struct TextHead {
  std::string_view bytes;   ///< as they are in the part, without a byte order mark
  std::string_view text;    ///< decoded to UTF-8; the same as `bytes` for UTF-8 and ASCII
  bool whole = false;       ///< the part has no further bytes
  std::string_view name;    ///< of the file or member; a hint, may be empty
  std::string_view remark;  ///< what detection had to say
};

/// What a structure says about a head.
struct Bid {
  int score = 0;  ///< 0: not this structure; the highest wins, the first among equals
  bool splittable = false;
  std::string remark;  ///< for the ledger: what does not fit although the bid stands
};

/// The lower-case extension of a name with its dot, "" without one; at most 8 characters.
std::string extension_of(std::string_view name);

}  // namespace braque::extract
