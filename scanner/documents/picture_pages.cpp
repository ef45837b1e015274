#include "documents/picture_pages.hpp"

#include <leptonica/allheaders.h>

#include "documents/fields.hpp"

namespace braque::documents {
namespace {

struct Size {
  std::uint64_t width = 0, height = 0;
};

const l_uint8* data(std::string_view bytes) {
  return reinterpret_cast<const l_uint8*>(bytes.data());
}

bool is_tiff(std::string_view bytes) {
  return bytes.starts_with("II*") || bytes.starts_with(std::string_view("MM\0*", 4));
}

Size magnitude(std::int32_t width, std::int32_t height) {
  const auto absolute = [](std::int64_t value) {
    return static_cast<std::uint64_t>(value < 0 ? -value : value);
  };
  return {absolute(width), absolute(height)};
}

/// What the header says; nothing is decoded. GIF and BMP have theirs at fixed places.
bool read_size(std::string_view bytes, Size& size) {
  if (bytes.starts_with("GIF8")) {
    size = {u16(bytes, 6), u16(bytes, 8)};
    return true;
  }
  if (bytes.starts_with("BM")) {
    size = magnitude(static_cast<std::int32_t>(u32(bytes, 18)),
                     static_cast<std::int32_t>(u32(bytes, 22)));
    return true;
  }
  l_int32 format = 0, width = 0, height = 0, bits = 0, samples = 0, palette = 0;
  if (pixReadHeaderMem(data(bytes), bytes.size(), &format, &width, &height, &bits, &samples,
                       &palette) != 0)
    return false;
  size = magnitude(width, height);
  return true;
}

bool fits(const Size& size, std::uint64_t pixels_max) {
  return size.width > 0 && size.height > 0 && size.width <= pixels_max / size.height;
}

}  // namespace

void DestroyPicture::operator()(Pix* picture) const noexcept { pixDestroy(&picture); }

PicturePages::State PicturePages::next(Picture& page) {
  if (is_tiff(bytes_)) return next_of_tiff(page);
  if (number_++ > 0) return State::end;
  Size size;
  if (!read_size(bytes_, size)) return State::broken;
  if (!fits(size, pixels_max_)) return State::too_large;
  page.reset(pixReadMem(data(bytes_), bytes_.size()));
  return page ? State::decoded : State::broken;
}

PicturePages::State PicturePages::next_of_tiff(Picture& page) {
  l_int32 width = 0, height = 0, bits = 0, samples = 0, resolution = 0, palette = 0, format = 0;
  if (readHeaderMemTiff(data(bytes_), bytes_.size(), number_, &width, &height, &bits, &samples,
                        &resolution, &palette, &format) != 0)
    return number_++ == 0 ? State::broken : State::end;
  const l_int32 wanted = number_++;
  many_ = many_ || wanted > 0;
  if (!fits(magnitude(width, height), pixels_max_)) return State::too_large;
  page.reset(pixReadMemTiff(data(bytes_), bytes_.size(), wanted));
  return page ? State::decoded : State::broken;
}

void prepare_pictures() { setMsgSeverity(L_SEVERITY_NONE); }

}  // namespace braque::documents
