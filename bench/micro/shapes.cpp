// Micro-benchmarks of the pieces on the hot path: the vector scan, token walks with templates,
// check digits, context words.
#include <benchmark/benchmark.h>

#include <random>
#include <string>

#include "match/context.hpp"
#include "match/engines.hpp"
#include "match/matcher.hpp"
#include "validate/check.hpp"

using namespace braque;

namespace {

std::string words(std::size_t bytes, int digits_percent) {
  std::mt19937 random(11);
  std::string text;
  while (text.size() < bytes) {
    const std::size_t length = 2 + random() % 9;
    const bool number = static_cast<int>(random() % 100) < digits_percent;
    for (std::size_t i = 0; i < length; ++i)
      text +=
          static_cast<char>((number ? '0' : 'a') + static_cast<int>(random() % (number ? 10 : 26)));
    text += random() % 12 == 0 ? '\n' : ' ';
  }
  return text;
}

void shape_scan(benchmark::State& state) {
  const auto level = static_cast<match::VectorLevel>(state.range(0));
  if (level > match::best_vector_level()) return state.SkipWithError("not on this processor");
  const std::string text = words(1 << 20, static_cast<int>(state.range(1)));
  std::vector<match::ShapeCandidate> out(1024);
  for (auto _ : state)
    for (std::size_t at = 0; at < text.size();)
      at = match::scan_shapes(level, text, at, text.size(), out).scanned_to;
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(shape_scan)->ArgsProduct({{0, 1, 2, 3}, {0, 3, 50}});

void check(benchmark::State& state, const char* name, const char* compact) {
  const NamedCheck* found = find_check(name);
  if (found == nullptr) return state.SkipWithError("no such check");
  const Candidate candidate{compact, compact};
  for (auto _ : state) benchmark::DoNotOptimize(found->function(candidate));
}
BENCHMARK_CAPTURE(check, luhn, "luhn", "4539578763621486");
BENCHMARK_CAPTURE(check, iban, "iban", "FR7630006000011234567890189");
BENCHMARK_CAPTURE(check, fr_nir, "fr_nir", "185057800608491");

void context_words(benchmark::State& state) {
  ParsedRules parsed = parse_rules(embedded_rules());
  std::vector<RuleFault> faults;
  const auto rules = RuleSet::compile(std::move(parsed.rules), nullptr, faults);
  const std::string text = words(1 << 16, 3);
  match::WordSearch search;
  std::vector<match::WordHit> found;
  for (auto _ : state) {
    found.clear();
    for (std::size_t at = 0; at + 512 <= text.size(); at += 512)
      rules->engines().keywords.find(text, at, at + 512, search, found);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(context_words);

}  // namespace
