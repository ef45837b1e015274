// A regular expression that is compiled when it is first needed: most of several hundred never are,
// and compiling them all would take longer than a small scan.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "match/pattern_needs.hpp"
#include "match/pattern_refusal.hpp"

namespace braque::match {

/// Safe from any thread.
class LazyPattern {
 public:
  explicit LazyPattern(std::string text) : text_(std::move(text)) {}

  /// The compiled pattern. It is sound: built-in rules are tested with their examples, and patterns
  /// of the user's own are compiled while they are loaded.
  const re2::RE2& get() const {
    std::call_once(once_, [this] { pattern_ = std::make_unique<re2::RE2>(text_, options()); });
    return *pattern_;
  }

  /// What each of its matches holds, and the places that it does not match.
  const PatternNeeds& needs() const { return sketch().needs; }
  const PatternRefusal& refusal() const { return sketch().refusal; }

 private:
  struct Sketch {
    explicit Sketch(const PatternTree& tree) : needs(needs_of(tree)), refusal(tree) {}
    PatternNeeds needs;
    PatternRefusal refusal;
  };
  const Sketch& sketch() const {
    std::call_once(sketch_once_, [this] { sketch_.emplace(read_pattern(text_)); });
    return *sketch_;
  }

  static re2::RE2::Options options() {
    /// RE2's memory for one pattern; its programs stay well below, hostile ones are refused.
    constexpr std::int64_t kPatternBytesMax = 8 << 20;
    re2::RE2::Options options;
    options.set_encoding(re2::RE2::Options::EncodingLatin1);
    options.set_max_mem(kPatternBytesMax);
    options.set_log_errors(false);
    options.set_never_nl(false);
    return options;
  }

  std::string text_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2> pattern_;
  mutable std::once_flag sketch_once_;
  mutable std::optional<Sketch> sketch_;
};

}  // namespace braque::match
