// Peak memory on inputs that are far larger than it: at most 64 MB and 8 MB a thread. Each case
// makes its input, checks what was found in it, and prints what the run cost.
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "e2e/home.hpp"
#include "support/measured_run.hpp"

using namespace braque::test;

namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;
constexpr std::uint64_t kGibibyte = 1ULL << 30;

/// What the program may take with that many threads.
constexpr std::uint64_t peak_max(unsigned jobs) {
  return (64 + 8 * std::uint64_t{jobs}) * kMegabyte;
}

/// Writes a file piece by piece.
class BigFile {
 public:
  explicit BigFile(const std::string& path) : stream_(path, std::ios::binary) {}
  ~BigFile() { REQUIRE(stream_.good()); }
  void add(std::string_view text) {
    stream_.write(text.data(), static_cast<std::streamsize>(text.size()));
    size_ += text.size();
  }
  /// Leaves a hole up to `offset`.
  void go_to(std::uint64_t offset) {
    stream_.seekp(static_cast<std::streamoff>(offset));
    size_ = offset;
  }
  std::uint64_t size() const { return size_; }

 private:
  std::ofstream stream_;
  std::uint64_t size_ = 0;
};

/// Words without a line feed, `bytes` long.
std::string words(std::size_t bytes, char between = ' ') {
  std::string text;
  for (unsigned i = 0; text.size() < bytes; ++i)
    (text += i % 3 == 0 ? "amet" : i % 3 == 1 ? "dolor" : "consectetur") += between;
  text.resize(bytes);
  return text;
}

std::string address(std::uint64_t number) {
  return "p" + std::to_string(number) + "@labo-exemple.fr";
}

struct Scanned {
  MeasuredRun run;
  std::uint64_t findings = 0, count = 0, distinct = 0, samples = 0, discovered = 0, complete = 0;
};

/// What a line of the output says, without keeping the line: it may be a gigabyte.
class RecordReader {
 public:
  explicit RecordReader(Scanned& scanned) : scanned_(scanned) {}
  void read(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string block(1 << 16, '\0');
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())),
           stream.gcount() > 0) {
      std::string_view left(block.data(), static_cast<std::size_t>(stream.gcount()));
      while (!left.empty()) {
        const std::size_t end = left.find('\n');
        take(left.substr(0, end));
        if (end == std::string_view::npos) break;
        finish();
        left.remove_prefix(end + 1);
      }
    }
  }

 private:
  void take(std::string_view piece) {
    if (head_.size() < 2048) head_ += piece.substr(0, 2048 - head_.size());
    // A sample begins with its line; a key that lies across two pieces is joined with the end of
    // the last one.
    constexpr std::string_view kSample = "{\"line\":";
    const std::string joint = tail_ + std::string(piece.substr(0, kSample.size() - 1));
    for (std::size_t at = 0; (at = joint.find(kSample, at)) != std::string::npos; ++at)
      ++scanned_.samples;
    for (std::size_t at = 0; (at = piece.find(kSample, at)) != std::string_view::npos; ++at)
      ++scanned_.samples;
    tail_ = piece.size() < kSample.size() ? (tail_ + std::string(piece)) : std::string(piece);
    if (tail_.size() >= kSample.size()) tail_.erase(0, tail_.size() - kSample.size() + 1);
  }
  std::uint64_t number(std::string_view key) const {
    const std::size_t at = head_.find("\"" + std::string(key) + "\":");
    return at == std::string::npos ? 0 : std::stoull(head_.substr(at + key.size() + 3));
  }
  void finish() {
    if (head_.starts_with("{\"record\":\"finding\"")) {
      ++scanned_.findings;
      scanned_.count += number("count");
      scanned_.distinct += number("distinct");
    }
    if (head_.starts_with("{\"record\":\"summary\"")) {
      scanned_.discovered = number("discovered");
      scanned_.complete = number("complete");
    }
    head_.clear();
    tail_.clear();
  }

  Scanned& scanned_;
  std::string head_, tail_;
};

Scanned scan(const Home& home, const char* what, unsigned jobs, std::vector<std::string> options) {
  std::vector<std::string> command{BRAQUE_PROGRAM, "scan",   home.tree.path("share"), "--format",
                                   "jsonl",        "--jobs", std::to_string(jobs)};
  command.insert(command.end(), options.begin(), options.end());
  Scanned scanned;
  const std::string out = home.tree.path("out.jsonl");
  scanned.run = run_measured({command, "", home.environment()}, out);
  RecordReader(scanned).read(out);
  std::printf("%-44s %u jobs %6.1f MB %7.1f s %7.1f CPU s\n", what, jobs,
              static_cast<double>(scanned.run.peak_rss_bytes) * 1e-6, scanned.run.seconds,
              scanned.run.cpu_seconds);
  std::fflush(stdout);
  CHECK(scanned.run.exit_code == 0);
  CHECK(scanned.run.peak_rss_bytes <= peak_max(jobs));
  CHECK(scanned.discovered == scanned.complete);
  return scanned;
}

}  // namespace

TEST_CASE("memory: ten gigabytes of holes with islands of text") {
  Home home;
  home.tree.directory("share");
  constexpr std::uint64_t kIslands = 100;
  {
    BigFile file(home.tree.path("share/sparse.txt"));
    for (std::uint64_t i = 0; i < kIslands; ++i) {
      file.go_to(i * (10 * kGibibyte / kIslands));
      file.add(words(500'000) + " " + address(i) + " " + words(500'000) + "\n");
    }
    file.go_to(10 * kGibibyte - 1);
    file.add("\n");
  }
  for (const unsigned jobs : {1U, 2U, 4U, 8U}) {
    const Scanned scanned = scan(home, "10 GiB sparse", jobs, {"--no-index", "--samples", "all"});
    CHECK(scanned.count == kIslands);
    CHECK(scanned.distinct == kIslands);
    CHECK(scanned.samples == kIslands);
  }
}

TEST_CASE("memory: one line of a gibibyte") {
  Home home;
  home.tree.directory("share");
  const std::string filler = words(1 << 20);
  constexpr std::uint64_t kLines = kGibibyte >> 20;
  {
    // A value across the end of every mebibyte, each time a byte further.
    BigFile file(home.tree.path("share/line.txt"));
    for (std::uint64_t i = 0; i < kLines; ++i) {
      const std::string value = " " + address(100'000 + i) + " ";
      const std::uint64_t before = 1 + i % (value.size() - 2);
      const std::uint64_t skipped = file.size() - i * filler.size();
      file.add(std::string_view(filler).substr(skipped, filler.size() - before - skipped));
      file.add(value);
    }
  }
  for (const unsigned jobs : {1U, 2U, 4U, 8U}) {
    const Scanned scanned =
        scan(home, "1 GiB of text in one line", jobs, {"--no-index", "--samples", "all"});
    CHECK(scanned.count == kLines);
    CHECK(scanned.distinct == kLines);
    CHECK(scanned.samples == kLines);
  }
}

TEST_CASE("memory: one JSON array of a gibibyte without a line feed") {
  Home home;
  home.tree.directory("share");
  const std::string filler = words(200);
  std::uint64_t planted = 0;
  {
    BigFile file(home.tree.path("share/array.json"));
    file.add("[");
    for (std::uint64_t i = 0; file.size() < kGibibyte; ++i) {
      std::string object = i == 0 ? "{" : ",{";
      object += "\"id\":" + std::to_string(i) + ",\"note\":\"" + filler + "\"";
      if (i % 64 == 0) object += ",\"email\":\"" + address(planted++) + "\"";
      file.add(object + "}");
    }
    file.add("]");
  }
  const Scanned scanned =
      scan(home, "1 GiB of JSON in one line", 2, {"--no-index", "--samples", "all"});
  CHECK(scanned.count == planted);
  CHECK(scanned.distinct == planted);
  CHECK(scanned.samples == planted);
}

TEST_CASE("memory: one CSV row of a gibibyte") {
  Home home;
  home.tree.directory("share");
  const std::string filler = words(1000, ';');
  std::uint64_t planted = 0;
  {
    BigFile file(home.tree.path("share/row.csv"));
    file.add("a;b;c\n1;2;3\n4;5;6\n");
    while (file.size() < kGibibyte) file.add(filler + ";" + address(planted++) + ";");
    file.add("\n");
  }
  const Scanned scanned =
      scan(home, "1 GiB of CSV in one row", 2, {"--no-index", "--samples", "all"});
  CHECK(scanned.count == planted);
  CHECK(scanned.distinct == planted);
  CHECK(scanned.samples == planted);
}

TEST_CASE("memory: a hundred thousand small files") {
  Home home;
  for (int i = 0; i < 100'000; ++i) {
    const std::string name = "share/" + std::to_string(i / 500) + "/" + std::to_string(i) + ".txt";
    home.tree.file(
        name, "note " + std::to_string(i) + "\n" + words(500) + "\n" +
                  (i % 10 == 0 ? "mail: " + address(static_cast<std::uint64_t>(i)) + "\n" : ""));
  }
  for (const unsigned jobs : {1U, 2U, 4U, 8U}) {
    const Scanned forgotten = scan(home, "100,000 small files", jobs, {"--no-index"});
    CHECK(forgotten.discovered == 100'000);
    CHECK(forgotten.count == 10'000);
  }
  const Scanned scanned = scan(home, "100,000 small files, index", 8, {"--samples", "all"});
  CHECK(scanned.count == 10'000);
  const Scanned again = scan(home, "100,000 small files, index, second night", 2, {});
  CHECK(again.count == 10'000);
  CHECK(again.discovered == 100'000);
}

TEST_CASE("memory: ten million distinct addresses in one table") {
  Home home;
  home.tree.directory("share");
  constexpr std::uint64_t kRows = 10'000'000;
  {
    BigFile file(home.tree.path("share/people.csv"));
    std::string block = "id;email\n";
    for (std::uint64_t i = 0; i < kRows; ++i) {
      block += std::to_string(i) + ";" + address(i) + "\n";
      if (block.size() < (1 << 20)) continue;
      file.add(block);
      block.clear();
    }
    file.add(block);
  }
  const auto check = [&](const Scanned& scanned) {
    CHECK(scanned.findings == 1);
    CHECK(scanned.count == kRows);
    CHECK(scanned.distinct == kRows);
    CHECK(scanned.samples == kRows);
    std::filesystem::remove(home.tree.path("out.jsonl"));
  };
  for (const unsigned jobs : {1U, 4U, 8U})
    check(scan(home, "10 M distinct addresses, all samples", jobs,
               {"--no-index", "--samples", "all"}));
  check(scan(home, "10 M distinct addresses, index, all samples", 2, {"--samples", "all"}));
  const Scanned again = scan(home, "10 M distinct addresses, second night", 2, {});
  CHECK(again.count == kRows);
}
