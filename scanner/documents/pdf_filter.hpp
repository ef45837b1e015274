// The filters of PDF streams that text can be packed with (ISO 32000-1, 7.4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "documents/pdf_value.hpp"

namespace braque::documents {

/// Applies the filters in turn, at most four; what is cut off or damaged gives what could be read.
/// The result of each filter ends at `bytes_max`. Nothing when a filter is not one of FlateDecode,
/// ASCIIHexDecode, ASCII85Decode, RunLengthDecode (so not those of images).
std::optional<std::string> unpack_pdf_stream(std::string_view packed, const PdfValue& filter,
                                             const PdfValue& parameters, std::uint64_t bytes_max);

}  // namespace braque::documents
