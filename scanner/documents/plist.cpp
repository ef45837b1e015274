// Apple's binary property lists ("bplist00", described in CoreFoundation's CFBinaryPList.c):
// strings, numbers and dates below the keys that lead to them, and files in them. An own reader,
// because the library builds the whole tree and descends by recursion.
#include <algorithm>
#include <bit>
#include <vector>

#include "documents/binary_value.hpp"
#include "documents/code_page.hpp"
#include "documents/number_format.hpp"
#include "documents/readers.hpp"
#include "documents/whole_file.hpp"

namespace braque::documents {
namespace {

using extract::Problem;

constexpr std::size_t kPieceBytes = 16 << 10;
constexpr std::size_t kFilesMax = 100'000;
constexpr std::size_t kTextBytesMax = 4096;     ///< a longer text is a file
constexpr std::size_t kRepeatedBytesMax = 256;  ///< a longer string is written once

enum Kind : unsigned {
  kSimple = 0,
  kInteger = 1,
  kReal = 2,
  kDate = 3,
  kData = 4,
  kAscii = 5,
  kUtf16 = 6,
  kUid = 8,
  kArray = 10,
  kOrderedSet = 11,
  kSet = 12,
  kDictionary = 13,
};

/// An object's kind, how many items or bytes it has, and where these begin.
struct Object {
  unsigned kind = kSimple;
  std::uint64_t count = 0;
  std::size_t begin = 0;
};

class PropertyList {
 public:
  static constexpr std::size_t kTrailerBytes = 32;
  explicit PropertyList(std::string_view bytes) : bytes_(bytes) {}

  /// False when it has no table of objects.
  bool open() {
    if (bytes_.size() < kTrailerBytes + 8) return false;
    const std::size_t trailer = bytes_.size() - kTrailerBytes;
    offset_bytes_ = static_cast<std::size_t>(number(trailer + 6, 1));
    reference_bytes_ = static_cast<std::size_t>(number(trailer + 7, 1));
    count_ = number(trailer + 8, 8);
    top_ = number(trailer + 16, 8);
    table_ = number(trailer + 24, 8);
    if (offset_bytes_ < 1 || offset_bytes_ > 8 || reference_bytes_ < 1 || reference_bytes_ > 8)
      return false;
    return table_ < trailer && count_ > 0 && count_ <= (trailer - table_) / offset_bytes_;
  }

  std::uint64_t count() const { return count_; }
  std::uint64_t top() const { return top_; }

  /// False when there is no such object, or it does not fit into the file.
  bool find(std::uint64_t id, Object& object) const {
    if (id >= count_) return false;
    const std::uint64_t at =
        number(static_cast<std::size_t>(table_ + id * offset_bytes_), offset_bytes_);
    if (at >= bytes_.size() - kTrailerBytes) return false;
    const auto marker = static_cast<unsigned char>(bytes_[static_cast<std::size_t>(at)]);
    object.kind = marker >> 4U;
    object.count = marker & 15U;
    object.begin = static_cast<std::size_t>(at) + 1;
    if (object.kind > kDictionary) return false;  // no such kinds: nothing bounds their count
    const bool counted = object.kind >= kData && object.kind != kUid;
    if (counted && object.count == 15) {
      const std::size_t width = std::size_t{1} << (number(object.begin, 1) & 3);
      object.count = number(object.begin + 1, width);
      object.begin += 1 + width;
    }
    return size_of(object) <= bytes_.size() - std::min(object.begin, bytes_.size());
  }

  std::string_view content(const Object& object) const {
    return bytes_.substr(object.begin, static_cast<std::size_t>(size_of(object)));
  }
  std::uint64_t reference(const Object& object, std::uint64_t index) const {
    return number(object.begin + static_cast<std::size_t>(index) * reference_bytes_,
                  reference_bytes_);
  }
  /// Big-endian; bytes beyond the end count as zero.
  std::uint64_t number(std::size_t at, std::size_t width) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i)
      value =
          value << 8 | (at + i < bytes_.size() ? static_cast<unsigned char>(bytes_[at + i]) : 0U);
    return value;
  }

 private:
  std::uint64_t size_of(const Object& object) const {
    // Counts beyond the file are as wrong as the largest that still can be multiplied.
    const std::uint64_t count = std::min<std::uint64_t>(object.count, bytes_.size() + 1);
    switch (object.kind) {
      case kInteger:
      case kReal:
      case kDate:
        return std::uint64_t{1} << std::min<std::uint64_t>(object.count, 4);
      case kData:
      case kAscii:
        return count;
      case kUtf16:
        return count * 2;
      case kUid:
        return object.count + 1;
      case kArray:
      case kOrderedSet:
      case kSet:
        return count * reference_bytes_;
      case kDictionary:
        return count * 2 * reference_bytes_;
      default:
        return 0;
    }
  }

  std::string_view bytes_;
  std::size_t offset_bytes_ = 0, reference_bytes_ = 0;
  std::uint64_t count_ = 0, top_ = 0, table_ = 0;
};

/// Walks the objects in the order in which they stand below one another. Every container is entered
/// once, however often it is referred to.
class ListText final : public extract::TextMaker {
 public:
  struct File {
    std::string name;
    std::string_view bytes;
  };

  ListText(const PropertyList& list, std::uint64_t size)
      : list_(list), size_(size), seen_(static_cast<std::size_t>(list.count()), false) {
    visit(list.top(), {});
  }

  bool make(std::string& text) override {
    text += first_;
    first_.clear();
    while (!open_.empty() && text.size() < kPieceBytes) {
      Frame& frame = open_.back();
      if (frame.next == frame.object.count) {
        open_.pop_back();
        continue;
      }
      const std::uint64_t index = frame.next++;
      if (frame.object.kind == kDictionary) {
        const std::string key = key_of(list_.reference(frame.object, index));
        text_ = &text;
        visit(list_.reference(frame.object, frame.object.count + index), key);
      } else {
        text_ = &text;
        visit(list_.reference(frame.object, index), std::string(frame.key));
      }
    }
    return !open_.empty();
  }
  std::uint64_t consumed() const override { return size_; }
  Problem problem() const override { return problem_; }
  const std::vector<File>& files() const { return files_; }

 private:
  struct Frame {
    Object object;
    std::string key;
    std::uint64_t next = 0;
  };

  std::string key_of(std::uint64_t id) {
    constexpr std::size_t kKeyBytesMax = 256;
    Object object;
    std::string key;
    if (list_.find(id, object)) append(object, key);
    return key.substr(0, kKeyBytesMax);
  }

  void visit(std::uint64_t id, const std::string& key) {
    Object object;
    if (!list_.find(id, object)) {
      problem_ = {Reason::corrupt, "an object is missing"};
      return;
    }
    const auto index = static_cast<std::size_t>(id);
    const bool again = seen_[index];
    seen_[index] = true;
    if (object.kind >= kArray) {
      if (!again) open_.push_back({object, key, 0});
      return;
    }
    const std::string_view content = list_.content(object);
    if (again && content.size() > kRepeatedBytesMax) return;
    if (object.kind == kData && (looks_like_file(content) || content.size() > kTextBytesMax)) {
      if (files_.size() < kFilesMax) files_.push_back({key.empty() ? "data" : key, content});
      return;
    }
    line(key, object);
  }

  void line(const std::string& key, const Object& object) {
    std::string value;
    append(object, value);
    if (value.empty()) return;
    std::replace_if(
        value.begin(), value.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    std::string& text = text_ == nullptr ? first_ : *text_;
    if (!key.empty()) text += key + ": ";
    text += value;
    text += '\n';
  }

  void append(const Object& object, std::string& text) const {
    const std::string_view content = list_.content(object);
    switch (object.kind) {
      case kInteger:
        text +=
            std::to_string(static_cast<std::int64_t>(list_.number(object.begin, content.size())));
        break;
      case kReal:
        write_plain_number(real(object), text);
        break;
      case kDate: {
        constexpr double kDaySeconds = 86'400, kDaysTo2001 = 36'892;  // from a spreadsheet's epoch
        const double seconds = std::bit_cast<double>(list_.number(object.begin, 8));
        NumberFormat::built_in(22).write(seconds / kDaySeconds + kDaysTo2001, false, text);
        break;
      }
      case kData:
        append_binary(text, content);
        break;
      case kAscii:
        append_utf8(text, content);
        break;
      case kUtf16:
        append_utf16(text, content, true);
        break;
      default:
        break;
    }
  }

  double real(const Object& object) const {
    if (object.count == 2)
      return std::bit_cast<float>(static_cast<std::uint32_t>(list_.number(object.begin, 4)));
    return std::bit_cast<double>(list_.number(object.begin, 8));
  }

  const PropertyList& list_;
  std::uint64_t size_;
  std::vector<bool> seen_;
  std::vector<Frame> open_;
  std::string first_;  ///< the text of a list that is one value
  std::string* text_ = nullptr;
  std::vector<File> files_;
  Problem problem_;
};

}  // namespace

void read_plist(extract::ContainerTask& task) {
  std::string bytes;
  if (!read_whole_file(task, bytes)) return;
  PropertyList list(bytes);
  if (!list.open()) {
    task.tally.add(Problem{Reason::corrupt, "a damaged property list"});
    return;
  }
  ListText text(list, bytes.size());
  if (!may_go_on(task) || !hand_over_text(task, "", "keyvalue", text)) return;
  for (const ListText::File& file : text.files()) {
    if (!may_go_on(task) || !hand_over_bytes(task, file.name, file.bytes, bytes.size())) return;
  }
}

}  // namespace braque::documents
