// The source text of VBA macros ([MS-OVBA]) in documents of Office.
#pragma once

#include <string>
#include <string_view>

#include "documents/ole2_part.hpp"

namespace braque::documents {

/// Unpacks a compressed container (2.4.1), at most `bytes_max` bytes. False when it is damaged:
/// `text` is then what came before the damage.
bool unpack_vba(std::string_view packed, std::size_t bytes_max, std::string& text);

/// Hands over each module of the project below `storage` ("Macros/", "_VBA_PROJECT_CUR/", "") as
/// "macro NAME". False: stop.
bool read_vba(extract::ContainerTask& task, const Ole2Part& part, const std::string& storage);

/// vbaProject.bin of documents since 2007.
void read_vba_project(extract::ContainerTask& task, const Ole2File& file);

}  // namespace braque::documents
