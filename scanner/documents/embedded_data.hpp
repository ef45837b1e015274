// Files inside of XML documents as base64: office:binary-data of OpenDocument (ODF 1.3 part 3,
// 19.2), w:binData of Word 2003, pkg:binaryData of flat OPC.
#pragma once

#include <cstdint>
#include <string>

#include "extract/container_readers.hpp"

namespace braque::documents {

/// Where one stands. The document is parsed once; what is embedded is read from its place
/// afterwards, because a member cannot be handed over in the middle of another.
struct EmbeddedData {
  std::string name;
  std::uint64_t begin = 0, end = 0;  ///< bytes of the document, tags excluded
  bool cut = false;  ///< reading broke off inside; `end` is the document's, or its end tag comes
};

/// Hands the file over. False when nothing more of the document may be read.
bool hand_over_embedded(extract::ContainerTask& task, const EmbeddedData& data);

}  // namespace braque::documents
