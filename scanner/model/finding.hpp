// A finding: all matches of one rule in one part or column of an item. Holds masks and keyed
// fingerprints, never a value.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/phone_line.hpp"

namespace braque {

/// First 16 bytes of an HMAC-SHA-256.
using Digest = std::array<std::uint8_t, 16>;

enum class Confidence : std::uint8_t { none, low, medium, high };
enum class Severity : std::uint8_t { info, low, medium, high, critical };
enum class Presence : std::uint8_t { new_, seen, changed, gone };
enum class Triage : std::uint8_t { open, accepted, false_positive, fixed, assigned };

std::string_view name(Confidence confidence) noexcept;
std::string_view name(Severity severity) noexcept;
std::string_view name(Presence presence) noexcept;
std::string_view name(Triage triage) noexcept;
/// high >= 0.90, medium >= 0.60, low >= 0.30.
Confidence confidence_of(double score) noexcept;

struct Sample {
  std::uint64_t line = 0;    ///< from 1; 0 when unknown
  std::uint64_t offset = 0;  ///< bytes (see `TextUnit::offsets`)
  std::uint64_t length = 0;
  std::string masked;
  Digest fingerprint{};
  PhoneLine phone{};  ///< of the first telephone numbers among many samples
};

struct Alternative {
  std::string rule;
  double score = 0;
};

/// People of an exact list (`--edm`), by their rows.
struct ExactRows {
  std::string list;
  std::uint64_t list_rows = 0;    ///< people in the list
  std::uint64_t row_count = 0;    ///< of those found here
  std::vector<std::string> keys;  ///< of the first twenty rows
  /// Calls the function for each row (from 0), ascending.
  std::function<void(const std::function<void(std::uint64_t)>&)> rows;
};

struct Finding {
  Digest id{};
  Digest previous{};     ///< of the finding that this one was under another name; zero: none
  std::string item;      ///< absolute path, bytes
  std::string relative;  ///< path in the target, bytes
  std::string locator;   ///< UTF-8; "" for the item's own text
  std::string rule, name, name_fr, category, gdpr;
  std::optional<std::string> column;  ///< header or key, masked where it matched itself
  bool plain_place = false;           ///< nothing in locator and column is masked
  std::uint64_t column_filled = 0;  ///< cells of the column that are not empty, as far as looked at
  std::uint64_t column_passing = 0;  ///< of those, cells with a match
  std::string level;                 ///< "", "vocabulary" or "person"
  Confidence confidence = Confidence::none;
  double score = 0;
  Severity severity = Severity::info;
  Presence presence = Presence::new_;
  Triage triage = Triage::open;
  std::uint64_t count = 0;  ///< matches at the finding's confidence or one band below
  std::uint64_t distinct = 0;
  /// Further matches that an allow list covers, not in `count`; when it covers all of them, `count`
  /// is their number, `suppression` says why, and the finding is kept but not shown.
  std::uint64_t suppressed = 0;
  std::string suppression;
  std::uint64_t weak = 0;  ///< further matches of lower confidence, not in `count`
  std::vector<Alternative> alternatives;
  std::vector<std::string> evidence;  ///< with --explain: one line a piece, with its weight
  std::vector<Sample> samples;        ///< lowest offsets first; see `more_samples`
  /// With `--samples all`, the samples beyond those in `samples`, in order, read from an encrypted
  /// unnamed file: calls the function for each. Empty otherwise.
  std::function<void(const std::function<void(const Sample&)>&)> more_samples;
  std::optional<ExactRows> exact;  ///< who was found, for columns of exact lists
  /// All distinct fingerprints' first 8 bytes (big-endian), ascending, for the index. Empty with
  /// `--no-index`. May be called more than once.
  std::function<void(const std::function<void(std::uint64_t)>&)> fingerprints;
  /// XXH3-64 of these, eight bytes each in the processor's order, by whoever knows it without
  /// visiting them; 0: nobody did.
  std::uint64_t fingerprints_hash = 0;
};

}  // namespace braque
