// Files whose data lie off-line (tape, cloud tier): reading would recall them, so they are recorded
// and never read.
#pragma once

#include <string_view>

#include "model/item.hpp"
#include "source/file_system_kind.hpp"

namespace braque::source {

/// A file of some size without a single block, on a file system where that means a migrated file.
bool is_migrated(const ItemMetadata& metadata, FileSystemKind kind) noexcept;

/// Whether the DOS attributes kept with an open file say that its data are off-line. Asks for
/// extended attributes only; reads no data.
bool has_offline_attribute(int descriptor, FileSystemKind kind) noexcept;

/// The same for the value of Samba's extended attribute user.DOSATTRIB.
bool samba_value_says_offline(std::string_view value) noexcept;

}  // namespace braque::source
