// The bytes of one zip entry: where its body lies and who unpacks it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "extract/metering.hpp"
#include "extract/zip_directory.hpp"

namespace braque::extract {

inline constexpr std::uint64_t kZipLocalHeaderBytes = 30;

/// APPNOTE 4.4.4 bit 0 and strong encryption, which method 99 (AES) stands for.
bool is_encrypted(const ZipEntry& entry);

/// Offset of the entry's body by its local header; nothing, with the problem, when there is none.
std::optional<std::uint64_t> zip_body_offset(const RandomAccess& file, const ZipEntry& entry,
                                             Problem& problem);

/// Unpacks one body, with the check of length and checksum. Borrows the entry, the file and the
/// meter.
class ZipBody : public Unpacker {
 public:
  /// The body begins at `begin` of the file.
  ZipBody(const RandomAccess& file, const ZipEntry& entry, std::uint64_t begin, const Meter& meter);
  ~ZipBody() override;
  /// Packed in a way that nobody here knows.
  bool unsupported() const noexcept { return unpacker_ == nullptr; }

  std::size_t unpack(std::span<char> into) override { return unpacker_->unpack(into); }
  std::uint64_t consumed() const override { return unpacker_->consumed(); }
  Problem problem() const override { return unpacker_->problem(); }

 private:
  std::unique_ptr<ByteInput> input_;
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace braque::extract
