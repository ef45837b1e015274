// The records in which a worker hands over a container, member by member. Layout: one byte of kind,
// four of length (of what follows), then the fields, little-endian; texts as four bytes of length
// and the bytes. Who reads them trusts nothing: every length, number and text is checked and
// bounded, and records must come in an order that makes sense.
//
//   member   has_bytes, has_size, size, spent, texts: name, structure, outcome
//   bytes    some of the current member's
//   end      spent, outcome: of the current member
//   done     spent, outcome: of the container
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/item.hpp"

namespace braque::sandbox {

enum class RecordKind : std::uint8_t { member = 1, bytes, end, done };

/// Longer texts are cut by the writer and refused by the reader.
inline constexpr std::size_t kMemberNameBytesMax = 8192;
inline constexpr std::size_t kStructureBytesMax = 32;
inline constexpr std::size_t kFormatBytesMax = 64;
inline constexpr std::size_t kNoteBytesMax = 1024;
/// No record but `bytes` is longer.
inline constexpr std::size_t kRecordBytesMax = 16 << 10;
inline constexpr std::size_t kRecordHeadBytes = 5;

/// What this worker has spent of the budget so far, without what it was told of others.
struct Spent {
  std::uint64_t output_bytes = 0, entries = 0;
};

struct Record {
  RecordKind kind = RecordKind::done;
  Spent spent;                        ///< not of `bytes`
  std::string name, structure;        ///< member
  std::optional<std::uint64_t> size;  ///< member
  bool has_bytes = false;             ///< member: `bytes` and an `end` follow
  Outcome outcome;                    ///< member without bytes, end, done
  std::string_view bytes;             ///< into the chunk
};

/// Writes records one after another into memory that somebody else owns.
class RecordWriter {
 public:
  explicit RecordWriter(std::span<char> memory) : memory_(memory) {}

  std::size_t used() const noexcept { return used_; }
  void clear() noexcept { used_ = 0; }
  /// Any record but `bytes` fits.
  bool has_room() const noexcept { return memory_.size() - used_ >= kRecordBytesMax; }
  /// Where bytes of the current member may be put, followed by took_bytes().
  std::span<char> room_for_bytes() const noexcept;

  void member(const Record& record);
  void took_bytes(std::size_t count);
  void end(const Spent& spent, const Outcome& outcome);
  void done(const Spent& spent, const Outcome& outcome);

 private:
  void record(RecordKind kind, const std::string& fields);

  std::span<char> memory_;
  std::size_t used_ = 0;
};

/// Reads the records of one container, chunk by chunk.
class RecordReader {
 public:
  /// `chunk` is memory that nobody else can write; it is read until next() returns nothing.
  void chunk(std::string_view chunk) noexcept { rest_ = chunk; }
  /// Nothing at the end of the chunk, and when what is there is no record that may come now: then
  /// fault() says why, and nothing more is read.
  std::optional<Record> next();
  const char* fault() const noexcept { return fault_; }
  bool done() const noexcept { return state_ == State::done; }

 private:
  enum class State : std::uint8_t { between, in_member, done };
  bool read_fields(std::string_view fields, Record& record);
  bool comes_now(RecordKind kind) const noexcept;
  void went_past(const Record& record) noexcept;

  std::string_view rest_;
  State state_ = State::between;
  Spent spent_;
  const char* fault_ = nullptr;
};

}  // namespace braque::sandbox
