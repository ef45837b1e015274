#include "documents/pdf_document.hpp"

#include <poppler-document.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <limits>
#include <vector>

#include "documents/pdf_lines.hpp"
#include "documents/property_lines.hpp"

namespace braque::documents {
namespace {

/// One page with one letter: reading it makes poppler build its tables, ask for the time zone and
/// open the converters of characters.
constexpr std::string_view kSmallest =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R"
    ">>>>>>endobj\n4 0 obj<</Length 26>>stream\nBT/F 9 Tf 9 9 Td(a)Tj ET  \nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "6 0 obj<</Title(a)>>endobj\ntrailer<</Root 1 0 R/Info 6 0 R>>\n";

std::string to_utf8(const poppler::ustring& text) {
  std::string made;
  made.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    UChar32 character = text[i];
    if (U16_IS_LEAD(character) && i + 1 < text.size() && U16_IS_TRAIL(text[i + 1]))
      character = U16_GET_SUPPLEMENTARY(character, text[++i]);
    if (U_IS_SURROGATE(character)) character = 0xfffd;
    if (character == 0) continue;
    std::array<char, U8_MAX_LENGTH> bytes;
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, character);
    made.append(bytes.data(), static_cast<std::size_t>(length));
  }
  return made;
}

std::vector<PdfWord> words_of(const std::vector<poppler::text_box>& boxes) {
  std::vector<PdfWord> words;
  words.reserve(boxes.size());
  for (const poppler::text_box& box : boxes) {
    const poppler::rectf place = box.bbox();
    words.push_back({place.left(), place.top(), place.right(), place.bottom(), box.rotation(),
                     box.has_space_after(), to_utf8(box.text())});
  }
  return words;
}

void be_quiet(const std::string&, void*) {}

}  // namespace

struct PdfDocument::Opened {
  std::unique_ptr<poppler::document> document;
};

PdfDocument::PdfDocument(std::string_view bytes) : opened_(std::make_unique<Opened>()) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return;
  try {
    opened_->document.reset(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (!opened_->document) return;
    state_ = opened_->document->is_locked() ? State::locked : State::open;
  } catch (const std::exception&) {
    state_ = State::broken;
  }
}

PdfDocument::~PdfDocument() = default;

bool PdfDocument::encrypted() const {
  return opened_->document && opened_->document->is_encrypted();
}

int PdfDocument::page_count() const {
  return state_ == State::open ? opened_->document->pages() : 0;
}

bool PdfDocument::read_page(int page, PdfLayout& layout) const try {
  const std::unique_ptr<poppler::page> opened(opened_->document->create_page(page));
  if (!opened) return false;
  // Reading order, which joins the halves of divided words, as pdftotext has it.
  std::string& text = layout.text;
  text = to_utf8(opened->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout));
  const bool fragments = may_be_fragments(text), table = may_hold_table(text);
  if (fragments || table) {
    const std::vector<PdfWord> words = words_of(opened->text_list());
    // The order in which a program wrote text aslant beats any guess from its places.
    if (fragments && are_fragments(words))
      text = to_utf8(opened->text(poppler::rectf(), poppler::page::raw_order_layout));
    else if (PdfLayout found = table ? lay_out(words) : PdfLayout(); !found.tables.empty())
      layout = std::move(found);
  }
  text.resize(text.find_last_not_of("\n\f") + 1);
  text += '\n';
  return true;
} catch (const std::exception&) {
  return false;
}

bool PdfDocument::draw_page(int page, std::uint64_t pixels_max, DrawnPage& drawn) const try {
  const std::unique_ptr<poppler::page> opened(opened_->document->create_page(page));
  if (!opened) return false;
  // Text recognition wants 300 dots an inch; a large page gets fewer.
  constexpr double kDotsPerInch = 300, kDotsPerInchMin = 72, kPointsPerInch = 72;
  const poppler::rectf size = opened->page_rect(poppler::crop_box);
  const double square_inches =
      std::abs(size.width() * size.height()) / (kPointsPerInch * kPointsPerInch);
  if (!(square_inches > 0)) return false;
  const double dots = std::min(
      kDotsPerInch, std::floor(std::sqrt(static_cast<double>(pixels_max) / square_inches)));
  if (dots < kDotsPerInchMin) return false;
  poppler::page_renderer renderer;
  renderer.set_image_format(poppler::image::format_gray8);
  const poppler::image image = renderer.render_page(opened.get(), dots, dots);
  if (!image.is_valid()) return false;
  drawn.width = image.width();
  drawn.height = image.height();
  drawn.bytes_per_line = image.bytes_per_row();
  drawn.dots_per_inch = static_cast<int>(dots);
  drawn.pixels.assign(image.const_data(), static_cast<std::size_t>(drawn.height) *
                                              static_cast<std::size_t>(drawn.bytes_per_line));
  return true;
} catch (const std::exception&) {
  return false;
}

std::string PdfDocument::properties() const try {
  std::string text;
  if (state_ != State::open) return text;
  for (const std::string& key : opened_->document->info_keys())
    add_property(text, key, to_utf8(opened_->document->info_key(key)));
  return text;
} catch (const std::exception&) {
  return {};
}

std::string PdfDocument::metadata() const try {
  if (state_ != State::open) return {};
  // poppler takes the bytes for Latin-1 when they have no mark of UTF-16.
  const poppler::ustring text = opened_->document->metadata();
  const bool bytes = std::all_of(text.begin(), text.end(), [](auto unit) { return unit < 0x100; });
  if (!bytes) return to_utf8(text);
  std::string made(text.begin(), text.end());
  return made.substr(made.starts_with("\xef\xbb\xbf") ? 3 : 0);
} catch (const std::exception&) {
  return {};
}

void prepare_pdf() {
  // Kept for good: poppler drops its tables with the last document.
  static const PdfDocument* const kept = [] {
    poppler::set_debug_error_function(be_quiet, nullptr);
    const auto* document = new PdfDocument(kSmallest);
    PdfLayout layout;
    document->read_page(0, layout);
    document->properties();
    return document;
  }();
  (void)kept;
}

}  // namespace braque::documents
