#include "model/finding.hpp"

namespace braque {

std::string_view name(Confidence confidence) noexcept {
  switch (confidence) {
    case Confidence::none:
      return "none";
    case Confidence::low:
      return "low";
    case Confidence::medium:
      return "medium";
    case Confidence::high:
      return "high";
  }
  return "";
}

std::string_view name(Severity severity) noexcept {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::low:
      return "low";
    case Severity::medium:
      return "medium";
    case Severity::high:
      return "high";
    case Severity::critical:
      return "critical";
  }
  return "";
}

std::string_view name(Presence presence) noexcept {
  switch (presence) {
    case Presence::new_:
      return "new";
    case Presence::seen:
      return "seen";
    case Presence::changed:
      return "changed";
    case Presence::gone:
      return "gone";
  }
  return "";
}

std::string_view name(Triage triage) noexcept {
  switch (triage) {
    case Triage::open:
      return "open";
    case Triage::accepted:
      return "accepted";
    case Triage::false_positive:
      return "false_positive";
    case Triage::fixed:
      return "fixed";
    case Triage::assigned:
      return "assigned";
  }
  return "";
}

Confidence confidence_of(double score) noexcept {
  if (score >= 0.90) return Confidence::high;
  if (score >= 0.60) return Confidence::medium;
  if (score >= 0.30) return Confidence::low;
  return Confidence::none;
}

}  // namespace braque
