// PresentationML (ECMA-376 part 1, 13 and 19): pptx, pptm, ppsx, potx. Hidden slides are read as
// well.
#include "documents/office_parts.hpp"

namespace braque::documents {
namespace {

/// The slides in their order, by the ids of their relationships.
class PresentationHandler final : public XmlHandler {
 public:
  std::vector<std::string> slides;
  void start(std::string_view name, const Attributes& attributes) override {
    constexpr std::size_t kSlidesMax = 100'000;
    // <p:sldId id="256" r:id="rId2"/>: the second one is meant.
    if (name == "sldId" && slides.size() < kSlidesMax)
      slides.emplace_back(attributes.get_prefixed("id"));
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

bool read_slide(ZipPackage& package, Part& part, const std::string& label) {
  const Relationships relationships(package, part.name);
  return hand_over_flow(package, part, label) &&
         hand_over_flows(package, relationships, "notesSlide", "notes", label) &&
         hand_over_flows(package, relationships, "comments", "comments", label) &&
         hand_over_flows(package, relationships, "diagramData", "diagram", label) &&
         hand_over_links(package, relationships, label);
}

}  // namespace

bool read_presentation(ZipPackage& package, Part& main) {
  const Relationships relationships(package, main.name);
  PresentationHandler presentation;
  read_part(package, main, presentation);
  std::size_t number = 0;
  const auto read_next = [&](Part& part) {
    return read_slide(package, part, "slide " + std::to_string(++number));
  };
  for (const std::string& slide : presentation.slides) {
    Part* part = package.find(relationships.target(slide));
    if (part != nullptr && !part->read && !read_next(*part)) return false;
  }
  // Slides that the presentation does not name, as when it is damaged.
  for (Part& part : package.parts()) {
    if (!part.read && lower_case(part.name).starts_with("ppt/slides/slide") && !read_next(part))
      return false;
  }
  // What stands on every slide.
  constexpr std::pair<std::string_view, std::string_view> kMasters[] = {
      {"ppt/slidemasters/slidemaster", "slide master "},
      {"ppt/slidelayouts/slidelayout", "slide layout "},
      {"ppt/notesmasters/notesmaster", "notes master "},
      {"ppt/handoutmasters/handoutmaster", "handout master "}};
  for (const auto& [begin, label] : kMasters) {
    std::size_t count = 0;
    for (Part& part : package.parts()) {
      if (part.read || !lower_case(part.name).starts_with(begin)) continue;
      if (!hand_over_flow(package, part, std::string(label) + std::to_string(++count)))
        return false;
    }
  }
  return true;
}

}  // namespace braque::documents
