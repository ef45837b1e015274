// JSON (RFC 8259): what a head holds, and the places of strings.
#pragma once

#include <cstddef>
#include <string_view>

namespace braque::extract {

struct JsonCheck {
  std::size_t error = 0;  ///< position of the first fault; text.size() when there is none
  std::size_t keys = 0;
  std::size_t values = 0;     ///< strings and numbers
  std::size_t documents = 0;  ///< complete values at the top level
  bool lines = true;          ///< no document goes over a line end
  bool complete = false;      ///< the text ends outside all values
};

/// Reads a head as a sequence of JSON values.
JsonCheck check_json(std::string_view text);

/// The end of a string whose opening quote is at `quote`: the position of its closing quote, or
/// text.size().
std::size_t json_string_end(std::string_view text, std::size_t quote);

}  // namespace braque::extract
