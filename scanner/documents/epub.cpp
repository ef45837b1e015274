// EPUB books (EPUB 3.3, Open Container Format): chapters in their order, as the files that they
// are, and the metadata of the package document.
#include "documents/office_parts.hpp"
#include "documents/properties.hpp"

namespace braque::documents {
namespace {

/// META-INF/container.xml: where the package document is.
class ContainerHandler final : public XmlHandler {
 public:
  std::string package;
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "rootfile" && package.empty()) package = attributes.get("full-path");
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

/// META-INF/encryption.xml: what is encrypted. Fonts that are only made unusable elsewhere hold no
/// text.
class EncryptionHandler final : public XmlHandler {
 public:
  explicit EncryptionHandler(ZipPackage& package) : package_(package) {}
  void start(std::string_view name, const Attributes& attributes) override {
    if (name != "CipherReference") return;
    if (Part* part = package_.find(attributes.get("URI"))) part->encrypted = true;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  ZipPackage& package_;
};

/// The package document: metadata, and the chapters in reading order.
class PackageHandler final : public XmlHandler {
 public:
  PackageHandler(std::string_view own_name, std::string& lines)
      : own_name_(own_name), properties_(lines) {}
  std::vector<std::string> chapters;

  void start(std::string_view name, const Attributes& attributes) override {
    constexpr std::size_t kItemsMax = 100'000;
    if (name == "metadata") in_metadata_ = true;
    if (in_metadata_) return properties_.start(name, attributes);
    if (name == "item" && items_.size() < kItemsMax) {
      items_.emplace(attributes.get("id"), resolve_target(own_name_, attributes.get("href")));
    } else if (name == "itemref" && chapters.size() < kItemsMax) {
      const auto item = items_.find(std::string(attributes.get("idref")));
      if (item != items_.end()) chapters.push_back(item->second);
    }
  }
  void end(std::string_view name) override {
    if (in_metadata_) properties_.end(name);
    if (name == "metadata") in_metadata_ = false;
  }
  void text(std::string_view text) override {
    if (in_metadata_) properties_.text(text);
  }

 private:
  std::string own_name_;
  PropertiesHandler properties_;
  std::unordered_map<std::string, std::string> items_;
  bool in_metadata_ = false;
};

}  // namespace

bool read_epub(ZipPackage& package) {
  Part* container = package.find("META-INF/container.xml");
  Part* mimetype = package.find("mimetype");
  const bool typed =
      mimetype != nullptr && package.head(*mimetype, 64).find("epub") != std::string::npos;
  if (container == nullptr && !typed) return false;
  ContainerHandler root;
  if (container != nullptr) read_part(package, *container, root);
  Part* document = package.find(root.package);
  for (Part& part : package.parts()) {
    if (document == nullptr && lower_case(part.name).ends_with(".opf")) document = &part;
  }
  if (document == nullptr && !typed) return false;
  package.task().format = "epub";
  if (mimetype != nullptr) mimetype->read = true;
  if (Part* encryption = package.find("META-INF/encryption.xml")) {
    EncryptionHandler handler(package);
    read_part(package, *encryption, handler);
  }
  std::string lines;
  std::vector<std::string> chapters;
  if (document != nullptr) {
    PackageHandler handler(document->name, lines);
    read_part(package, *document, handler);
    chapters = std::move(handler.chapters);
  }
  for (const std::string& chapter : chapters) {
    Part* part = package.find(chapter);
    if (part != nullptr && !part->read && !package.hand_over(*part, part->name)) return true;
  }
  if (!lines.empty() && (!extract::may_go_on(package.task()) ||
                         !extract::hand_over_text(package.task(), "properties", "keyvalue", lines)))
    return true;
  package.hand_over_rest();
  return true;
}

}  // namespace braque::documents
