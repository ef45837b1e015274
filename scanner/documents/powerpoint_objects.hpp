// Objects embedded in a presentation: compound files, mostly compressed ([MS-PPT] 2.10.34).
#pragma once

#include <vector>

#include "documents/ole2_part.hpp"

namespace braque::documents {

struct EmbeddedObject {
  std::uint64_t begin = 0, end = 0;  ///< in the presentation's stream
  bool compressed = false;
};

/// False: stop.
bool hand_over_objects(extract::ContainerTask& task, const Ole2Part& part, const Ole2Entry& stream,
                       const std::vector<EmbeddedObject>& objects);

}  // namespace braque::documents
