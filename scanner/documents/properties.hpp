// What a document says about itself: Dublin Core and its like, as lines of "Name: value".
#pragma once

#include <string>

#include "documents/xml_reader.hpp"

namespace braque::documents {

/// Reads core.xml, app.xml and custom.xml of OOXML, meta.xml of ODF and the metadata of EPUB: the
/// text of each innermost element, under its name or under the attribute `name` of an element
/// around it.
class PropertiesHandler final : public XmlHandler {
 public:
  explicit PropertiesHandler(std::string& lines) : lines_(lines) {}
  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;
  /// There was more than is kept.
  bool overflowed() const { return overflowed_; }

 private:
  std::string& lines_;
  std::string given_name_;  ///< of a custom property
  std::string element_;
  std::string text_;
  bool overflowed_ = false;
};

}  // namespace braque::documents
