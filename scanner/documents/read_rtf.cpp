// RTF (Rich Text Format Specification 1.9.1).
#include "documents/readers.hpp"
#include "documents/rtf_objects.hpp"
#include "documents/rtf_text.hpp"
#include "extract/byte_input.hpp"

namespace braque::documents {
namespace {

bool hand_over_if_any(extract::ContainerTask& task, std::string name, std::string_view structure,
                      std::string& text) {
  if (text.find_first_not_of(" \n\t") == std::string::npos) return true;
  return extract::may_go_on(task) &&
         extract::hand_over_text(task, std::move(name), structure, std::move(text));
}

bool hand_over_extras(extract::ContainerTask& task, RtfExtras& extras) {
  for (std::size_t i = 0; i < extras.tables.size(); ++i)
    if (!hand_over_if_any(task, "table " + std::to_string(i + 1), "table", extras.tables[i]))
      return false;
  return hand_over_if_any(task, "headers and footers", "text", extras.headers) &&
         hand_over_if_any(task, "footnotes", "text", extras.footnotes) &&
         hand_over_if_any(task, "comments", "text", extras.comments) &&
         hand_over_if_any(task, "links", "text", extras.links) &&
         hand_over_if_any(task, "properties", "keyvalue", extras.properties);
}

}  // namespace

void read_rtf(extract::ContainerTask& task) {
  extract::RangeInput input(task.input, 0, task.input.size(), task.meter);
  RtfText text(input, task.meter.budget.whole_document_bytes_max / 4);
  if (!extract::may_go_on(task) || !extract::hand_over_text(task, "", "text", text)) return;
  RtfExtras& extras = text.extras();
  if (!hand_over_extras(task, extras)) return;
  std::size_t number = 0;
  for (const RtfObject& object : extras.objects)
    if (!extract::may_go_on(task) || !hand_over_rtf_object(task, object, ++number)) return;
  task.bytes_done = task.input.size();
}

}  // namespace braque::documents
