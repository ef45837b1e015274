// What the container tests share: files in memory, a sink that remembers members, and builders.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/extractor.hpp"

namespace archive_test {

using namespace braque;

/// A file in memory; reading beyond `fail_at` fails.
class MemoryFile : public RandomAccess {
 public:
  explicit MemoryFile(std::string content, std::uint64_t fail_at = ~0ULL)
      : content_(std::move(content)), fail_at_(fail_at) {}
  std::uint64_t size() const override { return content_.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>& failure) const override {
    if (offset >= content_.size()) return 0;
    std::size_t count = std::min<std::size_t>(into.size(), content_.size() - offset);
    if (offset + count > fail_at_) {
      failure = ReadFailure{Reason::io_error, "Input/output error"};
      count = offset >= fail_at_ ? 0 : static_cast<std::size_t>(fail_at_ - offset);
    }
    std::memcpy(into.data(), content_.data() + offset, count);
    return count;
  }

 private:
  std::string content_;
  std::uint64_t fail_at_;
};

struct Seen {
  std::string name;
  std::string content;
  Outcome outcome;
  bool has_bytes = false;
};

/// Reads every member; keeps at most `kept_max` bytes of each.
class Collector : public MemberSink {
 public:
  bool member(Member& member) override {
    Seen seen{member.name, "", member.outcome, member.bytes != nullptr};
    if (member.bytes != nullptr) {
      std::vector<char> buffer(32'768);
      while (const std::size_t count = member.bytes->read(buffer))
        if (seen.content.size() < kept_max) seen.content.append(buffer.data(), count);
      seen.outcome = member.bytes->outcome();
    }
    members.push_back(std::move(seen));
    return members.size() < stop_after;
  }
  const Seen& at(std::string_view name) const {
    for (const Seen& seen : members)
      if (seen.name == name) return seen;
    FAIL("no member " << name);
    return members.front();
  }
  std::vector<Seen> members;
  std::size_t kept_max = 1 << 20;
  std::size_t stop_after = ~std::size_t{0};
};

struct Read {
  Outcome outcome;
  Collector collector;
  ContainerSpending spending;
};

inline Read read_all(const std::string& bytes, std::string_view name = "x", Budget budget = {}) {
  Read read;
  const MemoryFile file(bytes);
  read.spending.depth = 1;
  const auto format = detect_container(std::string_view(bytes).substr(0, 65'536), name);
  INFO("format " << format);
  REQUIRE(!format.empty());
  read.outcome = read_container(format, file, name, budget, read.spending, read.collector);
  return read;
}

/// Names and contents through one of libarchive's writers.
inline std::string build(int (*format)(archive*), int (*filter)(archive*),
                         const std::vector<std::pair<std::string, std::string>>& members) {
  std::string out(8 << 20, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  REQUIRE(format(writer) == ARCHIVE_OK);
  if (filter != nullptr) REQUIRE(filter(writer) == ARCHIVE_OK);
  archive_write_set_bytes_in_last_block(writer, 1);
  REQUIRE(archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const auto& [name, content] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    REQUIRE(archive_write_header(writer, entry) == ARCHIVE_OK);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

inline std::string little(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

/// Deflated by zlib; `window_bits` as for deflateInit2 (-15 bare, 31 gzip).
inline std::string deflated(std::string_view content, int window_bits = -15) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(content.size())) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string gzipped(std::string_view content) { return deflated(content, 31); }

/// A zip built by hand, so that any field can be wrong.
struct ZipMember {
  std::string name;
  std::string content;
  int method = 8;
  int flags = 0;
  std::string body = {};  ///< instead of the packed content
  std::optional<std::uint32_t> crc = {};
  std::uint32_t attributes = 0;              ///< external, with host Unix
  std::optional<std::uint32_t> offset = {};  ///< in the directory, instead of the right one
  bool local = true;                         ///< has a local header and body of its own
  bool listed = true;                        ///< stands in the directory
};

inline std::string zip(const std::vector<ZipMember>& members, bool directory = true) {
  std::string out, records;
  int count = 0;
  for (const ZipMember& member : members) {
    const std::string body = !member.body.empty() ? member.body
                             : member.method == 8 ? deflated(member.content)
                                                  : member.content;
    const auto crc = member.crc.value_or(static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(member.content.data()), member.content.size())));
    const std::string common = little(static_cast<unsigned>(member.flags), 2) +
                               little(static_cast<unsigned>(member.method), 2) + little(0, 4) +
                               little(crc, 4) + little(body.size(), 4) +
                               little(member.content.size(), 4) + little(member.name.size(), 2) +
                               little(0, 2);
    const auto offset = member.offset.value_or(static_cast<std::uint32_t>(out.size()));
    if (member.local) out += "PK\x03\x04" + little(20, 2) + common + member.name + body;
    if (!member.listed) continue;
    ++count;
    records += "PK\x01\x02" + little(0x0314, 2) + little(20, 2) + common + little(0, 2) +
               little(0, 2) + little(0, 2) + little(member.attributes, 4) + little(offset, 4) +
               member.name;
  }
  if (!directory) return out;
  return out + records + "PK\x05\x06" + little(0, 4) + little(static_cast<unsigned>(count), 2) +
         little(static_cast<unsigned>(count), 2) + little(records.size(), 4) +
         little(out.size(), 4) + little(0, 2);
}

}  // namespace archive_test
