// PowerPoint presentations before 2007 ([MS-PPT]): records in one stream, of which the last edit
// says which are still alive.
#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/ole2_part.hpp"
#include "documents/powerpoint_objects.hpp"

namespace braque::documents {
namespace {

using extract::Problem;

constexpr std::uint64_t kHeaderBytes = 8;
constexpr std::size_t kTextBytesMax = 64 << 20;  ///< of all slides together
constexpr std::size_t kAtomBytesMax = 4 << 20;

// 2.13.24: types of records.
enum Type : std::uint16_t {
  kDocument = 0x03e8,
  kSlide = 0x03ee,
  kNotes = 0x03f0,
  kNotesAtom = 0x03f1,
  kSlidePersist = 0x03f3,
  kMaster = 0x03f8,
  kTextChars = 0x0fa0,
  kTextBytes = 0x0fa8,
  kString = 0x0fba,
  kHandout = 0x0fc9,
  kLink = 0x0fd7,
  kSlideList = 0x0ff0,
  kUserEdit = 0x0ff5,
  kObject = 0x1011,
  kDirectory = 0x1772,
  kComment = 0x2ee0,
  kCryptSession = 0x2f14,
};

struct Record {
  std::uint64_t at = 0, end = 0;  ///< with its header
  unsigned instance = 0;
  std::uint16_t type = 0;
  bool container = false;
};

/// What was found in the stream, by where a person would look for it.
struct Texts {
  std::map<std::uint32_t, std::string> slides, notes;
  std::string masters, comments, links, earlier;
  std::size_t held = 0;
};

class Presentation {
 public:
  Presentation(const Ole2File& file, const Ole2Entry& stream) : bytes_(file, stream) {}

  /// False when the presentation is encrypted.
  bool read() {
    find_live();
    if (encrypted_) return false;
    read_slide_list();
    for (const Record& record : top_) read_top(record);
    return true;
  }

  Texts& texts() { return texts_; }
  const std::vector<EmbeddedObject>& objects() const { return objects_; }
  const Problem& problem() const { return problem_; }

 private:
  bool header(std::uint64_t at, std::uint64_t limit, Record& record) {
    const std::string_view bytes = bytes_.read(at, kHeaderBytes);
    if (bytes.size() < kHeaderBytes || at + kHeaderBytes > limit) return false;
    record.at = at;
    record.container = (u16(bytes, 0) & 15) == 15;
    record.instance = u16(bytes, 0) >> 4U;
    record.type = u16(bytes, 2);
    record.end = at + kHeaderBytes + u32(bytes, 4);
    if (record.end <= limit) return true;
    if (!problem_) problem_ = {Reason::corrupt, "a record is cut off"};
    record.end = limit;
    return true;
  }

  /// 2.1.2: which objects the last edit refers to, and where they lie.
  void find_live() {
    std::map<std::uint32_t, std::uint64_t> offset_of;
    std::uint32_t document = 0;
    Record record;
    for (std::uint64_t at = 0; header(at, bytes_.size(), record); at = record.end) {
      if (record.type == kDirectory) read_directory(record, offset_of);
      if (record.type == kCryptSession) encrypted_ = true;
      if (record.type == kUserEdit) {
        constexpr std::uint64_t kLengthWithKey = 0x20;
        document = u32(bytes_.read(at + kHeaderBytes, 28), 16);
        if (record.end - at - kHeaderBytes >= kLengthWithKey) encrypted_ = true;
      }
      if (record.container || record.type == kObject) top_.push_back(record);
    }
    for (const auto& [id, offset] : offset_of) {
      live_.insert(offset);
      id_at_[offset] = id;
    }
    document_ = offset_of.contains(document) ? offset_of[document] : 0;
    if (!live_.contains(document_)) {
      live_.clear();
      for (const Record& top : top_) {
        live_.insert(top.at);
        if (top.type == kDocument) document_ = top.at;
      }
    }
  }

  /// 2.3.5: runs of identifiers with an offset each.
  void read_directory(const Record& record, std::map<std::uint32_t, std::uint64_t>& offset_of) {
    const std::string entries = bytes_.copy(
        record.at + kHeaderBytes, std::min<std::uint64_t>(record.end - record.at, kAtomBytesMax));
    for (std::size_t at = 0; at + 4 <= entries.size();) {
      const std::uint32_t run = u32(entries, at);
      at += 4;
      for (std::uint32_t i = 0; i < run >> 20 && at + 4 <= entries.size(); ++i, at += 4)
        offset_of[(run & 0xfffff) + i] = u32(entries, at);
    }
  }

  /// 2.4.14: the order of the slides, and the texts of their placeholders.
  void read_slide_list() {
    Record record;
    if (!header(document_, bytes_.size(), record) || record.type != kDocument) return;
    const std::uint64_t end = record.end;
    std::uint64_t list_end = 0;
    for (std::uint64_t at = document_ + kHeaderBytes; header(at, end, record);) {
      if (record.type == kSlideList && record.instance == 0) list_end = record.end;
      if (record.type == kSlidePersist && at < list_end) {
        const std::string_view atom = bytes_.read(at + kHeaderBytes, 20);
        ++slides_;
        slide_of_id_[u32(atom, 0)] = slides_;
        slide_of_number_[u32(atom, 12)] = slides_;
      }
      at = record.container ? at + kHeaderBytes : record.end;
    }
  }

  std::string& section(const Record& top) {
    if (!live_.contains(top.at)) return texts_.earlier;
    if (top.type == kSlide) {
      const auto id = id_at_.find(top.at);
      const auto slide = id == id_at_.end() ? slide_of_id_.end() : slide_of_id_.find(id->second);
      return texts_.slides[slide == slide_of_id_.end() ? ++unlisted_ + slides_ : slide->second];
    }
    return texts_.masters;
  }

  /// Everything in one object, its containers opened up.
  void read_top(const Record& top) {
    if (top.type == kObject) {
      if (live_.contains(top.at))
        objects_.push_back({top.at + kHeaderBytes, top.end, top.instance == 1});
      return;
    }
    std::string* into = &section(top);
    std::uint64_t list_end = 0, comment_end = 0, link_end = 0;
    std::uint32_t slide = 0;
    Record record;
    for (std::uint64_t at = top.at + kHeaderBytes; header(at, top.end, record);) {
      const bool live = into != &texts_.earlier;
      if (record.type == kSlideList && record.instance == 0) list_end = record.end;
      if (record.type == kComment) comment_end = record.end;
      if (record.type == kLink) link_end = record.end;
      if (record.type == kSlidePersist && at < list_end) ++slide;
      if (record.type == kNotesAtom && live) {
        const auto of = slide_of_number_.find(u32(bytes_.read(at + kHeaderBytes, 8), 0));
        into = &texts_.notes[of == slide_of_number_.end() ? 0 : of->second];
      }
      if (!record.container) {
        std::string* target = into;
        if (live && at < list_end && slide > 0) target = &texts_.slides[slide];
        if (live && at < comment_end) target = &texts_.comments;
        if (live && at < link_end) target = &texts_.links;
        read_atom(record, *target);
      }
      at = record.container ? at + kHeaderBytes : record.end;
    }
  }

  void read_atom(const Record& record, std::string& into) {
    if (record.type != kTextChars && record.type != kTextBytes && record.type != kString) return;
    const auto size = static_cast<std::size_t>(record.end - record.at - kHeaderBytes);
    if (size > kAtomBytesMax || texts_.held + size > kTextBytesMax) {
      problem_ = {Reason::budget_memory, "too much text"};
      return;
    }
    const std::string_view bytes = bytes_.read(record.at + kHeaderBytes, size);
    texts_.held += size;
    const std::size_t begin = into.size();
    if (record.type == kTextBytes)  // 2.9.43: the low bytes of UTF-16
      for (const char byte : bytes) append_character(into, static_cast<unsigned char>(byte));
    else
      append_utf16(into, bytes);
    // Names of extensions are strings too.
    if (record.type == kString && std::string_view(into).substr(begin).starts_with("___PPT"))
      into.resize(begin);
    std::replace_if(
        into.begin() + static_cast<std::ptrdiff_t>(begin), into.end(),
        [](char c) { return c >= 0 && c < ' ' && c != '\t'; }, '\n');
    if (into.size() > begin) into += '\n';
  }

  Ole2Bytes bytes_;
  std::vector<Record> top_;
  std::set<std::uint64_t> live_;
  std::map<std::uint64_t, std::uint32_t> id_at_;
  std::map<std::uint32_t, std::uint32_t> slide_of_id_, slide_of_number_;
  std::uint64_t document_ = 0;
  std::uint32_t slides_ = 0, unlisted_ = 0;
  bool encrypted_ = false;
  Texts texts_;
  std::vector<EmbeddedObject> objects_;
  Problem problem_;
};

bool hand_over_texts(extract::ContainerTask& task, const Ole2Part& part, Texts& texts) {
  const auto give = [&](const std::string& name, std::string& text) {
    if (text.empty()) return true;
    return extract::may_go_on(task) &&
           hand_over_text(task, part.label(name), "text", std::move(text));
  };
  for (auto& [number, text] : texts.slides)
    if (!give("slide " + std::to_string(number), text)) return false;
  for (auto& [number, text] : texts.notes)
    if (!give(number == 0 ? "notes" : "slide " + std::to_string(number) + " > notes", text))
      return false;
  return give("comments", texts.comments) && give("links", texts.links) &&
         give("masters", texts.masters) && give("earlier versions", texts.earlier);
}

}  // namespace

bool read_powerpoint(extract::ContainerTask& task, const Ole2Part& part) {
  const Ole2Entry& stream = *part.find("PowerPoint Document");
  Presentation presentation(part.file, stream);
  if (!presentation.read()) {
    task.tally.add(Problem{Reason::encrypted, "an encrypted presentation"});
    return hand_over_properties(task, part);
  }
  task.tally.add(presentation.problem());
  return hand_over_texts(task, part, presentation.texts()) && hand_over_properties(task, part) &&
         hand_over_objects(task, part, stream, presentation.objects());
}

}  // namespace braque::documents
