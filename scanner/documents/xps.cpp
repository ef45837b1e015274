// XPS and OpenXPS (ECMA-388): fixed pages, whose text stands in attributes of glyph runs; a run on
// the same line as the one before goes on with it.
#include <algorithm>

#include "documents/office_parts.hpp"

namespace braque::documents {
namespace {

class PageText final : public TextHandler {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "Glyphs") run(attributes);
    for (const std::string_view kind :
         {"FixedPage.NavigateUri", "AutomationProperties.Name", "AutomationProperties.HelpText"}) {
      const std::string_view value = attributes.get(kind);
      if (!value.empty()) (links_ += value) += '\n';
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
  void finish() override {
    if (begun_) out() += '\n';
    out() += links_;
    links_.clear();
    begun_ = false;
  }

 private:
  void run(const Attributes& attributes) {
    std::string_view text = attributes.get("UnicodeString");
    // A brace at the beginning would mean something else (12.1.3).
    if (text.starts_with("{}")) text.remove_prefix(2);
    if (text.empty()) return;
    const std::string_view line = attributes.get("OriginY");
    const bool same = begun_ && line == line_;
    if (begun_ && !same) out() += '\n';
    if (same && !ends_blank_ && text.front() != ' ') out() += ' ';
    out() += text;
    ends_blank_ = text.back() == ' ';
    line_ = line;
    begun_ = true;
  }

  std::string line_, links_;
  bool begun_ = false, ends_blank_ = false;
};

/// The pages of a fixed document (10.2), in their order.
class PagesHandler final : public XmlHandler {
 public:
  std::vector<std::string> sources;
  void start(std::string_view name, const Attributes& attributes) override {
    constexpr std::size_t kPagesMax = 100'000;
    if (name == "PageContent" && sources.size() < kPagesMax)
      sources.emplace_back(attributes.get("Source"));
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

bool has_ending(const Part& part, std::string_view ending) {
  return lower_case(part.name).ends_with(ending);
}

bool read_page(ZipPackage& package, Part& part, std::size_t& number) {
  PageText text;
  return hand_over_part_text(package, part, "page " + std::to_string(++number), "text", text);
}

}  // namespace

bool read_xps(ZipPackage& package) {
  auto& parts = package.parts();
  if (std::none_of(parts.begin(), parts.end(),
                   [](const Part& part) { return has_ending(part, ".fpage"); }))
    return false;
  package.task().format = "xps";
  std::size_t number = 0;
  for (Part& document : parts) {
    if (!has_ending(document, ".fdoc") || document.encrypted) continue;
    PagesHandler pages;
    read_part(package, document, pages);
    for (const std::string& source : pages.sources) {
      Part* page = package.find(resolve_target(document.name, source));
      if (page != nullptr && !page->read && !read_page(package, *page, number)) return true;
    }
  }
  for (Part& part : parts) {
    if (part.read || part.encrypted) continue;
    if (has_ending(part, ".fpage") && !read_page(package, part, number)) return true;
    // Fonts are made unreadable elsewhere; the others only say which part is where.
    for (const std::string_view ending : {".odttf", ".fdseq", ".rels", "[content_types].xml"})
      part.read = part.read || has_ending(part, ending);
  }
  if (hand_over_properties(package)) package.hand_over_rest();
  return true;
}

}  // namespace braque::documents
