#include "documents/word_text.hpp"

#include <algorithm>
#include <array>

namespace braque::documents {
namespace {

constexpr std::size_t kFieldDepthMax = 32;
constexpr std::size_t kInstructionBytesMax = 4096;

enum Control : char {
  kCellEnd = 0x07,
  kTab = 0x09,
  kLineFeed = 0x0a,
  kLineBreak = 0x0b,
  kPageBreak = 0x0c,
  kParagraphEnd = 0x0d,
  kColumnBreak = 0x0e,
  kFieldBegin = 0x13,
  kFieldSeparator = 0x14,
  kFieldEnd = 0x15,
  kHyphen = 0x1e,
};

/// The kinds of fields whose instructions hold texts of the user: addresses, file names, answers.
bool holds_text(std::string_view kind) {
  constexpr std::array<std::string_view, 12> kKinds = {
      "HYPERLINK", "INCLUDETEXT", "INCLUDEPICTURE", "IF",       "QUOTE",    "FILLIN",
      "ASK",       "SET",         "LINK",           "DATABASE", "COMMENTS", "MERGEFIELD"};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

/// The arguments of an instruction, without switches (\l, \o ...).
std::string arguments(std::string_view instruction) {
  std::string text;
  std::size_t words = 0;
  for (std::size_t at = 0; at < instruction.size();) {
    if (instruction[at] == ' ') {
      ++at;
      continue;
    }
    const bool quoted = instruction[at] == '"';
    const std::size_t begin = quoted ? at + 1 : at;
    const std::size_t end =
        std::min(instruction.find(quoted ? '"' : ' ', begin), instruction.size());
    const std::string_view word = instruction.substr(begin, end - begin);
    at = end + (quoted ? 1 : 0);
    if (words++ == 0) {
      if (!holds_text(word)) return {};
      continue;
    }
    if (word.empty() || (!quoted && word.starts_with('\\'))) continue;
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

void WordText::put(std::string_view characters, std::string& out) {
  while (!characters.empty()) {
    const auto is_control = [](char c) { return c >= 0 && c < ' '; };
    const auto* found = std::find_if(characters.begin(), characters.end(), is_control);
    const auto count = static_cast<std::size_t>(found - characters.begin());
    if (count > 0) plain(characters.substr(0, count));
    characters.remove_prefix(count);
    if (characters.empty()) return;
    control(characters.front(), out);
    characters.remove_prefix(1);
  }
}

void WordText::finish(std::string& out) {
  fields_.clear();
  ignored_fields_ = 0;
  if (!line_.empty() || !addresses_.empty()) line_end(out);
  for (; depth_ > 0; --depth_) tables_.end_table(out);
}

/// To the innermost instruction that is being read, else to the text.
void WordText::plain(std::string_view text) {
  after_cell_ = false;
  for (auto field = fields_.rbegin(); field != fields_.rend(); ++field) {
    if (!field->in_instruction) continue;
    if (field->instruction.size() < kInstructionBytesMax) field->instruction += text;
    return;
  }
  line_ += text;
}

void WordText::end_instruction(Field& field) {
  if (!field.in_instruction) return;
  field.in_instruction = false;
  const std::string text = arguments(field.instruction);
  if (!text.empty()) addresses_ += text + '\n';
}

/// The line, then what its fields point to, to where the text goes: a cell or the text itself.
void WordText::line_end(std::string& out) {
  if (!addresses_.empty()) {
    line_ += '\n';
    line_ += addresses_;
    addresses_.clear();
    line_.pop_back();
  }
  if (depth_ > 0) {
    tables_.add_text(line_, out);
  } else {
    out += line_;
    out += '\n';
  }
  line_.clear();
}

void WordText::mark(char c, const WordParagraph& paragraph, bool known, std::string& out) {
  if (!known) {
    if (c == kCellEnd) return cell_mark(out);
    after_cell_ = false;
    return line_end(out);
  }
  // Tables begin and end between paragraphs.
  for (; depth_ < paragraph.depth; ++depth_) tables_.begin_table();
  for (; depth_ > paragraph.depth; --depth_) tables_.end_table(out);
  if (depth_ == 0 && c == kCellEnd) c = kParagraphEnd;
  if (!paragraph.row_end || !line_.empty()) line_end(out);
  if (depth_ == 0) return;
  if (paragraph.row_end)
    tables_.end_row();
  else if (c == kCellEnd || paragraph.cell_end)
    tables_.end_cell(1);
}

/// The end of a row is one more mark after that of its last cell.
void WordText::cell_mark(std::string& out) {
  if (after_cell_)
    line_end(out);
  else
    line_ += '\t';
  after_cell_ = !after_cell_;
}

void WordText::control(char c, std::string& out) {
  switch (c) {
    case kFieldBegin:
      if (fields_.size() < kFieldDepthMax)
        fields_.emplace_back();
      else
        ++ignored_fields_;
      break;
    case kFieldSeparator:
      if (ignored_fields_ == 0 && !fields_.empty()) end_instruction(fields_.back());
      break;
    case kFieldEnd:
      if (ignored_fields_ > 0) {
        --ignored_fields_;
      } else if (!fields_.empty()) {
        end_instruction(fields_.back());
        fields_.pop_back();
      }
      break;
    case kPageBreak:
    case kLineBreak:
    case kColumnBreak:
    case kLineFeed:
      after_cell_ = false;
      line_end(out);
      break;
    case kTab:
      plain("\t");
      break;
    case kHyphen:
      plain("-");
      break;
    default:  // marks of notes, pictures, optional hyphens
      break;
  }
}

}  // namespace braque::documents
