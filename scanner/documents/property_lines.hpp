// Properties of a document (author, title, tags ...) as the lines of a member of the structure
// "keyvalue".
#pragma once

#include <string>
#include <string_view>

namespace braque::documents {

/// Appends "key: value" and a line feed; line ends inside of the value become spaces, and a value
/// without content is left out.
void add_property(std::string& text, std::string_view key, std::string_view value);

}  // namespace braque::documents
