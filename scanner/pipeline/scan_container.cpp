#include "pipeline/scan_container.hpp"

#include <time.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "classify/column.hpp"
#include "pipeline/findings.hpp"
#include "pipeline/finish_part.hpp"
#include "pipeline/outcomes.hpp"
#include "pipeline/person_table.hpp"
#include "pipeline/private_items.hpp"
#include "pipeline/read_text.hpp"
#include "pipeline/replay_stream.hpp"

namespace braque::pipeline {
namespace {

constexpr std::string_view kSeparator = " > ";
/// One record holds about so many findings; those of further members are made together, so that
/// a container of a million mails stays within memory and nothing is lost.
constexpr std::size_t kFindingsPerItemMax = 8192;
constexpr std::string_view kRestLocator = "*";

std::int64_t deadline(const Budget& budget, std::uint64_t input_bytes) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const std::uint64_t allowed_ms =
      budget.time_base_ms + budget.time_per_mebibyte_ms * (input_bytes >> 20);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec +
         static_cast<std::int64_t>(allowed_ms * 1'000'000);
}

/// Why a container's own line in the ledger is not complete: what matters most of its parts.
bool counts_against_item(Reason reason) {
  switch (reason) {
    case Reason::none:
    case Reason::excluded:
    case Reason::symlink:  // a link in an archive has no bytes of its own
    case Reason::special_file:
      return false;
    default:
      return true;
  }
}

class ContainerScan final : public TableSink {
 public:
  ContainerScan(const ScanContext& context, Worker& worker, std::string_view target_name,
                const RandomAccess& item, ItemDone& done)
      : context_(context),
        worker_(worker),
        target_name_(target_name),
        item_(item),
        done_(done),
        private_totals_(context) {
    spending_.input_bytes = item.size();
    spending_.depth = 1;
    spending_.deadline_ns = deadline(context.budget(), item.size());
  }

  Outcome read(std::string_view format, const RandomAccess& input, std::string_view name) {
    ContainerReader* reader = context_.options.containers;
    if (reader == nullptr) return skipped(Reason::unsupported_format);
    return reader->read(format, input, name, context_.budget(), spending_, *this);
  }

  Outcome read(OpenTable& table) {
    table_ = true;
    prefix_ = table.locator();
    return table.read(context_.budget(), *this);
  }

  bool member(Member& member) override {
    if (context_.stopping()) {
      stopped_ = true;
      return false;
    }
    ++members_;
    // Member names are labels of any length: what is kept of one is bounded.
    std::string name = member.name.substr(0, context_.budget().header_bytes_max);
    if (!member.row_key.empty()) name += row_label(member.row_key);
    if (table_ && spending_.depth == 1) begin_value(member);
    const std::string locator = locator_of(name);
    const bool unread = member.bytes == nullptr || skipped_as_private(locator);
    Outcome outcome = unread ? unread_outcome(member) : read_member(member, locator, name);
    settle(locator, std::move(outcome), name.empty());
    return !stopped_;
  }

  bool sure(std::span<const ColumnSoFar> columns, std::uint32_t looks) override {
    if (rows_ == nullptr) return false;
    const std::map<std::string, std::uint64_t> hits = column_hits(context_, *rows_);
    return std::all_of(columns.begin(), columns.end(), [&](const ColumnSoFar& column) {
      const auto found = hits.find(column.name);
      return is_sure({column.filled, found == hits.end() ? 0 : found->second}, column.any_text,
                     looks);
    });
  }

  /// After the last member.
  void finish_rest(Outcome& outcome) {
    private_totals_.put(done_.record.item, target_name_, kPrivateLocator, done_.record.findings);
    if (rows_) finish(*rows_, prefix_, outcome);
    if (!rest_) return;
    finish(*rest_, std::string(kRestLocator), outcome);
    add_note(outcome, "findings of the last parts are listed together");
  }

  /// Notes and formats come from a worker that has seen the bytes: they pass the masker like names.
  void mask(Outcome& outcome) {
    outcome.note = masked(outcome.note);
    outcome.format = masked(outcome.format);
  }

  std::uint64_t members() const { return members_; }
  bool stopped() const { return stopped_; }
  /// Of the reasons of parts that leave the item incomplete, the one that outweighs the others.
  Reason worst() const { return worst_; }

 private:
  std::string locator_of(const std::string& name) const {
    if (name.empty()) return prefix_;
    return prefix_.empty() ? name : prefix_ + std::string(kSeparator) + name;
  }

  /// Where the name of the first private folder in a locator ends, when that is not to be told; else
  /// npos. Private items are concealed as a whole; names in databases are nobody's.
  std::size_t private_end(std::string_view locator) const {
    if (table_ || !context_.conceals() || !done_.record.item.private_name.empty())
      return std::string_view::npos;
    return context_.options.private_policy->names.end_of_first(locator, kLocatorSeparators);
  }

  bool skipped_as_private(std::string_view locator) const {
    return context_.conceals() && context_.options.private_policy->mode == PrivateMode::skip &&
           private_end(locator) != std::string_view::npos;
  }

  static Outcome unread_outcome(const Member& member) {
    if (member.bytes == nullptr) return member.outcome;
    Outcome outcome = skipped(Reason::private_);
    outcome.bytes = member.size.value_or(0);
    return outcome;
  }

  /// A row is told by its key's fingerprint: keys may be values.
  std::string row_label(std::string_view key) const {
    constexpr std::size_t kDigestBytes = 8;
    constexpr char kDigits[] = "0123456789abcdef";
    const Digest digest = context_.fingerprinter("row.key", key);
    std::string label = std::string(kSeparator) + "row ";
    for (std::size_t i = 0; i < kDigestBytes; ++i) {
      label += kDigits[digest[i] >> 4];
      label += kDigits[digest[i] & 15];
    }
    return label;
  }

  /// A value in a table is a file: it has a budget of its own.
  void begin_value(const Member& member) {
    spending_ = ContainerSpending{};
    spending_.depth = 1;
    spending_.input_bytes = member.size.value_or(0);
    spending_.deadline_ns = deadline(context_.budget(), spending_.input_bytes);
  }

  Outcome read_member(const Member& member, const std::string& locator, const std::string& name) {
    ByteStream& stream = *member.bytes;
    std::size_t filled = 0;
    while (filled < kHeadBytes) {
      const std::size_t got =
          stream.read(std::span(worker_.buffer).subspan(filled, kHeadBytes - filled));
      if (got == 0) break;
      filled += got;
    }
    const bool whole = filled < kHeadBytes;
    const std::string_view head(worker_.buffer.data(), filled);
    if (table_ && name.empty())
      return read_rows(declared_text_format(member.structure), stream, filled);
    if (!member.structure.empty())
      return read_text(declared_text_format(member.structure), stream, filled, locator);
    const std::string_view format = detect_container(head, name);
    if (!format.empty()) return descend(format, stream, head, locator, name);
    return read_text(detect_text_format(head, whole, name), stream, filled, locator);
  }

  /// The rows of a table, which may come in several members.
  Outcome read_rows(const TextFormat& format, ByteStream& stream, std::size_t filled) {
    if (!rows_) rows_ = std::make_unique<PartAccumulator>(context_);
    return read_stream_text(context_, worker_, format, stream, filled, *rows_).outcome;
  }

  Outcome read_text(const TextFormat& format, ByteStream& stream, std::size_t filled,
                    const std::string& locator) {
    const bool full = done_.record.findings.size() >= kFindingsPerItemMax;
    if (full && private_end(locator) == std::string_view::npos) {
      if (!rest_) rest_ = std::make_unique<PartAccumulator>(context_);
      return read_stream_text(context_, worker_, format, stream, filled, *rest_).outcome;
    }
    PartAccumulator part(context_);
    TextReading reading = read_stream_text(context_, worker_, format, stream, filled, part);
    finish(part, locator, reading.outcome);
    return reading.outcome;
  }

  /// A container inside a container. Recursion through read() is bounded by depth_max.
  Outcome descend(std::string_view format, ByteStream& stream, std::string_view head,
                  const std::string& locator, const std::string& name) {
    if (spending_.depth >= context_.budget().depth_max) {
      Outcome outcome = skipped(Reason::budget_depth, "containers nested too deeply");
      outcome.format = format;
      return outcome;
    }
    Outcome held;
    // The head lies in the worker's buffer, which the members inside will use.
    const std::string head_copy(head);
    ReplayStream replay(head_copy, stream, worker_.hasher);
    std::unique_ptr<RandomAccess> input = hold_bytes(replay, context_.budget(), held);
    if (!input) {
      if (held.status == Status::complete) make_partial(held, Reason::io_error);
      return held;
    }
    const Digest digest = replay.digest();
    if (reproduces(input->size(), digest)) {
      Outcome outcome = skipped(Reason::budget_depth, "contains itself");
      outcome.format = format;
      outcome.bytes = input->size();
      return outcome;
    }
    Outcome outcome = read_nested(format, *input, locator, name, digest);
    if (held.status != Status::complete) make_partial(outcome, held.reason, held.note);
    return outcome;
  }

  Outcome read_nested(std::string_view format, const RandomAccess& input,
                      const std::string& locator, const std::string& name, const Digest& digest) {
    const std::string outer = std::exchange(prefix_, locator);
    const std::uint64_t members_before = members_;
    chain_.push_back({input.size(), digest});
    ++spending_.depth;
    Outcome outcome = read(format, input, name);
    --spending_.depth;
    chain_.pop_back();
    prefix_ = outer;
    // What the container turned out to be: a letter in a compound file, a book in a zip.
    if (outcome.format.empty()) outcome.format = format;
    if (members_ == members_before && tells_nothing(outcome.reason))
      read_as_text(input, locator, outcome);
    return outcome;
  }

  /// Broken structure still holds clear text: what could not be taken apart is read as it is.
  void read_as_text(const RandomAccess& input, const std::string& locator, Outcome& outcome) {
    std::optional<ReadFailure> failure;
    const std::size_t got = input.read_at(0, std::span(worker_.buffer.data(), kHeadBytes), failure);
    const std::string head(worker_.buffer.data(), got);
    PartAccumulator part(context_);
    TextReading reading = read_long_text(
        context_, worker_, detect_text_format(head, got < kHeadBytes, ""), head, input, part);
    finish(part, locator, outcome);
    outcome.status = Status::partial;
    outcome.bytes_done = reading.outcome.bytes_done;
    add_note(outcome, "read as it stands");
  }

  void finish(PartAccumulator& part, const std::string& locator, Outcome& outcome) {
    const std::size_t first = done_.record.findings.size();
    finish_part(context_, worker_.masker, part, {done_.record.item, target_name_, locator}, done_,
                outcome);
    if (private_end(locator) != std::string_view::npos)
      private_totals_.take(done_.record.findings, first);
  }

  /// `own`: the container's own text, which has no line in the ledger but the container's.
  void settle(const std::string& locator, Outcome outcome, bool own) {
    if (outcome.status != Status::complete && counts_against_item(outcome.reason) &&
        outweighs(outcome.reason, worst_))
      worst_ = outcome.reason;
    if (own) return;
    const bool listed = outcome.status != Status::complete || context_.options.ledger;
    if (listed) mask(outcome);
    add_part(done_, listed ? listed_name(locator, outcome) : std::string(), std::move(outcome),
             context_.options.ledger);
  }

  std::string listed_name(const std::string& locator, Outcome& outcome) {
    const std::size_t shown = private_end(locator);
    if (shown == std::string_view::npos) return worker_.masker(locator);
    outcome.note.clear();
    return worker_.masker(concealed_locator(context_.keys.id_key, target_name_,
                                            done_.record.item.relative, locator, shown));
  }

  /// The same few notes come again and again.
  const std::string& masked(const std::string& text) {
    constexpr std::size_t kMaskedMax = 64;
    if (text.empty()) return text;
    if (masked_.size() >= kMaskedMax) masked_.clear();
    const auto [place, is_new] = masked_.try_emplace(text);
    if (is_new) place->second = worker_.masker(text);
    return place->second;
  }

  bool reproduces(std::uint64_t size, const Digest& digest) {
    for (const Ancestor& ancestor : chain_)
      if (ancestor.size == size && ancestor.digest == digest) return true;
    return !table_ && size == item_.size() && digest == digest_of_item();
  }

  /// Read only for a member of exactly the item's size.
  const Digest& digest_of_item() {
    if (item_digest_) return *item_digest_;
    std::vector<Digest> hashes;
    std::string block(ContentHasher::kBlockBytes, '\0');
    for (std::uint64_t offset = 0; offset < item_.size(); offset += block.size()) {
      std::optional<ReadFailure> failure;
      const std::size_t got = item_.read_at(offset, std::span(block.data(), block.size()), failure);
      hashes.push_back(worker_.hasher.block(std::string_view(block).substr(0, got)));
      if (got < block.size()) break;
    }
    return item_digest_.emplace(worker_.hasher.whole(hashes));
  }

  struct Ancestor {
    std::uint64_t size;
    Digest digest;
  };

  const ScanContext& context_;
  Worker& worker_;
  std::string_view target_name_;
  const RandomAccess& item_;
  ItemDone& done_;
  ContainerSpending spending_;
  std::string prefix_;  ///< locator of the container being read; "" for the item
  std::vector<Ancestor> chain_;
  std::map<std::string, std::string> masked_;  ///< by what was there before
  std::optional<Digest> item_digest_;
  PrivateTotals private_totals_;           ///< of members that are not to be told apart
  std::unique_ptr<PartAccumulator> rows_;  ///< of a table
  std::unique_ptr<PartAccumulator> rest_;  ///< members beyond kFindingsPerItemMax
  std::uint64_t members_ = 0;
  bool stopped_ = false;
  bool table_ = false;  ///< of a database
  Reason worst_ = Reason::none;
};

}  // namespace

Outcome scan_container(const ScanContext& context, Worker& worker, std::string_view format,
                       const RandomAccess& input, std::string_view name,
                       std::string_view target_name, ItemDone& done, std::uint64_t& members) {
  ContainerScan scan(context, worker, target_name, input, done);
  Outcome outcome = scan.read(format, input, name);
  members = scan.members();
  scan.mask(outcome);
  if (outcome.format.empty()) outcome.format = format;
  outcome.bytes = input.size();
  if (outcome.status == Status::complete) outcome.bytes_done = outcome.bytes;
  scan.finish_rest(outcome);
  if (scan.stopped()) make_partial(outcome, Reason::budget_time, "the run was stopped");
  if (scan.worst() != Reason::none)
    make_partial(outcome, scan.worst(), "some parts were not read completely");
  if (done.parts_unlisted > 0)
    add_note(outcome, std::to_string(done.parts_unlisted) + " further parts are not listed");
  context.add_bytes(outcome.bytes_done);
  return outcome;
}

namespace {

/// Tables have no bytes that could be read at an offset.
class NoBytes final : public RandomAccess {
 public:
  std::uint64_t size() const override { return 0; }
  std::size_t read_at(std::uint64_t, std::span<char>, std::optional<ReadFailure>&) const override {
    return 0;
  }
};

/// Log-odds decide which finding of a column says most; a column without one is clean.
void add_finding(const Finding& finding, ColumnRecord& column) {
  if (finding.suppression.empty() &&
      (column.rule.empty() || finding.confidence > column.confidence ||
       (finding.confidence == column.confidence && finding.column_passing > column.hits))) {
    column.rule = finding.rule;
    column.confidence = finding.confidence;
    column.hits = finding.column_passing;
    column.distinct = finding.distinct;
  }
}

/// Documents have no columns but those that are met; only those with something in them are listed.
void add_found_columns(std::size_t first, ItemRecord& record,
                       std::map<std::string, ColumnRecord*>& by_name) {
  if (record.columns.empty()) return;
  const ColumnRecord all = record.columns.front();
  std::map<std::string, std::uint64_t> filled;
  for (std::size_t i = first; i < record.findings.size(); ++i) {
    const Finding& finding = record.findings[i];
    if (finding.column)
      filled[*finding.column] = std::max(filled[*finding.column], finding.column_filled);
  }
  by_name.clear();
  record.columns.assign(filled.size(), all);
  auto column = record.columns.begin();
  for (const auto& [name, cells] : filled) {
    column->name = name;
    column->filled = cells;
    by_name.emplace(name, &*column++);
  }
}

/// Columns with what was found in them, and findings with what the table knows: cells in which
/// nothing was looked at count as well. The sentence is what they say together.
std::string judge_columns(const OpenTable& table, NameMasker& masker, bool explain,
                          std::size_t first, ItemRecord& record) {
  record.columns = table.columns();
  std::map<std::string, ColumnRecord*> by_name;
  for (ColumnRecord& column : record.columns) {
    column.name = masker(column.name);
    by_name.emplace(column.name, &column);
  }
  if (table.documents()) add_found_columns(first, record, by_name);
  const std::string locator = masker(table.locator());
  const std::string persons = masker(table.persons());
  std::string together = judge_person_table(locator, std::span(record.findings).subspan(first));
  for (std::size_t i = first; i < record.findings.size(); ++i) {
    Finding& finding = record.findings[i];
    const auto column = finding.column ? by_name.find(*finding.column) : by_name.end();
    if (column == by_name.end() || finding.locator != locator) continue;
    finding.column_filled = std::max(column->second->filled, finding.column_passing);
    finding.locator += std::string(kSeparator) + *finding.column;
    if (explain && !persons.empty()) finding.evidence.push_back(persons);
    add_finding(finding, *column->second);
  }
  for (ColumnRecord& column : record.columns) {
    const ColumnShare share = sampled_share({column.filled, column.hits}, table.looks());
    column.ratio = column.low = column.high = share.ratio;
    if (column.rows_exact) continue;
    column.low = share.low;
    column.high = share.high;
  }
  return together;
}

}  // namespace

Outcome scan_table(const ScanContext& context, Worker& worker, OpenTable& table,
                   std::string_view target_name, ItemDone& done) {
  const NoBytes bytes;
  ContainerScan scan(context, worker, target_name, bytes, done);
  const std::size_t first = done.record.findings.size();
  Outcome outcome = scan.read(table);
  scan.mask(outcome);
  scan.finish_rest(outcome);
  if (scan.stopped()) make_partial(outcome, Reason::budget_time, "the run was stopped");
  if (scan.worst() != Reason::none && outcome.status != Status::skipped)
    make_partial(outcome, scan.worst(),
                 outcome.status == Status::complete ? "some values were not read completely" : "");
  if (done.parts_unlisted > 0)
    add_note(outcome, std::to_string(done.parts_unlisted) + " further parts are not listed");
  const std::string together =
      judge_columns(table, worker.masker, context.options.explain, first, done.record);
  if (!together.empty()) add_note(outcome, together);
  return outcome;
}

}  // namespace braque::pipeline
