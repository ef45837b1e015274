#include "database/engine_module.hpp"

#include <dlfcn.h>

#include <string>

#include "model/companion_file.hpp"

namespace braque::database {

Result<void> load_engine(std::string_view name, MakeConnection& make) {
  auto file = companion_file("braque-" + std::string(name) + ".so");
  if (!file) return file.error();
  // Never closed: the clients' libraries keep threads and handlers.
  void* const module = ::dlopen(file->c_str(), RTLD_NOW | RTLD_LOCAL);
  void* const entry = module == nullptr ? nullptr : ::dlsym(module, kModuleEntry);
  if (entry == nullptr)
    return unexpected(ErrorKind::invalid,
                      "what reads " + std::string(name) + " cannot be loaded: " + ::dlerror());
  make = reinterpret_cast<ModuleEntry>(entry)();
  return {};
}

}  // namespace braque::database
