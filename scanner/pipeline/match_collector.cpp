#include "pipeline/match_collector.hpp"

#include <algorithm>
#include <cstring>

#include "classify/score.hpp"
#include "classify/value.hpp"
#include "recognise/phone_plan.hpp"

namespace braque::pipeline {
namespace {

constexpr std::string_view kPhoneKind = "intl.phone";
constexpr std::string_view kNameKind = "intl.person_name";

constexpr std::uint16_t kColumnUnknown = 0xfffe;
/// A column can raise a match by four at most (classify/column.hpp); what lies deeper than that
/// below the stored band never comes up.
constexpr float kHopelessLogit = kStoredLogit - 4.0F;
constexpr std::uint32_t kBucketsPerSlotMax = 64;

std::uint64_t mix(std::uint64_t x) noexcept {
  x ^= x >> 32;
  x *= 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio: spreads neighbouring slots over the table
  return x ^ (x >> 29);
}

std::uint64_t count_line_feeds(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos; ++at) ++count;
  return count;
}

std::uint64_t prefix_of(const Digest& digest) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | digest[i];
  return value;
}

}  // namespace

MatchCollector::MatchCollector(const ScanContext& context, UnitMatcher& matcher)
    : context_(context),
      matcher_(matcher),
      batch_(context.fingerprinter),
      slot_table_(64, kNoIndex) {
  if (!context.options.exact_lists.empty()) exact_.emplace(context);
}

void MatchCollector::begin(WindowResults& results) {
  results.clear();
  results_ = &results;
  wipe();  // A window may have ended early, by an exception.
  ++window_;
  std::fill(slot_table_.begin(), slot_table_.end(), kNoIndex);
}

void MatchCollector::wipe() {
  std::fill(normalised_.begin(), normalised_.end(), '\0');
  batch_.wipe();
  if (exact_) exact_->wipe();
  row_names_.wipe();
  batch_places_.clear();
}

void MatchCollector::unit(TextUnit& unit) {
  std::span<const Match> matches = matcher_.match(unit);
  const std::uint64_t line_feeds = matcher_.line_feeds();
  results_->candidates |= matcher_.candidates();
  std::span<const ExactFound> exact;
  if (exact_) exact = exact_->find(unit, matches);
  // Cells count where candidates were looked at, even when the matcher gave all of them up.
  if (matches.empty() && exact.empty() && matcher_.cells().empty()) {
    results_->line_feeds += line_feeds;
    return;
  }
  results_->matches += matches.size() + exact.size();
  lines_counted_to_ = static_cast<std::uint32_t>(unit.owned_begin);
  lines_counted_ = results_->line_feeds;
  std::span<const Cell> cells;
  if (!exact.empty()) {
    add_exact(unit, matcher_.cells(), exact);
    lines_counted_to_ = static_cast<std::uint32_t>(unit.owned_begin);
    lines_counted_ = results_->line_feeds;
  }
  unit_columns_.assign(unit.context.size(), kColumnUnknown);
  row_names_.begin();
  if (unit.kind == UnitKind::cells) {
    cells = matcher_.cells();
    count_cells(unit, cells);
  }
  auto cell = cells.begin();
  std::vector<ResultSlot>& slots = results_->slots;
  // A cell passes once for a rule, however often the rule matches in it.
  std::uint32_t passed_slot = kNoIndex;
  auto passed_cell = cells.end();
  for (const Match& match : matches) {
    const std::uint16_t column =
        match.column == kNoColumn ? kNoColumn : column_of(unit, match.column);
    const std::uint32_t slot = slot_of(match.rule, column);
    std::string_view whole;
    if (column != kNoColumn) {
      while (cell != cells.end() && cell->end <= match.start) ++cell;
      if (slot != passed_slot || cell != passed_cell) ++slots[slot].passing_cells;
      passed_slot = slot;
      passed_cell = cell;
      if (cell != cells.end() && context_.kind_of(match.rule) == kNameKind)
        whole = row_names_.whole_name(context_.rule(match.rule), unit, cells,
                                      static_cast<std::size_t>(cell - cells.begin()),
                                      unit.text.substr(match.start, match.end - match.start));
    }
    add(unit, match, slot, whole);
  }
  take_batch();
  results_->line_feeds += line_feeds;
}

void MatchCollector::count_cells(const TextUnit& unit, std::span<const Cell> cells) {
  for (const Cell& cell : cells) {
    if (cell.end == cell.start || cell.start < unit.owned_begin || cell.start >= unit.owned_end)
      continue;
    if (cell.column >= unit.context.size()) continue;
    std::uint16_t column = column_of(unit, static_cast<std::uint16_t>(cell.column));
    if (column != kNoColumn) ++results_->filled[column];
  }
}

std::uint16_t MatchCollector::column_of(const TextUnit& unit, std::uint16_t context_index) {
  if (context_index >= unit.context.size()) return kNoColumn;
  std::uint16_t& column = unit_columns_[context_index];
  if (column != kColumnUnknown) return column;
  std::vector<std::string>& columns = results_->columns;
  const std::string& name = unit.context[context_index].text;
  // Columns are mostly met in their order; the search is for keys and repeated headers.
  std::size_t found = context_index;
  if (found >= columns.size() || columns[found] != name)
    found =
        static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
  if (found == columns.size()) {
    if (found >= context_.budget().columns_max) return column = kNoColumn;
    columns.push_back(name);
    results_->filled.push_back(0);
  }
  return column = static_cast<std::uint16_t>(found);
}

std::uint32_t MatchCollector::slot_of(std::uint16_t rule, std::uint16_t column) {
  std::vector<ResultSlot>& slots = results_->slots;
  if ((slots.size() + 1) * 2 > slot_table_.size()) grow_slots();
  const std::size_t mask = slot_table_.size() - 1;
  const std::uint64_t key = mix(std::uint64_t{rule} << 16 | column);
  for (std::size_t place = key & mask;; place = (place + 1) & mask) {
    std::uint32_t index = slot_table_[place];
    if (index == kNoIndex) {
      index = static_cast<std::uint32_t>(slots.size());
      slot_table_[place] = index;
      slots.push_back({rule, column, kNoIndex, kNoIndex, 0});
      return index;
    }
    if (slots[index].rule == rule && slots[index].column == column) return index;
  }
}

void MatchCollector::grow_slots() {
  slot_table_.assign(slot_table_.size() * 2, kNoIndex);
  const std::size_t mask = slot_table_.size() - 1;
  for (std::uint32_t i = 0; i < results_->slots.size(); ++i) {
    const ResultSlot& slot = results_->slots[i];
    std::size_t place = mix(std::uint64_t{slot.rule} << 16 | slot.column) & mask;
    while (slot_table_[place] != kNoIndex) place = (place + 1) & mask;
    slot_table_[place] = i;
  }
}

std::uint32_t MatchCollector::bucket_of(ResultSlot& slot, const Match& match) {
  std::vector<EvidenceBucket>& buckets = results_->buckets;
  std::uint32_t nearest = kNoIndex;
  std::uint32_t count = 0;
  for (std::uint32_t i = slot.first_bucket; i != kNoIndex; i = buckets[i].next, ++count) {
    if (buckets[i].evidence == match.evidence && buckets[i].logit == match.logit &&
        buckets[i].special == match.special)
      return i;
    if (nearest == kNoIndex ||
        std::abs(buckets[i].logit - match.logit) < std::abs(buckets[nearest].logit - match.logit))
      nearest = i;
  }
  if (count >= kBucketsPerSlotMax) return nearest;
  const auto index = static_cast<std::uint32_t>(buckets.size());
  EvidenceBucket made;
  made.evidence = match.evidence;
  made.logit = match.logit;
  made.special = match.special;
  made.next = slot.first_bucket;
  buckets.push_back(made);
  slot.first_bucket = index;
  return index;
}

void MatchCollector::add_rivals(ResultSlot& slot, const Match& match) {
  std::vector<RivalRule>& rivals = results_->rivals;
  for (std::size_t i = 0; i < match.alternatives.size(); ++i) {
    const std::uint16_t rule = match.alternatives[i];
    if (rule == kNoRule) return;
    std::uint32_t at = slot.first_rival;
    while (at != kNoIndex && rivals[at].rule != rule) at = rivals[at].next;
    if (at == kNoIndex) {
      rivals.push_back({rule, match.alternative_logits[i], slot.first_rival});
      slot.first_rival = static_cast<std::uint32_t>(rivals.size() - 1);
    } else {
      rivals[at].logit = std::max(rivals[at].logit, match.alternative_logits[i]);
    }
  }
}

void MatchCollector::add(const TextUnit& unit, const Match& match, std::uint32_t slot,
                         std::string_view whole) {
  ResultSlot& result = results_->slots[slot];
  const std::uint32_t bucket = bucket_of(result, match);
  ++results_->buckets[bucket].count;
  if (match.alternatives[0] != kNoRule) add_rivals(result, match);
  if (match.logit < kHopelessLogit) return;

  const ScanOptions& options = context_.options;
  const RawValue value(unit.text.substr(match.start, match.end - match.start));
  // Lists of what is allowed have the value as it stands in its cell.
  if (whole.empty() || options.allow != nullptr)
    normalise(context_.rule(match.rule), value, match.country, normalised_);
  const std::string_view kind = context_.kind_of(match.rule);
  if (allowed(match.rule, value, kind, bucket)) return;
  if (!whole.empty())
    normalise(context_.rule(match.rule), RawValue(whole), match.country, normalised_);
  const std::uint64_t hash = context_.quick_hasher(kind, normalised_);
  const Worth worth = worth_of(match.logit);
  // The same value counts once in each slot and worth, not once in the window.
  const std::uint64_t place = slot * kWorths + static_cast<std::uint64_t>(worth);
  const std::uint64_t seen_key = hash ^ mix(window_ << 24 ^ place);
  const bool is_new = seen_.insert(seen_key);
  const bool sampled =
      options.all_samples || results_->buckets[bucket].samples < options.samples_per_finding;
  if (!is_new && !sampled) return;

  if (is_new && options.index_fingerprints)
    add_value(kind, slot, worth);
  else if (is_new)
    results_->values.push_back({hash, slot, worth});
  if (!sampled) return;
  const Digest fingerprint = context_.fingerprinter(kind, normalised_);
  add_sample(unit, match, slot, bucket, &fingerprint, whole);
}

bool MatchCollector::allowed(std::uint16_t rule, RawValue value, std::string_view kind,
                             std::uint32_t bucket) {
  const AllowList* list = context_.options.allow;
  if (list == nullptr || !list->covers_values(rule)) return false;
  const AllowEntry* entry = list->value(rule, value.bytes_for_keyed_hash(),
                                        [&] { return context_.fingerprinter(kind, normalised_); });
  if (entry == nullptr) return false;
  EvidenceBucket& counted = results_->buckets[bucket];
  if (counted.suppressed++ == 0) counted.suppressor = entry;
  return true;
}

/// `cells` are the matcher's; where it found nothing they are read here.
void MatchCollector::add_exact(TextUnit& unit, std::span<const Cell> cells,
                               std::span<const ExactFound> exact) {
  if (unit.kind == UnitKind::cells && cells.empty() && unit.cell_reader != nullptr) {
    own_cells_.clear();
    unit.cell_reader->read_cells(unit, own_cells_);
    cells = own_cells_;
  }
  unit_columns_.assign(unit.context.size(), kColumnUnknown);
  auto cell = cells.begin();
  for (const ExactFound& found : exact) {
    while (cell != cells.end() && cell->end <= found.start) ++cell;
    const bool in_cell =
        unit.kind == UnitKind::cells && cell != cells.end() && cell->start <= found.start;
    add_exact(unit, found,
              in_cell ? column_of(unit, static_cast<std::uint16_t>(cell->column)) : kNoColumn);
  }
}

void MatchCollector::add_exact(const TextUnit& unit, const ExactFound& found,
                               std::uint16_t column) {
  const std::uint32_t slot = slot_of(found.rule, column);
  Match match;
  match.start = found.start;
  match.end = found.end;
  match.rule = found.rule;
  match.logit = found.logit;
  const std::uint32_t bucket = bucket_of(results_->slots[slot], match);
  ++results_->buckets[bucket].count;
  if (found.logit < kStoredLogit) return;
  for (std::uint32_t row : exact_->rows(found)) results_->rows.push_back({slot, row});
  results_->values.push_back({found.hash, slot, worth_of(found.logit)});
  const ScanOptions& options = context_.options;
  if (!options.all_samples && results_->buckets[bucket].samples >= options.samples_per_finding)
    return;
  std::array<char, sizeof found.hash> hash;
  std::memcpy(hash.data(), &found.hash, sizeof found.hash);
  const Digest fingerprint =
      context_.fingerprinter(context_.kind_of(found.rule), {hash.data(), hash.size()});
  add_sample(unit, match, slot, bucket, &fingerprint);
}

/// The fingerprint comes with the others of the batch.
void MatchCollector::add_value(std::string_view kind, std::uint32_t slot, Worth worth) {
  if (batch_.add(kind, normalised_)) {
    batch_places_.push_back(static_cast<std::uint32_t>(results_->values.size()));
    results_->values.push_back({0, slot, worth});
    if (batch_.full()) take_batch();
  } else {
    results_->values.push_back({prefix_of(context_.fingerprinter(kind, normalised_)), slot, worth});
  }
}

void MatchCollector::take_batch() {
  const std::span<const std::uint64_t> fingerprints = batch_.take();
  for (std::size_t i = 0; i < fingerprints.size(); ++i)
    results_->values[batch_places_[i]].value = fingerprints[i];
  batch_places_.clear();
}

void MatchCollector::add_sample(const TextUnit& unit, const Match& match, std::uint32_t slot,
                                std::uint32_t bucket, const Digest* fingerprint,
                                std::string_view whole) {
  ++results_->buckets[bucket].samples;
  if (match.start > lines_counted_to_) {
    lines_counted_ +=
        count_line_feeds(unit.text.substr(lines_counted_to_, match.start - lines_counted_to_));
    lines_counted_to_ = match.start;
  }
  ResultSample sample;
  sample.slot = slot;
  sample.bucket = bucket;
  sample.offset = unit.offsets != nullptr ? unit.offsets->source(match.start) : match.start;
  const std::uint64_t source_end =
      unit.offsets != nullptr ? unit.offsets->source(match.end) : match.end;
  sample.length = static_cast<std::uint32_t>(std::max(source_end, sample.offset) - sample.offset);
  sample.line_feeds = static_cast<std::uint32_t>(lines_counted_);
  const std::string_view value =
      whole.empty() ? unit.text.substr(match.start, match.end - match.start) : whole;
  const std::string masked = mask(context_.rule(match.rule), RawValue(value), match.country);
  sample.mask_begin = static_cast<std::uint32_t>(results_->masks.size());
  sample.mask_size = static_cast<std::uint32_t>(masked.size());
  results_->masks += masked;
  sample.fingerprint = *fingerprint;
  // Looking a number up takes as long as finding many: of all samples only the first are.
  if (context_.kind_of(match.rule) == kPhoneKind &&
      results_->buckets[bucket].samples <= context_.options.samples_per_finding) {
    sample.phone = recognise::phone_line(normalised_);
  }
  results_->samples.push_back(sample);
}

}  // namespace braque::pipeline
