// What one thread needs to scan: its matcher, its buffers. About 2 MiB, made once per thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "match/matcher.hpp"
#include "model/extractor.hpp"
#include "pipeline/match_collector.hpp"
#include "pipeline/name_masker.hpp"
#include "privacy/content_hash.hpp"

namespace braque::pipeline {

class EngineMatcher final : public UnitMatcher {
 public:
  explicit EngineMatcher(const RuleSet& rules) : matcher_(rules) {}
  void about(std::string_view path) { matcher_.about(path); }
  std::span<const Match> match(TextUnit& unit) override { return matcher_.match(unit); }
  std::uint64_t line_feeds() const override { return matcher_.line_feeds(); }
  RuleBits candidates() const override { return matcher_.candidates(); }
  std::span<const Cell> cells() const override { return matcher_.cells(); }

 private:
  Matcher matcher_;
};

/// The first bytes of a part from which its format is decided.
inline constexpr std::size_t kHeadBytes = 64 << 10;

struct Worker {
  Worker(const ScanContext& context, std::size_t thread)
      : number(thread),
        matcher(context.rules),
        collector(context, matcher),
        masker(context, matcher),
        hasher(context.keys.id_key),
        buffer(std::max<std::size_t>(
            kHeadBytes, context.budget().window_bytes + 2ULL * context.budget().overlap_bytes)) {}

  const std::size_t number;  ///< of the thread, from 0
  EngineMatcher matcher;
  MatchCollector collector;
  NameMasker masker;
  ContentHasher hasher;
  WindowResults results;     ///< of the window being read
  std::vector<char> buffer;  ///< a window and its surroundings
  /// The reader of the big item of which this thread read a window last, kept for its next one.
  std::unique_ptr<TextReader> split_reader;
  std::uint64_t split_reader_serial = 0;  ///< SplitItem::serial
};

}  // namespace braque::pipeline
