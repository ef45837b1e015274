// The whole line with its real parts: files on disk, the file-system source, the extractors, the
// rules that come with the program.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "match/rule_set.hpp"
#include "model/direct_reader.hpp"
#include "pipeline/scan.hpp"
#include "rule/parse_rules.hpp"
#include "source/registry.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;

namespace {

/// A member of a tar archive in the ustar format (POSIX.1-1988): a header of 512 bytes with the
/// name at 0, mode at 100, size at 124, checksum at 148, type at 156 and magic at 257; then the
/// content, padded to 512.
std::string tar_member(const std::string& name, const std::string& content) {
  std::string header(512, '\0');
  header.replace(0, name.size(), name);
  header.replace(100, 7, "0000644");
  char size[13];
  std::snprintf(size, sizeof size, "%011zo", content.size());
  header.replace(124, 11, size);
  header.replace(136, 11, "00000000000");
  header.replace(148, 8, "        ");
  header[156] = '0';
  header.replace(257, 8,
                 std::string("ustar\0"
                             "00",
                             8));
  unsigned sum = 0;
  for (char c : header) sum += static_cast<unsigned char>(c);
  char text[8];
  std::snprintf(text, sizeof text, "%06o", sum);
  header.replace(148, 7, std::string(text, 7));
  std::string padded = content;
  padded.resize((padded.size() + 511) / 512 * 512, '\0');
  return header + padded;
}

struct Seen final : RecordSink {
  std::multiset<std::string> findings;
  std::set<std::string> ids;
  std::vector<ItemRecord> records;
  Result<void> item(const ItemRecord& record) override {
    for (const Finding& f : record.findings) {
      std::string line = record.item.relative + "|" + f.locator + "|" + f.rule + "|" +
                         f.column.value_or("") + "|" + std::to_string(f.count) + "|" +
                         std::to_string(f.distinct);
      for (const Sample& s : f.samples)
        line += "|" + std::to_string(s.line) + ":" + std::to_string(s.offset) + ":" + s.masked;
      findings.insert(line);
      ids.insert(std::string(f.id.begin(), f.id.end()));
    }
    records.push_back(record);
    return {};
  }
  Result<void> finish(const Summary&) override { return {}; }
  bool has(const std::string& start) const {
    auto at = findings.lower_bound(start);
    return at != findings.end() && at->starts_with(start);
  }
};

std::unique_ptr<const RuleSet> rules() {
  ParsedRules parsed = parse_rules(embedded_rules());
  REQUIRE(parsed.faults.empty());
  std::vector<RuleFault> faults;
  auto set = RuleSet::compile(std::move(parsed.rules), nullptr, faults);
  REQUIRE(set != nullptr);
  return set;
}

Summary scan(const std::string& root, const RuleSet& set, int jobs, Seen& seen) {
  SourceOptions source_options;
  source_options.lasting_name = "test";
  auto source = make_source(root, source_options);
  REQUIRE(source.has_value());
  std::vector<std::unique_ptr<Source>> sources;
  sources.push_back(std::move(*source));
  Keys keys;
  keys.fingerprint_key.fill(7);
  keys.id_key.fill(9);
  ScanOptions options;
  options.jobs = jobs;
  options.ledger = true;
  DirectReader containers;
  options.containers = &containers;
  auto result = run_scan(sources, set, keys, options, seen, nullptr);
  REQUIRE(result.has_value());
  const Totals& items = result->summary.items;
  CHECK(items.discovered == items.complete + items.partial + items.skipped);
  return result->summary;
}

}  // namespace

TEST_CASE("the whole line finds the same with one thread and with four") {
  test::TemporaryTree tree;
  constexpr std::size_t kWindow = 1 << 20;
  std::map<std::size_t, std::string> lines;
  for (std::size_t i = 0; i < 40; ++i) {
    std::string content(3 * kWindow, '.');
    for (std::size_t at = 79; at < content.size(); at += 80) content[at] = '\n';
    const std::string value = " marie.curie@labo-exemple.fr ";
    content.replace(kWindow - 30 + i, value.size(), value);
    const auto before = content.begin() + static_cast<std::ptrdiff_t>(kWindow - 29 + i);
    lines[i] = std::to_string(1 + std::count(content.begin(), before, '\n'));
    tree.file("edge/" + std::to_string(i) + ".txt", content);
  }
  std::string table = "nom;courriel\n";
  for (int i = 0; i < 60'000; ++i)
    table += "Personne;p" + std::to_string(i % 30'000) + "@labo-exemple.fr\n";
  tree.file("table.csv", table);
  const std::string inner =
      tar_member("note.txt", "courriel : ada@labo-exemple.fr\n") + std::string(1024, '\0');
  tree.file("archive.tar", tar_member("liste.csv", table.substr(0, 2000)) +
                               tar_member("inner.tar", inner) + std::string(1024, '\0'));
  for (int i = 0; i < 500; ++i)
    tree.file("small/" + std::to_string(i % 10) + "/" + std::to_string(i) + ".txt",
              i % 5 == 0 ? "ada" + std::to_string(i) + "@labo-exemple.fr\n" : "rien\n");

  auto set = rules();
  Seen one, four;
  const Summary summary = scan(tree.path(), *set, 1, one);
  scan(tree.path(), *set, 4, four);
  CHECK(one.findings == four.findings);
  CHECK(one.ids == four.ids);
  CHECK(summary.items.discovered == 542);
  CHECK(summary.items.complete == 542);
  for (std::size_t i = 0; i < 40; ++i) {
    const std::size_t offset = kWindow - 29 + i;
    INFO(i);
    CHECK(one.has("edge/" + std::to_string(i) + ".txt||intl.email||1|1|" + lines[i] + ":" +
                  std::to_string(offset) + ":"));
  }
  CHECK(one.has("table.csv||intl.email|courriel|60000|30000|2:22:"));
  CHECK(one.has("archive.tar|liste.csv|intl.email|courriel|"));
  CHECK(one.has("archive.tar|inner.tar > note.txt|intl.email||1|1|1:11:"));
  CHECK(one.has("small/5/5.txt||intl.email||1|1|1:0:"));
  for (const std::string& line : one.findings) CHECK(line.find("ada") == std::string::npos);
}

TEST_CASE("hard links, unreadable files and links are in the ledger") {
  test::TemporaryTree tree;
  tree.file("a.txt", "ada@labo-exemple.fr\n");
  tree.hard_link("a.txt", "b.txt");
  tree.symlink("a.txt", "c.txt");
  tree.fifo("d");
  auto set = rules();
  Seen seen;
  const Summary summary = scan(tree.path(), *set, 2, seen);
  CHECK(summary.items.discovered == 4);
  CHECK(summary.items.complete == 2);
  CHECK(summary.items.skipped == 2);
  CHECK(summary.findings == 1);
  CHECK(summary.reasons.at(Reason::symlink) == 1);
  CHECK(summary.reasons.at(Reason::special_file) == 1);
  REQUIRE(seen.records.size() == 4);
  CHECK(seen.records[1].other_names == std::vector<std::string>{tree.path("a.txt")});
}
