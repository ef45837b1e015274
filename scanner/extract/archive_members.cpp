#include <algorithm>
#include <array>

#include "extract/byte_input.hpp"
#include "extract/container_readers.hpp"
#include "extract/member_name.hpp"

namespace braque::extract {
namespace {

/// In these, members may be packed together, so that passing over one means unpacking it.
bool is_solid(std::string_view format) {
  constexpr std::array<std::string_view, 5> kFormats = {"7z", "rar", "rar5", "cab", "lha"};
  return std::find(kFormats.begin(), kFormats.end(), format) != kFormats.end();
}

/// What is recorded of an entry without readable bytes; nothing when it is to be read.
std::optional<Outcome> unread_outcome(const ArchiveEntry& entry) {
  Outcome outcome;
  outcome.status = Status::skipped;
  switch (entry.kind) {
    case ArchiveEntry::Kind::symlink:
      outcome.reason = Reason::symlink;
      return outcome;
    case ArchiveEntry::Kind::hardlink:
      outcome.reason = Reason::symlink;
      outcome.note = "hard link to another member";
      return outcome;
    case ArchiveEntry::Kind::special:
      outcome.reason = Reason::special_file;
      return outcome;
    case ArchiveEntry::Kind::file:
    case ArchiveEntry::Kind::directory:
      break;
  }
  if (!entry.encrypted) return std::nullopt;
  outcome.reason = Reason::encrypted;
  return outcome;
}

bool read_member(ArchiveReader& reader, ContainerTask& task, Spend spend) {
  const ArchiveEntry& entry = reader.entry();
  if (entry.kind == ArchiveEntry::Kind::directory) return true;
  std::string name = label(entry.name);
  if (auto unread = unread_outcome(entry))
    return pass_over(task, std::move(name), entry.size, unread->status, unread->reason,
                     unread->note);
  MeteredStream stream(reader, task.meter, spend, entry.size);
  const bool go_on = hand_over(task, std::move(name), entry.size, stream);
  if (reader.holes_shortened()) task.tally.remark("long holes of sparse members were left out");
  if (go_on && stream.problem() && is_solid(task.format)) stream.drain();
  return go_on && !stream.item_exhausted();
}

}  // namespace

bool read_archive_members(ArchiveReader& reader, ContainerTask& task, Spend spend) {
  while (reader.next()) {
    if (!may_go_on(task) || !read_member(reader, task, spend)) return false;
  }
  task.tally.add(reader.archive_problem());
  return !reader.archive_problem();
}

void read_archive(ContainerTask& task) {
  RangeInput input(task.input, 0, task.input.size(), task.meter);
  ArchiveReader reader(task.format, input);
  read_archive_members(reader, task, Spend::member);
  task.bytes_done = reader.input_used();
}

}  // namespace braque::extract
