// The throughput table: what the scan costs against what cannot be cheaper. All figures are
// processor seconds of one run, interleaved, median of five with the least and the most; compare
// ratios, not seconds.
//
//   braque_throughput --braque PATH [--rg PATH] [--patterns FILE] [--check] NAME=DIRECTORY...
//
// With --patterns, ripgrep searches a part of the corpus for comparable regular expressions too.
// Behind each table stands which bars are met; with --check the exit status is 3 when one is not.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <random>

#include "match/engines.hpp"
#include "match/matcher.hpp"
#include "throughput/bars.hpp"
#include "throughput/corpus.hpp"
#include "throughput/measure.hpp"

using namespace braque;
using namespace braque::bench;

namespace {

constexpr int kRounds = 5;

struct Options {
  std::string braque, ripgrep = "rg", patterns;
  bool check = false;
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
  seconds = measure([&] {
              rules = RuleSet::compile(std::move(parsed.rules), nullptr, faults);
            }).wall_seconds;
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

/// Literals in Hyperscan, a yardstick.
class RawEngine {
 public:
  explicit RawEngine(const std::vector<std::string>& literals)
      : database_(compiled(literals)),
        scratch_(std::array<const match::Database*, 1>{&database_}) {}

  std::uint64_t scan(const std::vector<std::string_view>& windows) {
    std::uint64_t hits = 0;
    for (std::string_view window : windows) {
      hits_.clear();
      scratch_.scan(database_, window, hits_);
      hits += hits_.size();
    }
    return hits;
  }

 private:
  static match::Database compiled(const std::vector<std::string>& literals) {
    std::vector<match::Database::Pattern> patterns;
    for (const std::string& text : literals)
      patterns.push_back({text, static_cast<std::uint32_t>(patterns.size())});
    int failed = -1;
    auto database = match::Database::compile(match::Database::Syntax::literal, patterns, failed);
    if (!database) std::exit(1);
    return std::move(*database);
  }

  match::Database database_;
  match::Scratch scratch_;
  std::vector<match::Hit> hits_;
};

/// The literals of all rules and of the terms of special categories.
std::vector<std::string> all_literals(const RuleSet& rules) {
  std::vector<std::string> literals = rules.engines().literal_texts;
  if (rules.engines().special != nullptr)
    for (const special::Literal& literal : rules.engines().special->literals())
      literals.push_back(literal.text);
  return literals;
}

/// 5,000 terms of 6 to 14 small letters, the same in every run.
std::vector<std::string> random_terms() {
  constexpr std::size_t kTerms = 5000;
  std::mt19937 random(1);
  std::vector<std::string> terms(kTerms);
  for (std::string& term : terms)
    for (std::size_t size = 6 + random() % 9; term.size() < size;)
      term += static_cast<char>('a' + random() % 26);
  return terms;
}

constexpr const char *kRaw = "2 raw literal engine, rules and terms",
                     *kRandom = "2 raw literal engine, 5,000 random terms",
                     *kShapes = "3 shape scan", *kStage = "4 scan stage",
                     *kSearch = "6 ripgrep, one e-mail pattern", *kScan = "7 braque scan, 1 job",
                     *kTwoJobs = "8 braque scan, 2 jobs",
                     *kPatterns = "9 ripgrep -f, comparable patterns, a part scaled up";

class InMemory {
 public:
  InMemory(const RuleSet& rules, const Corpus& corpus)
      : rules_(rules),
        windows_(corpus.windows()),
        matcher_(rules),
        raw_rules_(rules.engines().literal_texts),
        raw_all_(all_literals(rules)),
        raw_random_(random_terms()),
        candidates_(2048) {}

  void run(std::map<std::string, Row>& rows) {
    for (int round = 0; round < kRounds; ++round) {
      add(rows["1 sum over the buffer"], [this] {
        checksum_ += sum_bytes(windows_);
        return std::uint64_t{0};
      });
      add(rows["2 raw literal engine, rules"], [this] { return raw_rules_.scan(windows_); });
      add(rows[kRaw], [this] { return raw_all_.scan(windows_); });
      add(rows[kRandom], [this] { return raw_random_.scan(windows_); });
      add(rows["2 our literal table"], [this] { return literals(); });
      add(rows[kShapes], [this] { return shapes(); });
      add(rows[kStage], [this] { return matches(); });
    }
  }

 private:
  template <typename Work>
  void add(Row& row, Work work) {
    const Cost cost = measure([&] { row.hits = work(); });
    row.cpu.push_back(cost.cpu_seconds);
    row.wall = cost.wall_seconds;
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
        const auto result =
            match::scan_shapes(rules_.engines().level, window, at, window.size(), candidates_);
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
  RawEngine raw_rules_, raw_all_, raw_random_;
  std::vector<match::Hit> hits_;
  std::vector<match::ShapeCandidate> candidates_;
  std::uint64_t checksum_ = 0;
};

bool any_of_scan(int status) { return status == 0 || status == 3; }
bool any_of_search(int status) { return status <= 2; }

void run_commands(const Options& options, const Corpus& corpus, std::map<std::string, Row>& rows) {
  const auto add = [&rows](const char* name, const std::vector<std::string>& command,
                           bool (*accept)(int)) {
    const Cost cost = measure_command(command, accept);
    Row& row = rows[name];
    row.cpu.push_back(cost.cpu_seconds);
    row.wall = cost.wall_seconds;
    row.rss = std::max(row.rss, cost.peak_rss_mb);
  };
  const std::string find_cat = "find '" + corpus.directory + "' -type f -print0 | xargs -0 cat";
  for (int round = 0; round < kRounds; ++round) {
    add("5 cat", {"sh", "-c", find_cat}, any_of_search);
    add(kSearch,
        {options.ripgrep, "-a", "-uuu", "-j1", "-c",
         "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}", corpus.directory},
        any_of_search);
    add(kScan,
        {options.braque, "scan", corpus.directory, "--no-index", "--jobs", "1", "--format",
         "jsonl"},
        any_of_scan);
    add(kTwoJobs,
        {options.braque, "scan", corpus.directory, "--no-index", "--jobs", "2", "--format",
         "jsonl"},
        any_of_scan);
  }
}

/// Regular expressions for what the rules find take minutes over a corpus: a part is enough.
void run_patterns(const Options& options, const Corpus& corpus, std::map<std::string, Row>& rows) {
  constexpr std::size_t kPartBytes = 2'000'000;
  const std::string path = "/tmp/braque_throughput_part." + std::to_string(getpid());
  const std::size_t size = std::min(kPartBytes, corpus.bytes.size());
  std::ofstream(path, std::ios::binary)
      .write(corpus.bytes.data(), static_cast<std::streamsize>(size));
  Row& row = rows[kPatterns];
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
  const double raw = spread(rows.at(kRaw).cpu).median;
  std::printf("\n### %s: %.0f MB, %zu files\n\n", corpus.name.c_str(), megabytes,
              corpus.ends.size());
  std::printf(
      "| what | CPU s (least-most) | GB/s | files/s | hits | hits/CPU s | raw/this | wall s | RSS "
      "MB |\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const auto& [name, row] : rows) {
    const Spread cpu = spread(row.cpu);
    std::printf("| %s | %.3f (%.3f-%.3f) | %.2f | %.0f | %llu | %.0f | %.2f | %.2f | %.0f |\n",
                name.c_str() + 2, cpu.median, cpu.least, cpu.most, megabytes / 1e3 / cpu.median,
                static_cast<double>(corpus.ends.size()) / cpu.median,
                static_cast<unsigned long long>(row.hits),
                static_cast<double>(row.hits) / cpu.median, raw / cpu.median, row.wall, row.rss);
  }
}

/// What is wanted of a corpus, by what is in it: dense data are bound by hits, small files by
/// opening them.
std::vector<Bar> bars_of(const Corpus& corpus, const std::map<std::string, Row>& rows) {
  constexpr double kDense = 10'000, kLargeFile = 1e6;
  const auto cpu = [&rows](const char* name) { return spread(rows.at(name).cpu).median; };
  const auto ran = [&rows](const char* name) { return rows.find(name) != rows.end(); };
  const double bytes = static_cast<double>(corpus.bytes.size());
  const auto hits = static_cast<double>(rows.at(kStage).hits);
  std::vector<Bar> bars;
  if (hits / (bytes / 1e6) > kDense) {
    bars.push_back(
        {"accepted hits a core second, scan stage, millions", hits / cpu(kStage) / 1e6, 3});
    if (ran(kScan))
      bars.push_back(
          {"accepted hits a core second, end to end, millions", hits / cpu(kScan) / 1e6, 3});
  } else {
    const bool large = bytes / static_cast<double>(corpus.ends.size()) >= kLargeFile;
    bars.push_back({"raw literal engine / scan stage", cpu(kRaw) / cpu(kStage), 0.75});
    bars.push_back(
        {"raw engine, 5,000 random terms / scan stage", cpu(kRandom) / cpu(kStage), 0.75});
    if (ran(kScan))
      bars.push_back(
          {"raw literal engine / end to end", cpu(kRaw) / cpu(kScan), large ? 0.6 : 0.4});
    bars.push_back({"shape scan, GB/s", bytes / 1e9 / cpu(kShapes), 2});
  }
  if (ran(kScan))
    bars.push_back(
        {"end to end / ripgrep, one e-mail pattern", cpu(kScan) / cpu(kSearch), 1.5, false});
  if (ran(kScan))
    bars.push_back({"wall clock, 1 job / 2 jobs (last round)",
                    rows.at(kScan).wall / rows.at(kTwoJobs).wall, 1.6});
  if (ran(kPatterns) && ran(kScan))
    bars.push_back(
        {"ripgrep -f, comparable patterns / end to end", cpu(kPatterns) / cpu(kScan), 20});
  return bars;
}

bool parse(int count, char** words, Options& options) {
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--braque" && i + 1 < count)
      options.braque = words[++i];
    else if (word == "--patterns" && i + 1 < count)
      options.patterns = words[++i];
    else if (word == "--rg" && i + 1 < count)
      options.ripgrep = words[++i];
    else if (word == "--check")
      options.check = true;
    else if (const auto equals = word.find('='); equals != std::string::npos)
      options.corpora.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    else
      return false;
  }
  return !options.corpora.empty();
}

}  // namespace

int main(int count, char** words) {
  Options options;
  if (!parse(count, words, options)) {
    std::fprintf(stderr,
                 "usage: braque_throughput [--braque PATH] [--rg PATH] [--patterns FILE] [--check] "
                 "NAME=DIRECTORY...\n");
    return 2;
  }
  double compile_seconds = 0;
  const auto rules = compile_rules(compile_seconds);
  std::printf("%s; %zu rules, literal table %zu bytes, compiled in %.0f ms\n",
              rules->engine_description().c_str(), rules->rules().size(), rules->database_bytes(),
              compile_seconds * 1e3);
  int missed = 0;
  for (const auto& [name, directory] : options.corpora) {
    const Corpus corpus = load_corpus(name, directory);
    std::map<std::string, Row> rows;
    InMemory(*rules, corpus).run(rows);
    if (!options.braque.empty()) run_commands(options, corpus, rows);
    if (!options.patterns.empty()) run_patterns(options, corpus, rows);
    print(corpus, rows);
    missed += print(bars_of(corpus, rows));
  }
  return options.check && missed > 0 ? 3 : 0;
}
