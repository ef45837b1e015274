#include "export/object_names.hpp"

#include <algorithm>
#include <array>

#include "export/text.hpp"

namespace braque::exporting {
namespace {

constexpr std::array<std::string_view, 7> kDatabases{"mongodb",    "mysql", "odbc",  "opensearch",
                                                     "postgresql", "redis", "sqlite"};

std::string_view scheme_of(std::string_view target) {
  const std::size_t colon = target.find(':');
  return colon == std::string_view::npos ? std::string_view() : target.substr(0, colon);
}

/// "fs01" of "smb://fs01/finance", without an account or a port.
std::string host_of(std::string_view target) {
  const std::size_t begin = target.find("://");
  if (begin == std::string_view::npos) return {};
  std::string_view authority = target.substr(begin + 3);
  authority = authority.substr(0, authority.find('/'));
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos)
    authority.remove_prefix(at + 1);
  if (const std::size_t colon = authority.rfind(':');
      colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos)
    authority = authority.substr(0, colon);
  return std::string(authority);
}

std::string joined(std::string_view base, std::string_view relative) {
  std::string whole(base);
  if (!relative.empty()) (whole += whole.ends_with('/') ? "" : "/") += relative;
  return whole;
}

void set_path(std::string path, Object& object) {
  const std::size_t slash = path.rfind('/');
  object.name = slash == std::string::npos ? path : path.substr(slash + 1);
  object.directory = slash == std::string::npos ? "" : path.substr(0, slash);
  const std::size_t dot = object.name.rfind('.');
  object.extension.clear();
  if (dot != std::string::npos && dot > 0 && object.name.size() - dot <= 16)
    object.extension = object.name.substr(dot + 1);
  object.path = std::move(path);
}

}  // namespace

void name_object(const std::string& target, std::string_view root, std::string_view relative,
                 Object& object) {
  object.target = target;
  object.host = host_of(target);
  const std::string_view scheme = scheme_of(target);
  if (std::find(kDatabases.begin(), kDatabases.end(), scheme) != kDatabases.end())
    object.database = scheme;
  rename_object(relative, object);
  // The lasting name of files that have no other is their path on the scanning host.
  if (scheme == "file" && !root.empty()) set_path(joined(root, relative), object);
}

void rename_object(std::string_view relative, Object& object) {
  const std::string base = uri_text(object.target);
  object.relative = relative;
  object.relative_uri = percent_encoded(relative);
  object.uri = relative.empty() ? base : joined(base, object.relative_uri);
  set_path(joined(object.target, relative), object);
}

std::string_view folder_of(std::string_view relative, std::size_t depth) noexcept {
  std::size_t end = relative.rfind('/');
  if (end == std::string_view::npos) return {};
  relative = relative.substr(0, end);
  std::size_t position = 0;
  for (std::size_t level = 0; level < depth; ++level) {
    position = relative.find('/', position);
    if (position == std::string_view::npos) return relative;
    if (level + 1 < depth) ++position;
  }
  return relative.substr(0, position);
}

}  // namespace braque::exporting
