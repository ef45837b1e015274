// What a scan produces, item by item, and who takes it: printers and the index.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/rule_bits.hpp"
#include "model/finding.hpp"
#include "model/item.hpp"

namespace braque {

/// The ledger's line for a part: a member of a container.
struct PartRecord {
  std::string locator;
  Outcome outcome;
};

/// A column of a database's table: how much of it was looked at, and what that says of all of it.
struct ColumnRecord {
  std::string name, type;
  std::uint64_t rows = 0;  ///< of the table; estimated unless `rows_exact`
  bool rows_exact = false;
  std::uint64_t rows_read = 0;
  std::uint64_t filled = 0;  ///< of the rows read: neither NULL nor empty
  std::string rule;          ///< of the finding that says most; "" for a clean column
  Confidence confidence = Confidence::none;  ///< of that finding
  std::uint64_t hits = 0;                    ///< cells with a match of that rule
  std::uint64_t distinct = 0;                ///< values
  /// Share of the filled cells with a match, and the bounds of that share in the whole table, 19
  /// times out of 20. In a clean column `high` is what may have been missed; read fully, all three
  /// are the same.
  double ratio = 0, low = 0, high = 1;
};

/// Where the index keeps an item that was found unchanged, so that it need not be looked for twice.
struct StoredPlace {
  std::int64_t row = 0;     ///< 0: nobody looked
  std::uint64_t parts = 0;  ///< rows
  std::uint64_t findings = 0;
  bool resumed = false;  ///< this very run read it, before it was stopped and taken up again
};

/// How much harm an item may do: the product of what is known of it. 0: it was not judged.
struct Risk {
  std::uint8_t sensitivity =
      0;                    ///< of its label: public 0, internal 1, confidential 2, restricted 4
  std::uint8_t volume = 0;  ///< matches: below 10 1, 100 2, 1,000 3, 10,000 4, more 5; none 0
  std::uint8_t exposure =
      0;  ///< who can read it: its owner 1, a group 2, everybody 3; 0: unknown, counts as 2
  std::uint8_t age =
      0;  ///< since it changed: below a year 1, three 2, five 3, more 4; 0: unknown, counts as 1

  unsigned score() const {
    return unsigned{sensitivity} * volume * (exposure == 0 ? 2U : exposure) * (age == 0 ? 1U : age);
  }
  std::uint32_t packed() const {
    return sensitivity | std::uint32_t{volume} << 8 | std::uint32_t{exposure} << 16 |
           std::uint32_t{age} << 24;
  }
  static Risk unpacked(std::uint64_t bytes) {
    const auto at = [bytes](int shift) { return static_cast<std::uint8_t>(bytes >> shift & 0xff); };
    return {at(0), at(8), at(16), at(24)};
  }
};

/// Everything about one item once it is done. Borrowed by sinks during the call.
struct ItemRecord {
  Item item;
  Outcome outcome;
  std::vector<std::string> other_names;  ///< further hard links, absolute paths
  std::vector<PartRecord> parts;  ///< partial and skipped parts always, complete ones with --ledger
  std::uint64_t parts_complete = 0;  ///< all complete parts, listed or not
  std::vector<Finding> findings;
  std::vector<ColumnRecord> columns;  ///< of a database's table, in its order
  Digest content_hash{};  ///< keyed XXH3-128 per MiB, then over the list; zero when not read whole
  std::string label;  ///< by the policy: public, internal, confidential, restricted; "": not read
  Risk risk;
  Digest edge_hash{};      ///< of a remote item: of its first and last bytes, keyed
  bool unchanged = false;  ///< known from the index (finding_store.hpp), not matched again
  bool touched = false;    ///< unchanged but for its metadata: its content was compared
  StoredPlace stored;      ///< of an unchanged item
  /// Rules of which anything passed its check, whatever came of it: a change of how such a rule
  /// judges what it finds may change what is found here.
  RuleBits candidates;
};

struct Totals {
  std::uint64_t discovered = 0, complete = 0, partial = 0, skipped = 0, unchanged = 0;
  std::uint64_t same_content = 0;  ///< complete; opened and compared, not matched again
};

struct Summary {
  Totals items;
  std::uint64_t bytes_discovered = 0, bytes_done = 0;
  std::uint64_t parts_complete = 0, parts_partial = 0, parts_skipped = 0;
  std::uint64_t findings = 0;             ///< shown (shown.hpp)
  std::uint64_t matches = 0;              ///< of those findings
  std::uint64_t suppressed_findings = 0;  ///< wholly covered by an allow list, kept and not shown
  std::uint64_t suppressed_matches = 0;   ///< of those, and single ones of findings that are shown
  double seconds = 0, cpu_seconds = 0;
  std::uint64_t private_items = 0;  ///< of all items, those in folders marked as private ...
  std::string private_mode;         ///< ... and what was done with them: scan, totals, skip
  bool interrupted = false;
  bool sampled = false;              ///< --sample
  std::string sandbox_note;          ///< what was missing of the workers' sandbox; "" for nothing
  std::vector<std::string> remarks;  ///< of sources: an account that may write, say
  std::string rules_note;   ///< what changed rules had to do with how much was read, for people
  std::string sample_note;  ///< what the sample covers, with its bounds, for people
  std::map<Reason, std::uint64_t> reasons;      ///< items and parts
  std::map<std::string, std::uint64_t> labels;  ///< items
};

/// Takes records as they come, from one thread, in order of discovery.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual Result<void> item(const ItemRecord& record) = 0;
  virtual Result<void> finish(const Summary& summary) = 0;
};

}  // namespace braque
