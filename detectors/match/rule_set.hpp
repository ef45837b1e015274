// The compiled rules: each on the cheapest engine that can serve it. Immutable after compile(),
// shared by all threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/special.hpp"
#include "rule/parse_rules.hpp"
#include "rule/rule.hpp"

namespace braque {

/// Keeps compiled databases between runs. Implemented outside, because detectors touch no files.
class DatabaseCache {
 public:
  virtual ~DatabaseCache() = default;
  /// The bytes stored under `key`, or empty.
  virtual std::string load(std::string_view key) = 0;
  /// The bytes that `compile` makes, kept under `key`. It may be run in another process, which
  /// gives its memory back. Empty when `compile` fails.
  virtual std::string make(std::string_view key, const std::function<std::string()>& compile) = 0;
};

enum class Engine : std::uint8_t { shapes, literals, regex, recogniser };

/// How a rule is served, for `braque rules explain`.
struct Placement {
  Engine engine = Engine::shapes;
  std::string detail;  ///< one line, English
};

class RuleSet {
 public:
  /// Compiles the rules. Rules that cannot be placed are faults with file and line; then no set is
  /// returned. `cache` may be null.
  static std::unique_ptr<const RuleSet> compile(std::vector<Rule> rules, DatabaseCache* cache,
                                                std::vector<RuleFault>& faults);
  ~RuleSet();

  const std::vector<Rule>& rules() const noexcept { return rules_; }
  const Placement& placement(std::size_t rule) const { return placements_[rule]; }
  /// Name, version and CPU features of the engines, for the bench and `doctor`.
  std::string engine_description() const;
  /// Hash of all rules as compiled: the same rules give the same text.
  const std::string& fingerprint() const noexcept { return fingerprint_; }
  /// Finds known values with different surroundings through every engine; an error names the
  /// engine that lost one. Takes about a millisecond with `full` false, a second otherwise.
  Result<void> self_test(bool full) const;
  /// The serialised size of the literal database in bytes.
  std::size_t database_bytes() const;

  /// A feature of a match of a special category, in words, and its weight.
  struct SpecialWeight {
    const char* description;
    float weight;
  };
  /// What was added up to such a match's score, the bias first; empty for level `none`.
  std::vector<SpecialWeight> explain(const SpecialEvidence& evidence) const;

  struct Engines;  ///< the compiled forms; known to match/ only
  const Engines& engines() const noexcept { return *engines_; }

 private:
  RuleSet();
  std::vector<Rule> rules_;
  std::vector<Placement> placements_;
  std::string fingerprint_;
  std::unique_ptr<Engines> engines_;
};

}  // namespace braque
