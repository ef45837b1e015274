// Text from scanned systems for receivers: valid UTF-8 that forges nothing in a log, exact bytes as
// a URI, and cuts that break no character.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace braque::exporting {

/// Invalid bytes, controls, line separators and bidirectional marks become U+FFFD (is_hidden() of
/// model/escape.hpp).
std::string clean_text(std::string_view text);
/// Only printable ASCII, which most text is: clean as it stands.
bool is_plain(std::string_view text) noexcept;

/// The bytes as a URI path (RFC 3986, section 3.3): all but unreserved characters, sub-delimiters,
/// '@' and '/' as %XX, so that the exact bytes come back. ':' too, for before the first '/' it
/// would end a scheme (section 4.2).
std::string percent_encoded(std::string_view bytes);
/// A whole URI that somebody wrote: only what no URI may hold becomes %XX.
std::string uri_text(std::string_view uri);

/// At most `bytes_max` bytes, whole characters; the middle of the text goes ("..."), because both
/// ends of a path tell most. `cut` is set when something went.
std::string shortened_middle(std::string_view text, std::size_t bytes_max, bool& cut);
/// At most `bytes_max` bytes, whole characters; the end goes.
std::string_view shortened_end(std::string_view text, std::size_t bytes_max, bool& cut);

}  // namespace braque::exporting
