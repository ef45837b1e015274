#include "pipeline/copies.hpp"

#include <algorithm>

#include "pipeline/scan_context.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::pipeline {
namespace {

bool can_be_copied(const ItemDone& done) {
  const ItemRecord& record = done.record;
  if (record.findings.size() > Copies::kFindingsMax) return false;
  std::uint64_t distinct = 0;
  for (const Finding& finding : record.findings) {
    if (!finding.plain_place || finding.more_samples || finding.exact) return false;
    distinct += finding.distinct;
  }
  return distinct <= Copies::kDistinctMax;
}

}  // namespace

void Copies::keep(const Digest& content, std::string_view name, const ItemDone& done) {
  if (!can_be_copied(done)) return;
  auto copy = std::make_shared<ItemDone>(done);
  copy->record.item = {};
  std::lock_guard lock(mutex_);
  Key key(content, name);
  if (kept_.contains(key)) return;
  order_.push_front(key);
  kept_.emplace(std::move(key), Kept{std::move(copy), order_.begin()});
  if (kept_.size() <= kItemsMax) return;
  kept_.erase(order_.back());
  order_.pop_back();
}

std::shared_ptr<const ItemDone> Copies::find(const Digest& content, std::string_view name) {
  std::lock_guard lock(mutex_);
  const auto kept = kept_.find(Key(content, name));
  if (kept == kept_.end()) return nullptr;
  order_.splice(order_.begin(), order_, kept->second.place);
  return kept->second.done;
}

bool Copies::possible(const ScanContext& context) {
  const auto special = [](const Rule& rule) { return rule.recogniser == kSpecialRecogniser; };
  return context.options.allow == nullptr &&
         std::none_of(context.rules.rules().begin(), context.rules.rules().end(), special);
}

void Copies::copy(const ScanContext& context, const ItemDone& original,
                  std::string_view target_name, ItemDone& done) {
  Item item = std::move(done.record.item);
  const Digest edges = done.record.edge_hash;
  done = original;
  done.record.item = std::move(item);
  done.record.edge_hash = edges;
  for (Finding& finding : done.record.findings) {
    finding.item = done.record.item.path;
    finding.relative = done.record.item.relative;
    std::optional<std::string_view> column;
    if (finding.column) column = *finding.column;
    finding.id = finding_id(context.keys.id_key, target_name, finding.relative, finding.locator,
                            column, finding.rule);
  }
}

}  // namespace braque::pipeline
