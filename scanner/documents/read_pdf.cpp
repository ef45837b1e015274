// PDF (ISO 32000): poppler reads the pages and the properties; comments, form fields, links, the
// outline and attached files come from the objects of the file, for poppler-cpp does not give them.
#include <algorithm>
#include <memory>
#include <vector>

#include "documents/ocr.hpp"
#include "documents/pdf_attachment.hpp"
#include "documents/pdf_document.hpp"
#include "documents/pdf_notes.hpp"
#include "documents/pdf_objects.hpp"
#include "documents/readers.hpp"
#include "documents/whole_file.hpp"
#include "documents/xml_text.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

/// Letters of a page that has no more than a stamp or a number.
constexpr std::ptrdiff_t kStampBytesMax = 80;

bool hand_over_if_any(ContainerTask& task, std::string name, std::string_view structure,
                      std::string text) {
  if (text.find_first_not_of(" \n") == std::string::npos) return true;
  return extract::may_go_on(task) &&
         extract::hand_over_text(task, std::move(name), structure, std::move(text));
}

class PdfReading {
 public:
  PdfReading(ContainerTask& task, const PdfDocument& document, const PdfObjects& objects,
             std::function<bool()> out_of_time)
      : task_(task), document_(document), objects_(objects), out_of_time_(std::move(out_of_time)) {}

  void read() {
    if (!hand_over_if_any(task_, "properties", "keyvalue", document_.properties())) return;
    if (!hand_over_if_any(task_, "metadata", "xml", document_.metadata())) return;
    if (!read_pages()) return;
    if (!read_notes()) return;
    if (objects_.problem()) task_.tally.add(objects_.problem());
    if (!objects_.readable())
      task_.tally.add(
          Problem{Reason::encrypted,
                  "comments, form fields and attached files are encrypted in a way that "
                  "is not known here"});
  }

 private:
  bool read_pages() {
    const int pages = document_.page_count();
    for (int page = 0; page < pages; ++page) {
      PdfLayout layout;
      if (!document_.read_page(page, layout)) {
        task_.tally.add(Problem{Reason::corrupt, "a page cannot be read"});
        continue;
      }
      if (!hand_over_page(page, std::move(layout))) return false;
    }
    return true;
  }

  bool hand_over_page(int page, PdfLayout layout) {
    const std::string label = "page " + std::to_string(page + 1);
    std::string& text = layout.text;
    if (layout.tables.empty() && text.find_first_not_of(" \n\f") == std::string::npos) {
      empty_pages_.push_back(page);
      return !task_.meter.out_of_time() || extract::may_go_on(task_);
    }
    // A scanned page may have a number or a stamp in letters.
    const auto letters =
        std::count_if(text.begin(), text.end(), [](char c) { return c > ' ' || c < 0; });
    if (layout.tables.empty() && letters < kStampBytesMax) stamped_pages_.push_back(page);
    HeldTables tables;
    for (std::string& rows : layout.tables) tables.add(std::move(rows));
    return hand_over_if_any(task_, label, "text", std::move(text)) &&
           tables.hand_over(task_, label);
  }

  enum class Recognition { done, not_done, stop };

  Recognition recognise_page(int page, const std::string& label) {
    DrawnPage drawn;
    if (!ocr_wanted() || task_.meter.out_of_time() ||
        !document_.draw_page(page, task_.meter.budget.ocr_pixels_max, drawn))
      return Recognition::not_done;
    Recognised read =
        recognise({reinterpret_cast<const unsigned char*>(drawn.pixels.data()), drawn.width,
                   drawn.height, drawn.bytes_per_line, drawn.dots_per_inch},
                  ocr_limits(task_));
    if (!read.complete)
      task_.tally.add(Problem{Reason::budget_time, "the time to recognise text was used up"});
    return hand_over_if_any(task_, label, "text", std::move(read.text)) ? Recognition::done
                                                                        : Recognition::stop;
  }

  /// Pages without text, or with next to none, in a document that has pictures.
  bool recognise_pages() {
    std::size_t left = 0;
    for (const int page : empty_pages_) {
      const Recognition result = recognise_page(page, "page " + std::to_string(page + 1));
      if (result == Recognition::stop) return false;
      left += result == Recognition::not_done;
    }
    for (const int page : stamped_pages_) {
      if (recognise_page(page, "page " + std::to_string(page + 1) + " > image") ==
          Recognition::stop)
        return false;
    }
    if (left > 0)
      task_.tally.add(Problem{Reason::needs_ocr,
                              "pages that show images and no text: " + std::to_string(left)});
    return true;
  }

  bool read_notes() {
    const Budget& budget = task_.meter.budget;
    PdfNotes notes = gather_notes(objects_, budget.whole_document_bytes_max / 4, out_of_time_);
    if ((notes.has_images || !objects_.readable()) && !recognise_pages()) return false;
    if (!hand_over_if_any(task_, "form fields", "keyvalue", std::move(notes.fields)) ||
        !hand_over_if_any(task_, "comments", "text", std::move(notes.comments)) ||
        !hand_over_if_any(task_, "links", "text", std::move(notes.links)) ||
        !hand_over_if_any(task_, "outline", "text", std::move(notes.outline)))
      return false;
    for (const std::uint32_t number : notes.form_parts) {
      const auto stream = objects_.stream(number);
      auto xml =
          stream ? objects_.unpacked(*stream, budget.whole_document_bytes_max) : std::nullopt;
      if (xml && !hand_over_if_any(task_, "form", "xml", std::move(*xml))) return false;
    }
    for (const PdfAttachment& attachment : notes.attachments)
      if (!extract::may_go_on(task_) || !hand_over_attachment(task_, objects_, attachment))
        return false;
    return true;
  }

  ContainerTask& task_;
  const PdfDocument& document_;
  const PdfObjects& objects_;
  std::function<bool()> out_of_time_;
  std::vector<int> empty_pages_, stamped_pages_;
};

}  // namespace

void read_pdf(ContainerTask& task) {
  prepare_pdf();
  std::string bytes;
  if (!read_whole_file(task, bytes)) return;
  auto document = std::make_unique<PdfDocument>(bytes);
  if (document->state() == PdfDocument::State::locked) {
    task.tally.add(Problem{Reason::encrypted, "a password is needed"});
    return;
  }
  const auto out_of_time = [&task] { return task.meter.out_of_time(); };
  PdfObjects objects(bytes, task.meter.budget.whole_document_bytes_max / 4, out_of_time);
  std::string repaired;
  if (document->page_count() == 0) {
    task.tally.add(Problem{Reason::corrupt, "its pages cannot be found as it says"});
    repaired = bytes + objects.repair();
    document = std::make_unique<PdfDocument>(repaired);
  }
  PdfReading(task, *document, objects, out_of_time).read();
  task.bytes_done = task.input.size();
}

}  // namespace braque::documents
