// Compound files ([MS-CFB]), the container of .doc, .xls, .ppt, .msg, .msi and others: streams in
// storages. Read by an own reader, because a damaged table must cost no more than its streams.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "extract/container_readers.hpp"

namespace braque::documents {

struct Ole2Entry {
  /// Names from the root's children down, joined by '/', UTF-8, as stored: "\5SummaryInformation",
  /// "__attach_version1.0_#00000000/__substg1.0_37010102".
  std::string path;
  bool storage = false;    ///< has entries below it instead of bytes
  std::uint64_t size = 0;  ///< as claimed, at most the file's size; 0 for storages
  std::uint32_t first_sector = 0;
  std::array<unsigned char, 16> class_id{};
};

/// An open compound file. Not safe for several threads; borrows the bytes.
class Ole2File {
 public:
  /// Reads the tables and the directory. A directory that is damaged is read as far as it goes:
  /// see damage().
  static Result<Ole2File> open(const RandomAccess& bytes, const Budget& budget);

  /// In the order of the directory's tree; a storage comes before what it holds.
  const std::vector<Ole2Entry>& entries() const { return entries_; }
  /// The entry of a path, by case-insensitive (ASCII) comparison; null when there is none.
  const Ole2Entry* find(std::string_view path) const;
  bool has(std::string_view path) const { return find(path) != nullptr; }
  /// The class of the document as a whole.
  const std::array<unsigned char, 16>& class_id() const { return root_.class_id; }
  /// Why not everything that the directory promises can be read.
  const extract::Problem& damage() const { return damage_; }

  /// The sectors of a stream, for read_at.
  struct Chain {
    std::vector<std::uint32_t> sectors;
    std::uint64_t size = 0;  ///< readable bytes: less than claimed when the chain is damaged
    bool small = false;      ///< in the stream of short streams
    bool broken = false;
  };
  Chain chain(const Ole2Entry& entry) const;
  /// Reads until `into` is full or the stream ends.
  std::size_t read_at(const Chain& chain, std::uint64_t offset, std::span<char> into) const;
  /// At most `bytes_max` bytes of a stream; what is damaged is missing at the end.
  std::string read(const Ole2Entry& entry, std::uint64_t bytes_max) const;

 private:
  explicit Ole2File(const RandomAccess& bytes) : bytes_(&bytes) {}

  Result<void> read_header();
  void read_fat(std::span<const char> header);
  void read_directory(std::uint32_t first_sector, std::uint64_t entries_max);
  void read_small_streams(std::uint32_t first_sector);
  std::vector<std::uint32_t> follow(std::uint32_t first, std::uint64_t count_max,
                                    const std::vector<std::uint32_t>& table, bool& broken) const;
  std::size_t read_sector_bytes(std::uint32_t sector, std::size_t within,
                                std::span<char> into) const;
  void damaged(const char* note);

  const RandomAccess* bytes_;
  std::size_t sector_bytes_ = 512;
  std::uint64_t sectors_ = 0;  ///< that the file has room for
  std::uint64_t small_below_ = 4096;
  std::vector<std::uint32_t> fat_, small_fat_;
  Chain small_stream_;
  Ole2Entry root_;
  std::vector<Ole2Entry> entries_;
  extract::Problem damage_;
};

/// A stream as an unpacker, to be handed over as a file of its own.
class Ole2Stream final : public extract::Unpacker {
 public:
  Ole2Stream(const Ole2File& file, const Ole2Entry& entry, std::uint64_t offset = 0)
      : file_(file), chain_(file.chain(entry)), offset_(offset) {}
  std::size_t unpack(std::span<char> into) override;
  std::uint64_t consumed() const override { return offset_; }
  extract::Problem problem() const override;

 private:
  const Ole2File& file_;
  Ole2File::Chain chain_;
  std::uint64_t offset_;
};

/// Little-endian numbers of untrusted bytes; 0 beyond the end.
std::uint64_t little_number(std::string_view bytes, std::size_t at, std::size_t width);
/// UTF-16LE to UTF-8; what is no character becomes U+FFFD.
std::string utf8_from_utf16(std::string_view bytes);

}  // namespace braque::documents
