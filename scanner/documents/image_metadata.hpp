// What an image says about itself: EXIF, IPTC, XMP and comments, read with exiv2. The one place
// that knows exiv2; its exceptions end here.
#pragma once

#include <string>
#include <string_view>

namespace braque::documents {

struct ImageMetadata {
  bool readable = false;   ///< exiv2 knows the format and found nothing broken
  std::string properties;  ///< "Name: value" lines; a place as "GPSPosition: 48.858400, 2.294500"
};

/// At most `bytes_max` bytes of properties.
ImageMetadata read_image_metadata(std::string_view image, std::size_t bytes_max);

/// Loads what exiv2 needs once and for all. Safe to call again and from any thread.
void prepare_images();

}  // namespace braque::documents
