// Documents that are one XML file: OpenDocument (ODF 1.3 part 3, 3.1.2), spreadsheets of Excel
// 2003, texts of Word 2003 (WordprocessingML 2003) and of later versions ("flat OPC", a
// pkg:package).
//
// Such a file is parsed once: its text is handed over meanwhile, then what was gathered beside it.
#include "documents/flat_events.hpp"
#include "documents/flow_text.hpp"
#include "documents/odf_text.hpp"
#include "documents/range_bytes.hpp"
#include "documents/raw_bytes.hpp"
#include "documents/readers.hpp"
#include "documents/spreadsheet_xml.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

/// The whole file, within the item's budget.
class FileStream final : public CountedStream {
 public:
  explicit FileStream(ContainerTask& task)
      : bytes_(task, 0, task.input.size()),
        stream_(bytes_, task.meter, extract::Spend::member, task.input.size()) {}
  std::size_t read(std::span<char> into) override { return stream_.read(into); }
  Outcome outcome() const override { return stream_.outcome(); }
  std::uint64_t consumed() const override { return bytes_.consumed(); }

 private:
  RangeBytes bytes_;
  extract::MeteredStream stream_;
};

/// Links, properties and embedded files.
bool hand_over_rest(ContainerTask& task, FlatEvents& events) {
  if (events.too_long()) task.tally.add(Problem{Reason::budget_memory, "too many links"});
  if (events.too_many()) task.tally.add(Problem{Reason::budget_entries, "too many embedded files"});
  if (!events.links().empty() &&
      (!extract::may_go_on(task) ||
       !hand_over_text(task, "links", "text", std::move(events.links()))))
    return false;
  if (!events.properties().empty() &&
      (!extract::may_go_on(task) ||
       !hand_over_text(task, "properties", "keyvalue", std::move(events.properties()))))
    return false;
  for (const EmbeddedData& data : events.embedded(task.input.size()))
    if (!extract::may_go_on(task) || !hand_over_embedded(task, data)) return false;
  return true;
}

/// Hands over the rest when the text was; what a fault hides is looked for in the bytes.
void read_rest(ContainerTask& task, FlatEvents& events, const Problem& problem) {
  if (hand_over_rest(task, events) && problem.reason == Reason::corrupt) hand_over_raw_bytes(task);
}

void read_running_text(ContainerTask& task, TextHandler& handler, HeldTables& tables) {
  task.bytes_done = task.input.size();
  FlatEvents events(handler, nullptr);
  XmlText text(std::make_unique<FileStream>(task), handler, events);
  events.watch(text.reader());
  if (!extract::may_go_on(task) || !hand_over_text(task, "", "text", text)) return;
  // A receiver need not read to the end; what stands beside the text does not end with it.
  for (std::string rest; text.make(rest);) rest.clear();
  task.tally.add(text.problem());
  if (tables.hand_over(task, "")) read_rest(task, events, text.problem());
}

void read_segments(ContainerTask& task, SegmentHandler& handler, HeldTables& tables, bool sheets) {
  task.bytes_done = task.input.size();
  FlatEvents events(handler, &handler);
  FileStream stream(task);
  XmlReader reader(stream, events);
  events.watch(reader);
  Problem problem;
  if (hand_over_segments(task, stream, reader, handler, tables, sheets, "", problem))
    read_rest(task, events, problem);
}

}  // namespace

void read_flat_open_document(ContainerTask& task) {
  // "fods" is an "ods" in one file.
  const OdfKind& kind = odf_kind(task.format == "fods"   ? "spreadsheet"
                                 : task.format == "fodp" ? "presentation"
                                 : task.format == "fodg" ? "graphics"
                                                         : "");
  HeldTables tables;
  OdfText text(tables, kind.segments, kind.page);
  if (kind.segments == OdfText::Segments::none)
    read_running_text(task, text, tables);
  else
    read_segments(task, text, tables, kind.segments == OdfText::Segments::sheets);
}

void read_spreadsheet_xml(ContainerTask& task) {
  HeldTables tables;
  SpreadsheetXml text;
  read_segments(task, text, tables, true);
}

void read_word_xml(ContainerTask& task) {
  HeldTables tables;
  FlowText text(tables, nullptr);
  read_running_text(task, text, tables);
}

}  // namespace braque::documents
