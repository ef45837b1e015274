#include "documents/xml_segments.hpp"

#include "documents/office_parts.hpp"
#include "documents/sheet_text.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

/// The text of one segment.
class SegmentText final : public extract::TextMaker {
 public:
  SegmentText(CountedStream& stream, XmlReader& reader, SegmentHandler& handler)
      : stream_(stream), reader_(reader), handler_(handler), serial_(handler.serial()) {}
  /// The parser is inside of this segment.
  bool goes_on() const { return handler_.in_segment() && handler_.serial() == serial_; }
  bool make(std::string& text) override {
    handler_.write_to(text);
    const bool more = reader_.advance();
    if (!more) handler_.finish();
    return more && goes_on();
  }
  std::uint64_t consumed() const override { return stream_.consumed(); }
  extract::Problem problem() const override {
    return reader_.ended() ? reader_.problem() : extract::Problem();
  }

 private:
  CountedStream& stream_;
  XmlReader& reader_;
  SegmentHandler& handler_;
  std::size_t serial_;
};

}  // namespace

void SegmentHandler::begin_segment(std::string_view label) {
  segment_ = extract::label(label);
  in_segment_ = true;
  ++serial_;
  if (reader_ != nullptr) reader_->pause();
}

void SegmentHandler::end_segment() {
  if (!in_segment_) return;
  finish();
  in_segment_ = false;
  if (reader_ != nullptr) reader_->pause();
}

bool hand_over_segments(extract::ContainerTask& task, CountedStream& stream, XmlReader& reader,
                        SegmentHandler& handler, HeldTables& held, bool sheets,
                        const std::string& above, extract::Problem& problem) {
  handler.pause_with(reader);
  constexpr std::size_t kBetweenBytesMax = 8 << 20;
  std::string between, rest;
  while (!reader.ended()) {
    handler.write_to(between.size() < kBetweenBytesMax ? between : rest);
    rest.clear();
    if (!handler.in_segment()) {
      reader.advance();
      continue;
    }
    const std::string label = below(above, handler.segment());
    SegmentText text(stream, reader, handler);
    const bool go_on =
        sheets ? hand_over_sheet(task, label, text)
               : extract::may_go_on(task) && extract::hand_over_text(task, label, "text", text);
    if (!go_on) return false;
    // A receiver need not read to the end.
    handler.write_to(rest);
    while (text.goes_on() && reader.advance()) rest.clear();
    std::string notes = handler.take_notes();
    if (!held.hand_over(task, label) ||
        (!notes.empty() &&
         (!extract::may_go_on(task) ||
          !extract::hand_over_text(task, below(label, "comments"), "text", std::move(notes)))))
      return false;
  }
  problem = reader.problem();
  task.tally.add(problem);
  return between.empty() || (extract::may_go_on(task) &&
                             extract::hand_over_text(task, above, "text", std::move(between)));
}

}  // namespace braque::documents
