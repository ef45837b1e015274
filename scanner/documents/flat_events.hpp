// What a document that is one XML file says, parted while it is parsed: its text goes to the reader
// of its format, and what stands beside it, links, properties and embedded files, is gathered here.
#pragma once

#include <string>
#include <vector>

#include "documents/embedded_data.hpp"
#include "documents/properties.hpp"
#include "documents/xml_segments.hpp"

namespace braque::documents {

class FlatEvents final : public XmlHandler {
 public:
  /// Embedded files are named below the segment that they stand in. Borrows both; `segments` may be
  /// null.
  FlatEvents(TextHandler& text, const SegmentHandler* segments)
      : text_(text), segments_(segments) {}
  /// To be called before the first event: the reader knows where in the file events are.
  void watch(const XmlReader& reader) { reader_ = &reader; }

  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;

  std::string& properties() { return lines_; }
  std::string& links() { return links_; }
  /// After the last event; `size` bytes has the document.
  std::vector<EmbeddedData>& embedded(std::uint64_t size);
  bool too_long() const { return too_long_ || properties_.overflowed(); }
  bool too_many() const { return too_many_; }

 private:
  void line(std::string_view text);
  void begin_data(const Attributes& attributes);

  TextHandler& text_;
  const SegmentHandler* segments_;
  const XmlReader* reader_ = nullptr;
  std::string lines_, links_;
  PropertiesHandler properties_{lines_};
  std::size_t depth_ = 0;       ///< open elements of properties
  std::size_t data_depth_ = 0;  ///< open elements of an embedded file
  std::string holder_;          ///< what the frame or part is called that was opened last
  std::vector<EmbeddedData> embedded_;
  bool too_long_ = false, too_many_ = false;
};

}  // namespace braque::documents
