// Images: their metadata, and, when that is wanted, the text that they show.
#include "documents/image_metadata.hpp"
#include "documents/ocr.hpp"
#include "documents/picture_pages.hpp"
#include "documents/png_text.hpp"
#include "documents/raw_bytes.hpp"
#include "documents/readers.hpp"
#include "documents/whole_file.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

bool read_metadata(ContainerTask& task, const std::string& bytes) {
  const auto properties_max =
      static_cast<std::size_t>(task.meter.budget.whole_document_bytes_max / 16);
  ImageMetadata metadata = read_image_metadata(bytes, properties_max);
  if (task.format == "png") metadata.properties += png_texts(bytes, properties_max);
  if (!metadata.properties.empty() &&
      (!extract::may_go_on(task) ||
       !extract::hand_over_text(task, "metadata", "keyvalue", std::move(metadata.properties))))
    return false;
  // What exiv2 cannot take apart may still hold clear text.
  const bool opaque = !metadata.readable || task.format == "gif" || task.format == "bmp";
  return !opaque || hand_over_raw_bytes(task, bytes);
}

bool hand_over_page(ContainerTask& task, const PicturePages& pages, Pix* page) {
  Recognised read = recognise(page, ocr_limits(task));
  if (!read.complete)
    task.tally.add(Problem{Reason::budget_time, "the time to recognise text was used up"});
  if (read.text.find_first_not_of(" \n\f") == std::string::npos) return true;
  const std::string name = pages.many() ? "page " + std::to_string(pages.number()) : "text";
  return extract::may_go_on(task) &&
         extract::hand_over_text(task, name, "text", std::move(read.text));
}

void recognise_pages(ContainerTask& task, const std::string& bytes) {
  prepare_pictures();
  PicturePages pages(bytes, task.meter.budget.ocr_pixels_max);
  Picture page;
  constexpr int kPagesMax = 10'000;
  while (pages.number() < kPagesMax && !task.meter.out_of_time()) {
    switch (pages.next(page)) {
      case PicturePages::State::end:
        return;
      case PicturePages::State::decoded:
        if (!hand_over_page(task, pages, page.get())) return;
        break;
      case PicturePages::State::too_large:
        task.tally.add(Problem{Reason::budget_memory, "too many pixels to recognise text in"});
        break;
      case PicturePages::State::broken:
        task.tally.add(Problem{Reason::needs_ocr, "the picture cannot be decoded here"});
        break;
    }
  }
}

}  // namespace

void read_image(ContainerTask& task) {
  prepare_images();
  std::string bytes;
  if (!read_whole_file(task, bytes) || !read_metadata(task, bytes)) return;
  if (ocr_wanted())
    recognise_pages(task, bytes);
  else
    task.tally.add(Problem{Reason::needs_ocr, "what the picture shows was not read"});
  task.bytes_done = task.input.size();
}

}  // namespace braque::documents
