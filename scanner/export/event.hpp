// What leaves the index for a receiver: one finding, or what is to be known about a run. Texts are
// those of the index or pseudonyms; they are made safe for people (clean_text) and escaped once
// more by each format. Nothing here can hold a matched value.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/record.hpp"

namespace braque::exporting {

enum class EventKind : std::uint8_t {
  run_start,   ///< a scan began
  run_resume,  ///< a stopped scan was taken up again
  run_end,     ///< a scan ended: its totals and coverage
  found_new,   ///< a finding that was not there before
  changed,     ///< a finding whose values differ
  gone,        ///< a finding that is no more
  seen,        ///< a finding that is as it was (exports of what is there, never deliveries)
  issue,       ///< an item that was not fully scanned, for a reason that nobody expects
  gap,         ///< events that were given up, with their number
  baseline,    ///< the first look at a target: its totals
  folder,      ///< the first look at a target: totals of one folder
  totals,      ///< instead of findings, where a destination takes no details
};

/// "run_start", "new", ...: the word in every format.
std::string_view name(EventKind kind) noexcept;
bool is_finding(EventKind kind) noexcept;

/// Where one match is. Zero: not known.
struct Location {
  std::uint64_t line = 0, offset = 0, length = 0;
  std::string masked;       ///< "" unless the destination takes masked samples
  std::string fingerprint;  ///< "" unless the destination takes fingerprints
};

/// The thing that was scanned.
struct Object {
  std::string target;        ///< lasting name, such as smb://fs01/finance
  std::string uri;           ///< exact, percent-encoded
  std::string relative_uri;  ///< the same below the target
  std::string relative;      ///< path below the target, bytes
  std::string path;          ///< as people read it
  std::string name, directory, extension;
  std::string locator;   ///< a part inside it
  std::string host;      ///< file server or database host
  std::string database;  ///< kind of database ("postgresql"); "" for files
  std::string owner_id, owner_name;
  std::string label;  ///< by the policy: public, internal, confidential, restricted; "": none
  std::uint64_t size = 0;
  std::int64_t modified_ms = 0;
};

struct ExportedFinding {
  std::string id;  ///< finding_id, 32 hexadecimal digits
  std::string rule, name, category, gdpr, level;
  std::optional<std::string> column;
  Confidence confidence = Confidence::none;
  double score = 0;
  Severity severity = Severity::info;
  Triage triage = Triage::open;
  bool suppressed = false;
  std::uint64_t count = 0, distinct = 0;
  std::int64_t first_seen_ms = 0;
  std::vector<Location> locations;
};

/// Findings of one category and severity.
struct CategoryTotal {
  std::string category;
  Severity severity = Severity::info;
  std::uint64_t findings = 0, matches = 0;
};

struct RunFacts {
  std::int64_t id = 0;
  std::string text;      ///< "scan-20261122T010000Z-7"
  std::string host;      ///< that scanned
  std::string rule_set;  ///< which rules, as a hash
  std::string status;    ///< running, completed, stopped, crashed
  std::int64_t started_ms = 0, finished_ms = 0;
  std::vector<std::string> targets;
  Summary totals;
};

struct Event {
  EventKind kind = EventKind::seen;
  std::string id;  ///< the same however often it is sent; at most 64 characters of [0-9a-z:-]
  std::int64_t sequence = 0;  ///< grows with every event of an index
  std::int64_t time_ms = 0;   ///< when it became true
  RunFacts run;
  Object object;  ///< of findings, issues and folders
  std::optional<ExportedFinding> finding;
  Outcome outcome;                    ///< of issues
  std::vector<CategoryTotal> totals;  ///< of baselines, folders and totals
  std::uint64_t count = 0;            ///< of a gap: events; of totals: findings
  std::string detail;                 ///< of a gap: why
  bool truncated = false;             ///< something was left out so that it fits
};

/// 0 to 100, one scale for all receivers: info 5, low 25, medium 55, high 80, critical 95.
int severity_number(Severity severity) noexcept;
Severity severity_of(const Event& event) noexcept;
/// 0 to 100.
int confidence_number(const ExportedFinding& finding) noexcept;
int risk_number(const Event& event) noexcept;
/// Art. 9 or Art. 10.
bool is_special(std::string_view gdpr) noexcept;
/// One sentence for people.
std::string sentence(const Event& event);
/// "2026-11-22T01:00:00.000Z".
std::string time_text(std::int64_t milliseconds);

}  // namespace braque::exporting
