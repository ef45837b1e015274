#include "cli/plan_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace braque::cli {
namespace {

/// What is wrong with a file that has to be read, and how to mend it; "" when nothing is.
std::string fault_of(const std::string& path) {
  // Without waiting for the other end of a pipe.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  const int error = errno;
  if (file < 0) {
    if (error == ENOENT || error == ENOTDIR)
      return "there is no such file; put it there or mend the path";
    return "cannot be read by this account (" + std::system_category().message(error) +
           "); change its owner or mode, or check as the account that delivers";
  }
  struct stat status {};
  const bool known = ::fstat(file, &status) == 0;
  ::close(file);
  return known && S_ISREG(status.st_mode) ? "" : "is no file; name a file in PEM format";
}

}  // namespace

void check_plan_files(const Configuration& configuration, std::vector<ConfigurationFault>& faults) {
  for (const std::string& name : configuration.planned_names("destination")) {
    for (const char* key : {"ca_file", "certificate_file", "key_file"}) {
      const ConfiguredValue* value = configuration.planned("destination." + name, key);
      if (value == nullptr || value->values.empty() || value->values.back().empty()) continue;
      const std::string& path = value->values.back();
      if (const std::string fault = fault_of(path); !fault.empty())
        faults.push_back({value->file, value->line, std::string(key) + " " + path + ": " + fault});
    }
  }
}

}  // namespace braque::cli
