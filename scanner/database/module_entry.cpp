// The one symbol of a module, braque-NAME.so; BRAQUE_ENGINE is its function of engines.hpp.
#include "database/engine_module.hpp"
#include "database/engines.hpp"

extern "C" [[gnu::visibility("default")]] braque::database::MakeConnection
braque_make_connection() {
  return &braque::database::BRAQUE_ENGINE;
}
