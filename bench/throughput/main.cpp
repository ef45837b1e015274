// The throughput table: what the scan costs against what cannot be cheaper. All figures are
// processor seconds of one run, interleaved, median of five with the least and the most; compare
// ratios, not seconds.
//
//   braque_throughput --braque PATH [--rg PATH] [--patterns FILE] NAME=DIRECTORY...
//
// With --patterns, ripgrep searches a part of the corpus for comparable regular expressions too.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>

#include "match/engines.hpp"
#include "match/matcher.hpp"
#include "throughput/corpus.hpp"
#include "throughput/measure.hpp"

using namespace braque;
using namespace braque::bench;

namespace {

constexpr int kRounds = 5;

struct Options {
  std::string braque, ripgrep = "rg", patterns;
  std::vector<std::pair<std::string, std::string>> corpora;
};

struct Row {
  std::string name;
  std::vector<double> cpu;
  double part = 1;  ///< of the corpus, where all of it would take too long
  double wall = 0, rss = 0;
  std::uint64_t hits = 0;
};

std::unique_ptr<const RuleSet> compile_rules(double& seconds) {
  ParsedRules parsed = parse_rules(embedded_rules());
  std::vector<RuleFault> faults;
  std::unique_ptr<const RuleSet> rules;
  seconds = measure([&] { rules = RuleSet::compile(std::move(parsed.rules), nullptr, faults); }).wall_seconds;
  if (!rules) {
    std::fprintf(stderr, "the rules do not compile\n");
    std::exit(1);
  }
  return rules;
}

std::uint64_t sum_bytes(const std::vector<std::string_view>& windows) {
  std::uint64_t total = 0;
  for (std::string_view window : windows) {
    std::size_t i = 0;
    for (; i + 8 <= window.size(); i += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, window.data() + i, 8);
      total += word;
    }
  }
  return total;
}

class InMemory {
 public:
  InMemory(const RuleSet& rules, const Corpus& corpus)
      : rules_(rules), windows_(corpus.windows()), matcher_(rules),
        database_(literals_of(rules)), scratch_(std::array<const match::Database*, 1>{&database_}), candidates_(2048) {}

  /// The rules' literals in Hyperscan, the yardstick.
  static match::Database literals_of(const RuleSet& rules) {
    std::vector<match::Database::Pattern> patterns;
    for (const std::string& text : rules.engines().literal_texts)
      patterns.push_back({text, static_cast<std::uint32_t>(patterns.size())});
    int failed = -1;
    auto database = match::Database::compile(match::Database::Syntax::literal, patterns, failed);
    if (!database) std::exit(1);
    return std::move(*database);
  }

  void run(std::map<std::string, Row>& rows) {
    for (int round = 0; round < kRounds; ++round) {
      add(rows["1 sum over the buffer"], [this] { checksum_ += sum_bytes(windows_); return std::uint64_t{0}; });
      add(rows["2 raw literal engine"], [this] { return raw(); });
      add(rows["2 our literal table"], [this] { return literals(); });
      add(rows["3 shape scan"], [this] { return shapes(); });
      add(rows["4 scan stage"], [this] { return matches(); });
    }
  }

 private:
  template <typename Work>
  void add(Row& row, Work work) {
    const Cost cost = measure([&] { row.hits = work(); });
    row.cpu.push_back(cost.cpu_seconds);
    row.wall = cost.wall_seconds;
  }

  std::uint64_t raw() {
    std::uint64_t hits = 0;
    for (std::string_view window : windows_) {
      hits_.clear();
      scratch_.scan(database_, window, hits_);
      hits += hits_.size();
    }
    return hits;
  }

  std::uint64_t literals() {
    std::uint64_t hits = 0;
    for (std::string_view window : windows_) {
      hits_.clear();
      rules_.engines().literals.scan(window, hits_);
      hits += hits_.size();
    }
    return hits;
  }

  std::uint64_t shapes() {
    std::uint64_t candidates = 0;
    for (std::string_view window : windows_)
      for (std::size_t at = 0; at < window.size();) {
        const auto result = match::scan_shapes(rules_.engines().level, window, at, window.size(), candidates_);
        candidates += result.candidates;
        at = result.scanned_to;
      }
    return candidates;
  }

  std::uint64_t matches() {
    std::uint64_t count = 0;
    for (std::string_view window : windows_) {
      TextUnit unit;
      unit.text = window;
      unit.owned_end = window.size();
      count += matcher_.match(unit).size();
    }
    return count;
  }

  const RuleSet& rules_;
  std::vector<std::string_view> windows_;
  Matcher matcher_;
  match::Database database_;
  match::Scratch scratch_;
  std::vector<match::Hit> hits_;
  std::vector<match::ShapeCandidate> candidates_;
  std::uint64_t checksum_ = 0;
};

bool any_of_scan(int status) { return status == 0 || status == 3; }
bool any_of_search(int status) { return status <= 2; }

void run_commands(const Options& options, const Corpus& corpus, std::map<std::string, Row>& rows) {
  const auto add = [&rows](const char* name, const std::vector<std::string>& command, bool (*accept)(int)) {
    const Cost cost = measure_command(command, accept);
    Row& row = rows[name];
    row.cpu.push_back(cost.cpu_seconds);
    row.wall = cost.wall_seconds;
    row.rss = std::max(row.rss, cost.peak_rss_mb);
  };
  const std::string find_cat = "find '" + corpus.directory + "' -type f -print0 | xargs -0 cat";
  for (int round = 0; round < kRounds; ++round) {
    add("5 cat", {"sh", "-c", find_cat}, any_of_search);
    add("6 ripgrep, one e-mail pattern",
        {options.ripgrep, "-a", "-uuu", "-j1", "-c", "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}", corpus.directory},
        any_of_search);
    add("7 braque scan, 1 job", {options.braque, "scan", corpus.directory, "--no-index", "--jobs", "1", "--format", "jsonl"},
        any_of_scan);
    add("8 braque scan, 2 jobs", {options.braque, "scan", corpus.directory, "--no-index", "--jobs", "2", "--format", "jsonl"},
        any_of_scan);
  }
}

/// Regular expressions for what the rules find take minutes over a corpus: a part is enough.
void run_patterns(const Options& options, const Corpus& corpus, std::map<std::string, Row>& rows) {
  constexpr std::size_t kPartBytes = 2'000'000;
  const std::string path = "/tmp/braque_throughput_part." + std::to_string(getpid());
  const std::size_t size = std::min(kPartBytes, corpus.bytes.size());
  std::ofstream(path, std::ios::binary).write(corpus.bytes.data(), static_cast<std::streamsize>(size));
  Row& row = rows["9 ripgrep -f, comparable patterns, a part scaled up"];
  row.part = static_cast<double>(size) / static_cast<double>(corpus.bytes.size());
  const Cost cost = measure_command(
      {options.ripgrep, "-a", "-uuu", "-j1", "-c", "-f", options.patterns, path}, any_of_search);
  row.cpu.push_back(cost.cpu_seconds / row.part);
  row.wall = cost.wall_seconds / row.part;
  row.rss = cost.peak_rss_mb;
  std::remove(path.c_str());
}

void print(const Corpus& corpus, const std::map<std::string, Row>& rows) {
  const double megabytes = static_cast<double>(corpus.bytes.size()) / 1e6;
  const double raw = spread(rows.at("2 raw literal engine").cpu).median;
  std::printf("\n### %s: %.0f MB, %zu files\n\n", corpus.name.c_str(), megabytes, corpus.ends.size());
  std::printf("| what | CPU s (least-most) | GB/s | files/s | hits | hits/CPU s | raw/this | wall s | RSS MB |\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const auto& [name, row] : rows) {
    const Spread cpu = spread(row.cpu);
    std::printf("| %s | %.3f (%.3f-%.3f) | %.2f | %.0f | %llu | %.0f | %.2f | %.2f | %.0f |\n", name.c_str() + 2,
                cpu.median, cpu.least, cpu.most, megabytes / 1e3 / cpu.median,
                static_cast<double>(corpus.ends.size()) / cpu.median,
                static_cast<unsigned long long>(row.hits), static_cast<double>(row.hits) / cpu.median,
                raw / cpu.median, row.wall, row.rss);
  }
}

bool parse(int count, char** words, Options& options) {
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--braque" && i + 1 < count) options.braque = words[++i];
    else if (word == "--patterns" && i + 1 < count) options.patterns = words[++i];
    else if (word == "--rg" && i + 1 < count) options.ripgrep = words[++i];
    else if (const auto equals = word.find('='); equals != std::string::npos)
      options.corpora.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    else return false;
  }
  return !options.corpora.empty();
}

}  // namespace

int main(int count, char** words) {
  Options options;
  if (!parse(count, words, options)) {
    std::fprintf(stderr, "usage: braque_throughput [--braque PATH] [--rg PATH] [--patterns FILE] NAME=DIRECTORY...\n");
    return 2;
  }
  double compile_seconds = 0;
  const auto rules = compile_rules(compile_seconds);
  std::printf("%s; %zu rules, literal table %zu bytes, compiled in %.0f ms\n", rules->engine_description().c_str(),
              rules->rules().size(), rules->database_bytes(), compile_seconds * 1e3);
  for (const auto& [name, directory] : options.corpora) {
    const Corpus corpus = load_corpus(name, directory);
    std::map<std::string, Row> rows;
    InMemory(*rules, corpus).run(rows);
    if (!options.braque.empty()) run_commands(options, corpus, rows);
    if (!options.patterns.empty()) run_patterns(options, corpus, rows);
    print(corpus, rows);
  }
  return 0;
}
