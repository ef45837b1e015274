// What an ItemSink may be besides: one that can tell at once that nothing is to be done with a
// file.
#pragma once

#include <string_view>

#include "model/item.hpp"

namespace braque {

/// Asked from the listing thread only.
class QuietSink {
 public:
  virtual ~QuietSink() = default;
  /// Asked before found() of a file that has one name. True: nothing is to be done with it and
  /// nothing to be said, so that it needs no item of its own; it is counted, and found() is not to
  /// be called.
  virtual bool settled_quietly(std::string_view relative, const ItemMetadata& metadata,
                               bool remote) = 0;
};

}  // namespace braque
