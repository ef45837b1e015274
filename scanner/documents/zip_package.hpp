// A document that is a zip file of parts: its parts by name, and the bytes of each.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/container_readers.hpp"
#include "extract/zip_body.hpp"

namespace braque::documents {

/// A part of a package.
struct Part {
  std::string name;  ///< as stored, with slashes only, valid UTF-8; a label
  extract::ZipEntry entry;
  bool encrypted = false;
  bool read = false;  ///< its content was, or is being, handed over
};

/// Bytes that tell how much of the file was used up for them.
class CountedStream : public ByteStream {
 public:
  /// In bytes of the file.
  virtual std::uint64_t consumed() const = 0;
};

/// The bytes of an open part, within the item's budget.
class PartStream final : public CountedStream {
 public:
  PartStream(extract::ContainerTask& task, const extract::ZipEntry& entry, std::uint64_t begin)
      : body_(task.input, entry, begin, task.meter) {
    if (!body_.unsupported())
      stream_.emplace(body_, task.meter, extract::Spend::member, entry.unpacked);
  }
  bool unsupported() const { return !stream_; }
  std::size_t read(std::span<char> into) override { return stream_->read(into); }
  Outcome outcome() const override { return stream_->outcome(); }
  extract::MeteredStream& metered() { return *stream_; }
  std::uint64_t consumed() const override { return body_.consumed(); }

 private:
  extract::ZipBody body_;
  std::optional<extract::MeteredStream> stream_;
};

/// The parts of a zip file. Not to be used by several threads.
class ZipPackage {
 public:
  ZipPackage(extract::ContainerTask& task, const extract::ZipDirectory& directory);

  extract::ContainerTask& task() { return task_; }
  /// In the order of the file.
  std::vector<Part>& parts() { return parts_; }
  /// The part of that name, without regard to case (ECMA-376 part 2, 6.2.2.3); null when there is
  /// none.
  Part* find(std::string_view name);
  /// The part's bytes; null when they cannot be read, which is then said in the tally.
  std::unique_ptr<PartStream> open(Part& part);
  /// The part's first bytes, for those that are small: at most `bytes_max`.
  std::string head(Part& part, std::size_t bytes_max);
  /// Hands over a part as a file. False: stop.
  bool hand_over(Part& part, std::string label);
  /// Hands over, as files, the parts that were not read. False: stop.
  bool hand_over_rest();

 private:
  extract::ContainerTask& task_;
  std::vector<Part> parts_;
  std::unordered_map<std::string, std::size_t> indices_;  ///< by name in lower case
};

/// The name of a part as it is stored, with slashes only.
std::string part_name(const RandomAccess& file, const extract::ZipEntry& entry);

/// ASCII letters in lower case.
std::string lower_case(std::string_view text);

}  // namespace braque::documents
