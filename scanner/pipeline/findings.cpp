#include "pipeline/findings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/header_marks.hpp"
#include "base/weights.hpp"
#include "classify/column.hpp"
#include "classify/score.hpp"
#include "classify/value.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::pipeline {
namespace {

constexpr std::size_t kRowKeysInRecord = 20;
constexpr std::size_t kSamplesInRecord = 5;  ///< of `--samples all`; the rest is more_samples

/// What a slot's buckets are worth once their column has been judged.
struct Judgement {
  float column = 0;               ///< log-odds that the column adds
  bool kin = false;               ///< it holds personal numbers of several countries
  std::vector<float> logits;      ///< per bucket
  std::vector<Confidence> bands;  ///< per bucket
  std::size_t best = 0;           ///< bucket
  Confidence confidence = Confidence::none;
  /// The lowest band that `count` covers: the finding's own, or medium when that is high.
  Confidence counted_from = Confidence::none;
};

/// By column: does it hold personal numbers of several countries?
std::vector<bool> kin_columns(const ScanContext& context, PartAccumulator& part) {
  std::vector<KinColumn> columns(part.columns().size());
  for (const SlotTotal& slot : part.slots())
    if (slot.column != kNoColumn && context.exact_list_of(slot.rule) == nullptr)
      columns[slot.column].add(context.rule(slot.rule), slot.passing_cells);
  std::vector<bool> holds;
  for (std::size_t i = 0; i < columns.size(); ++i)
    holds.push_back(columns[i].holds(part.filled(static_cast<std::uint16_t>(i))));
  return holds;
}

Judgement judge(const ScanContext& context, const PartAccumulator& part, const SlotTotal& slot,
                const std::vector<bool>& kin) {
  const Rule& rule = context.rule(slot.rule);
  Judgement judgement;
  judgement.kin = slot.column != kNoColumn && kin[slot.column] && is_personal_number(rule);
  // A list says itself what a hit is worth; how many cells of a column it knows says nothing.
  // Nor does it of special categories, where one cell of a thousand is what is looked for.
  const bool judged =
      context.exact_list_of(slot.rule) == nullptr && rule.recogniser != kSpecialRecogniser;
  if (slot.column != kNoColumn && judged)
    judgement.column = column_logit(rule, {part.filled(slot.column), slot.passing_cells});
  for (const BucketTotal& bucket : slot.buckets) {
    EvidenceSet evidence = bucket.evidence;
    float logit = bucket.logit;
    if (judgement.kin) KinColumn::speak_for(rule, evidence, logit);
    logit = with_column(rule, evidence, logit, judgement.column);
    judgement.logits.push_back(logit);
    // Scores are added up as floats: 0.90 must not become 0.8999.
    judgement.bands.push_back(confidence_of(probability_of(logit) + 1e-6));
    if (logit > judgement.logits[judgement.best]) judgement.best = judgement.logits.size() - 1;
  }
  judgement.confidence = judgement.bands[judgement.best];
  judgement.counted_from = std::min(judgement.confidence, Confidence::medium);
  return judgement;
}

void add_counts(const SlotTotal& slot, const Judgement& judgement, Finding& finding) {
  for (std::size_t i = 0; i < slot.buckets.size(); ++i) {
    if (judgement.bands[i] >= judgement.counted_from) {
      finding.count += slot.buckets[i].count - slot.buckets[i].suppressed;
      finding.suppressed += slot.buckets[i].suppressed;
    } else if (judgement.bands[i] >= Confidence::low) {
      finding.weak += slot.buckets[i].count;
    }
  }
}

/// What an allow list covers entirely is kept with the reason.
void add_suppression(const ScanContext& context, const SlotTotal& slot,
                     const PartIdentity& identity, Finding& finding) {
  const AllowList* list = context.options.allow;
  if (list == nullptr) return;
  const AllowEntry* entry = list->place(slot.rule, identity.item.relative);
  if (entry != nullptr) {
    finding.count += finding.suppressed;
    finding.suppressed = finding.count;
  } else if (finding.count == 0 && finding.suppressed > 0) {
    for (const BucketTotal& bucket : slot.buckets)
      if (entry == nullptr) entry = bucket.suppressor;
    finding.count = finding.suppressed;
  }
  if (entry != nullptr) finding.suppression = "allow list: " + entry->reason;
}

void move_values(DistinctValues& from, std::unique_ptr<DistinctValues>& to) {
  // Failure to read a spilled run leaves the count short; it was noted when the run was written.
  (void)from.visit([&](std::uint64_t value) { (void)to->insert(value); });
}

/// Distinct values by worth before the column was judged: those of the counted buckets are counted,
/// those of all buckets from low up make the finding's fingerprints.
void add_distinct(const ScanContext& context, SlotTotal& slot, const Judgement& judgement,
                  Finding& finding) {
  std::array<bool, kWorths> counted{}, stored{};
  for (std::size_t i = 0; i < slot.buckets.size(); ++i) {
    const auto worth = static_cast<std::size_t>(worth_of(slot.buckets[i].logit));
    counted[worth] = counted[worth] || judgement.bands[i] >= judgement.counted_from;
    stored[worth] = stored[worth] || judgement.bands[i] >= Confidence::low;
  }
  std::unique_ptr<DistinctValues> all;
  auto take = [&](std::size_t worth) {
    if (!slot.values[worth]) return;
    if (!all) {
      all = std::move(slot.values[worth]);
    } else {
      move_values(*slot.values[worth], all);
      slot.values[worth].reset();
    }
  };
  for (std::size_t worth = kWorths; worth-- > 0;)
    if (counted[worth]) take(worth);
  finding.distinct = all ? std::min(all->count(), finding.count) : 0;
  if (!context.options.index_fingerprints) return;
  for (std::size_t worth = kWorths; worth-- > 0;)
    if (stored[worth] && !counted[worth]) take(worth);
  if (!all) return;
  finding.fingerprints_hash = all->hash();
  std::shared_ptr<DistinctValues> kept = std::move(all);
  finding.fingerprints = [kept](const std::function<void(std::uint64_t)>& visitor) {
    (void)kept->visit(visitor);
  };
}

void add_samples(const ScanContext& context, SlotTotal& slot, const Judgement& judgement,
                 Finding& finding) {
  std::vector<bool> counted;
  for (Confidence band : judgement.bands) counted.push_back(band >= judgement.counted_from);
  if (!slot.spool) {
    for (std::size_t i = 0; i < slot.buckets.size(); ++i) {
      if (!counted[i]) continue;
      for (Sample& sample : slot.buckets[i].samples) finding.samples.push_back(std::move(sample));
    }
    std::sort(finding.samples.begin(), finding.samples.end(),
              [](const Sample& a, const Sample& b) { return a.offset < b.offset; });
    if (finding.samples.size() > context.options.samples_per_finding)
      finding.samples.resize(context.options.samples_per_finding);
    return;
  }
  auto is_counted = [counted](float bucket) { return counted[static_cast<std::size_t>(bucket)]; };
  (void)slot.spool->visit([&](const Sample& sample, float bucket) {
    if (is_counted(bucket) && finding.samples.size() < kSamplesInRecord)
      finding.samples.push_back(sample);
  });
  if (finding.count <= finding.samples.size()) return;
  finding.more_samples = [spool = slot.spool, is_counted,
                          skip = finding.samples.size()](const auto& visitor) {
    std::size_t seen = 0;
    (void)spool->visit([&](const Sample& sample, float bucket) {
      if (is_counted(bucket) && ++seen > skip) visitor(sample);
    });
  };
}

void add_alternatives(const ScanContext& context, SlotTotal& slot, Finding& finding) {
  std::sort(slot.rivals.begin(), slot.rivals.end(), [](const RivalRule& a, const RivalRule& b) {
    return a.logit != b.logit ? a.logit > b.logit : a.rule < b.rule;
  });
  for (const RivalRule& rival : slot.rivals)
    finding.alternatives.push_back({context.rule(rival.rule).id, probability_of(rival.logit)});
}

std::string weight_line(const char* description, double weight) {
  char text[128];
  std::snprintf(text, sizeof text, "%s  %+.1f", description, weight);
  return text;
}

void add_evidence(const ScanContext& context, const Rule& rule, const BucketTotal& best,
                  const Judgement& judgement, Finding& finding) {
  if (best.special.level != SpecialLevel::none) {
    for (const RuleSet::SpecialWeight& piece : context.rules.explain(best.special))
      finding.evidence.push_back(weight_line(piece.description, piece.weight));
    return;
  }
  finding.evidence.push_back(weight_line("prior", logit_of(rule.prior)));
  std::size_t count = 0;
  const WeightedEvidence* table = evidence_table(count);
  for (std::size_t i = 0; i < count; ++i)
    if (has(best.evidence, table[i].evidence))
      finding.evidence.push_back(weight_line(table[i].description, table[i].weight));
  if (judgement.column != 0)
    finding.evidence.push_back(weight_line("share of the column that passes", judgement.column));
  if (judgement.kin)
    finding.evidence.push_back(weight_line("the column holds personal numbers of several countries",
                                           weights::column::kKin));
  if (finding.column_filled == 0) return;
  const ColumnShare share = column_share({finding.column_filled, finding.column_passing});
  char text[128];
  std::snprintf(
      text, sizeof text, "%llu of %llu values of the column pass: %.3f, by chance %.3f to %.3f",
      static_cast<unsigned long long>(finding.column_passing),
      static_cast<unsigned long long>(finding.column_filled), share.ratio, share.low, share.high);
  finding.evidence.emplace_back(text);
}

/// Who of an exact list was found.
void add_exact(const ExactList& list, const SlotTotal& slot, Finding& finding) {
  ExactRows& exact = finding.exact.emplace();
  exact.list = list.name();
  exact.list_rows = list.rows();
  if (slot.rows == nullptr) return;
  exact.row_count = slot.rows->count();
  // Failure to read a spilled run was noted when the run was written.
  (void)slot.rows->visit([&](std::uint64_t row) {
    if (exact.keys.size() < kRowKeysInRecord)
      exact.keys.push_back(list.row_key(static_cast<std::uint32_t>(row)));
  });
  exact.rows = [rows = slot.rows](const std::function<void(std::uint64_t)>& visitor) {
    (void)rows->visit(visitor);
  };
}

Finding make_finding(const ScanContext& context, const PartAccumulator& part, SlotTotal& slot,
                     const Judgement& judgement, const PartIdentity& identity, NameMasker& masker) {
  const Rule& rule = context.rule(slot.rule);
  Finding finding;
  finding.item = identity.item.path;
  finding.relative = identity.item.relative;
  finding.locator = masker(identity.locator);
  finding.rule = rule.id;
  finding.name = rule.name;
  finding.name_fr = rule.name_fr;
  finding.category = rule.category;
  finding.gdpr = rule.gdpr;
  std::optional<std::string_view> column;
  if (slot.column != kNoColumn) {
    column = named(part.columns()[slot.column]);
    finding.column = masker(*column);
    if (context.exact_list_of(slot.rule) == nullptr) {
      finding.column_filled = part.filled(slot.column);
      finding.column_passing = std::min(slot.passing_cells, finding.column_filled);
    }
  }
  finding.plain_place =
      finding.locator == identity.locator && (!column || *column == finding.column);
  finding.id = finding_id(context.keys.id_key, identity.target_name, identity.item.relative,
                          identity.locator, column, rule.id);
  finding.confidence = judgement.confidence;
  finding.score = probability_of(judgement.logits[judgement.best]);
  finding.level = name(slot.buckets[judgement.best].special.level);
  add_counts(slot, judgement, finding);
  add_suppression(context, slot, identity, finding);
  finding.severity = static_cast<Severity>(severity(rule, finding.count));
  add_distinct(context, slot, judgement, finding);
  add_samples(context, slot, judgement, finding);
  add_alternatives(context, slot, finding);
  if (const ExactList* list = context.exact_list_of(slot.rule)) add_exact(*list, slot, finding);
  if (context.options.explain && !finding.exact)
    add_evidence(context, rule, slot.buckets[judgement.best], judgement, finding);
  return finding;
}

}  // namespace

void append_findings(const ScanContext& context, PartAccumulator& part,
                     const PartIdentity& identity, NameMasker& masker,
                     std::vector<Finding>& findings) {
  std::vector<SlotTotal*> order;
  for (SlotTotal& slot : part.slots()) order.push_back(&slot);
  const std::vector<bool> kin = kin_columns(context, part);
  std::sort(order.begin(), order.end(), [](const SlotTotal* a, const SlotTotal* b) {
    return a->rule != b->rule ? a->rule < b->rule : a->column < b->column;
  });
  for (SlotTotal* slot : order) {
    const Judgement judgement = judge(context, part, *slot, kin);
    if (judgement.confidence == Confidence::none) continue;
    findings.push_back(make_finding(context, part, *slot, judgement, identity, masker));
  }
}

std::map<std::string, std::uint64_t> column_hits(const ScanContext& context,
                                                 PartAccumulator& part) {
  const std::vector<bool> kin = kin_columns(context, part);
  std::map<std::string, std::pair<Confidence, std::uint64_t>> best;
  for (const SlotTotal& slot : part.slots()) {
    if (slot.column == kNoColumn || context.exact_list_of(slot.rule) != nullptr) continue;
    const Confidence confidence = judge(context, part, slot, kin).confidence;
    if (confidence == Confidence::none) continue;
    auto& most = best[std::string(named(part.columns()[slot.column]))];
    most = std::max(most, std::pair(confidence, slot.passing_cells));
  }
  std::map<std::string, std::uint64_t> hits;
  for (const auto& [name, most] : best) hits.emplace(name, most.second);
  return hits;
}

}  // namespace braque::pipeline
