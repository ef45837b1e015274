// The text of Windows metafiles: pictures that are lists of drawing commands (MS-EMF, MS-EMFPLUS,
// MS-WMF).
#pragma once

#include <string>
#include <string_view>

namespace braque::documents {

struct MetafileText {
  std::string text;
  bool whole = false;  ///< the last record was met
};

/// What is written at one height is one line.
MetafileText read_enhanced_metafile(std::string_view file);
MetafileText read_windows_metafile(std::string_view file);

}  // namespace braque::documents
