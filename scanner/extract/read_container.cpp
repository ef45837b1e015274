#include <algorithm>
#include <array>

#include "extract/container_readers.hpp"

namespace braque {
namespace extract {

bool pass_over(ContainerTask& task, std::string name, std::optional<std::uint64_t> size,
               Status status, Reason reason, std::string note) {
  Member member;
  member.name = std::move(name);
  member.size = size;
  member.outcome.status = status;
  member.outcome.reason = reason;
  member.outcome.note = std::move(note);
  if (status != Status::complete) member.outcome.bytes = size.value_or(0);
  task.tally.add(member.outcome);
  return task.sink.member(member);
}

bool hand_over(ContainerTask& task, std::string name, std::optional<std::uint64_t> size,
               MeteredStream& stream) {
  Member member;
  member.name = std::move(name);
  member.size = size;
  member.bytes = &stream;
  const bool go_on = task.sink.member(member);
  task.tally.add(stream.outcome());
  return go_on && !stream.item_exhausted();
}

bool may_go_on(ContainerTask& task) {
  if (task.meter.out_of_time()) {
    task.tally.add(Problem{Reason::budget_time, "the time for this item is used up"});
    return false;
  }
  if (task.meter.take_entry()) return true;
  task.tally.add(Problem{Reason::budget_entries, "too many members"});
  return false;
}

bool is_zip_format(std::string_view format) {
  constexpr std::array<std::string_view, 9> kFormats = {"zip", "docx", "xlsx", "pptx", "odt",
                                                        "ods", "odp",  "epub", "jar"};
  return std::find(kFormats.begin(), kFormats.end(), format) != kFormats.end();
}

bool is_compressed_format(std::string_view format) {
  constexpr std::array<std::string_view, 7> kFormats = {"gz",  "bz2", "xz", "lzma",
                                                        "zst", "lz4", "Z"};
  return std::find(kFormats.begin(), kFormats.end(), format) != kFormats.end();
}

}  // namespace extract

Outcome read_container(std::string_view format, const RandomAccess& input, std::string_view name,
                       const Budget& budget, ContainerSpending& spending, MemberSink& sink) {
  using namespace extract;
  Tally tally;
  if (spending.depth > budget.depth_max) {
    tally.add(Problem{Reason::budget_depth, "too many containers inside one another"});
    return tally.finish(format, input.size(), 0);
  }
  Meter meter(budget, spending, input.size());
  ContainerTask task{format, input, name, meter, sink, tally};
  if (is_zip_format(format))
    read_zip(task);
  else if (is_compressed_format(format))
    read_compressed(task);
  else if (is_archive_format(format))
    read_archive(task);
  else
    tally.add(Problem{Reason::unsupported_format, "not a container that is known here"});
  return tally.finish(task.format, input.size(), task.bytes_done);
}

}  // namespace braque
