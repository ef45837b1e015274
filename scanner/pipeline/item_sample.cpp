#include "pipeline/item_sample.hpp"

#include <algorithm>
#include <cstdio>

namespace braque::pipeline {
namespace {

/// Beyond, the set starts anew: a stratum met again then gives one item more.
constexpr std::size_t kStrataMax = 200'000;

/// FNV-1a with a seed and a final mix (splitmix64): reproducible on every machine, and nobody's
/// secret depends on it.
std::uint64_t hash(std::uint64_t seed, std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325ULL ^ seed;
  for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ULL;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebULL;
  return h ^ (h >> 31);
}

std::string_view type_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

}  // namespace

bool ItemSample::takes(std::string_view relative) {
  ++offered_;
  const std::size_t slash = relative.rfind('/');
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view() : relative.substr(0, slash);
  const std::string_view type = type_of(relative.substr(slash + 1));
  if (strata_.size() >= kStrataMax) strata_.clear();
  const bool first = strata_.insert(hash(hash(options_.seed, folder), type)).second;
  // The top 53 bits as a number in [0, 1).
  const double draw =
      static_cast<double>(hash(options_.seed, relative) >> 11) * (1.0 / 9007199254740992.0);
  const bool taken = first || draw * 100 < options_.sample_percent;
  taken_ += taken ? 1 : 0;
  return taken;
}

std::string ItemSample::note(std::uint64_t bytes_read, std::uint64_t findings) const {
  char text[320];
  std::snprintf(text, sizeof text,
                "sample of %g %% (seed %llu): %llu of %llu items, %llu bytes read",
                options_.sample_percent, static_cast<unsigned long long>(options_.seed),
                static_cast<unsigned long long>(taken_), static_cast<unsigned long long>(offered_),
                static_cast<unsigned long long>(bytes_read));
  std::string note = text;
  if (findings == 0 && taken_ > 0) {
    // The rule of three: nothing in n draws leaves at most 3/n at 95 %.
    std::snprintf(text, sizeof text,
                  "; nothing found: with 95 %% confidence at most %.2g %% of the items hold any",
                  std::min(100.0, 300.0 / static_cast<double>(taken_)));
    note += text;
  }
  return note;
}

}  // namespace braque::pipeline
