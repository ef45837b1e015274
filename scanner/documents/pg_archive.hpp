// Archives of pg_dump in its custom form, and the tables of contents of its other forms:
// PostgreSQL 8.0 to 17 (versions 1.10 to 1.16 of the format; src/bin/pg_dump/pg_backup_archiver.c
// and pg_backup_custom.c).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "extract/byte_input.hpp"
#include "extract/made_text.hpp"

namespace braque::documents {

/// Reads the archive's own numbers and strings, forward. After a problem everything reads as
/// nothing.
class PgArchiveInput {
 public:
  explicit PgArchiveInput(extract::ByteInput& input) : input_(input), buffer_(kBufferBytes, '\0') {}

  /// -1 at the end.
  int byte();
  /// A sign and `integer_bytes` bytes, the lowest first.
  std::int64_t integer();
  /// False for none, which is not the empty one. What is longer than `bytes_max` is cut.
  bool string(std::string& text, std::uint64_t bytes_max);
  std::size_t read(std::span<char> into);
  void skip(std::uint64_t bytes);

  std::uint64_t position() const { return input_.position() - (filled_ - given_); }
  bool ended() const { return ended_; }
  /// What is wrong with the input; truncation when it ended within something.
  extract::Problem problem() const;

  std::size_t integer_bytes = 4;

 private:
  static constexpr std::size_t kBufferBytes = 64 << 10;
  bool fill();

  extract::ByteInput& input_;
  std::string buffer_;
  std::size_t filled_ = 0, given_ = 0;
  bool ended_ = false;
};

struct PgArchiveHead {
  enum class Form : std::uint8_t { custom = 1, tar = 3, directory = 5 };
  enum class Packing : std::uint8_t { none, zlib, lz4, zstd };
  unsigned minor = 0;  ///< of version 1
  std::size_t offset_bytes = 0;
  Form form = Form::custom;
  Packing packing = Packing::none;
};

/// Nothing when it is none, or one of a version that is not known; `version` is set then.
std::optional<PgArchiveHead> read_pg_head(PgArchiveInput& input, std::string& version);

/// What the table of contents says of data that stand in the archive.
struct PgTableData {
  std::string name;  ///< "public.clients"
  std::string copy;  ///< the COPY statement; "" for data in INSERT statements
};

/// The definitions of everything in the archive, as SQL; notes the data on the way.
class PgDefinitions final : public extract::TextMaker {
 public:
  /// `bytes_max` is kept of the names and statements of all data together.
  PgDefinitions(PgArchiveInput& input, const PgArchiveHead& head, std::uint64_t bytes_max);

  bool make(std::string& text) override;
  std::uint64_t consumed() const override { return input_.position(); }
  extract::Problem problem() const override { return input_.problem(); }

  /// By their number in the archive.
  const std::unordered_map<std::int64_t, PgTableData>& data() const { return data_; }

 private:
  void note(std::int64_t number, PgTableData data);

  PgArchiveInput& input_;
  PgArchiveHead head_;
  std::int64_t entries_left_;
  std::uint64_t bytes_left_;
  std::unordered_map<std::int64_t, PgTableData> data_;
};

/// One stream of data: chunks behind their lengths, up to one of length zero.
class PgChunks final : public extract::ByteInput {
 public:
  explicit PgChunks(PgArchiveInput& input) : input_(input) {}

  std::size_t read(std::span<char> into) override;
  std::uint64_t position() const override { return input_.position(); }
  extract::Problem problem() const override { return input_.problem(); }
  /// To the end of the stream, without reading it.
  void pass();
  /// There is nothing in it.
  bool empty() { return !next(); }

 private:
  bool next();

  PgArchiveInput& input_;
  std::uint64_t left_ = 0;
  bool ended_ = false;
};

/// Rows of COPY's text format (PostgreSQL documentation, COPY) as a table with its columns' names.
class PgCopyRows final : public extract::TextMaker {
 public:
  PgCopyRows(extract::Unpacker& unpacker, std::string header)
      : unpacker_(unpacker), text_(std::move(header)), buffer_(kBufferBytes, '\0') {}

  bool make(std::string& text) override;
  std::uint64_t consumed() const override { return unpacker_.consumed(); }
  extract::Problem problem() const override { return unpacker_.problem(); }

 private:
  static constexpr std::size_t kBufferBytes = 32 << 10;
  static constexpr std::size_t kCellBytesMax = 1 << 20;  ///< longer ones are handed on in pieces
  void take(char byte);
  void end_cell();
  void give_piece();

  extract::Unpacker& unpacker_;
  std::string text_, buffer_, cell_;
  bool escaped_ = false;
  bool null_ = false;  ///< the cell is \N so far
  bool cut_ = false;   ///< some of the cell was handed on
};

}  // namespace braque::documents
