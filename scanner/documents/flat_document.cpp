// Documents that are one XML file: OpenDocument (ODF 1.3 part 3, 3.1.2), spreadsheets of Excel
// 2003, texts of Word 2003 (WordprocessingML 2003) and of later versions ("flat OPC", a
// pkg:package).
#include "documents/flow_text.hpp"
#include "documents/odf_text.hpp"
#include "documents/properties.hpp"
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

/// What stands beside the text: properties, links, who commented, and whether files are embedded.
class Beside final : public XmlHandler {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    if (depth_ > 0) properties_.start(name, attributes);
    // OpenDocument; Office 2003, its own and given ones; the two parts of a flat package.
    for (const std::string_view list :
         {"meta", "DocumentProperties", "CustomDocumentProperties", "coreProperties", "Properties"})
      if (depth_ > 0 || name == list) {
        ++depth_;
        break;
      }
    embeds_ = embeds_ || name == "binary-data" || name == "binData" || name == "binaryData";
    if (attributes.get("TargetMode") == "External") line(attributes.get("Target"));
    if (name == "hlink") line(attributes.get("dest"));
    for (const std::string_view key : {"HRef", "author"}) line(attributes.get(key));
  }
  void end(std::string_view name) override {
    if (depth_ > 0 && --depth_ > 0) properties_.end(name);
  }
  void text(std::string_view text) override {
    if (depth_ > 0) properties_.text(text);
  }

  std::string& properties() { return lines_; }
  std::string& links() { return links_; }
  bool embeds() const { return embeds_; }
  bool too_long() const { return too_long_ || properties_.overflowed(); }

 private:
  static constexpr std::size_t kLinksBytesMax = 8 << 20;

  void line(std::string_view text) {
    if (text.empty() || text.starts_with('#')) return;
    too_long_ = too_long_ || links_.size() + text.size() > kLinksBytesMax;
    if (!too_long_) (links_ += text) += '\n';
  }

  std::string lines_, links_;
  PropertiesHandler properties_{lines_};
  std::size_t depth_ = 0;
  bool embeds_ = false, too_long_ = false;
};

bool hand_over_rest(ContainerTask& task) {
  FileStream stream(task);
  Beside beside;
  // What is wrong with the file was said when its text was read.
  read_xml(stream, beside);
  if (beside.embeds())
    task.tally.add(Problem{Reason::unsupported_format, "embedded pictures and files are not read"});
  if (beside.too_long()) task.tally.add(Problem{Reason::budget_memory, "too many links"});
  return (beside.links().empty() ||
          (extract::may_go_on(task) &&
           hand_over_text(task, "links", "text", std::move(beside.links())))) &&
         (beside.properties().empty() ||
          (extract::may_go_on(task) &&
           hand_over_text(task, "properties", "keyvalue", std::move(beside.properties()))));
}

bool hand_over_running_text(ContainerTask& task, TextHandler& handler, HeldTables& tables,
                            Problem& problem) {
  XmlText text(std::make_unique<FileStream>(task), handler);
  if (!extract::may_go_on(task) || !hand_over_text(task, "", "text", text)) return false;
  problem = text.problem();
  return tables.hand_over(task, "");
}

bool hand_over_sheets(ContainerTask& task, SegmentHandler& handler, HeldTables& tables, bool sheets,
                      Problem& problem) {
  FileStream stream(task);
  return hand_over_segments(task, stream, handler, tables, sheets, "", problem);
}

/// `read_text` as the functions above; what a fault hides is looked for in the bytes.
template <class ReadText>
void read_flat(ContainerTask& task, ReadText read_text) {
  Problem problem;
  task.bytes_done = task.input.size();
  if (!read_text(problem) || !hand_over_rest(task)) return;
  if (problem.reason == Reason::corrupt) hand_over_raw_bytes(task);
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
  read_flat(task, [&](Problem& problem) {
    return kind.segments == OdfText::Segments::none
               ? hand_over_running_text(task, text, tables, problem)
               : hand_over_sheets(task, text, tables, kind.segments == OdfText::Segments::sheets,
                                  problem);
  });
}

void read_spreadsheet_xml(ContainerTask& task) {
  HeldTables tables;
  SpreadsheetXml text;
  read_flat(task,
            [&](Problem& problem) { return hand_over_sheets(task, text, tables, true, problem); });
}

void read_word_xml(ContainerTask& task) {
  HeldTables tables;
  FlowText text(tables, nullptr);
  read_flat(task,
            [&](Problem& problem) { return hand_over_running_text(task, text, tables, problem); });
}

}  // namespace braque::documents
