#include <algorithm>
#include <array>

#include "extract/byte_input.hpp"
#include "extract/container_readers.hpp"
#include "extract/member_name.hpp"
#include "extract/zip_body.hpp"
#include "extract/zip_directory.hpp"

namespace braque::extract {
namespace {

constexpr std::uint64_t kLinkTargetBytesMax = 4096;

class ZipReader {
 public:
  ZipReader(ContainerTask& task, const ZipDirectory& directory)
      : task_(task), directory_(directory) {}

  void read() {
    for (const ZipEntry& entry : directory_.entries) {
      if (!may_go_on(task_) || !read_gap(entry.offset) || !read_entry(entry)) return;
      // At least the sizes of the central directory; the local header's extra field may add some.
      seen_end_ = std::max(seen_end_, entry.offset + kZipLocalHeaderBytes + entry.name_bytes +
                                          std::min(entry.packed, task_.input.size()));
    }
    if (directory_.more) task_.tally.add(Problem{Reason::budget_entries, "too many members"});
    read_gap(directory_.begin);
  }

 private:
  bool read_entry(const ZipEntry& entry) {
    std::string name = name_of(entry);
    if (name.ends_with('/') && entry.unpacked == 0) return true;
    const auto skip = [&](Reason reason, const char* note) {
      return pass_over(task_, std::move(name), entry.unpacked, Status::skipped, reason, note);
    };
    if (is_encrypted(entry)) return skip(Reason::encrypted, "");
    if (entry.symlink && entry.unpacked <= kLinkTargetBytesMax) return skip(Reason::symlink, "");
    if (last_ != nullptr && last_->offset == entry.offset && last_->packed == entry.packed &&
        last_->method == entry.method)
      return pass_over(task_, std::move(name), 0, Status::complete, Reason::none,
                       "same bytes as " + last_name_);
    if (entry.offset < covered_end_)
      return skip(Reason::corrupt, "overlaps another member, whose bytes were read");
    Problem problem;
    const auto body = zip_body_offset(task_.input, entry, problem);
    if (!body) return skip(problem.reason, problem.note.c_str());
    return read_body(entry, std::move(name), *body);
  }

  bool read_body(const ZipEntry& entry, std::string name, std::uint64_t begin) {
    const std::uint64_t end = begin + std::min(entry.packed, task_.input.size());
    covered_end_ = seen_end_ = std::max(seen_end_, end);
    task_.bytes_done = std::min(end, task_.input.size());
    last_ = &entry;
    last_name_ = name;
    ZipBody unpacker(task_.input, entry, begin, task_.meter);
    if (unpacker.unsupported())
      return pass_over(task_, std::move(name), entry.unpacked, Status::skipped,
                       Reason::unsupported_format, "packed in a way that is not known here");
    MeteredStream stream(unpacker, task_.meter, Spend::member, entry.unpacked);
    return hand_over(task_, std::move(name), entry.unpacked, stream);
  }

  /// A local header after the last member, where a data descriptor (up to 24 bytes) may stand, is a
  /// member that the directory does not list: it is read by its local header. False: stop.
  bool read_gap(std::uint64_t gap_end) {
    if (gap_end <= seen_end_) return true;
    std::array<char, 28> bytes;
    std::optional<ReadFailure> failure;
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), gap_end - seen_end_));
    const std::size_t count =
        task_.input.read_at(seen_end_, std::span<char>(bytes).first(wanted), failure);
    const std::size_t at =
        std::string_view(bytes.data(), count).find(std::string_view("PK\x03\x04", 4));
    if (at == std::string_view::npos) return true;
    task_.tally.add(Problem{Reason::corrupt, "it holds members that its directory does not list"});
    RangeInput input(task_.input, seen_end_ + at, gap_end, task_.meter);
    ArchiveReader reader("zip-stream", input);
    return read_archive_members(reader, task_, Spend::member) || !task_.meter.out_of_time();
  }

  std::string name_of(const ZipEntry& entry) const {
    std::string name(entry.name_bytes, '\0');
    std::optional<ReadFailure> failure;
    name.resize(task_.input.read_at(entry.name_offset, name, failure));
    return label(name);
  }

  ContainerTask& task_;
  const ZipDirectory& directory_;
  std::uint64_t covered_end_ = 0;   ///< end of the last member that was read
  std::uint64_t seen_end_ = 0;      ///< end of the last member, read or not
  const ZipEntry* last_ = nullptr;  ///< the last member that was read
  std::string last_name_;
};

}  // namespace

void read_zip(ContainerTask& task) {
  Problem failure;
  const std::uint64_t entries_left =
      task.meter.budget.entries_max -
      std::min(task.meter.spending.entries, task.meter.budget.entries_max);
  const auto directory = read_zip_directory(task.input, entries_left, failure);
  if (failure) task.tally.add(failure);
  if (directory && !(directory->entries.empty() && directory->problem)) {
    task.tally.add(directory->problem);
    ZipReader(task, *directory).read();
    return;
  }
  RangeInput input(task.input, 0, task.input.size(), task.meter);
  ArchiveReader reader("zip-stream", input);
  read_archive_members(reader, task, Spend::member);
  task.tally.add(Problem{Reason::corrupt, "no central directory: read by its local headers"});
  task.bytes_done = reader.input_used();
}

}  // namespace braque::extract
