// What lets a page's own style and script run, and nothing else: Content Security Policy Level
// 3, 2.3.1, "hash-source".
#pragma once

#include <string>
#include <string_view>

namespace braque::report {

/// 'sha256-...' of the bytes between the tags.
std::string hash_source(std::string_view content);

}  // namespace braque::report
