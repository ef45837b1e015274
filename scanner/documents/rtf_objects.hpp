// Pictures and embedded objects of RTF: hexadecimal bytes, and the header that OLE 1.0 puts before
// them (MS-OLEDS 2.2).
#pragma once

#include "documents/rtf_text.hpp"
#include "extract/container_readers.hpp"

namespace braque::documents {

/// Hands over the bytes of an object; `number` counts them for the name. False when nothing more of
/// the document may be read.
bool hand_over_rtf_object(extract::ContainerTask& task, const RtfObject& object,
                          std::size_t number);

}  // namespace braque::documents
