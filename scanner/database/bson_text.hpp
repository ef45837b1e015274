// Documents of MongoDB (BSON 1.1, bsonspec.org) as one line of JSON, whose keys are the paths to
// the values.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace braque::database {

/// Appends {"name":"Ada","address.city":"Paris","phones":"1","phones":"2"}: members of lists have
/// the list's path, so that they are values of one column; keys that are numbers or addresses
/// become '*' and are kept as values. At most about `bytes_max` are written. False: what is there
/// is damaged, or nested too deeply, and was cut.
bool append_document(std::string& text, std::span<const std::uint8_t> bson,
                     std::uint64_t bytes_max);

}  // namespace braque::database
