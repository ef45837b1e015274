#include "pipeline/scan_item.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <new>

#include "pipeline/finish_part.hpp"
#include "pipeline/outcomes.hpp"
#include "pipeline/read_text.hpp"
#include "pipeline/scan_container.hpp"

namespace braque::pipeline {
namespace {

/// An item that changed while it was read is read once more when it is not larger than this.
constexpr std::uint64_t kReadAgainMax = 64ULL << 20;

/// The file's own name, a hint for formats.
std::string_view file_name(const Item& item) {
  const std::string_view path = item.path;
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

/// One attempt at an open item.
class ItemReading {
 public:
  ItemReading(const ScanContext& context, Worker& worker, ItemDone& done, const OpenItem& item,
              const KnownItem* known)
      : context_(context),
        worker_(worker),
        done_(done),
        item_(item),
        known_(known),
        size_(item.size()) {}

  /// False when the item is to be split: then format() and head() say how.
  bool read() {
    outcome().bytes = size_;
    if (!read_head()) return true;
    const std::string_view container =
        head_at_ == 0 ? detect_container(head_, name()) : std::string_view();
    if (same_as_known() || same_as_another(!container.empty())) return true;
    if (!container.empty() && read_container_members(container)) return true;
    format_ = detect_text_format(head_, head_.size() == size_, name());
    if (small()) {
      read_small();
      return true;
    }
    if (may_split()) return false;
    read_long();
    return true;
  }

  /// To be called when all went well: others may have the same content.
  void remember() {
    ItemRecord& record = done_.record;
    if (record.unchanged || record.outcome.status != Status::complete) return;
    record.candidates |= worker_.masker.take_candidates();
    if (content_ && record.content_hash == Digest{}) record.content_hash = *content_;
    if (content_ && size_ >= Copies::kSizeMin && Copies::possible(context_))
      context_.copies.keep(*content_, name(), done_);
  }

  bool small() const { return size_ <= context_.budget().window_bytes; }
  const TextFormat& format() const { return format_; }
  std::string_view head() const { return head_; }

 private:
  bool may_split() const {
    return format_.splittable && !fallback_ && item_.next_data(0).begin < size_;
  }

  Outcome& outcome() { return done_.record.outcome; }
  std::string_view name() const { return file_name(done_.record.item); }
  std::string_view target_name() const {
    return context_.sources[done_.record.item.target]->lasting_name();
  }

  /// An item that is known to have had this size may have its content too: then what was found
  /// holds.
  bool same_as_known() {
    if (known_ == nullptr) return false;
    const bool edges = known_->trust == KnownItem::Trust::same_edges;
    if (edges ? done_.record.edge_hash != known_->edges
              : !hash_content() || *content_ != known_->content)
      return false;
    ItemRecord& record = done_.record;
    record.outcome = known_->outcome;
    record.content_hash = known_->content;
    record.stored = known_->place;
    record.unchanged = true;
    record.touched = !edges;
    return true;
  }

  bool same_as_another(bool container) {
    if (!context_.options.content_hashes || !(small() || container)) return false;
    if (size_ < Copies::kSizeMin && !container) return false;
    if (!hash_content() || size_ < Copies::kSizeMin || !Copies::possible(context_)) return false;
    const auto original = context_.copies.find(*content_, name());
    if (original == nullptr) return false;
    Copies::copy(context_, *original, target_name(), done_);
    return true;
  }

  /// False when the item is too large for being read twice, or cannot be read.
  bool hash_content() {
    if (content_) return true;
    if (size_ == 0 || size_ > kReadAgainMax ||
        context_.budget().window_bytes < ContentHasher::kBlockBytes)
      return false;
    std::vector<Digest> blocks;
    if (small()) {
      if (filled_ != size_) return false;
      blocks.push_back(worker_.hasher.block({worker_.buffer.data(), filled_}));
    }
    for (std::uint64_t at = 0; !small() && at < size_; at += ContentHasher::kBlockBytes) {
      const auto wanted =
          static_cast<std::size_t>(std::min<std::uint64_t>(ContentHasher::kBlockBytes, size_ - at));
      context_.before_reading(wanted);
      std::optional<ReadFailure> failure;
      const std::size_t got = item_.read_at(at, std::span(worker_.buffer.data(), wanted), failure);
      if (failure || got != wanted || context_.stop_wanted()) return false;
      blocks.push_back(worker_.hasher.block({worker_.buffer.data(), got}));
    }
    content_ = worker_.hasher.whole(blocks);
    return true;
  }

  /// A small item is read whole, in one go; of a big one the first data.
  bool read_head() {
    if (size_ == 0) return true;
    if (!small()) {
      const RandomAccess::Extent first = item_.next_data(0);
      head_at_ = first.begin < size_ ? first.begin : 0;
    }
    const auto wanted = static_cast<std::size_t>(
        small() ? size_ : std::min<std::uint64_t>(kHeadBytes, size_ - head_at_));
    if (small()) context_.before_reading(size_);
    std::optional<ReadFailure> failure;
    filled_ = item_.read_at(head_at_, std::span(worker_.buffer.data(), wanted), failure);
    if (failure) make_partial(outcome(), failure->reason, failure->detail);
    const std::string_view bytes(worker_.buffer.data(), filled_);
    if (filled_ < wanted && !failure) make_partial(outcome(), Reason::changed_during_read);
    if (small() || filled_ > 0) {
      head_storage_.assign(bytes.substr(0, small() ? 0 : kHeadBytes));
      head_ = small() ? bytes.substr(0, kHeadBytes) : std::string_view(head_storage_);
      return filled_ > 0;
    }
    return false;
  }

  /// False when the bytes are no such container after all and are to be read as text.
  bool read_container_members(std::string_view format) {
    if (!small()) context_.before_reading(size_);
    // The members use the worker's buffer: the head must outlive that.
    if (head_storage_.empty()) head_storage_.assign(head_);
    head_ = head_storage_;
    std::uint64_t members = 0;
    Outcome result =
        scan_container(context_, worker_, format, item_, name(), target_name(), done_, members);
    const bool nothing = members == 0 && tells_nothing(result.reason);
    outcome() = std::move(result);
    if (!nothing) return true;
    fallback_ = true;
    std::optional<ReadFailure> failure;
    if (small())
      filled_ = item_.read_at(0, std::span(worker_.buffer.data(), static_cast<std::size_t>(size_)),
                              failure);
    return false;
  }

  void read_small() {
    PartAccumulator part(context_);
    TextReading reading = read_small_text(context_, worker_, format_,
                                          std::string_view(worker_.buffer.data(), filled_), part);
    take(part, reading);
  }

  void read_long() {
    PartAccumulator part(context_);
    TextReading reading =
        read_long_text(context_, worker_, format_, head_, item_, part,
                       [this](std::uint64_t bytes) { context_.before_reading(bytes); });
    take(part, reading);
  }

  void take(PartAccumulator& part, TextReading& reading) {
    Outcome read = std::move(reading.outcome);
    read.bytes = size_;
    const Outcome before = std::move(outcome());
    // A read failure, or a broken container that was read as it stands.
    if (before.status != Status::complete) make_partial(read, before.reason, before.note);
    if (fallback_) {
      read.format = before.format;
      add_note(read, "read as it stands");
    }
    outcome() = std::move(read);
    finish_part(context_, worker_.masker, part, {done_.record.item, target_name(), ""}, done_,
                outcome());
    if (reading.whole && outcome().status == Status::complete)
      done_.record.content_hash = worker_.hasher.whole(reading.hashes);
  }

  const ScanContext& context_;
  Worker& worker_;
  ItemDone& done_;
  const OpenItem& item_;
  const KnownItem* const known_;
  const std::uint64_t size_;
  std::optional<Digest> content_;
  std::uint64_t head_at_ = 0;
  std::size_t filled_ = 0;
  std::string head_storage_;
  std::string_view head_;
  TextFormat format_;
  bool fallback_ = false;
};

std::unique_ptr<ItemDone> new_record(Item item) {
  auto done = std::make_unique<ItemDone>();
  done->record.item = std::move(item);
  return done;
}

/// Nothing was read: what the walker already decided goes to the ledger as it is.
ItemStep settled(Discovered entry) {
  ItemStep step;
  step.done = new_record(std::move(entry.item));
  step.done->record.outcome = std::move(*entry.settled);
  if (entry.known && entry.known->trust == KnownItem::Trust::unchanged) {
    step.done->record.unchanged = true;
    step.done->record.stored = entry.known->place;
  }
  if (!entry.first_path.empty()) step.done->record.other_names.push_back(entry.first_path);
  return step;
}

/// Of a source that tells what an item is when it is opened only.
bool settled_by_index(const ScanContext& context, ItemDone& done, std::optional<KnownItem>& known) {
  if (context.options.store == nullptr) return false;
  known = context.options.store->known(done.record.item);
  if (!known || !settles(*known)) return false;
  done.record.outcome = known->outcome;
  done.record.unchanged = known->trust == KnownItem::Trust::unchanged;
  done.record.stored = known->place;
  return true;
}

void forget(ItemDone& done) {
  Item item = std::move(done.record.item);
  done = ItemDone();
  done.record.item = std::move(item);
}

/// By which remote items are compared now and then.
Digest edge_hash(const Worker& worker, const OpenItem& item) {
  constexpr std::size_t kEdge = 4096;
  std::array<char, 2 * kEdge> bytes;
  const std::uint64_t size = item.size();
  std::optional<ReadFailure> failure;
  std::size_t got = item.read_at(0, std::span(bytes.data(), kEdge), failure);
  if (size > kEdge && !failure)
    got += item.read_at(std::max<std::uint64_t>(kEdge, size - kEdge),
                        std::span(bytes.data() + got, kEdge), failure);
  return failure ? Digest{} : worker.hasher.block({bytes.data(), got});
}

ItemStep scan_found(const ScanContext& context, Worker& worker, Discovered& entry, ItemDone& done,
                    bool second_attempt, const std::function<void()>& before_long) {
  ItemStep step;
  Item& item = done.record.item;
  const Source& source = *context.sources[item.target];
  std::optional<KnownItem> known = std::move(entry.known);
  const RemotePace::Turn turn = context.turn_for(item);
  for (bool again = second_attempt;; again = true) {
    const RemotePace::Clock::time_point begun = RemotePace::Clock::now();
    Opened opened = source.open(item);
    if (opened.table != nullptr) {
      before_long();
      done.record.outcome = scan_table(context, worker, *opened.table, source.lasting_name(), done);
      step.bytes += done.record.outcome.bytes;
      return step;
    }
    if (!opened.item) {
      const ReadFailure failure = opened.failure.value_or(ReadFailure{});
      done.record.outcome = skipped(failure.reason, failure.detail);
      done.record.outcome.bytes = item.metadata.size;
      return step;
    }
    worker.matcher.about(item.path);
    const bool asked = item.metadata.inode != 0;
    item.metadata = opened.item->metadata();
    if (!asked && settled_by_index(context, done, known)) return step;
    if (item.remote && context.options.content_hashes)
      done.record.edge_hash = edge_hash(worker, *opened.item);
    if (item.remote) context.remote_pace.answered(RemotePace::Clock::now() - begun);
    ItemReading reading(context, worker, done, *opened.item, known ? &*known : nullptr);
    step.bytes += opened.item->size();
    if (!reading.small()) before_long();
    if (!reading.read()) {
      entry.item = std::move(item);
      step.split = std::make_shared<SplitItem>(context, std::move(entry), std::move(opened.item));
      step.split->format = reading.format();
      step.split->head = reading.head();
      step.split->second_attempt = again;
      step.split->edge_hash = done.record.edge_hash;
      return step;
    }
    const Reason changed = opened.item->changed();
    if (changed == Reason::none) reading.remember();
    if (changed == Reason::none || context.stopping()) return step;
    known.reset();
    if (again || opened.item->size() > kReadAgainMax) {
      make_partial(done.record.outcome, changed);
      done.record.content_hash = {};
      return step;
    }
    forget(done);
  }
}

}  // namespace

ItemStep scan_item(const ScanContext& context, Worker& worker, Discovered entry,
                   bool second_attempt, const std::function<void()>& before_long) {
  if (entry.settled) return settled(std::move(entry));
  std::unique_ptr<ItemDone> done = new_record(std::move(entry.item));
  ItemStep step;
  context.reading(worker.number, done->record.item);
  try {
    step = scan_found(context, worker, entry, *done, second_attempt, before_long);
  } catch (const std::bad_alloc&) {
    make_partial(done->record.outcome, Reason::budget_memory, "out of memory");
  } catch (const std::exception&) {
    make_partial(done->record.outcome, Reason::io_error, "a library failed");
  }
  worker.collector.wipe();
  done->record.candidates |= worker.masker.take_candidates();
  if (!step.split) step.done = std::move(done);
  return step;
}

void scan_chunk(const ScanContext& context, Worker& worker, const SplitItem& item,
                const WindowRange& range, ChunkResult& result) noexcept {
  try {
    context.reading(worker.number, item.entry.item);
    if (worker.split_reader_serial != item.serial) {
      worker.split_reader_serial = 0;
      worker.split_reader = make_text_reader(item.format, item.head, context.budget());
      worker.split_reader_serial = item.serial;
    }
    context.before_reading(range.end - range.begin);
    const RemotePace::Turn turn = context.turn_for(item.entry.item);
    const WindowBytes read = read_window(*item.opened, range, worker);
    worker.matcher.about(item.entry.item.path);
    worker.collector.begin(result.results);
    worker.split_reader->read(read.window, worker.collector);
    worker.collector.wipe();
    if (context.options.content_hashes) result.hash = worker.hasher.block(read.owned_bytes());
    result.results.bytes_done = read.owned();
    context.add_bytes(read.owned());
    if (read.failure)
      result.failure = read.failure;
    else if (read.missing)
      result.failure = ReadFailure{Reason::changed_during_read, {}};
  } catch (const std::bad_alloc&) {
    result.failure = ReadFailure{Reason::budget_memory, {}};
  } catch (const std::exception&) {
    result.failure = ReadFailure{Reason::io_error, {}};
  }
}

std::unique_ptr<ItemDone> finish_split(const ScanContext& context, NameMasker& masker,
                                       const ContentHasher& hasher, SplitItem& item, bool stopped) {
  const Reason changed = stopped ? Reason::none : item.opened->changed();
  const std::uint64_t size = item.opened->size();
  if (changed != Reason::none && !item.second_attempt && size <= kReadAgainMax) return nullptr;
  std::unique_ptr<ItemDone> done = new_record(item.entry.item);
  Outcome& outcome = done->record.outcome;
  done->record.edge_hash = item.edge_hash;
  outcome.format = item.format.name;
  outcome.bytes = size;
  add_note(outcome, item.format.remark);
  // Holes are not read and count as read.
  outcome.bytes_done = stopped || item.failure ? item.bytes_done : size;
  if (item.failure) make_partial(outcome, item.failure->reason, item.failure->detail);
  if (stopped) make_partial(outcome, Reason::budget_time, "the run was stopped");
  if (item.format.reason != Reason::none) make_partial(outcome, item.format.reason);
  if (changed != Reason::none) make_partial(outcome, changed);
  finish_part(context, masker, item.accumulator,
              {done->record.item, context.sources[done->record.item.target]->lasting_name(), ""},
              *done, outcome);
  done->record.candidates |= masker.take_candidates();
  if (context.options.content_hashes && outcome.status == Status::complete &&
      item.plan.without_holes() && context.budget().window_bytes == ContentHasher::kBlockBytes)
    done->record.content_hash = hasher.whole(item.hashes);
  return done;
}

}  // namespace braque::pipeline
