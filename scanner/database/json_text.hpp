// Documents as one line of JSON (RFC 8259), for engines without tables.
#pragma once

#include <string>
#include <string_view>

namespace braque::database {

/// Appends a string with its quotes; what is no UTF-8 is taken for Latin-1.
void append_json_string(std::string& text, std::string_view value);

/// Appends "key":"value", with a comma before it unless an object begins there.
void append_json_member(std::string& text, std::string_view key, std::string_view value);

/// The kind of a key: parts (by ':', '/', '.', '|') that hold digits, or are long and mixed, become
/// '*', so that "user:1234:cart" and "user:77:cart" are of one kind.
std::string kind_of_key(std::string_view key);

}  // namespace braque::database
