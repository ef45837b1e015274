#include "index/segment_store.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <memory>
#include <optional>
#include <queue>

namespace braque::index {
namespace {

/// Maps unsigned order to SQLite's signed order.
std::int64_t stored(std::uint64_t prefix) {
  return std::bit_cast<std::int64_t>(prefix ^ (std::uint64_t{1} << 63));
}

/// Classes grow by 16: below 4,096 entries, 65,536, 1 M, 16 M, ...
int size_class(std::uint64_t entries) {
  int bits = static_cast<int>(std::bit_width(entries));
  return bits <= 12 ? 0 : (bits - 12 + 3) / 4;
}

Error damaged() {
  return {ErrorKind::invalid, "index: a fingerprint block is damaged; run `braque doctor`"};
}

/// Both ascend. False when the block is damaged.
bool search_block(std::string_view block, std::span<const std::uint64_t> prefixes,
                  const std::function<void(const SegmentEntry&)>& found) {
  BlockDecoder decoder(block);
  for (SegmentEntry entry; decoder.next(entry);) {
    while (!prefixes.empty() && prefixes.front() < entry.prefix) prefixes = prefixes.subspan(1);
    if (prefixes.empty()) break;
    if (prefixes.front() == entry.prefix) found(entry);
  }
  return !decoder.damaged();
}

}  // namespace

/// Writes one segment block by block; the segment's row comes first because blocks refer to it.
class SegmentStore::Writer {
 public:
  explicit Writer(SegmentStore& store) : store_(store), id_(store.next_segment_++) {}

  Result<void> add(const SegmentEntry& entry) {
    if (entries_ == 0) {
      if (auto done = write_row(); !done) return done;
    }
    block_.add(entry);
    ++entries_;
    max_finding_ = std::max(max_finding_, static_cast<std::int64_t>(entry.finding));
    return block_.full() ? write_block() : Result<void>{};
  }

  Result<void> finish() {
    if (entries_ == 0) return {};
    if (!block_.empty()) {
      if (auto done = write_block(); !done) return done;
    }
    if (auto done = write_row(); !done) return done;
    store_.segments_.push_back({id_, entries_});
    store_.max_finding_ = std::max(store_.max_finding_, max_finding_);
    return {};
  }

 private:
  Result<void> write_row() {
    return store_.insert_segment_.bind(1, id_).bind(2, entries_).bind(3, max_finding_).run();
  }

  Result<void> write_block() {
    Statement& insert = store_.insert_block_;
    insert.bind(1, id_).bind(2, ordinal_++);
    insert.bind(3, stored(block_.min_prefix())).bind(4, stored(block_.max_prefix()));
    auto done = insert.blob(5, block_.bytes()).run();
    block_.clear();
    return done;
  }

  SegmentStore& store_;
  std::int64_t id_;
  std::int64_t ordinal_ = 0;
  std::uint64_t entries_ = 0;
  std::int64_t max_finding_ = 0;
  BlockEncoder block_;
};

/// Reads one segment in order. The block's bytes stay SQLite's until the next step.
class SegmentStore::Cursor {
 public:
  static Result<Cursor> open(const Database& database, std::int64_t segment) {
    auto statement = database.prepare(
        "SELECT block FROM segment_blocks WHERE segment_id = ?1 ORDER BY min_prefix, ordinal");
    if (!statement) return statement.error();
    Cursor cursor;
    cursor.statement_ = std::move(*statement);
    cursor.statement_.bind(1, segment);
    return cursor;
  }

  Result<bool> next() {
    while (true) {
      if (decoder_ && decoder_->next(entry)) return true;
      if (decoder_ && decoder_->damaged()) return damaged();
      auto row = statement_.step();
      if (!row || !*row) return row;
      decoder_.emplace(statement_.bytes(0));
    }
  }

  SegmentEntry entry;

 private:
  Statement statement_;
  std::optional<BlockDecoder> decoder_;
};

Result<void> SegmentStore::open(const Database& database) {
  database_ = &database;
  auto prepared = database.prepare(
      {{&insert_segment_,
        "INSERT INTO segments (segment_id, entries, max_finding) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET entries = excluded.entries,"
        " max_finding = excluded.max_finding"},
       {&insert_block_,
        "INSERT INTO segment_blocks (segment_id, ordinal, min_prefix, max_prefix, block)"
        " VALUES (?1, ?2, ?3, ?4, ?5)"},
       {&delete_segment_, "DELETE FROM segments WHERE segment_id = ?1"}});
  if (!prepared) return prepared;
  return reload();
}

Result<void> SegmentStore::reload() {
  pending_.clear();
  segments_.clear();
  auto list = database_->prepare("SELECT segment_id, entries, max_finding FROM segments");
  if (!list) return list.error();
  while (true) {
    auto row = list->step();
    if (!row) return row.error();
    if (!*row) return {};
    segments_.push_back({list->integer(0), list->unsigned_integer(1)});
    next_segment_ = std::max(next_segment_, list->integer(0) + 1);
    max_finding_ = std::max(max_finding_, list->integer(2));
  }
}

Result<void> SegmentStore::add(
    std::int64_t finding,
    const std::function<void(const std::function<void(std::uint64_t)>&)>& visit) {
  std::size_t begin = pending_.size();
  std::unique_ptr<Writer> own;
  Result<void> done;
  visit([&](std::uint64_t prefix) {
    if (!done) return;
    SegmentEntry entry{prefix, static_cast<std::uint64_t>(finding)};
    if (own != nullptr) {
      done = own->add(entry);
      return;
    }
    pending_.push_back(entry);
    if (pending_.size() - begin < kOwnSegment) return;
    own = std::make_unique<Writer>(*this);
    for (std::size_t i = begin; i < pending_.size() && done; ++i) done = own->add(pending_[i]);
    pending_.resize(begin);
  });
  if (done && own != nullptr) done = own->finish();
  if (done && pending_.size() >= kPendingMax) done = flush();
  return done;
}

Result<void> SegmentStore::flush() {
  if (pending_.empty()) return {};
  std::sort(pending_.begin(), pending_.end());
  auto done = write(pending_);
  pending_.clear();
  return done;
}

Result<void> SegmentStore::write(const std::vector<SegmentEntry>& entries) {
  Writer writer(*this);
  for (const SegmentEntry& entry : entries) {
    if (auto done = writer.add(entry); !done) return done;
  }
  return writer.finish();
}

Result<void> SegmentStore::merge(const std::function<bool(std::uint64_t)>& live) {
  std::map<int, std::vector<Segment>> classes;
  for (const Segment& segment : segments_) classes[size_class(segment.entries)].push_back(segment);
  for (const auto& [size, inputs] : classes) {
    if (inputs.size() < kMergeAt) continue;
    if (auto done = merge(inputs, live); !done) return done;
  }
  return {};
}

Result<void> SegmentStore::merge(const std::vector<Segment>& inputs,
                                 const std::function<bool(std::uint64_t)>& live) {
  std::vector<Cursor> cursors;
  for (const Segment& segment : inputs) {
    auto cursor = Cursor::open(*database_, segment.id);
    if (!cursor) return cursor.error();
    cursors.push_back(std::move(*cursor));
  }
  auto later = [&](std::size_t a, std::size_t b) { return cursors[a].entry > cursors[b].entry; };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> queue(later);
  for (std::size_t i = 0; i < cursors.size(); ++i) {
    auto more = cursors[i].next();
    if (!more) return more.error();
    if (*more) queue.push(i);
  }
  Writer writer(*this);
  while (!queue.empty()) {
    Cursor& cursor = cursors[queue.top()];
    if (live == nullptr || live(cursor.entry.finding)) {
      if (auto done = writer.add(cursor.entry); !done) return done;
    }
    std::size_t index = queue.top();
    queue.pop();
    auto more = cursor.next();
    if (!more) return more.error();
    if (*more) queue.push(index);
  }
  cursors.clear();
  for (const Segment& segment : inputs) {
    if (auto done = remove(segment); !done) return done;
  }
  return writer.finish();
}

Result<void> SegmentStore::remove(const Segment& segment) {
  std::erase_if(segments_, [&](const Segment& other) { return other.id == segment.id; });
  return delete_segment_.bind(1, segment.id).run();
}

Result<void> search_segments(const Database& database, std::span<const std::uint64_t> prefixes,
                             const std::function<void(const SegmentEntry&)>& found) {
  if (prefixes.empty()) return {};
  // The ranges come from the index alone; few of the blocks are read.
  auto ranges = database.prepare(
      "SELECT b.min_prefix, b.max_prefix, b.rowid FROM segments CROSS JOIN segment_blocks b"
      " USING (segment_id) WHERE b.min_prefix <= ?1 ORDER BY segment_id, b.min_prefix, b.ordinal");
  if (!ranges) return ranges.error();
  auto block = database.prepare("SELECT block FROM segment_blocks WHERE rowid = ?1");
  if (!block) return block.error();
  ranges->bind(1, stored(prefixes.back()));
  while (true) {
    auto range = ranges->step();
    if (!range) return range.error();
    if (!*range) return {};
    const auto first = std::lower_bound(
        prefixes.begin(), prefixes.end(), ranges->integer(0),
        [](std::uint64_t prefix, std::int64_t least) { return stored(prefix) < least; });
    if (first == prefixes.end() || stored(*first) > ranges->integer(1)) continue;
    block->bind(1, ranges->integer(2));
    auto row = block->step();
    if (!row) return row.error();
    if (!*row) return damaged();
    if (!search_block(block->bytes(0), {first, prefixes.end()}, found)) return damaged();
    block->reset();
  }
}

Result<void> read_segments(const Database& database,
                           const std::function<void(const SegmentEntry&)>& visit) {
  auto blocks = database.prepare("SELECT block FROM segment_blocks");
  if (!blocks) return blocks.error();
  while (true) {
    auto block = blocks->step();
    if (!block) return block.error();
    if (!*block) return {};
    BlockDecoder decoder(blocks->bytes(0));
    for (SegmentEntry entry; decoder.next(entry);) visit(entry);
    if (decoder.damaged()) return damaged();
  }
}

}  // namespace braque::index
