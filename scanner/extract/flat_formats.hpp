// Documents of offices that are one XML file.
#pragma once

#include <string_view>

namespace braque::extract {

/// The format by the first bytes of a file, as detect_container() says it; "" when it is none.
std::string_view detect_flat_format(std::string_view head);

}  // namespace braque::extract
