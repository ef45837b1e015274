#include "pipeline/read_text.hpp"

#include <algorithm>
#include <cstring>

#include "pipeline/outcomes.hpp"

namespace braque::pipeline {
namespace {

void match_window(const ScanContext& context, Worker& worker, TextReader& reader,
                  const Window& window, PartAccumulator& part) {
  worker.collector.begin(worker.results);
  reader.read(window, worker.collector);
  part.merge(worker.results);
  context.add_bytes(window.owned_end - window.owned_begin);
}

/// The outcome of a format that was read as far as it goes: an image has text only for OCR.
Outcome outcome_of(const TextFormat& format, std::uint64_t bytes) {
  Outcome outcome;
  outcome.format = format.name;
  outcome.bytes = bytes;
  if (format.reason != Reason::none) make_partial(outcome, format.reason);
  return outcome;
}

/// Readers repeat what detection had to say when they know of it.
void add_remark(Outcome& outcome, const TextFormat& format, const TextReader& reader) {
  const std::string remark = reader.remark();
  add_note(outcome, remark.empty() ? format.remark : remark);
}

TextReading unreadable(const TextFormat& format, std::uint64_t bytes) {
  TextReading reading;
  reading.outcome =
      skipped(format.reason == Reason::none ? Reason::unsupported_format : format.reason);
  reading.outcome.format = format.name;
  reading.outcome.bytes = bytes;
  return reading;
}

}  // namespace

WindowBytes read_window(const RandomAccess& access, const WindowRange& range, Worker& worker) {
  WindowBytes read;
  const std::size_t wanted = static_cast<std::size_t>(range.read_end - range.read_begin);
  const std::size_t got =
      access.read_at(range.read_begin, std::span(worker.buffer.data(), wanted), read.failure);
  read.window.bytes = std::string_view(worker.buffer.data(), got);
  read.window.offset = range.read_begin;
  read.window.owned_begin = std::min(got, static_cast<std::size_t>(range.begin - range.read_begin));
  const auto owned_end = static_cast<std::size_t>(range.end - range.read_begin);
  read.window.owned_end = std::min(got, owned_end);
  read.window.last = range.last || got < owned_end;
  read.missing = got < owned_end;
  return read;
}

TextReading read_small_text(const ScanContext& context, Worker& worker, const TextFormat& format,
                            std::string_view bytes, PartAccumulator& part) {
  auto reader = make_text_reader(format, bytes.substr(0, kHeadBytes), context.budget());
  if (!reader) return unreadable(format, bytes.size());
  TextReading reading;
  reading.outcome = outcome_of(format, bytes.size());
  match_window(context, worker, *reader, {bytes, 0, 0, bytes.size(), true}, part);
  reading.outcome.bytes_done = bytes.size();
  reading.whole = context.options.content_hashes;
  if (reading.whole && !bytes.empty()) reading.hashes.push_back(worker.hasher.block(bytes));
  add_remark(reading.outcome, format, *reader);
  return reading;
}

TextReading read_long_text(const ScanContext& context, Worker& worker, const TextFormat& format,
                           std::string_view head, const RandomAccess& access, PartAccumulator& part,
                           const std::function<void(std::uint64_t)>& before_window) {
  const std::uint64_t size = access.size();
  auto reader = make_text_reader(format, head, context.budget());
  if (!reader) return unreadable(format, size);
  TextReading reading;
  reading.outcome = outcome_of(format, size);
  WindowPlan plan(access, size, context.budget());
  std::uint64_t done = 0;
  bool to_the_end = true;
  while (auto range = plan.next()) {
    if (context.stopping()) {
      make_partial(reading.outcome, Reason::budget_time, "the run was stopped");
      to_the_end = false;
      break;
    }
    if (before_window) before_window(range->end - range->begin);
    const WindowBytes read = read_window(access, *range, worker);
    match_window(context, worker, *reader, read.window, part);
    if (context.options.content_hashes)
      reading.hashes.push_back(worker.hasher.block(read.owned_bytes()));
    done = range->begin + read.owned();
    if (read.missing) {
      // A short read without a failure is an item that shrank: the caller asks changed().
      if (read.failure)
        make_partial(reading.outcome, read.failure->reason, read.failure->detail);
      else
        make_partial(reading.outcome, Reason::changed_during_read);
      to_the_end = false;
      break;
    }
  }
  reading.outcome.bytes_done = to_the_end ? size : done;  // holes count as read
  reading.whole = context.options.content_hashes && to_the_end && plan.without_holes() &&
                  context.budget().window_bytes == ContentHasher::kBlockBytes;
  add_remark(reading.outcome, format, *reader);
  return reading;
}

TextReading read_stream_text(const ScanContext& context, Worker& worker, const TextFormat& format,
                             ByteStream& stream, std::size_t filled, PartAccumulator& part) {
  std::vector<char>& buffer = worker.buffer;
  const std::size_t overlap = context.budget().overlap_bytes;
  const std::size_t owned_max = context.budget().window_bytes;
  auto reader = make_text_reader(
      format, std::string_view(buffer.data(), std::min(filled, kHeadBytes)), context.budget());
  if (!reader) return unreadable(format, filled);
  TextReading reading;
  reading.outcome = outcome_of(format, 0);
  std::uint64_t offset = 0;     // of buffer[0] in the part
  std::size_t owned_begin = 0;  // what lies before belonged to the last window
  bool ended = false;
  while (!ended || owned_begin < filled) {
    while (!ended && filled < buffer.size()) {
      const std::size_t got = stream.read(std::span(buffer).subspan(filled));
      ended = got == 0;
      filled += got;
    }
    const std::size_t owned_end =
        std::min(owned_begin + owned_max, ended ? filled : filled - overlap);
    const bool last = ended && owned_end == filled;
    match_window(context, worker, *reader,
                 {std::string_view(buffer.data(), filled), offset, owned_begin, owned_end, last},
                 part);
    reading.outcome.bytes_done = offset + owned_end;
    if (last) break;
    if (context.stopping()) {
      make_partial(reading.outcome, Reason::budget_time, "the run was stopped");
      break;
    }
    const std::size_t keep_from = owned_end - std::min(owned_end, overlap);
    std::memmove(buffer.data(), buffer.data() + keep_from, filled - keep_from);
    offset += keep_from;
    filled -= keep_from;
    owned_begin = owned_end - keep_from;
  }
  if (ended) {
    const Outcome end = stream.outcome();
    if (end.status != Status::complete) make_partial(reading.outcome, end.reason, end.note);
  }
  reading.outcome.bytes = std::max(reading.outcome.bytes_done, offset + filled);
  add_remark(reading.outcome, format, *reader);
  return reading;
}

}  // namespace braque::pipeline
