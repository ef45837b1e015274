#include "index/seen_runs.hpp"

namespace braque::index {

Result<void> SeenRuns::open(const Database& database) {
  if (auto done = database.prepare(
          {{&load_, "SELECT bits FROM run_items WHERE run_id = ?1 AND chunk = ?2"}});
      !done) {
    return done;
  }
  auto list = database.prepare("SELECT run_id FROM runs ORDER BY run_id DESC");
  if (!list) return list.error();
  while (true) {
    auto row = list->step();
    if (!row) return row.error();
    if (!*row) return {};
    runs_.push_back(list->integer(0));
  }
}

Result<bool> SeenRuns::saw(std::int64_t run, std::int64_t item) {
  auto chunk = static_cast<std::int64_t>(static_cast<std::uint64_t>(item) / kChunkItems);
  auto found = chunks_.find({run, chunk});
  if (found == chunks_.end()) {
    auto row = load_.bind(1, run).bind(2, chunk).step();
    if (!row) return row.error();
    ItemBitmap bitmap;
    bool readable = !*row || bitmap.load(static_cast<std::uint64_t>(chunk), load_.bytes(0));
    load_.reset();
    if (!readable) {
      return unexpected(ErrorKind::invalid,
                        "index: the list of items of a run is damaged; run `braque doctor`");
    }
    if (chunks_.size() >= kChunksMax) chunks_.clear();
    found = chunks_.emplace(std::pair(run, chunk), std::move(bitmap)).first;
  }
  return found->second.contains(static_cast<std::uint64_t>(item));
}

Result<std::int64_t> SeenRuns::last(std::int64_t item, std::int64_t before) {
  for (std::int64_t run : runs_) {
    if (run >= before) continue;
    auto seen = saw(run, item);
    if (!seen) return seen.error();
    if (*seen) return run;
  }
  return std::int64_t{0};
}

}  // namespace braque::index
