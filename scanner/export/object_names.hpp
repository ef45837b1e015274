// The names of what was scanned, from the target's lasting name and the path below it.
#pragma once

#include <string>
#include <string_view>

#include "export/event.hpp"

namespace braque::exporting {

/// Sets target, uri, relative_uri, relative, path, name, directory, extension, host and database.
/// `relative` is bytes; "" when the target is the item itself. `root` is where a target of files
/// lies on the scanning host; "" when that tells people nothing: paths then begin with the target's
/// name.
void name_object(const std::string& target, std::string_view root, std::string_view relative,
                 Object& object);
/// Another path below the same target in its place, such as a pseudonym.
void rename_object(std::string_view relative, Object& object);

/// The folder `depth` levels below the target, "" for the target itself.
std::string_view folder_of(std::string_view relative, std::size_t depth) noexcept;

}  // namespace braque::exporting
