#include "documents/pdf_notes.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "documents/property_lines.hpp"

namespace braque::documents {
namespace {

using namespace std::string_view_literals;
using Kind = PdfValue::Kind;

/// 12.5.6.1, without links, widgets, sounds, films and what printers need.
constexpr std::array kCommentKinds = {
    "Text"sv,     "FreeText"sv,  "Line"sv,      "Square"sv,         "Circle"sv,    "Polygon"sv,
    "PolyLine"sv, "Highlight"sv, "Underline"sv, "Squiggly"sv,       "StrikeOut"sv, "Stamp"sv,
    "Caret"sv,    "Ink"sv,       "Popup"sv,     "FileAttachment"sv, "Redact"sv,    "Watermark"sv};

/// Rich text (12.7.3.4) is XHTML; its tags and entities are of no interest here.
std::string without_tags(std::string_view rich) {
  std::string text;
  bool in_tag = false;
  for (const char c : rich) {
    if (c == '<') in_tag = true;
    if (!in_tag) text += c;
    if (c == '>') {
      in_tag = false;
      if (!text.empty() && text.back() != ' ') text += ' ';
    }
  }
  return text;
}

class Gathering {
 public:
  Gathering(const PdfObjects& objects, std::size_t text_max)
      : objects_(objects), text_max_(text_max) {}

  /// An object and everything inside of it.
  void look_at(std::uint32_t number) {
    const PdfValue object = objects_.object(number);
    std::vector<const PdfValue*> left{&object};
    while (!left.empty()) {
      const PdfValue& value = *left.back();
      left.pop_back();
      if (value.is(Kind::dictionary)) look_at_dictionary(value);
      for (const PdfValue& item : value.items)
        if (!item.items.empty()) left.push_back(&item);
    }
  }

  PdfNotes notes;

 private:
  void look_at_dictionary(const PdfValue& value) {
    const PdfValue* subtype = value.get("Subtype");
    if (subtype != nullptr && subtype->is(Kind::name)) {
      if (std::find(kCommentKinds.begin(), kCommentKinds.end(), subtype->text) !=
          kCommentKinds.end())
        comment(value);
      if (subtype->text == "Image") image(value);
    }
    const bool field = value.get("FT") != nullptr || value.get("Parent") != nullptr;
    if (field && value.get("V") != nullptr) form_field(value);
    if (value.get("URI") != nullptr) line(notes.links, text(value, "URI"));
    if (value.get("Title") != nullptr && value.get("Parent") != nullptr)
      line(notes.outline, text(value, "Title"));
    if (value.get("EF") != nullptr) attachment(value);
    if (const PdfValue* form = value.get("XFA")) form_part(*form);
  }

  void comment(const PdfValue& value) {
    std::string contents = text(value, "Contents");
    if (contents.empty()) contents = without_tags(text(value, "RC"));
    if (contents.empty() || notes.comments.size() > text_max_) return;
    add_property(notes.comments, "Author", text(value, "T"));
    add_property(notes.comments, "Subject", text(value, "Subj"));
    std::replace(contents.begin(), contents.end(), '\r', '\n');
    notes.comments += contents + "\n\n";
  }

  /// 12.7.3.2: the full name is those of the fields around it and its own, the alternate name is
  /// what a person sees.
  void form_field(const PdfValue& value) {
    if (notes.fields.size() > text_max_) return;
    const std::string contents = field_value(objects_.resolve(*value.get("V")), value);
    if (contents.empty()) return;
    std::string name = text(value, "T"), label = text(value, "TU");
    PdfValue field = value;
    constexpr int kLevelsMax = 16;
    for (int i = 0; i < kLevelsMax; ++i) {
      const PdfValue* parent = field.get("Parent");
      if (parent == nullptr) break;
      PdfValue above = objects_.resolve(*parent);
      const std::string outer = text(above, "T");
      if (!outer.empty()) name = name.empty() ? outer : outer + "." + name;
      if (label.empty()) label = text(above, "TU");
      field = std::move(above);
    }
    if (label.empty())
      label = name;
    else if (!name.empty() && name != label)
      label += " (" + name + ")";
    add_property(notes.fields, label.empty() ? "field" : label, contents);
  }

  /// Names are states of buttons and say nothing.
  std::string field_value(const PdfValue& value, const PdfValue& field) {
    if (value.is(Kind::string)) return pdf_text(value.text);
    if (value.is(Kind::dictionary)) {
      const PdfValue* reference = field.get("V");
      if (!reference->is(Kind::reference)) return {};
      const auto stream = objects_.stream(static_cast<std::uint32_t>(reference->number));
      const auto bytes = stream ? objects_.unpacked(*stream, text_max_) : std::nullopt;
      return bytes ? pdf_text(*bytes) : std::string();
    }
    std::string text;
    for (const PdfValue& item : value.items)
      if (item.is(Kind::string)) text += (text.empty() ? "" : ", ") + pdf_text(item.text);
    return text;
  }

  void attachment(const PdfValue& value) {
    constexpr std::size_t kAttachmentsMax = 100'000;
    const PdfValue files = objects_.resolve(*value.get("EF"));
    std::string name = text(value, "UF");
    if (name.empty()) name = text(value, "F");
    if (const std::string about = text(value, "Desc"); !about.empty() && about != name)
      line(notes.comments, about);
    for (const auto key : {"UF"sv, "F"sv, "Unix"sv, "DOS"sv, "Mac"sv}) {
      const PdfValue* file = files.get(key);
      if (file == nullptr || !file->is(Kind::reference)) continue;
      const auto number = static_cast<std::uint32_t>(file->number);
      if (notes.attachments.size() >= kAttachmentsMax || !attached_.insert(number).second) return;
      notes.attachments.push_back({name.empty() ? "attachment" : name, number});
      return;
    }
  }

  void form_part(const PdfValue& value) {
    constexpr std::size_t kPartsMax = 100;
    const auto add = [&](const PdfValue& part) {
      if (part.is(Kind::reference) && notes.form_parts.size() < kPartsMax)
        notes.form_parts.push_back(static_cast<std::uint32_t>(part.number));
    };
    add(value);
    const PdfValue parts = objects_.resolve(value);
    for (const PdfValue& part : parts.items)
      if (parts.is(Kind::array)) add(part);
  }

  void image(const PdfValue& value) {
    constexpr std::uint64_t kPixelsMin = 64UL * 64;
    const PdfValue* width = value.get("Width");
    const PdfValue* height = value.get("Height");
    if (width == nullptr || height == nullptr) return;
    const std::uint64_t columns = objects_.resolve(*width).whole_number();
    const std::uint64_t rows = objects_.resolve(*height).whole_number();
    if (columns > 0 && rows > kPixelsMin / std::min(columns, kPixelsMin)) notes.has_images = true;
  }

  std::string text(const PdfValue& value, std::string_view key) const {
    const PdfValue* found = value.get(key);
    if (found == nullptr) return {};
    if (found->is(Kind::string)) return pdf_text(found->text);
    const PdfValue resolved = objects_.resolve(*found);
    return resolved.is(Kind::string) ? pdf_text(resolved.text) : std::string();
  }

  void line(std::string& to, const std::string& added) const {
    if (!added.empty() && to.size() <= text_max_) to += added + '\n';
  }

  const PdfObjects& objects_;
  std::size_t text_max_;
  std::set<std::uint32_t> attached_;
};

}  // namespace

PdfNotes gather_notes(const PdfObjects& objects, std::size_t text_max,
                      const std::function<bool()>& out_of_time) {
  Gathering gathering(objects, text_max);
  std::size_t met = 0;
  for (const std::uint32_t number : objects.numbers()) {
    gathering.look_at(number);
    if ((++met & 0xff) == 0 && out_of_time()) break;
  }
  return std::move(gathering.notes);
}

}  // namespace braque::documents
