// Documents of one XML stream that are parted into sheets, slides or pages, each a member of its
// own.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "documents/xml_text.hpp"

namespace braque::documents {

/// A handler that pauses the parser where a segment begins and where it ends.
class SegmentHandler : public TextHandler {
 public:
  /// To be called before the first event when the segments are to be told apart.
  void pause_with(XmlReader& reader) { reader_ = &reader; }
  bool in_segment() const { return in_segment_; }
  /// Counts the segments that began.
  std::size_t serial() const { return serial_; }
  /// The label of the segment that began last.
  const std::string& segment() const { return segment_; }
  /// Comments of the segment that ended, one a line.
  std::string take_notes() { return std::exchange(notes_, {}); }

 protected:
  /// Comments of one segment that are kept.
  static constexpr std::size_t kNotesBytesMax = 4 << 20;

  void begin_segment(std::string_view label);
  void end_segment();
  void note(std::string_view text) {
    if (notes_.size() + text.size() < kNotesBytesMax) (notes_ += text) += '\n';
  }

 private:
  XmlReader* reader_ = nullptr;
  bool in_segment_ = false;
  std::size_t serial_ = 0;
  std::string segment_;
  std::string notes_;
};

/// Hands over the segments of `stream` one after the other, the tables that `held` got and the
/// comments of each, then what lies between them as the text of `above`. `sheets`: they are rows.
/// `reader` reads the stream and tells the handler of it. What went wrong with the XML is in
/// `problem`. False: stop.
bool hand_over_segments(extract::ContainerTask& task, CountedStream& stream, XmlReader& reader,
                        SegmentHandler& handler, HeldTables& held, bool sheets,
                        const std::string& above, extract::Problem& problem);

}  // namespace braque::documents
