// A PDF document as poppler reads it. The one place that knows poppler; its exceptions end here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "documents/pdf_table.hpp"

namespace braque::documents {

/// A page as a picture, 8 bits a pixel, 0 is black.
struct DrawnPage {
  std::string pixels;
  int width = 0, height = 0, bytes_per_line = 0;
  int dots_per_inch = 0;
};

class PdfDocument {
 public:
  enum class State : std::uint8_t { open, locked, broken };

  /// `bytes` must outlive the document. Cross-references that are broken are rebuilt; an owner's
  /// password and an empty user password are no obstacle.
  explicit PdfDocument(std::string_view bytes);
  ~PdfDocument();
  PdfDocument(const PdfDocument&) = delete;
  PdfDocument& operator=(const PdfDocument&) = delete;

  State state() const noexcept { return state_; }
  bool encrypted() const;
  int page_count() const;
  /// What a page says, counted from 0; false when the page cannot be read.
  bool read_page(int page, PdfLayout& layout) const;
  /// Draws a page, at most with `pixels_max` pixels; false when it cannot be drawn.
  bool draw_page(int page, std::uint64_t pixels_max, DrawnPage& drawn) const;
  /// Author, title and whatever else the information dictionary holds, as "Key: value" lines.
  std::string properties() const;
  /// XMP, as it stands.
  std::string metadata() const;

 private:
  struct Opened;
  std::unique_ptr<Opened> opened_;
  State state_ = State::broken;
};

/// Makes poppler load what it reads from files once and for all: call it before the process gives
/// up the file system. Safe to call again and from any thread.
void prepare_pdf();

}  // namespace braque::documents
