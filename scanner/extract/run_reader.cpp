#include "extract/container_readers.hpp"
#include "extract/wrong_extension.hpp"

namespace braque::extract {
namespace {

constexpr std::string_view kZlib = "zlib";
constexpr std::string_view kLibarchive = "libarchive";

constexpr ContainerFormat kArchives[] = {
    {"zip", "zip archives", kZlib, read_zip},
    {"jar", "Java archives", kZlib, read_zip},
    {"gz", "files compressed with gzip", kZlib, read_compressed},
    {"zlib", "streams compressed with zlib", kZlib, read_compressed},
    {"xz", "files compressed with xz", "liblzma", read_compressed},
    {"lzma", "files compressed with lzma", "liblzma", read_compressed},
    {"bz2", "files compressed with bzip2", kLibarchive, read_compressed},
    {"zst", "files compressed with Zstandard", kLibarchive, read_compressed},
    {"lz4", "files compressed with lz4", kLibarchive, read_compressed},
    {"Z", "files compressed with compress", kLibarchive, read_compressed},
    {"tar", "tar archives", kLibarchive, read_archive},
    {"cpio", "cpio archives", kLibarchive, read_archive},
    {"ar", "ar archives, Debian packages", kLibarchive, read_archive},
    {"cab", "Microsoft cabinets", kLibarchive, read_archive},
    {"7z", "7-Zip archives", kLibarchive, read_archive},
    {"rar", "RAR archives", kLibarchive, read_archive},
    {"rar5", "RAR 5 archives", kLibarchive, read_archive},
    {"lha", "LHA archives", kLibarchive, read_archive},
    {"iso9660", "ISO 9660 images", kLibarchive, read_archive},
};

/// A text that is there already.
class WholeText final : public TextMaker {
 public:
  WholeText(std::string text, std::uint64_t consumed)
      : text_(std::move(text)), consumed_(consumed) {}
  bool make(std::string& text) override {
    text.swap(text_);
    return false;
  }
  std::uint64_t consumed() const override { return consumed_; }

 private:
  std::string text_;
  std::uint64_t consumed_;
};

}  // namespace

std::span<const ContainerFormat> archive_formats() { return kArchives; }

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

bool hand_over_text(ContainerTask& task, std::string name, std::string_view structure,
                    TextMaker& maker) {
  MadeText text(maker);
  MeteredStream stream(text, task.meter, Spend::member);
  Member member;
  member.name = std::move(name);
  member.structure = structure;
  member.bytes = &stream;
  const bool go_on = task.sink.member(member);
  task.tally.add(stream.outcome());
  return go_on && !stream.item_exhausted();
}

bool hand_over_text(ContainerTask& task, std::string name, std::string_view structure,
                    std::string text) {
  WholeText maker(std::move(text), task.input.size());
  return hand_over_text(task, std::move(name), structure, maker);
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

Outcome run_reader(const ContainerFormat& format, const RandomAccess& input, std::string_view name,
                   const Budget& budget, ContainerSpending& spending, MemberSink& sink) {
  Tally tally;
  if (spending.depth > budget.depth_max) {
    tally.add(Problem{Reason::budget_depth, "too many containers inside one another"});
    return tally.finish(format.name, input.size(), 0);
  }
  Meter meter(budget, spending, input.size());
  ContainerTask task{format.name, input, name, meter, sink, tally};
  format.read(task);
  tally.remark(wrong_extension(name, task.format));
  return tally.finish(task.format, input.size(), task.bytes_done);
}

}  // namespace braque::extract
