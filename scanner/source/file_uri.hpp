// file: URIs (RFC 8089) to and from paths, which may hold any byte but zero.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace braque::source {

/// The path of file:/a/b, file:///a/b or file://HOST/a/b. The host is not looked at: it says where
/// the path was seen last. file:a/b is taken as a relative path.
Result<std::string> path_of_file_uri(std::string_view uri);

/// file://HOST/PATH; bytes that cannot stand in a URI are written as %XX, so that nothing is lost.
std::string file_uri_of_path(std::string_view host, std::string_view path);

}  // namespace braque::source
