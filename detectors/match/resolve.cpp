#include "match/resolve.hpp"

#include <algorithm>

namespace braque::match {
namespace {

/// The likelier first; then the longer, then the rule that stands first.
bool better(const Match& a, const Match& b) {
  if (a.logit != b.logit) return a.logit > b.logit;
  const std::uint32_t length_a = a.end - a.start, length_b = b.end - b.start;
  if (length_a != length_b) return length_a > length_b;
  if (a.start != b.start) return a.start < b.start;
  return a.rule < b.rule;
}

std::uint32_t overlap(const Match& a, const Match& b) {
  const std::uint32_t begin = std::max(a.start, b.start), end = std::min(a.end, b.end);
  return end > begin ? end - begin : 0;
}

void add_alternative(Match& winner, const Match& loser) {
  if (loser.rule == winner.rule) return;
  // Only another reading of the same value, not a number inside a longer one.
  if (2 * overlap(winner, loser) < winner.end - winner.start) return;
  for (std::size_t i = 0; i < winner.alternatives.size(); ++i) {
    if (winner.alternatives[i] == loser.rule) return;
    if (winner.alternatives[i] != kNoRule) continue;
    winner.alternatives[i] = loser.rule;
    winner.alternative_logits[i] = loser.logit;
    return;
  }
}

/// Overlaps chain in long rows of numbers; a chain is settled in pieces of at most so many.
constexpr std::size_t kGroupMax = 64;

void settle(std::vector<Match>& matches, std::size_t first, std::size_t last, std::size_t& kept) {
  if (last - first == 1) {
    matches[kept++] = matches[first];
    return;
  }
  std::sort(matches.begin() + static_cast<std::ptrdiff_t>(first),
            matches.begin() + static_cast<std::ptrdiff_t>(last), better);
  const std::size_t begin = kept;
  for (std::size_t i = first; i < last; ++i) {
    const Match candidate = matches[i];
    Match* winner = nullptr;
    for (std::size_t k = begin; k < kept && winner == nullptr; ++k)
      if (overlap(matches[k], candidate) != 0) winner = &matches[k];
    if (winner != nullptr)
      add_alternative(*winner, candidate);
    else
      matches[kept++] = candidate;
  }
  std::sort(matches.begin() + static_cast<std::ptrdiff_t>(begin),
            matches.begin() + static_cast<std::ptrdiff_t>(kept),
            [](const Match& a, const Match& b) { return a.start < b.start; });
}

}  // namespace

void resolve_overlaps(std::vector<Match>& matches, std::size_t from) {
  std::size_t kept = from;
  for (std::size_t first = from; first < matches.size();) {
    std::size_t last = first + 1;
    std::uint32_t end = matches[first].end;
    while (last < matches.size() && matches[last].start < end && last - first < kGroupMax)
      end = std::max(end, matches[last++].end);
    settle(matches, first, last, kept);
    first = last;
  }
  matches.resize(kept);
}

}  // namespace braque::match
