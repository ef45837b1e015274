#include "cli/index_place.hpp"

#include <boost/filesystem/path.hpp>

#include "cli/files.hpp"

namespace braque::cli {

std::string index_path(const Settings& settings) {
  if (settings.has("index")) return settings.text("index");
  std::string base = xdg_directory("XDG_STATE_HOME", ".local/state");
  // Without a home (a bare service) the state of the system is the place.
  return (base.empty() ? "/var/lib" : base) + "/braque/index.db";
}

std::string directory_of(const std::string& path) {
  const std::string parent = boost::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

}  // namespace braque::cli
