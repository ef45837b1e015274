#include "documents/flow_text.hpp"

#include <algorithm>

namespace braque::documents {
namespace {

/// A longer paragraph is written before its end.
constexpr std::size_t kParagraphBytesMax = 256 << 10;

bool is_insertion(std::string_view name) { return name == "ins" || name == "moveTo"; }
bool is_deletion(std::string_view name) { return name == "del" || name == "moveFrom"; }

}  // namespace

void FlowText::line(std::string_view text) {
  if (text.empty()) return;
  if (tables_.in_cell()) return tables_.add_text(text, out());
  out() += text;
  out() += '\n';
}

void FlowText::add(std::string_view text, bool is_old, bool is_new) {
  if (paragraphs_.empty()) paragraphs_.emplace_back();
  Paragraph& paragraph = paragraphs_.back();
  if (is_old != is_new && !paragraph.changed) {
    paragraph.changed = true;
    paragraph.before = paragraph.text;
  }
  if (is_new) paragraph.text += text;
  if (is_old && paragraph.changed) paragraph.before += text;
  if (paragraph.text.size() + paragraph.before.size() < kParagraphBytesMax) return;
  if (tables_.in_cell()) {
    tables_.add_text(paragraph.text, out());
  } else {
    out() += paragraph.text;
  }
  out() += paragraph.before;
  paragraph.text.clear();
  paragraph.before.clear();
}

void FlowText::end_paragraph() {
  const Paragraph paragraph = std::move(paragraphs_.back());
  paragraphs_.pop_back();
  line(paragraph.text);
  if (paragraph.changed && paragraph.before != paragraph.text) line(paragraph.before);
  // Only instructions that name something: HYPERLINK "mailto:...", INCLUDETEXT "...".
  if (paragraph.field.find('"') != std::string::npos) {
    out() += paragraph.field;
    out() += '\n';
  }
}

bool FlowText::start_structure(std::string_view name, const Attributes& attributes) {
  if (name == "p") {
    paragraphs_.emplace_back();
    return true;
  }
  if (name == "tbl") {
    tables_.begin_table();
    return true;
  }
  if (name == "tc") {
    // DrawingML says here over how many columns the cell goes, WordprocessingML in its properties.
    span_ = 1;
    return true;
  }
  if (name == "AlternateContent") {
    chosen_.push_back(false);
    return true;
  }
  if (name == "Choice" && !chosen_.empty()) {
    chosen_.back() = true;
    return true;
  }
  if (name == "Fallback" && !chosen_.empty() && chosen_.back()) {
    skipped_ = 1;
    return true;
  }
  if (name == "comment" || name == "cm") {
    std::string heading(attributes.get("author"));
    if (const auto date = attributes.get("date"); !date.empty())
      heading += ", " + std::string(date);
    if (!heading.empty()) line(heading + ":");
    return true;
  }
  return false;
}

void FlowText::start_run_content(std::string_view name, const Attributes& attributes) {
  // Comments of presentations have no paragraphs, but a p:text.
  if (name == "t" || name == "text") {
    capture_ = Capture::text;
  } else if (name == "delText") {
    capture_ = Capture::deleted;
  } else if (name == "instrText") {
    capture_ = Capture::field;
  } else if (name == "tab" || name == "ptab") {
    add("\t", inserted_ == 0, deleted_ == 0);
  } else if (name == "br" || name == "cr") {
    add("\n", inserted_ == 0, deleted_ == 0);
  } else if (name == "noBreakHyphen") {
    add("-", inserted_ == 0, deleted_ == 0);
  } else if (name == "fldSimple") {
    if (!paragraphs_.empty()) paragraphs_.back().field += attributes.get("instr");
  } else if (is_insertion(name)) {
    ++inserted_;
  } else if (is_deletion(name)) {
    ++deleted_;
  }
}

void FlowText::property(std::string_view name, const Attributes& attributes) {
  if (old_properties_ > 0 || name.ends_with("Change")) {
    ++old_properties_;
    return;
  }
  if (name == "docPr" || name == "cNvPr") {
    line(attributes.get("title"));
    line(attributes.get("descr"));
  } else if (name == "gridSpan") {
    span_ = static_cast<std::size_t>(
        std::clamp<std::int64_t>(to_number(attributes.get("val"), 1), 1, 1024));
  } else if (!paragraphs_.empty()) {
    Paragraph& paragraph = paragraphs_.back();
    if (name == "pStyle") paragraph.style = attributes.get("val");
    if (name == "numId") paragraph.list = to_number(attributes.get("val"), -1);
    if (name == "ilvl") paragraph.level = to_number(attributes.get("val"));
  }
}

void FlowText::start(std::string_view name, const Attributes& attributes) {
  if (skipped_ > 0) {
    ++skipped_;
    return;
  }
  if (properties_ > 0 || name.ends_with("Pr")) {
    ++properties_;
    return property(name, attributes);
  }
  if (!start_structure(name, attributes)) start_run_content(name, attributes);
}

void FlowText::end(std::string_view name) {
  if (skipped_ > 0) {
    --skipped_;
    return;
  }
  if (properties_ > 0) {
    --properties_;
    if (old_properties_ > 0) --old_properties_;
    if (name == "pPr" && properties_ == 0 && numbering_ != nullptr && !paragraphs_.empty()) {
      Paragraph& paragraph = paragraphs_.back();
      paragraph.text += numbering_->label(paragraph.style, paragraph.list, paragraph.level);
    }
    return;
  }
  if (name == "t" || name == "delText" || name == "instrText") {
    capture_ = Capture::nothing;
  } else if (name == "p" || name == "text") {
    capture_ = Capture::nothing;
    if (!paragraphs_.empty()) end_paragraph();
  } else if (name == "tc") {
    tables_.end_cell(span_);
  } else if (name == "tr") {
    tables_.end_row();
  } else if (name == "tbl") {
    tables_.end_table(out());
  } else if (name == "AlternateContent") {
    if (!chosen_.empty()) chosen_.pop_back();
  } else if (is_insertion(name)) {
    --inserted_;
  } else if (is_deletion(name)) {
    --deleted_;
  }
}

void FlowText::text(std::string_view text) {
  if (capture_ == Capture::nothing || skipped_ > 0 || properties_ > 0) return;
  if (capture_ == Capture::field) {
    if (paragraphs_.empty()) return;
    std::string& field = paragraphs_.back().field;
    if (field.size() < kParagraphBytesMax) field += text;
    return;
  }
  const bool is_old = capture_ == Capture::deleted || deleted_ > 0;
  add(text, is_old || inserted_ == 0, !is_old);
}

void FlowText::finish() {
  while (!paragraphs_.empty()) end_paragraph();
  while (tables_.in_cell()) tables_.end_table(out());
}

}  // namespace braque::documents
