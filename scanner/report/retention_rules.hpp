// How long what may be kept: a table of processings, each with the folders or sources that it lives
// in, the event from which time runs, and how long it stays in each of the three stages of the
// CNIL's guide for developers (sheet 14): base active, archivage intermédiaire, then suppression or
// archivage définitif.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/document.hpp"
#include "report/period.hpp"

namespace braque::report {

/// From when time runs. The index knows none of the first three: a date in the file's name stands
/// for them, else the file's last change.
enum class Trigger : std::uint8_t {
  last_contact,
  end_of_contract,
  year_end,
  document_date,
  modified
};

std::span<const Word> trigger_words();
std::optional<Trigger> trigger_named(std::string_view word);

struct RetentionRule {
  std::string processing;          ///< an id of the built-in table, or what the controller calls it
  std::vector<std::string> paths;  ///< patterns (`*`, `?`)
  std::vector<std::string>
      words;  ///< in the names of folders and files, any of them, whatever their case and accents
  std::vector<std::string> targets;  ///< lasting names, as patterns
  Trigger trigger = Trigger::modified;
  Period active, archive;      ///< how long in each stage; none: the stage is not used
  bool keep_for_good = false;  ///< at the end: archivage définitif instead of suppression
  std::string basis, source;
  std::int64_t since_ms = 0;  ///< the event's day, where it is known; 0: look for it
  std::string hold;           ///< why nothing may go (a lawsuit); "": nothing holds it
};

/// A row of the built-in table.
struct DefaultRule {
  std::string_view id;
  Both processing;
  std::string_view words;  ///< parted by commas
  Trigger trigger;
  std::string_view active, archive;  ///< ISO 8601
  Both basis;
  std::string_view source;  ///< the law, or the CNIL's text, that says so
};

/// What holds for most controllers in France.
std::span<const DefaultRule> default_rules();
std::vector<RetentionRule> built_in_rules();
/// Names of the built-in processings, for columns.
std::span<const Word> processing_words();
std::span<const Word> basis_words();
/// The built-in table as a file to be edited.
std::string default_table(bool french);

}  // namespace braque::report
