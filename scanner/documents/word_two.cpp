// Word for Windows 1 and 2, whose files are no compound files: a header (the FIB of "Microsoft Word
// for Windows 2.0 Binary File Format") tells where the text stands, in one piece unless the file
// was saved fast; then the pieces stand anywhere, and the bytes are read as they are.
#include <algorithm>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/raw_bytes.hpp"
#include "documents/readers.hpp"
#include "documents/whole_file.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kHeaderBytes = 0x80;

/// Controls of Word's text: ends of paragraphs, cells and pages; fields and pictures leave a blank.
void plain(std::string& text) {
  for (char& c : text) {
    switch (c) {
      case '\r':
      case '\x0b':
      case '\x0c':
      case '\x0e':
        c = '\n';
        break;
      case '\x07':
        c = '\t';
        break;
      case '\t':
      case '\n':
        break;
      default:
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    }
  }
}

}  // namespace

void read_word_two(extract::ContainerTask& task) {
  std::string bytes;
  if (!read_whole_file(task, bytes)) return;
  const std::size_t begin = u32(bytes, 0x18), end = u32(bytes, 0x1c);
  const unsigned flags = u16(bytes, 0x0a);
  const bool encrypted = (flags & 0x0100U) != 0;
  const bool in_pieces = (flags & 0x0004U) != 0;
  if (bytes.size() < kHeaderBytes || begin < kHeaderBytes || end < begin || end > bytes.size()) {
    task.tally.add(extract::Problem{Reason::corrupt, "its text lies outside of the file"});
    return;
  }
  if (encrypted) {
    task.tally.add(extract::Problem{Reason::encrypted, "a password is needed"});
    return;
  }
  if (in_pieces) {
    hand_over_raw_bytes(task, bytes);
    return;
  }
  std::string text = CodePage(1252).decode(slice(bytes, begin, end - begin));
  plain(text);
  if (!extract::may_go_on(task) || !extract::hand_over_text(task, "", "text", std::move(text)))
    return;
  // Behind it: summary, names of styles and fonts.
  if (!extract::may_go_on(task)) return;
  std::string rest = bytes.substr(end);
  extract::hand_over_text(task, "other", "binary", std::move(rest));
}

}  // namespace braque::documents
