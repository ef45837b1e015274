#include "export/disclosure.hpp"

#include "export/object_names.hpp"
#include "model/json_writer.hpp"

namespace braque::exporting {
namespace {

/// ".xlsx" of "payroll.xlsx"; "" when what follows the dot is no plain extension.
std::string_view plain_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > 9) return {};
  for (char c : name.substr(dot + 1))
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return {};
  return name.substr(dot);
}

}  // namespace

std::string Pseudonyms::operator()(std::string_view kind, std::string_view name) const {
  const auto digest = hmac_({"braque export ", kind, "\x1f", name});
  return hexadecimal(digest).substr(0, 16);
}

std::string Pseudonyms::path(std::string_view path) const {
  std::string out;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view component = path.substr(0, slash);
    const bool last = slash == std::string_view::npos;
    if (!component.empty()) {
      out += (*this)("path", component);
      if (last) out += plain_extension(component);
    }
    if (last) break;
    out += '/';
    path.remove_prefix(slash + 1);
  }
  return out;
}

void Pseudonyms::apply(const Disclosure& disclosure, Object& object) const {
  if (disclosure.paths != Naming::plain) {
    rename_object(path(object.relative), object);
    if (!object.locator.empty()) object.locator = (*this)("locator", object.locator);
  }
  if (disclosure.owners == Naming::plain) return;
  const bool named = disclosure.owners == Naming::pseudonym && !object.owner_id.empty();
  object.owner_id = named ? (*this)("owner", object.owner_id) : std::string();
  object.owner_name.clear();
}

}  // namespace braque::exporting
