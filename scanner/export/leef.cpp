// Log Event Extended Format 2.0: "LEEF:2.0|vendor|product|version|event|^|key=value^key=value". It
// has no escapes: what is syntax becomes '_' in a value. The delimiter is '^' and not a tab,
// because relays rewrite tabs on receipt.
#include <array>

#include "export/encoders.hpp"
#include "export/json_parts.hpp"

namespace braque::exporting {
namespace {

constexpr char kDelimiter = '^';

/// The one place that writes LEEF syntax.
class LeefWriter {
 public:
  explicit LeefWriter(std::string& out) : out_(out) { out_ += "LEEF:2.0"; }

  void header(std::string_view text) {
    out_ += '|';
    append(text, 255, "|^");
  }
  /// After the last field of the header.
  void delimiter() { (((out_ += '|') += kDelimiter) += '|'); }
  void value(std::string_view key, std::string_view text, std::size_t bytes_max = 1023) {
    if (text.empty()) return;
    if (!first_) out_ += kDelimiter;
    first_ = false;
    out_.append(key) += '=';
    append(text, bytes_max, "^");
  }
  void number(std::string_view key, std::uint64_t number) { value(key, std::to_string(number)); }

 private:
  void append(std::string_view text, std::size_t bytes_max, std::string_view syntax) {
    bool cut = false;
    for (char c : shortened_middle(clean_text(text), bytes_max, cut))
      out_ += syntax.find(c) == std::string_view::npos ? c : '_';
  }

  std::string& out_;
  bool first_ = true;
};

std::string_view severity_text(Severity severity) {
  constexpr std::array<std::string_view, 5> kNumbers{"1", "3", "5", "8", "10"};
  return kNumbers[static_cast<std::size_t>(severity)];
}

void write_finding(LeefWriter& leef, const Event& event) {
  const ExportedFinding& finding = *event.finding;
  leef.value("findingId", finding.id);
  leef.value("ruleName", finding.name);
  leef.value("ruleVersion", event.run.rule_set);
  leef.number("count", finding.count);
  leef.number("distinctCount", finding.distinct);
  leef.number("confidence", static_cast<std::uint64_t>(confidence_number(finding)));
  leef.value("article", finding.gdpr);
  leef.value("level", finding.level);
  if (finding.column) leef.value("column", *finding.column);
  if (!finding.locations.empty() && finding.locations.front().line > 0)
    leef.number("line", finding.locations.front().line);
  if (!finding.locations.empty()) leef.value("masked", finding.locations.front().masked);
}

}  // namespace

void LeefEncoder::event(const Event& event, std::string& out) {
  LeefWriter leef(out);
  leef.header(kVendor);
  leef.header(kProduct);
  leef.header(BRAQUE_VERSION);
  leef.header(event.finding ? std::string_view(event.finding->rule) : name(event.kind));
  leef.delimiter();
  // Milliseconds since 1970 need no devTimeFormat.
  leef.number("devTime", static_cast<std::uint64_t>(std::max<std::int64_t>(event.time_ms, 0)));
  leef.value("cat", event.finding ? std::string_view(event.finding->category) : "coverage");
  leef.value("sev", severity_text(severity_of(event)));
  leef.value("state", name(event.kind));
  leef.value("eventUid", event.id);
  leef.value("message", sentence(event), 512);
  leef.value("scanId", event.run.text);
  leef.number("risk", static_cast<std::uint64_t>(risk_number(event)));
  if (event.finding)
    write_finding(leef, event);
  else if (event.count > 0)
    leef.number("count", event.count);
  const Object& object = event.object;
  leef.value("share", object.target);
  leef.value("identHostName", object.host);
  leef.value("usrName", object.owner_name.empty() ? object.owner_id : object.owner_name);
  leef.value("resource", object.path);
  leef.value("locator", object.locator);
  leef.value("label", object.label);
  leef.value("policy", event.finding ? "gdpr" : "");
  leef.value("database", object.database);
  if (object.size > 0) leef.number("fileSize", object.size);
  if (object.modified_ms > 0)
    leef.number("fileMtime", static_cast<std::uint64_t>(object.modified_ms));
  leef.value("resourceUri", object.uri, 2000);
}

}  // namespace braque::exporting
