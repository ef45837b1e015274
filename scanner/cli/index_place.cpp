#include "cli/index_place.hpp"

#include "cli/files.hpp"

namespace braque::cli {

std::string index_path(const Settings& settings) {
  if (settings.has("index")) return settings.text("index");
  std::string base = xdg_directory("XDG_STATE_HOME", ".local/state");
  // Without a home (a bare service) the state of the system is the place.
  return (base.empty() ? "/var/lib" : base) + "/braque/index.db";
}

std::string directory_of(const std::string& path) {
  auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace braque::cli
