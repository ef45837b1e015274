// Names that promise another format than the bytes have.
#pragma once

#include <string>
#include <string_view>

namespace braque::extract {

/// "named .jpg, is zip", or "" when name and format agree or the name promises nothing that is
/// known.
std::string wrong_extension(std::string_view name, std::string_view format);

}  // namespace braque::extract
