// Names of members are labels in records: valid UTF-8, bounded, never used as paths.
#pragma once

#include <string>
#include <string_view>

namespace braque::extract {

/// Bytes that are not valid UTF-8 become \xNN; very long names are cut (marked "...").
std::string label(std::string_view bytes);

/// The name of what a compressed file holds: the container's last path component without its ending
/// ("a.csv.gz" gives "a.csv", "b.tgz" gives "b.tar").
std::string unpacked_name(std::string_view container_name);

}  // namespace braque::extract
