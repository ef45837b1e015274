// The pages of a picture file (one, but in TIFF), decoded with Leptonica.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

struct Pix;

namespace braque::documents {

struct DestroyPicture {
  void operator()(Pix* picture) const noexcept;
};
using Picture = std::unique_ptr<Pix, DestroyPicture>;

class PicturePages {
 public:
  enum class State : std::uint8_t { decoded, end, too_large, broken };

  /// `bytes` must outlive this. What has more than `pixels_max` pixels is not decoded.
  PicturePages(std::string_view bytes, std::uint64_t pixels_max)
      : bytes_(bytes), pixels_max_(pixels_max) {}

  /// The next page. After `too_large` or `broken` the next one may follow.
  State next(Picture& page);
  /// Of the page that next() gave last, counted from 1.
  int number() const noexcept { return number_; }
  bool many() const noexcept { return many_; }

 private:
  State next_of_tiff(Picture& page);

  std::string_view bytes_;
  std::uint64_t pixels_max_;
  int number_ = 0;
  bool many_ = false;
};

/// Makes Leptonica silent. Safe to call again and from any thread.
void prepare_pictures();

}  // namespace braque::documents
