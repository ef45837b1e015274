#include "documents/relationships.hpp"

#include <algorithm>

#include "documents/xml_text.hpp"

namespace braque::documents {
namespace {

/// Links of one part that are kept.
constexpr std::size_t kRelationshipBytesMax = 8 << 20;

class RelationshipsHandler final : public XmlHandler {
 public:
  RelationshipsHandler(std::string_view part, std::vector<Relationship>& all)
      : part_(part), all_(all) {}
  void start(std::string_view name, const Attributes& attributes) override {
    if (name != "Relationship") return;
    Relationship relationship;
    relationship.id = attributes.get("Id");
    const std::string_view type = attributes.get("Type");
    relationship.type = type.substr(type.rfind('/') + 1);
    relationship.external = attributes.get("TargetMode") == "External";
    const std::string_view target = attributes.get("Target");
    relationship.target =
        relationship.external ? std::string(target) : resolve_target(part_, target);
    held_ += sizeof(Relationship) + relationship.id.size() + relationship.target.size();
    if (held_ <= kRelationshipBytesMax) all_.push_back(std::move(relationship));
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
  bool overflowed() const { return held_ > kRelationshipBytesMax; }

 private:
  std::string_view part_;
  std::vector<Relationship>& all_;
  std::size_t held_ = 0;
};

}  // namespace

Relationships::Relationships(ZipPackage& package, std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::size_t name_begin = slash == std::string_view::npos ? 0 : slash + 1;
  std::string name(part.substr(0, name_begin));
  name += "_rels/";
  name += part.substr(name_begin);
  name += ".rels";
  Part* rels = package.find(name);
  if (rels == nullptr) return;
  RelationshipsHandler handler(part, all_);
  read_part(package, *rels, handler);
  // The rest is read as a file then.
  if (handler.overflowed()) rels->read = false;
}

std::string_view Relationships::target(std::string_view id) const {
  const auto found =
      std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.id == id; });
  return found == all_.end() ? std::string_view() : std::string_view(found->target);
}

std::string Relationships::links() const {
  std::string text;
  const std::string* last = nullptr;
  for (const Relationship& relationship : all_) {
    if (!relationship.external || (last != nullptr && *last == relationship.target)) continue;
    text += relationship.target;
    text += '\n';
    last = &relationship.target;
  }
  return text;
}

std::string resolve_target(std::string_view part, std::string_view target) {
  std::vector<std::string_view> steps;
  const auto walk = [&](std::string_view path) {
    while (!path.empty()) {
      const std::size_t slash = std::min(path.find('/'), path.size());
      const std::string_view step = path.substr(0, slash);
      path.remove_prefix(std::min(slash + 1, path.size()));
      if (step.empty() || step == ".") continue;
      if (step == "..") {
        if (!steps.empty()) steps.pop_back();
      } else {
        steps.push_back(step);
      }
    }
  };
  if (!target.starts_with('/')) walk(part.substr(0, part.rfind('/') + 1));
  walk(target);
  std::string name;
  for (const std::string_view step : steps) {
    if (!name.empty()) name += '/';
    name += step;
  }
  return name;
}

}  // namespace braque::documents
