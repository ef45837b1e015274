// Engines whose clients' libraries take long to load, or do things when they are loaded: a module
// each, braque-NAME.so, so that a scan that meets no such database never touches them.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "database/source.hpp"

namespace braque::database {

/// The function that module_entry.cpp gives a module; a plain pointer, because C has no classes.
inline constexpr const char* kModuleEntry = "braque_make_connection";
using ModuleEntry = MakeConnection (*)();

/// Loads the module of an engine, for the rest of the process, and sets what makes its connections.
/// Fails when it, or a library it needs, is not there.
Result<void> load_engine(std::string_view name, MakeConnection& make);

}  // namespace braque::database
