// What the user has declared to be no finding: values, places, forms. What an entry covers is
// counted as suppressed and kept in the index with the entry's reason; nothing is lost.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/rule_set.hpp"
#include "model/finding.hpp"

namespace re2 {
class RE2;
}

namespace braque {

/// One entry; exactly one of `fingerprint`, `path` and `pattern` says what it covers.
struct AllowEntry {
  std::string reason;                 ///< why; stored with what it suppresses
  std::vector<std::string> rules;     ///< ids, * stands for anything; empty: all rules
  std::optional<Digest> fingerprint;  ///< of a value, as findings show it
  std::function<bool(std::string_view relative)> path;  ///< of items below the target
  std::string path_pattern;                             ///< how `path` is written
  std::string pattern;  ///< a regular expression (RE2) that the whole value matches
};

/// Immutable; safe from any thread.
class AllowList {
 public:
  /// Fails with the message of RE2 when a pattern is none.
  static Result<std::unique_ptr<const AllowList>> compile(std::vector<AllowEntry> entries,
                                                          const RuleSet& rules);
  ~AllowList();

  /// The same entries give the same number: what another list let through is no answer for this
  /// one.
  std::uint64_t fingerprint() const noexcept { return fingerprint_; }
  /// Is there an entry about values of the rule at all?
  bool covers_values(std::uint16_t rule) const { return value_rules_[rule]; }
  /// The entry that covers the value, or null. `fingerprint` is called only when one needs it.
  const AllowEntry* value(std::uint16_t rule, std::string_view raw,
                          const std::function<Digest()>& fingerprint) const;
  /// The entry that covers the place, or null.
  const AllowEntry* place(std::uint16_t rule, std::string_view relative) const;

 private:
  AllowList() = default;
  struct Compiled;
  bool speaks_of(const Compiled& entry, std::uint16_t rule) const;

  std::vector<Compiled> entries_;
  std::vector<bool> value_rules_;
  std::uint64_t fingerprint_ = 0;
};

}  // namespace braque
