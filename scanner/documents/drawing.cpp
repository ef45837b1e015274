// Visio drawings since 2013 (MS-VSDX): vsdx, vsdm, vstx, vssx. Pages and masters with the texts,
// the data and the links of their shapes.
#include "documents/office_parts.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

/// Names of pages by the ids of their relationships (MS-VSDX 2.2.3.1).
class PagesHandler final : public XmlHandler {
 public:
  struct Page {
    std::string name;
    std::string relationship;
  };
  std::vector<Page> pages;

  void start(std::string_view name, const Attributes& attributes) override {
    constexpr std::size_t kPagesMax = 100'000;
    if ((name == "Page" || name == "Master") && pages.size() < kPagesMax)
      pages.push_back({std::string(attributes.get("Name").substr(0, 256)), {}});
    if (name == "Rel" && !pages.empty()) pages.back().relationship = attributes.get("id");
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

/// Texts of shapes, one a line, and their data as "label: value" (MS-VSDX 2.2.5.3 and 2.2.7.4).
class ShapeText final : public TextHandler {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "Text") {
      in_text_ = true;
    } else if (name == "Section") {
      const std::string_view kind = attributes.get("N");
      section_ = kind == "Property" || kind == "Hyperlink";
    } else if (name == "Cell" && section_) {
      const std::string_view kind = attributes.get("N");
      const std::string_view value = attributes.get("V");
      if (kind == "Label") label_ = value;
      if (kind == "Value") value_ = value;
      if ((kind == "Address" || kind == "Description" || kind == "Prompt") && !value.empty())
        (out() += value) += '\n';
    }
  }
  void end(std::string_view name) override {
    if (name == "Text") {
      in_text_ = false;
      out() += '\n';
    } else if (name == "Row") {
      if (!value_.empty()) out() += label_ + (label_.empty() ? "" : ": ") + value_ + '\n';
      label_.clear();
      value_.clear();
    } else if (name == "Section") {
      section_ = false;
    }
  }
  void text(std::string_view text) override {
    if (in_text_) out() += text;
  }

 private:
  bool in_text_ = false;
  bool section_ = false;
  std::string label_;
  std::string value_;
};

bool read_page(ZipPackage& package, Part& part, const std::string& label) {
  ShapeText shapes;
  if (!hand_over_part_text(package, part, label, "text", shapes)) return false;
  return hand_over_links(package, Relationships(package, part.name), label);
}

/// The pages or masters that `index` lists, then those that nobody lists.
bool read_pages(ZipPackage& package, std::string_view index, std::string_view begin,
                const std::string& kind) {
  std::size_t number = 0;
  const auto read = [&](Part& part, const std::string& name) {
    ++number;
    return read_page(package, part,
                     name.empty() ? kind + ' ' + std::to_string(number) : extract::label(name));
  };
  if (Part* list = package.find(index)) {
    const Relationships relationships(package, list->name);
    PagesHandler handler;
    read_part(package, *list, handler);
    for (const auto& page : handler.pages) {
      Part* part = package.find(relationships.target(page.relationship));
      if (part != nullptr && !part->read && !read(*part, page.name)) return false;
    }
  }
  for (Part& part : package.parts()) {
    if (!part.read && lower_case(part.name).starts_with(begin) && !read(part, "")) return false;
  }
  return true;
}

}  // namespace

bool read_drawing(ZipPackage& package, Part& main) {
  ShapeText shapes;
  return hand_over_part_text(package, main, "", "text", shapes) &&
         read_pages(package, "visio/pages/pages.xml", "visio/pages/page", "page") &&
         read_pages(package, "visio/masters/masters.xml", "visio/masters/master", "master");
}

}  // namespace braque::documents
