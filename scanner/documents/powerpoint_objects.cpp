#include "documents/powerpoint_objects.hpp"

#include <algorithm>

#include "extract/inflate.hpp"

namespace braque::documents {
namespace {

/// Bytes [begin, end) of a stream of a compound file.
class StreamRange final : public extract::ByteInput {
 public:
  StreamRange(const Ole2File& file, const Ole2Entry& entry, std::uint64_t begin, std::uint64_t end)
      : file_(file), chain_(file.chain(entry)), at_(begin), end_(end) {}
  std::size_t read(std::span<char> into) override {
    const auto wanted = std::min<std::uint64_t>(into.size(), end_ > at_ ? end_ - at_ : 0);
    const std::size_t count =
        file_.read_at(chain_, at_, into.first(static_cast<std::size_t>(wanted)));
    at_ += count;
    return count;
  }
  std::uint64_t position() const override { return at_; }
  extract::Problem problem() const override { return {}; }

 private:
  const Ole2File& file_;
  Ole2File::Chain chain_;
  std::uint64_t at_, end_;
};

/// The bytes of an input as they are.
class Stored final : public extract::Unpacker {
 public:
  explicit Stored(extract::ByteInput& input) : input_(input) {}
  std::size_t unpack(std::span<char> into) override { return input_.read(into); }
  std::uint64_t consumed() const override { return input_.position(); }
  extract::Problem problem() const override { return {}; }

 private:
  extract::ByteInput& input_;
};

}  // namespace

bool hand_over_objects(extract::ContainerTask& task, const Ole2Part& part, const Ole2Entry& stream,
                       const std::vector<EmbeddedObject>& objects) {
  // The size before compression, then zlib's header (RFC 1950); its checksum at the end is not
  // read.
  constexpr std::uint64_t kSizeAndHeader = 4 + 2;
  std::size_t number = 0;
  for (const EmbeddedObject& object : objects) {
    if (!extract::may_go_on(task)) return false;
    const std::string name = part.label("object " + std::to_string(++number));
    StreamRange range(part.file, stream, object.begin + (object.compressed ? kSizeAndHeader : 0),
                      object.end);
    if (object.compressed) {
      extract::InflateUnpacker unpacker(range, extract::InflateUnpacker::Wrapping::bare);
      extract::MeteredStream metered(unpacker, task.meter, extract::Spend::member);
      if (!extract::hand_over(task, name, std::nullopt, metered)) return false;
    } else {
      Stored stored(range);
      extract::MeteredStream metered(stored, task.meter, extract::Spend::member);
      if (!extract::hand_over(task, name, object.end - object.begin, metered)) return false;
    }
  }
  return true;
}

}  // namespace braque::documents
