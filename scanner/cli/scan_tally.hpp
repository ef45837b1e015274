// What the human summary says, added up while records come, in bounded memory.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cli/record_json.hpp"
#include "model/record.hpp"

namespace braque::cli {

struct RuleTally {
  std::string name, name_fr, category;
  std::array<std::uint64_t, 4> findings{};  ///< by confidence
  std::uint64_t files = 0, matches = 0;
  Severity severity = Severity::info;  ///< the worst
  std::uint64_t last_item = 0;         ///< number of the item counted last
};

struct FolderTally {
  std::uint64_t findings = 0, matches = 0;
  Severity severity = Severity::info;
};

struct GapTally {
  std::uint64_t count = 0;
  std::map<std::string, std::uint64_t> folders;
};

/// People of an exact list.
struct ListTally {
  std::vector<bool> met;  ///< by row
  std::uint64_t people = 0, files = 0;
  std::uint64_t last_item = 0;  ///< number of the item counted last
};

/// A finding as the short list shows it.
struct ListedFinding {
  std::string item, locator, rule, name, name_fr, masked, column;
  Confidence confidence;
  std::uint64_t line, count;
  std::vector<std::string> evidence;
};

class ScanTally {
 public:
  explicit ScanTally(const RecordOptions& options) : options_(options) {}
  void add(const ItemRecord& record);

  const std::map<std::string, RuleTally>& rules() const { return rules_; }
  const std::map<std::string, FolderTally>& folders() const { return folders_; }
  const std::map<Reason, GapTally>& gaps() const { return gaps_; }
  const std::map<std::string, ListTally>& lists() const { return lists_; }
  const std::vector<ListedFinding>& listed() const { return listed_; }
  std::uint64_t findings() const { return findings_; }
  std::uint64_t files() const { return files_; }
  std::uint64_t matches() const { return matches_; }

  /// How many findings the short list holds at most.
  static constexpr std::size_t kListedMax = 20;

 private:
  void add_finding(const Finding& finding);
  void add_exact(const ExactRows& exact);
  void add_gap(const std::string& path, const Outcome& outcome);

  RecordOptions options_;
  std::map<std::string, RuleTally> rules_;
  std::map<std::string, FolderTally> folders_;
  std::map<Reason, GapTally> gaps_;
  std::map<std::string, ListTally> lists_;
  std::vector<ListedFinding> listed_;
  std::uint64_t items_ = 0, findings_ = 0, files_ = 0, matches_ = 0;
};

/// The directory part of a path ("/" for "/a").
std::string folder_of(const std::string& path);

}  // namespace braque::cli
