#include "source/exclusions.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace braque::source {
namespace {

// Views of the past or of deleted files that file servers show inside a share: NetApp, Windows,
// Synology. Lower case; compared without regard to case.
constexpr std::array<std::string_view, 5> kDefaultFolders = {
    ".snapshot", "~snapshot", "$recycle.bin", "system volume information", "@eadir"};

bool equals_lower(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

bool is_default_folder(std::string_view relative) {
  std::string_view name = relative.substr(relative.rfind('/') + 1);
  return std::any_of(kDefaultFolders.begin(), kDefaultFolders.end(),
                     [&](std::string_view folder) { return equals_lower(name, folder); });
}

Result<void> compile_all(const std::vector<std::string>& patterns, std::vector<Glob>& globs) {
  for (const std::string& pattern : patterns) {
    Result<Glob> glob = Glob::compile(pattern);
    if (!glob) return glob.error();
    globs.push_back(std::move(*glob));
  }
  return {};
}

}  // namespace

Result<Exclusions> Exclusions::make(const std::vector<std::string>& include,
                                    const std::vector<std::string>& exclude, bool default_folders) {
  Exclusions exclusions;
  exclusions.default_folders_ = default_folders;
  if (Result<void> done = compile_all(include, exclusions.include_); !done) return done.error();
  if (Result<void> done = compile_all(exclude, exclusions.exclude_); !done) return done.error();
  return exclusions;
}

bool Exclusions::excludes_directory(std::string_view relative) const {
  if (default_folders_ && is_default_folder(relative)) return true;
  return std::any_of(exclude_.begin(), exclude_.end(),
                     [&](const Glob& glob) { return glob.covers_directory(relative); });
}

bool Exclusions::excludes_file(std::string_view relative) const {
  auto matches = [&](const Glob& glob) { return glob.matches(relative, false); };
  if (std::any_of(exclude_.begin(), exclude_.end(), matches)) return true;
  return !include_.empty() && std::none_of(include_.begin(), include_.end(), matches);
}

}  // namespace braque::source
