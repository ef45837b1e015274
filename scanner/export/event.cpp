#include "export/event.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace braque::exporting {

std::string_view name(EventKind kind) noexcept {
  constexpr std::array<std::string_view, 12> kNames{"run_start", "run_resume", "run_end", "new",
                                                    "changed",   "gone",       "seen",    "issue",
                                                    "gap",       "baseline",   "folder",  "totals"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool is_finding(EventKind kind) noexcept {
  return kind == EventKind::found_new || kind == EventKind::changed || kind == EventKind::gone ||
         kind == EventKind::seen;
}

int severity_number(Severity severity) noexcept {
  constexpr std::array<int, 5> kNumbers{5, 25, 55, 80, 95};
  return kNumbers[static_cast<std::size_t>(severity)];
}

Severity severity_of(const Event& event) noexcept {
  if (event.finding)
    return event.kind == EventKind::gone ? Severity::info : event.finding->severity;
  if (event.kind == EventKind::gap || event.kind == EventKind::issue) return Severity::medium;
  if (event.kind == EventKind::run_end && event.run.status != "completed") return Severity::medium;
  Severity worst = Severity::info;
  for (const CategoryTotal& total : event.totals) worst = std::max(worst, total.severity);
  return worst;
}

int confidence_number(const ExportedFinding& finding) noexcept {
  return std::clamp(static_cast<int>(std::floor(finding.score * 100 + 1e-6)), 0, 100);
}

int risk_number(const Event& event) noexcept {
  const int severity = severity_number(severity_of(event));
  return event.finding ? severity * confidence_number(*event.finding) / 100 : severity;
}

bool is_special(std::string_view gdpr) noexcept {
  return gdpr.starts_with("special_art9") || gdpr == "criminal_art10";
}

namespace {

std::string targets_text(const Event& event) {
  std::string text;
  for (const std::string& target : event.run.targets) text += (text.empty() ? "" : ", ") + target;
  return text;
}

std::string run_sentence(const Event& event) {
  if (event.kind == EventKind::run_start) return "Scan of " + targets_text(event) + " began";
  if (event.kind == EventKind::run_resume)
    return "Scan of " + targets_text(event) + " was taken up again";
  const Totals& items = event.run.totals.items;
  return "Scan of " + targets_text(event) + " ended (" + event.run.status +
         "): " + std::to_string(items.discovered) + " items, " + std::to_string(items.complete) +
         " complete, " + std::to_string(items.partial) + " partial, " +
         std::to_string(items.skipped) + " skipped, " + std::to_string(event.run.totals.findings) +
         " findings";
}

std::string finding_sentence(const Event& event) {
  const ExportedFinding& finding = *event.finding;
  std::string text = finding.name.empty() ? finding.rule : finding.name;
  if (event.kind == EventKind::gone)
    text += ", no longer";
  else if (finding.count > 1)
    text += ", " + std::to_string(finding.count) + " times";
  text += " in " + (event.object.name.empty() ? event.object.target : event.object.name);
  if (!event.object.locator.empty()) text += " > " + event.object.locator;
  return text;
}

}  // namespace

std::string sentence(const Event& event) {
  const std::string number = std::to_string(event.count);
  switch (event.kind) {
    case EventKind::run_start:
    case EventKind::run_resume:
    case EventKind::run_end:
      return run_sentence(event);
    case EventKind::found_new:
    case EventKind::changed:
    case EventKind::gone:
    case EventKind::seen:
      return event.finding ? finding_sentence(event) : "A finding that the index forgot";
    case EventKind::issue:
      return "Not fully scanned (" + std::string(name(event.outcome.reason)) +
             "): " + event.object.path;
    case EventKind::gap:
      return number + " events were not sent: " + event.detail;
    case EventKind::baseline:
      return "First look at " + event.object.target + ": " + number + " findings";
    case EventKind::folder:
      return number + " findings in folder " + event.object.path;
    case EventKind::totals:
      return number + " findings in " + event.object.target;
  }
  return {};
}

std::string time_text(std::int64_t milliseconds) {
  // Whole seconds are rounded down, so that times before 1970 are right as well.
  const std::int64_t second =
      milliseconds >= 0 ? milliseconds / 1000 : -((999 - milliseconds) / 1000);
  const std::time_t time = second;
  std::tm parts{};
  if (::gmtime_r(&time, &parts) == nullptr) return "1970-01-01T00:00:00.000Z";
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                static_cast<int>(milliseconds - second * 1000));
  return text;
}

}  // namespace braque::exporting
