// What an index says, without times and numbers of runs, to compare one with another.
#pragma once

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "e2e/home.hpp"

namespace braque::test {

struct Known {
  std::multiset<std::string> findings, items;
};

/// The first few lines that only one of them has.
inline std::string difference(const std::multiset<std::string>& a,
                              const std::multiset<std::string>& b) {
  std::vector<std::string> lines;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(lines));
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 4); ++i) text += lines[i] + "\n";
  return text;
}

/// `presence`: as the index says, not that all was seen before.
inline Known known(const Home& home, const std::string& index, bool presence = true) {
  Known known;
  const auto findings =
      home.run({"findings", "--min-confidence", "low", "--format", "jsonl", "--index", index}).out;
  for (auto line : json_lines(findings)) {
    if (!presence) line["presence"] = "new";
    known.findings.insert(line.dump());
  }
  for (auto line : json_lines(home.run({"items", "--format", "jsonl", "--index", index}).out))
    known.items.insert(line.dump());
  return known;
}

/// The summary of a run without its times; "no summary" when there is none.
inline std::string totals(const std::string& out) {
  for (auto line : json_lines(out))
    if (line["record"] == "summary") {
      for (const char* key : {"seconds", "cpu_seconds"}) line.erase(key);
      return line.dump();
    }
  return "no summary";
}

}  // namespace braque::test
