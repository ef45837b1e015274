// pg_dump's archives: definitions as SQL, every table's rows as a member with its columns, large
// objects as files. Data stand behind the table of contents one after the other; offsets are not
// needed.
#include <memory>

#include "documents/pg_archive.hpp"
#include "documents/raw_bytes.hpp"
#include "documents/readers.hpp"
#include "extract/sql.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

constexpr int kTableBlock = 1, kObjectsBlock = 3;

/// What stands there as it is.
class PlainChunks final : public extract::Unpacker {
 public:
  explicit PlainChunks(PgChunks& chunks) : chunks_(chunks) {}
  std::size_t unpack(std::span<char> into) override { return chunks_.read(into); }
  std::uint64_t consumed() const override { return chunks_.position(); }
  Problem problem() const override { return chunks_.problem(); }

 private:
  PgChunks& chunks_;
};

std::unique_ptr<extract::Unpacker> unpacker_of(PgArchiveHead::Packing packing, PgChunks& chunks,
                                               const Budget& budget) {
  switch (packing) {
    case PgArchiveHead::Packing::zlib:
      return extract::make_unpacker("zlib", chunks, budget);
    case PgArchiveHead::Packing::lz4:
      return extract::make_unpacker("lz4", chunks, budget);
    case PgArchiveHead::Packing::zstd:
      return extract::make_unpacker("zst", chunks, budget);
    case PgArchiveHead::Packing::none:
      break;
  }
  return std::make_unique<PlainChunks>(chunks);
}

/// The names in a COPY statement, as the first row of a table.
std::string header_of(const PgTableData& data, const Budget& budget) {
  std::string header;
  for (const std::string& column : extract::parse_statement(data.copy, 0, budget).columns) {
    if (!header.empty()) header += '\t';
    for (const char c : column) header += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  }
  return header.empty() ? header : header + '\n';
}

class PgArchiveReader {
 public:
  PgArchiveReader(ContainerTask& task, PgArchiveInput& input, const PgArchiveHead& head,
                  const PgDefinitions& definitions)
      : task_(task), input_(input), head_(head), definitions_(definitions) {}

  void read() {
    while (true) {
      const int kind = input_.byte();
      if (kind < 0) return;  // the archive's end
      const std::int64_t number = input_.integer();
      bool go_on = false;
      if (kind == kTableBlock)
        go_on = read_table(number);
      else if (kind == kObjectsBlock)
        go_on = read_objects();
      else
        task_.tally.add(Problem{Reason::corrupt, "a block of the archive is damaged"});
      if (!go_on) return;
      if (const Problem problem = input_.problem()) return task_.tally.add(problem);
    }
  }

 private:
  bool read_table(std::int64_t number) {
    if (!may_go_on(task_)) return false;
    const auto known = definitions_.data().find(number);
    const PgTableData data = known == definitions_.data().end() ? PgTableData{} : known->second;
    const std::string name = data.name.empty() ? "data " + std::to_string(number) : data.name;
    PgChunks chunks(input_);
    if (chunks.empty()) return true;
    const auto unpacker = unpacker_of(head_.packing, chunks, task_.meter.budget);
    bool go_on;
    if (data.copy.empty()) {
      // Data of --inserts, or of an entry that was not noted: it tells itself.
      extract::MeteredStream stream(*unpacker, task_.meter, extract::Spend::member);
      go_on = hand_over(task_, name, std::nullopt, stream);
    } else {
      PgCopyRows rows(*unpacker, header_of(data, task_.meter.budget));
      go_on = hand_over_text(task_, name, "rows", rows);
    }
    chunks.pass();
    return go_on;
  }

  bool read_objects() {
    while (const std::int64_t number = input_.integer()) {
      if (!may_go_on(task_)) return false;
      PgChunks chunks(input_);
      if (chunks.empty()) continue;
      const auto unpacker = unpacker_of(head_.packing, chunks, task_.meter.budget);
      extract::MeteredStream stream(*unpacker, task_.meter, extract::Spend::member);
      if (!hand_over(task_, "large object " + std::to_string(number), std::nullopt, stream))
        return false;
      chunks.pass();
    }
    return true;
  }

  ContainerTask& task_;
  PgArchiveInput& input_;
  PgArchiveHead head_;
  const PgDefinitions& definitions_;
};

}  // namespace

void read_pg_archive(ContainerTask& task) {
  extract::RangeInput range(task.input, 0, task.input.size(), task.meter);
  PgArchiveInput input(range);
  std::string version;
  const auto head = read_pg_head(input, version);
  if (!head) {
    task.tally.add(Problem{Reason::unsupported_format,
                           "pg_dump's format " + version +
                               " is not read: scan the database, or a plain dump (pg_restore -f)"});
    hand_over_raw_bytes(task);
    return;
  }
  PgDefinitions definitions(input, *head, task.meter.budget.shared_string_bytes_max);
  const bool go_on = may_go_on(task) && hand_over_text(task, "definitions", "sql", definitions);
  if (go_on && input.problem()) {
    task.tally.add(input.problem());
  } else if (go_on && head->form == PgArchiveHead::Form::custom) {
    // The sink need not have read them to their end.
    for (std::string rest; definitions.make(rest);) rest.clear();
    PgArchiveReader(task, input, *head, definitions).read();
  }
  task.bytes_done = input.position();
}

}  // namespace braque::documents
