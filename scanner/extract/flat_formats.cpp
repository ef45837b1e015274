#include "extract/flat_formats.hpp"

#include <array>
#include <utility>

namespace braque::extract {
namespace {

/// The first element's tag: attributes with the namespaces included.
std::string_view first_tag(std::string_view head) {
  std::size_t at = 0;
  while ((at = head.find('<', at)) != std::string_view::npos) {
    const std::string_view rest = head.substr(at + 1);
    if (!rest.starts_with('?') && !rest.starts_with('!')) return rest.substr(0, rest.find('>'));
    ++at;
  }
  return {};
}

}  // namespace

std::string_view detect_flat_format(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  if (!head.starts_with("<?xml")) return {};
  const std::string_view tag = first_tag(head);
  const auto has = [&](std::string_view text) { return tag.find(text) != std::string_view::npos; };
  if (tag.starts_with("office:document") && has("office:mimetype=")) {
    if (has("opendocument.spreadsheet")) return "fods";
    if (has("opendocument.presentation")) return "fodp";
    if (has("opendocument.graphics")) return "fodg";
    return "fodt";
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kNamespaces = {{
      {"urn:schemas-microsoft-com:office:spreadsheet", "excelxml"},
      {"http://schemas.microsoft.com/office/word/2003/wordml", "wordxml"},
      {"http://schemas.microsoft.com/office/2006/xmlPackage", "wordxml"},
  }};
  for (const auto& [space, format] : kNamespaces)
    if (has(space)) return format;
  return {};
}

}  // namespace braque::extract
