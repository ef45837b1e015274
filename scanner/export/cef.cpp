// Common Event Format, version 0: "CEF:0|vendor|product|version|signature|name|severity|key=value
// key=value". Header fields escape \ and |, values of the extension escape \ and =; no field holds
// a control character. Lengths are those of the format's dictionary; receivers cut what is longer
// without a word, so it is cut here.
#include <array>

#include "export/encoders.hpp"
#include "export/json_parts.hpp"

namespace braque::exporting {
namespace {

/// The one place that writes CEF syntax.
class CefWriter {
 public:
  explicit CefWriter(std::string& out) : out_(out) { out_ += "CEF:0"; }

  void header(std::string_view text, std::size_t bytes_max) {
    out_ += '|';
    append(text, bytes_max, '|');
  }
  void value(std::string_view key, std::string_view text, std::size_t bytes_max) {
    if (text.empty()) return;
    out_ += first_ ? '|' : ' ';
    first_ = false;
    out_.append(key) += '=';
    append(text, bytes_max, '=');
  }
  void number(std::string_view key, std::uint64_t number) {
    value(key, std::to_string(number), 20);
  }
  void time(std::string_view key, std::int64_t milliseconds) {
    if (milliseconds > 0) number(key, static_cast<std::uint64_t>(milliseconds));
  }
  /// A custom field goes with its label.
  void custom(std::string_view key, std::string_view label, std::string_view text) {
    if (text.empty()) return;
    value(std::string(key) + "Label", label, 1023);
    value(key, text, 4000);
  }
  void end() {
    if (first_) out_ += '|';
  }

 private:
  void append(std::string_view text, std::size_t bytes_max, char separator) {
    bool cut = false;
    for (char c : shortened_middle(clean_text(text), bytes_max, cut)) {
      if (c == '\\' || c == separator) out_ += '\\';
      out_ += c;
    }
  }

  std::string& out_;
  bool first_ = true;
};

std::string_view severity_text(Severity severity) {
  constexpr std::array<std::string_view, 5> kNumbers{"1", "3", "5", "8", "10"};
  return kNumbers[static_cast<std::size_t>(severity)];
}

std::string first_locations(const Event& event) {
  std::string text = event.object.locator;
  if (event.finding->column)
    text += (text.empty() ? "column " : "; column ") + *event.finding->column;
  for (const Location& location : event.finding->locations) {
    if (location.line > 0)
      text += (text.empty() ? "line " : "; line ") + std::to_string(location.line);
    if (!location.masked.empty()) text += " " + location.masked;
  }
  return text;
}

void write_object(CefWriter& cef, const Event& event) {
  const Object& object = event.object;
  cef.value("dhost", object.host, 1023);
  cef.value("duid", object.owner_id, 1023);
  cef.value("duser", object.owner_name, 1023);
  cef.value("fname", object.name, 1023);
  cef.value("filePath", object.path, 1023);
  if (object.size > 0) cef.number("fsize", object.size);
  cef.time("fileModificationTime", object.modified_ms);
  if (!object.database.empty())
    cef.custom("cs3", "database", object.database + "/" + object.target);
  cef.custom("flexString1", "label", object.label);
}

void write_finding(CefWriter& cef, const Event& event) {
  const ExportedFinding& finding = *event.finding;
  cef.number("cnt", finding.count);
  cef.value("cat", finding.category, 1023);
  cef.time("start", finding.first_seen_ms);
  cef.time("end", event.time_ms);
  cef.value("externalId", std::string_view(finding.id).substr(0, 40), 40);
  cef.value("fileId", finding.id, 1023);
  cef.custom("cs1", "classifier", finding.rule + " " + event.run.rule_set);
  cef.custom("cs2", "location", first_locations(event));
  cef.custom("cs4", "policy", "gdpr " + finding.gdpr);
  cef.custom("cn1", "confidence", std::to_string(confidence_number(finding)));
  cef.custom("cn2", "risk", std::to_string(risk_number(event)));
}

}  // namespace

void CefEncoder::event(const Event& event, std::string& out) {
  CefWriter cef(out);
  cef.header(kVendor, 63);
  cef.header(kProduct, 63);
  cef.header(BRAQUE_VERSION, 31);
  cef.header(event.finding ? std::string_view(event.finding->rule) : name(event.kind), 1023);
  cef.header(event.finding ? event.finding->name + " found" : std::string(name(event.kind)), 512);
  cef.header(severity_text(severity_of(event)), 2);
  cef.time("rt", event.time_ms);
  cef.value("act", name(event.kind), 63);
  cef.value("dvchost", event.run.host, 100);
  cef.value("msg", sentence(event), 1023);
  if (event.finding)
    write_finding(cef, event);
  else if (event.count > 0)
    cef.number("cnt", event.count);
  if (!event.finding) cef.value("externalId", std::string_view(event.id).substr(0, 40), 40);
  if (event.kind == EventKind::run_end || event.kind == EventKind::issue)
    cef.value(
        "outcome",
        event.kind == EventKind::issue || event.run.status != "completed" ? "partial" : "complete",
        63);
  write_object(cef, event);
  cef.custom("cs5", "event", event.id);
  cef.custom("cs6", "scan", event.run.text);
  // The exact name, which no escape has touched.
  cef.value("request", event.object.uri, 4000);
  cef.end();
}

}  // namespace braque::exporting
