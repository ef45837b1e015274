#include "extract/zip_body.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "extract/archive_reader.hpp"
#include "extract/byte_input.hpp"
#include "extract/inflate.hpp"

namespace braque::extract {
namespace {

// APPNOTE.TXT 4.4.4 and 4.4.5.
constexpr std::uint16_t kEncrypted = 1, kMethodStored = 0, kMethodDeflated = 8, kMethodAes = 99;

/// Stored and deflated bodies, with the check of length and CRC.
class BodyUnpacker : public Unpacker {
 public:
  BodyUnpacker(const ZipEntry& entry, ByteInput& input) : entry_(entry), input_(input) {
    if (entry.method == kMethodDeflated) inflate_.emplace(input, InflateUnpacker::Wrapping::bare);
  }

  std::size_t unpack(std::span<char> into) override {
    const std::size_t count = inflate_ ? inflate_->unpack(into) : input_.read(into);
    crc_ = crc32_z(crc_, reinterpret_cast<const Bytef*>(into.data()), count);
    produced_ += count;
    return count;
  }
  std::uint64_t consumed() const override {
    return inflate_ ? inflate_->consumed() : input_.position();
  }
  Problem problem() const override {
    if (Problem problem = inflate_ ? inflate_->problem() : input_.problem()) return problem;
    if (entry_.unlisted) return {};
    if (inflate_ ? produced_ != entry_.unpacked : produced_ < entry_.packed)
      return {Reason::corrupt, "its length is not the one that the archive states"};
    if (crc_ != entry_.crc) return {Reason::corrupt, "its checksum is wrong"};
    return {};
  }

 private:
  const ZipEntry& entry_;
  ByteInput& input_;
  std::optional<InflateUnpacker> inflate_;
  uLong crc_ = crc32_z(0, nullptr, 0);
  std::uint64_t produced_ = 0;
};

std::string little(std::uint64_t value, std::size_t width) {
  std::string bytes;
  for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

/// A local header (APPNOTE 4.3.7) that says what the central directory says, to put before a body
/// that libarchive shall unpack: the one in the file may leave sizes out or differ. Sizes are in a
/// zip64 extra field; bit 3 (sizes follow the body) is cleared.
std::string local_header(const ZipEntry& entry) {
  constexpr std::uint64_t kSizesFollow = 8, kIn64 = 0xffffffff;
  const std::string extra =
      little(1, 2) + little(16, 2) + little(entry.unpacked, 8) + little(entry.packed, 8);
  return std::string("PK\x03\x04", 4) + little(63, 2) + little(entry.flags & ~kSizesFollow, 2) +
         little(entry.method, 2) + little(0, 4) + little(entry.crc, 4) + little(kIn64, 4) +
         little(kIn64, 4) + little(1, 2) + little(extra.size(), 2) + "x" + extra;
}

}  // namespace

bool is_encrypted(const ZipEntry& entry) {
  return (entry.flags & kEncrypted) != 0 || entry.method == kMethodAes;
}

std::optional<std::uint64_t> zip_body_offset(const RandomAccess& file, const ZipEntry& entry,
                                             Problem& problem) {
  std::array<char, kZipLocalHeaderBytes> header;
  std::optional<ReadFailure> failure;
  const std::size_t count = file.read_at(entry.offset, header, failure);
  if (failure) {
    problem = {failure->reason, "its header cannot be read"};
    return std::nullopt;
  }
  const std::string_view bytes(header.data(), count);
  if (count < header.size() || !bytes.starts_with(std::string_view("PK\x03\x04", 4))) {
    problem = {Reason::corrupt, "its header is missing"};
    return std::nullopt;
  }
  return entry.offset + header.size() + little_endian(bytes, 26, 2) + little_endian(bytes, 28, 2);
}

ZipBody::ZipBody(const RandomAccess& file, const ZipEntry& entry, std::uint64_t begin,
                 const Meter& meter) {
  const std::uint64_t end = begin + std::min(entry.packed, file.size());
  if (entry.method == kMethodStored || entry.method == kMethodDeflated) {
    input_ = std::make_unique<RangeInput>(file, begin, end, meter);
    unpacker_ = std::make_unique<BodyUnpacker>(entry, *input_);
    return;
  }
  input_ = std::make_unique<RangeInput>(file, begin, end, meter, local_header(entry));
  auto reader = std::make_unique<ArchiveReader>("zip-stream", *input_);
  if (reader->next()) unpacker_ = std::move(reader);
}

ZipBody::~ZipBody() = default;

}  // namespace braque::extract
