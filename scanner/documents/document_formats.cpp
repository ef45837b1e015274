#include "documents/document_formats.hpp"

#include <vector>

namespace braque::documents {

std::span<const extract::ContainerFormat> document_formats() {
  // In order of name.
  static const std::vector<extract::ContainerFormat> kFormats = {
  };
  return kFormats;
}

}  // namespace braque::documents
