// What a walk leaves out: snapshot and recycle folders by default, and the patterns of --exclude
// and --include.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "source/glob.hpp"

namespace braque::source {

class Exclusions {
 public:
  /// Fails with the message of the first bad pattern.
  static Result<Exclusions> make(const std::vector<std::string>& include,
                                 const std::vector<std::string>& exclude, bool default_folders);

  /// Whether the directory is left out with everything below it.
  bool excludes_directory(std::string_view relative) const;
  /// Whether a file is left out: some --exclude matches, or there are --include patterns and none
  /// does.
  bool excludes_file(std::string_view relative) const;

 private:
  std::vector<Glob> include_, exclude_;
  bool default_folders_ = true;
};

}  // namespace braque::source
