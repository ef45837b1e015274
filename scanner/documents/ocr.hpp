// Text recognition in pictures with Tesseract, off until its languages are set. The one place that
// knows Tesseract.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "extract/container_readers.hpp"

struct Pix;

namespace braque::documents {

/// Loads the data of the languages ("eng+fra") into memory, so that recognising opens no file, and
/// switches recognition on. Call it once, before the process has threads and before it gives up the
/// file system. Errors: a name that is none, a language that is not installed.
Result<void> prepare_ocr(std::string_view languages);
/// Whether prepare_ocr() succeeded.
bool ocr_wanted() noexcept;

/// 8 bits a pixel, 0 is black.
struct GreyPicture {
  const unsigned char* pixels = nullptr;
  int width = 0, height = 0, bytes_per_line = 0;
  int dots_per_inch = 0;
};

struct Recognised {
  bool complete = false;  ///< false: time was up, or Tesseract failed
  std::string text;       ///< UTF-8, lines as in the picture
};

struct OcrLimits {
  std::int64_t milliseconds = 0;
  std::function<void()> still_working;  ///< called for every word
};

/// Safe from any thread; every thread has its own engine.
Recognised recognise(const GreyPicture& picture, const OcrLimits& limits);
Recognised recognise(Pix* picture, const OcrLimits& limits);

/// What a picture may take: Budget::ocr_picture_time_ms, or what is left of the item's time.
OcrLimits ocr_limits(const extract::ContainerTask& task);

}  // namespace braque::documents
