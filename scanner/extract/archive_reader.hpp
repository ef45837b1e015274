// The one wrapper of libarchive. Formats and filters are switched on one by one: `all` would
// include mtree, which names other files, and filters that start external programs.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extract/unpacker.hpp"

namespace braque::extract {

struct ArchiveEntry {
  enum class Kind : std::uint8_t { file, directory, symlink, hardlink, special };
  Kind kind = Kind::file;
  std::string name;                   ///< bytes as stored; UTF-8 where the format defines a charset
  std::optional<std::uint64_t> size;  ///< a claim
  bool encrypted = false;
};

/// Reads one archive forward. As an Unpacker it gives the current entry's bytes; holes of sparse
/// entries are shortened to kHoleBytesMax zeros.
class ArchiveReader : public Unpacker {
 public:
  static constexpr std::uint64_t kHoleBytesMax = 64 << 10;

  /// `format`: tar, cpio, ar, cab, 7z, rar, rar5, lha, iso9660, "zip-stream" (by local headers), or
  /// a single compressed file: bz2, zst, lz4, Z.
  ArchiveReader(std::string_view format, ByteInput& input);
  ~ArchiveReader() override;

  /// Moves to the next entry; false at the end or on failure, then see `archive_problem`.
  bool next();
  const ArchiveEntry& entry() const noexcept { return entry_; }
  bool holes_shortened() const noexcept { return holes_shortened_; }
  /// What is wrong with the archive as a whole.
  const Problem& archive_problem() const noexcept { return archive_problem_; }

  std::size_t unpack(std::span<char> into) override;
  std::uint64_t consumed() const override;
  Problem problem() const override { return problem_; }
  /// Bytes of the input that the decoders took, without read-ahead.
  std::uint64_t input_used() const;

 private:
  struct Handle;
  bool next_block();
  void pass_rest_of_entry();
  Problem failure() const;
  std::string stored_name() const;

  std::unique_ptr<Handle> handle_;
  ByteInput& input_;
  ArchiveEntry entry_;
  Problem problem_;  ///< of the current entry
  Problem archive_problem_;
  std::string_view block_;    ///< bytes of the current data block not yet given out
  std::uint64_t offset_ = 0;  ///< where the next block should start when there is no hole
  std::uint64_t zeros_ = 0;   ///< of a hole, still to give out
  std::uint64_t entries_ = 0;
  bool entry_ended_ = true;
  bool holes_shortened_ = false;
  bool skips_by_seeking_ = false;
};

}  // namespace braque::extract
