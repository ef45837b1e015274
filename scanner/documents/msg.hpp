// Outlook's .msg files, once the compound file is open.
#pragma once

#include "documents/ole2.hpp"

namespace braque::documents {

void read_msg(extract::ContainerTask& task, const Ole2File& file);

}  // namespace braque::documents
