// Text chunks of PNG (RFC 2083, 4.2.7; iTXt: PNG 1.2, 4.2.3.3), which exiv2 leaves out.
#pragma once

#include <string>
#include <string_view>

namespace braque::documents {

/// "Keyword: text" lines of tEXt, zTXt and iTXt chunks, without those that hold EXIF, IPTC or XMP.
/// At most `bytes_max` bytes. Chunks are followed by their lengths until one leads out of the file.
std::string png_texts(std::string_view image, std::size_t bytes_max);

}  // namespace braque::documents
