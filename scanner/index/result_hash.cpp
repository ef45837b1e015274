#include "index/result_hash.hpp"

#include <xxhash.h>

#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

namespace braque::index {
namespace {

class Hasher {
 public:
  Hasher() : state_(XXH3_createState()) {
    BRAQUE_CHECK(state_ != nullptr && XXH3_64bits_reset(state_.get()) == XXH_OK);
  }

  template <typename T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T> Hasher& add(T value) {
    XXH3_64bits_update(state_.get(), &value, sizeof value);
    return *this;
  }

  /// Length first, so that neighbouring texts cannot be mistaken for one another.
  Hasher& add(std::string_view text) {
    add(text.size());
    XXH3_64bits_update(state_.get(), text.data(), text.size());
    return *this;
  }

  Hasher& add(const Digest& digest) {
    XXH3_64bits_update(state_.get(), digest.data(), digest.size());
    return *this;
  }

  std::uint64_t value() const { return XXH3_64bits_digest(state_.get()); }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
};

void add(Hasher& hasher, const ItemMetadata& data) {
  hasher.add(data.size).add(data.inode).add(data.links).add(data.modified_ns);
  hasher.add(data.changed_ns).add(data.owner).add(data.group).add(data.mode);
}

void add(Hasher& hasher, const Outcome& outcome) {
  hasher.add(outcome.status).add(outcome.reason).add(outcome.bytes).add(outcome.bytes_done);
  hasher.add(outcome.format).add(outcome.note);
}

void add(Hasher& hasher, const Sample& sample) {
  hasher.add(sample.line).add(sample.offset).add(sample.length).add(sample.masked);
  hasher.add(sample.fingerprint).add(sample.phone.country).add(sample.phone.type);
}

void add(Hasher& hasher, const Finding& finding) {
  hasher.add(finding.id).add(finding.locator).add(finding.rule).add(finding.name);
  hasher.add(finding.name_fr).add(finding.category).add(finding.gdpr);
  hasher.add(finding.column.has_value()).add(finding.column.value_or("")).add(finding.level);
  hasher.add(finding.confidence).add(finding.score).add(finding.severity);
  hasher.add(finding.count).add(finding.distinct).add(finding.weak);
  hasher.add(finding.column_filled).add(finding.column_passing);
  hasher.add(finding.suppressed).add(finding.suppression);
  hasher.add(finding.exact.has_value());
  if (finding.exact) {
    hasher.add(finding.exact->list).add(finding.exact->list_rows).add(finding.exact->row_count);
    for (const std::string& key : finding.exact->keys) hasher.add(key);
  }
  hasher.add(finding.alternatives.size());
  for (const Alternative& other : finding.alternatives) hasher.add(other.rule).add(other.score);
  hasher.add(finding.samples.size());
  for (const Sample& sample : finding.samples) add(hasher, sample);
  if (finding.more_samples) finding.more_samples([&](const Sample& s) { add(hasher, s); });
}

}  // namespace

std::uint64_t fingerprint_hash(const Finding& finding) {
  if (!finding.fingerprints) return 0;
  if (finding.fingerprints_hash != 0) return finding.fingerprints_hash;
  Hasher hasher;
  finding.fingerprints([&](std::uint64_t prefix) { hasher.add(prefix); });
  return hasher.value();
}

ResultHash result_hash(const ItemRecord& record) {
  ResultHash result;
  Hasher hasher;
  add(hasher, record.item.metadata);
  add(hasher, record.outcome);
  hasher.add(record.content_hash).add(record.label).add(record.parts_complete);
  hasher.add(record.other_names.size());
  for (const std::string& name : record.other_names) hasher.add(name);
  hasher.add(record.parts.size());
  for (const PartRecord& part : record.parts) {
    hasher.add(part.locator);
    add(hasher, part.outcome);
  }
  for (const ColumnRecord& column : record.columns) {
    hasher.add(column.name)
        .add(column.type)
        .add(column.rows)
        .add(column.rows_exact)
        .add(column.rows_read);
    hasher.add(column.filled)
        .add(column.rule)
        .add(column.hits)
        .add(column.distinct)
        .add(column.confidence);
  }
  hasher.add(record.findings.size());
  for (const Finding& finding : record.findings) {
    add(hasher, finding);
    result.fingerprints.push_back(fingerprint_hash(finding));
    hasher.add(result.fingerprints.back());
  }
  result.whole = hasher.value();
  return result;
}

}  // namespace braque::index
