// Extraction: from bytes to text units. Three kinds of code meet here:
//   TextReader  text in some encoding and structure (plain, CSV, JSON, XML, SQL, key=value,
//   binary):
//               fed with windows of bytes, emits units.
//   Container   zip, tar, gz, ...: yields members, each of which is a part with bytes of its own.
//   formats     a table that decides by content, never by name alone, which of them gets the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_unit.hpp"
#include "model/budget.hpp"
#include "model/item.hpp"
#include "model/source.hpp"

namespace braque {

/// Receives text units. A unit and all it borrows are valid during the call only.
class UnitSink {
 public:
  virtual ~UnitSink() = default;
  virtual void unit(TextUnit& unit) = 0;
};

/// A stretch of a part's bytes: the owned range plus up to Budget::overlap_bytes of surroundings on
/// either side (fewer only at the part's ends and beside holes of sparse files).
struct Window {
  std::string_view bytes;
  std::uint64_t offset = 0;     ///< of bytes[0] in the part
  std::size_t owned_begin = 0;  ///< matches that start in [owned_begin, owned_end) of `bytes`
  std::size_t owned_end = 0;
  bool last = false;  ///< the part ends with this window's owned range
};

/// Turns windows into units. One object per part and thread.
class TextReader {
 public:
  virtual ~TextReader() = default;
  /// Windows come in ascending order without gaps, unless the format is `splittable`: then any
  /// object may be given any window.
  virtual void read(const Window& window, UnitSink& sink) = 0;
  /// After the last window: what became of the structure ("" when all was well, else a remark for
  /// the ledger such as "not valid JSON from byte 1234, read as text").
  virtual std::string remark() const { return {}; }
};

/// How a part's bytes will be read, decided from its first bytes (and its name as a hint).
struct TextFormat {
  std::string_view
      name;  ///< "text", "csv", "json", "jsonl", "xml", "html", "sql", "keyvalue", "binary"
  std::string encoding;     ///< "UTF-8", "ASCII", "UTF-16LE", "windows-1252", ... ; "" for binary
  bool splittable = false;  ///< windows may be read in any order by different objects
  Reason reason = Reason::none;  ///< e.g. needs_ocr for an image, encrypted, unsupported_format
  std::string remark;            ///< what detection has to say ("not valid JSON, read as text")
};

/// Decides the text format of a part from its first bytes (up to 64 KiB; `whole` when that is all).
/// `name` is the file or member name, a hint only.
TextFormat detect_text_format(std::string_view head, bool whole, std::string_view name);

/// The format of bytes whose structure is known (Member::structure).
TextFormat declared_text_format(std::string_view structure);

/// Makes the reader for a format that `detect_text_format` returned for the same part. `head` is
/// read for what the structure needs to know beforehand (separator, header row).
std::unique_ptr<TextReader> make_text_reader(const TextFormat& format, std::string_view head,
                                             const Budget& budget);

/// Bytes that come in order, once: a member being decompressed.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Reads up to into.size() bytes; 0 at the end or on failure. Bytes decoded before a failure are
  /// delivered first.
  virtual std::size_t read(std::span<char> into) = 0;
  /// Why the stream ended; none when it ended well. Valid after read() returned 0.
  virtual Outcome outcome() const = 0;
};

/// A member of a container: a file in an archive, the body, a sheet or a comment of a document.
struct Member {
  /// As stored, escaped to valid UTF-8; a label, never a path. Empty: the container's own text (the
  /// body of a letter), which needs no locator of its own.
  std::string name;
  /// The structure that the reader gave the bytes, which are UTF-8 then: "text", "table", "html",
  /// "keyvalue" ... (text_registry.cpp); "binary": any bytes, which may hold clear text. Empty: the
  /// bytes are those of a file and tell themselves.
  std::string_view structure;
  std::optional<std::uint64_t> size;  ///< a claim of the container, never trusted
  std::string_view row_key;  ///< of a value in a database: what tells its row; its fingerprint is
                             ///< added to the name
  ByteStream* bytes = nullptr;  ///< null for what has no bytes (directories, links): see outcome
  Outcome outcome;              ///< status skipped when the member cannot be read (encrypted, link)
};

/// Decides what happens with the members of a container.
class MemberSink {
 public:
  virtual ~MemberSink() = default;
  /// Called for each member; reads member.bytes as far as it likes. False: stop.
  virtual bool member(Member& member) = 0;
};

/// What is spent while a top-level item is taken apart; shared by all containers inside it.
struct ContainerSpending {
  std::uint64_t input_bytes = 0;  ///< size of the top-level item
  std::uint64_t output_bytes = 0;
  std::uint64_t entries = 0;
  std::uint32_t depth = 0;       ///< of the container being read; 1 for the item itself
  std::int64_t deadline_ns = 0;  ///< CLOCK_MONOTONIC; 0: none
};

/// The container format of the first bytes ("zip", "tar", "gz", "7z", ...), or "" when it is none.
std::string_view detect_container(std::string_view head, std::string_view name);

/// Reads a container whose bytes can be sought (`input`), member by member; the outcome is that of
/// the container itself (corrupt, budget_*, ...). Spends and checks `spending` against `budget`.
Outcome read_container(std::string_view format, const RandomAccess& input, std::string_view name,
                       const Budget& budget, ContainerSpending& spending, MemberSink& sink);

/// Keeps a member's bytes for a container inside a container: a memfd up to
/// Budget::memory_file_bytes_max, above that an unnamed file encrypted with a key that lives in
/// memory only. Never a named file.
std::unique_ptr<RandomAccess> hold_bytes(ByteStream& bytes, const Budget& budget, Outcome& outcome);

}  // namespace braque
