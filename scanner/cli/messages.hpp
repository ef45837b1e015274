// Every text that people read, in both languages, in one table (messages.cpp). Machine formats have
// no language.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/finding.hpp"
#include "model/reason.hpp"

namespace braque::cli {

enum class Language : std::uint8_t { english, french };

/// From --lang ("en", "fr") when given, else from LC_ALL, LC_MESSAGES, LANG.
Language choose_language(std::string_view option, const char* lc_all, const char* lc_messages,
                         const char* lang);

enum class Message : std::uint8_t {
  scanned_title,
  stopped_title,
  coverage,
  items,
  parts,
  data,
  items_line,
  parts_line,
  data_line,
  suppressed_line,
  unchanged_line,
  same_content_line,
  private_scanned,
  private_totals,
  private_skipped,
  labels,
  found,
  nothing_found,
  nothing_but_suppressed,
  people_of_list,
  files,
  findings,
  matches,
  total,
  severity,
  column_low,
  column_medium,
  column_high,
  worst_folders,
  not_read,
  mostly_in,
  all_in,
  gaps_none,
  each_finding,
  line_number,
  next,
  next_rule,
  next_issues,
  next_listing,
  progress,
  progress_eta,
  would_read,
  suppression_made,
  suppression_of,
  state_in_force,
  state_expired,
  state_ended,
  until_date,
  baseline_made,
  baseline_says,
  audit_good,
  audit_broken,
  purged,
  key_rotated,
  explain_what,
  explain_law,
  explain_stake,
  explain_action,
  explain_source,
  subject_prompt,
  subject_found,
  subject_none,
  subject_limits,
  subject_due,
  subject_letter,
  subject_still_there,
  subject_gone,
  subject_not_read,
  subject_recipients,
  subject_recipient,
  impact_made,
  report_made,
  count_,  // not a message
};

inline constexpr int kMessageCount = static_cast<int>(Message::count_);

/// The text as it stands, with {} where values go.
std::string_view text(Message message, Language language) noexcept;

/// The text with its values. The number of {} is the same in both languages (tested).
template <typename... Values>
std::string format(Message message, Language language, const Values&... values) {
  return fmt::format(fmt::runtime(text(message, language)), values...);
}

std::string_view confidence_text(Confidence confidence, Language language) noexcept;
/// "confidentiel renforcé"; the label itself when it is not known.
std::string_view label_text(std::string_view label, Language language) noexcept;
std::string_view severity_text(Severity severity, Language language) noexcept;
std::string_view reason_text(Reason reason, Language language) noexcept;
/// Every category that has a name.
std::span<const std::string_view> category_ids() noexcept;
/// A rule's category ("national_id") as people call it; the word itself when it is not known.
std::string category_text(std::string_view category, Language language);

}  // namespace braque::cli
