#include "source/registry.hpp"

#include <array>

#include "source/filesystem.hpp"

namespace braque {
namespace {

constexpr std::array kKinds = {
    SourceKind{"file", "Files below a directory, or a single file.",
               "file:", &source::FilesystemSource::make},
};

}  // namespace

std::span<const SourceKind> source_kinds() noexcept { return kKinds; }

const SourceKind& source_kind_of(std::string_view target) noexcept {
  for (const SourceKind& kind : kKinds)
    if (target.starts_with(kind.prefix)) return kind;
  return kKinds.front();
}

Result<std::unique_ptr<Source>> make_source(const std::string& target,
                                            const SourceOptions& options) {
  return source_kind_of(target).make(target, options);
}

}  // namespace braque
