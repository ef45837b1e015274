// tests/golden/documents: what a scan reads of a document, each member with its locator and
// structure, its text, and what became of it.
#include "support/golden.hpp"

#include "../extract/archive_support.hpp"

using namespace braque;

namespace {

/// Control characters but the line feed as \xNN, so that the expected files are text.
std::string readable(std::string_view text) {
  std::ostringstream out;
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '\t')
      out << "\\t";
    else if (byte != '\n' && (code < 0x20 || code == 0x7f))
      out << "\\x" << std::hex << (code >> 4) << (code & 15) << std::dec;
    else
      out << byte;
  }
  return out.str();
}

std::string described(const Outcome& outcome) {
  std::string text(name(outcome.status));
  if (outcome.reason != Reason::none) text += " (" + std::string(name(outcome.reason)) + ")";
  if (!outcome.format.empty()) text += ", " + outcome.format;
  if (!outcome.note.empty()) text += ", " + outcome.note;
  return text;
}

/// Writes down members; those that are containers are taken apart in turn.
class Description : public MemberSink {
 public:
  Outcome read(std::string_view format, const std::string& bytes, std::string_view name) {
    ++spending_.depth;
    const archive_test::MemoryFile file(bytes);
    Outcome outcome = read_container(format, file, name, {}, spending_, *this);
    --spending_.depth;
    return outcome;
  }

  bool member(Member& member) override {
    const std::string outer = locator_;
    if (!member.name.empty()) locator_ += (outer.empty() ? "" : " > ") + member.name;
    out << "== " << (member.name.empty() ? "own text of " + locator_ : locator_);
    if (!member.structure.empty()) out << " [" << member.structure << "]";
    out << '\n';
    const Outcome outcome = member.bytes == nullptr ? member.outcome : content(member);
    out << "-- " << described(outcome) << '\n';
    locator_ = outer;
    return true;
  }

  std::ostringstream out;

 private:
  Outcome content(Member& member) {
    std::string text;
    std::vector<char> buffer(7'777);
    while (const std::size_t count = member.bytes->read(buffer)) text.append(buffer.data(), count);
    const auto format =
        member.structure.empty()
            ? detect_container(std::string_view(text).substr(0, 65'536), member.name)
            : std::string_view();
    if (!format.empty()) return read(format, text, member.name);
    out << readable(text);
    if (!text.ends_with('\n')) out << '\n';
    return member.bytes->outcome();
  }

  ContainerSpending spending_;
  std::string locator_;
};

std::string describe(const std::string& bytes, const std::string& name) {
  Description description;
  const auto format = detect_container(std::string_view(bytes).substr(0, 65'536), name);
  const Outcome outcome = description.read(format, bytes, name);
  return description.out.str() + described(outcome) + '\n';
}

}  // namespace

TEST_CASE("documents are read as expected") {
  test::check_golden(BRAQUE_GOLDEN_DOCUMENTS, 50, describe);
}
