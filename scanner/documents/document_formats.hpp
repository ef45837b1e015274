// The table of the formats of documents, and the reader of each. A reader hands over the document's
// own text as a member without a name, further texts (comments, sheets, pages) as members with one,
// and what is embedded as members that tell themselves.
#pragma once

#include <span>

#include "extract/container_readers.hpp"

namespace braque::documents {

/// What is not listed here is an archive (extract::archive_formats()) or is not known.
std::span<const extract::ContainerFormat> document_formats();

}  // namespace braque::documents
