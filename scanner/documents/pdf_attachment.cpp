#include "documents/pdf_attachment.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

using extract::Problem;

/// Bytes that are there already.
class PlainBytes final : public extract::Unpacker {
 public:
  explicit PlainBytes(std::string_view bytes) : bytes_(bytes) {}
  std::size_t unpack(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), bytes_.size() - at_);
    std::memcpy(into.data(), bytes_.data() + at_, count);
    at_ += count;
    return count;
  }
  std::uint64_t consumed() const override { return at_; }
  Problem problem() const override { return {}; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// zlib's format (RFC 1950), piece by piece: attached files may be large.
class InflatedBytes final : public extract::Unpacker {
 public:
  explicit InflatedBytes(std::string_view packed) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in =
        static_cast<uInt>(std::min<std::size_t>(packed.size(), std::numeric_limits<uInt>::max()));
    ended_ = inflateInit(&stream_) != Z_OK;
  }
  InflatedBytes(const InflatedBytes&) = delete;
  InflatedBytes& operator=(const InflatedBytes&) = delete;
  ~InflatedBytes() override { inflateEnd(&stream_); }

  std::size_t unpack(std::span<char> into) override {
    if (ended_) return 0;
    stream_.next_out = reinterpret_cast<Bytef*>(into.data());
    stream_.avail_out =
        static_cast<uInt>(std::min<std::size_t>(into.size(), std::numeric_limits<uInt>::max()));
    const std::size_t wanted = stream_.avail_out;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    ended_ = result != Z_OK;
    broken_ = ended_ && result != Z_STREAM_END;
    return wanted - stream_.avail_out;
  }
  std::uint64_t consumed() const override { return stream_.total_in; }
  Problem problem() const override {
    return broken_ ? Problem{Reason::corrupt, "it cannot be unpacked to its end"} : Problem{};
  }

 private:
  z_stream stream_{};
  bool ended_ = false;
  bool broken_ = false;
};

bool is_deflated_only(const PdfObjects& objects, const PdfStream& stream) {
  const PdfValue* stated = stream.dictionary.get("Filter");
  if (stated == nullptr || stream.dictionary.get("DecodeParms") != nullptr) return false;
  const PdfValue filter = objects.resolve(*stated);
  const PdfValue& only = filter.items.size() == 1 ? filter.items.front() : filter;
  return only.is_name("FlateDecode") || only.is_name("Fl");
}

bool hand_over_bytes(extract::ContainerTask& task, const std::string& name,
                     extract::Unpacker& bytes) {
  extract::MeteredStream metered(bytes, task.meter, extract::Spend::member);
  return extract::hand_over(task, name, std::nullopt, metered);
}

}  // namespace

bool hand_over_attachment(extract::ContainerTask& task, const PdfObjects& objects,
                          const PdfAttachment& attachment) {
  const std::string name = extract::label(attachment.name);
  const auto stream = objects.stream(attachment.stream);
  if (!stream)
    return extract::pass_over(task, name, std::nullopt, Status::skipped, Reason::corrupt,
                              "its bytes are missing");
  if (is_deflated_only(objects, *stream)) {
    std::string kept;
    InflatedBytes bytes(objects.decrypted(*stream, kept));
    return hand_over_bytes(task, name, bytes);
  }
  const std::uint64_t bytes_max = task.meter.budget.whole_document_bytes_max;
  const auto unpacked = objects.unpacked(*stream, bytes_max);
  if (!unpacked)
    return extract::pass_over(task, name, std::nullopt, Status::skipped, Reason::unsupported_format,
                              "packed in a way that is not known here");
  if (unpacked->size() >= bytes_max)
    task.tally.add(Problem{Reason::budget_memory, "an attached file is too large"});
  PlainBytes bytes(*unpacked);
  return hand_over_bytes(task, name, bytes);
}

}  // namespace braque::documents
