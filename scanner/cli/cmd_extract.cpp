// braque extract FILE: the text units and item records that a scan would see.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "cli/commands.hpp"
#include "cli/escape.hpp"
#include "cli/json_writer.hpp"
#include "cli/record_json.hpp"
#include "cli/stream_windows.hpp"
#include "cli/worker_setup.hpp"
#include "pipeline/scan_container.hpp"
#include "sandbox/file_servants.hpp"
#include "source/registry.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kHeadBytes = 64 << 10;

const char* role_name(ContextRole role) {
  switch (role) {
    case ContextRole::header:
      return "header";
    case ContextRole::key:
      return "key";
    case ContextRole::label:
      return "label";
    case ContextRole::author:
      return "author";
    case ContextRole::recipient:
      return "recipient";
    case ContextRole::date:
      return "date";
    case ContextRole::comment:
      return "comment";
    case ContextRole::title:
      return "title";
  }
  return "";
}

/// The last name of a locator.
std::string_view own_name(std::string_view locator) {
  constexpr std::string_view kSeparator = " > ";
  const std::size_t at = locator.rfind(kSeparator);
  return at == std::string_view::npos ? locator : locator.substr(at + kSeparator.size());
}

/// Prints units; the text as it is, for it is what was asked for, but never raw to a terminal.
class UnitPrinter : public UnitSink {
 public:
  UnitPrinter(Output& out, bool json) : out_(out), json_(json) {}
  std::string locator;

  void unit(TextUnit& unit) override {
    std::vector<Cell> cells;
    if (unit.cell_reader != nullptr) unit.cell_reader->read_cells(unit, cells);
    std::string_view text = unit.text.substr(unit.owned_begin, unit.owned_end - unit.owned_begin);
    if (json_)
      write_json(unit, text, cells);
    else
      write_lines(text);
  }

 private:
  void write_json(const TextUnit& unit, std::string_view text, const std::vector<Cell>& cells) {
    JsonWriter json(out_.buffer());
    json.begin_object().key("record").string("text").key("locator").string_or_null(locator);
    json.key("kind").string(unit.kind == UnitKind::cells ? "cells" : "prose");
    json.key("text").string(text).key("context").begin_array();
    for (const ContextEntry& entry : unit.context)
      json.begin_object()
          .key("role")
          .string(role_name(entry.role))
          .key("text")
          .string(entry.text)
          .end_object();
    // What a part is called is the title of what is in it. It comes last: a cell counts entries.
    if (const std::string_view title = own_name(locator); !title.empty())
      json.begin_object()
          .key("role")
          .string(role_name(ContextRole::title))
          .key("text")
          .string(title)
          .end_object();
    json.end_array().key("cells").begin_array();
    for (const Cell& cell : cells) {
      if (cell.start < unit.owned_begin || cell.start >= unit.owned_end) continue;
      json.begin_object().key("row").number(cell.row).key("column").number(cell.column);
      json.key("text").string(unit.text.substr(cell.start, cell.end - cell.start)).end_object();
    }
    json.end_array().end_object();
    out_.write("\n");
  }

  void write_lines(std::string_view text) {
    while (!text.empty()) {
      auto feed = text.find('\n');
      out_.write(terminal_text(text.substr(0, feed)) + "\n");
      text = feed == std::string_view::npos ? std::string_view{} : text.substr(feed + 1);
    }
  }

  Output& out_;
  bool json_;
};

/// A stream whose first bytes were taken to look at them.
class StreamFromHead : public ByteStream {
 public:
  StreamFromHead(std::string_view head, ByteStream& rest) : head_(head), rest_(rest) {}
  std::size_t read(std::span<char> into) override {
    if (head_.empty()) return rest_.read(into);
    std::size_t count = std::min(into.size(), head_.size());
    std::memcpy(into.data(), head_.data(), count);
    head_.remove_prefix(count);
    return count;
  }
  Outcome outcome() const override { return rest_.outcome(); }

 private:
  std::string_view head_;
  ByteStream& rest_;
};

/// One file, with everything inside it. Containers inside containers go at most
/// Budget::depth_max deep, which bounds the recursion.
class Extraction : private MemberSink {
 public:
  Extraction(Output& out, bool json, const Item& item, ContainerReader& containers)
      : out_(out), json_(json), item_(item), containers_(containers), printer_(out, json) {}

  Outcome read_item(const RandomAccess& bytes) {
    spending_.input_bytes = bytes.size();
    std::string head(std::min<std::uint64_t>(kHeadBytes, bytes.size()), '\0');
    std::optional<ReadFailure> failure;
    head.resize(bytes.read_at(0, head, failure));
    if (auto format = detect_container(head, item_.path); !format.empty())
      return read_inside(format, bytes, item_.path, head);
    return read_as_text(bytes, head, item_.path);
  }

  void report(const std::string& locator, const Outcome& outcome) {
    if (json_) return write_item_json(out_, item_.path, locator, outcome, nullptr);
    std::string text = "-- " + terminal_text(locator.empty() ? item_.path : locator) + ": " +
                       std::string(name(outcome.status));
    if (outcome.reason != Reason::none) text += " (" + std::string(name(outcome.reason)) + ")";
    if (!outcome.format.empty()) text += ", " + terminal_text(outcome.format);
    if (!outcome.note.empty()) text += ", " + terminal_text(outcome.note);
    out_.write(text + "\n");
  }

 private:
  Outcome read_text(const TextFormat& format, std::string_view head, const ReadBytes& read) {
    Outcome outcome;
    outcome.format = format.name;
    outcome.reason = format.reason;
    outcome.note = format.remark;
    if (format.reason != Reason::none) outcome.status = Status::partial;
    auto reader = make_text_reader(format, head, budget_);
    if (reader == nullptr) {
      outcome.status = Status::skipped;
      return outcome;
    }
    printer_.locator = locator_;
    outcome.bytes = outcome.bytes_done = feed_windows(read, *reader, budget_, printer_);
    if (std::string remark = reader->remark(); !remark.empty()) outcome.note = remark;
    return outcome;
  }

  Outcome read_as_text(const RandomAccess& bytes, std::string_view head, std::string_view name) {
    std::uint64_t position = 0;
    std::optional<ReadFailure> failure;
    Outcome outcome = read_text(detect_text_format(head, bytes.size() <= kHeadBytes, name), head,
                                [&](std::span<char> into) {
                                  std::size_t got = bytes.read_at(position, into, failure);
                                  position += got;
                                  return got;
                                });
    outcome.bytes = bytes.size();
    if (failure) {
      outcome.status = Status::partial;
      outcome.reason = failure->reason;
      outcome.note = failure->detail;
    }
    return outcome;
  }

  /// What could not be taken apart is read as it stands, as a scan does.
  Outcome read_inside(std::string_view format, const RandomAccess& bytes, std::string_view name,
                      const std::string& head) {
    const std::uint64_t members_before = members_;
    ++spending_.depth;
    Outcome outcome = containers_.read(format, bytes, name, budget_, spending_, *this);
    --spending_.depth;
    if (outcome.format.empty()) outcome.format = format;
    if (members_ > members_before || !pipeline::tells_nothing(outcome.reason)) return outcome;
    const Outcome text = read_as_text(bytes, head, locator_.empty() ? name : std::string_view());
    outcome.status = Status::partial;
    outcome.bytes_done = text.bytes_done;
    outcome.note += (outcome.note.empty() ? "" : "; ") + std::string("read as it stands");
    return outcome;
  }

  bool member(Member& member) override {
    ++members_;
    std::string outer = locator_;
    if (!member.name.empty()) locator_ += (locator_.empty() ? "" : " > ") + member.name;
    const Outcome outcome = member.bytes == nullptr ? member.outcome : read_member(member);
    if (!member.name.empty()) report(locator_, outcome);
    locator_ = outer;
    return !out_.failed();
  }

  Outcome read_member(Member& member) {
    std::string head(kHeadBytes, '\0');
    std::size_t filled = 0;
    while (filled < head.size()) {
      std::size_t got = member.bytes->read(std::span(head.data() + filled, head.size() - filled));
      if (got == 0) break;
      filled += got;
    }
    bool whole = filled < kHeadBytes;
    head.resize(filled);
    StreamFromHead stream(head, *member.bytes);
    const bool declared = !member.structure.empty();
    const auto format = declared ? std::string_view() : detect_container(head, member.name);
    if (!format.empty() && spending_.depth < budget_.depth_max) {
      Outcome outcome;
      if (auto held = hold_bytes(stream, budget_, outcome))
        return read_inside(format, *held, member.name, head);
      return outcome;
    }
    Outcome text = read_text(declared ? declared_text_format(member.structure)
                                      : detect_text_format(head, whole, member.name),
                             head, [&](std::span<char> into) { return stream.read(into); });
    Outcome ended = stream.outcome();
    if (ended.status == Status::complete) return text;
    ended.format = text.format;
    ended.bytes_done = text.bytes_done;
    return ended;
  }

  Output& out_;
  bool json_;
  const Item& item_;
  ContainerReader& containers_;
  UnitPrinter printer_;
  Budget budget_;
  ContainerSpending spending_;
  std::string locator_;
  std::uint64_t members_ = 0;
};

/// Takes the one item of a target that is a file.
class OneItem : public ItemSink {
 public:
  std::optional<Item> item;
  std::optional<Outcome> passed;
  std::uint64_t count = 0;

  bool found(Item met) override { return take(std::move(met), std::nullopt); }
  bool passed_over(Item met, Outcome outcome) override {
    return take(std::move(met), std::move(outcome));
  }
  bool also_named(Item, std::string) override { return true; }

 private:
  bool take(Item met, std::optional<Outcome> outcome) {
    ++count;
    item = std::move(met);
    passed = std::move(outcome);
    return count < 2 && item->relative.empty();
  }
};

}  // namespace

ExitCode extract(Invocation& invocation) {
  const std::string& target = invocation.arguments.front();
  auto workers = make_worker_pool(invocation.settings, 1);
  if (!workers) return fail(workers.error());
  sandbox::FileServants servants(**workers);
  SourceOptions options;
  options.remote_files = &servants;
  auto source = make_source(target, options);
  if (!source) return fail(source.error());
  OneItem one;
  Listing listing = (*source)->list(one);
  if (!listing.reached) return fail(unexpected(ErrorKind::invalid, target + ": " + listing.detail));
  if (!one.item || !one.item->relative.empty())
    return fail(unexpected(ErrorKind::invalid, target + ": is a directory; extract takes a file"));
  Extraction extraction(invocation.out, invocation.settings.flag("jsonl"), *one.item, **workers);
  Outcome outcome;
  if (one.passed) {
    outcome = *one.passed;
  } else if (Opened opened = (*source)->open(*one.item); opened.item != nullptr) {
    outcome = extraction.read_item(*opened.item);
  } else {
    outcome.status = Status::skipped;
    outcome.reason = opened.failure->reason;
    outcome.note = opened.failure->detail;
  }
  extraction.report("", outcome);
  return is_unexpected(outcome.reason) ? ExitCode::gaps : ExitCode::done;
}

}  // namespace braque::cli
