#include "cli/record_csv.hpp"

#include <initializer_list>

#include "cli/json_writer.hpp"

namespace braque::cli {
namespace {

constexpr std::string_view kCsvHeader =
    "record,item,locator,rule,name,category,gdpr,confidence,score,severity,presence,count,distinct,"
    "column,level,sample,status,reason,bytes,bytes_done,format,finding_id,edm_rows,label\r\n";

void write_row(Output& out, std::initializer_list<std::string_view> fields) {
  std::string& line = out.buffer();
  bool first = true;
  for (std::string_view field : fields) {
    if (!first) line += ',';
    first = false;
    append_csv_field(line, field);
  }
  out.write("\r\n");
}

/// The keys of the first rows of an exact list, a space between them.
std::string row_keys(const Finding& finding) {
  std::string keys;
  if (!finding.exact) return keys;
  for (const std::string& key : finding.exact->keys) {
    if (!keys.empty()) keys += ' ';
    keys += key;
  }
  return keys;
}

}  // namespace

void write_csv_header(Output& out) { out.write(kCsvHeader); }

void write_finding_csv(Output& out, const Finding& finding, std::string_view label) {
  bool lossy = false;
  std::string score;
  JsonWriter(score).decimal(finding.score, 4);
  write_row(out, {"finding",
                  path_text(finding.item, lossy),
                  finding.locator,
                  finding.rule,
                  finding.name,
                  finding.category,
                  finding.gdpr,
                  name(finding.confidence),
                  score,
                  name(finding.severity),
                  name(finding.presence),
                  std::to_string(finding.count),
                  std::to_string(finding.distinct),
                  finding.column ? std::string_view(*finding.column) : std::string_view(),
                  finding.level,
                  finding.samples.empty() ? std::string_view() : finding.samples.front().masked,
                  "",
                  "",
                  "",
                  "",
                  "",
                  hexadecimal(finding.id),
                  row_keys(finding),
                  label});
}

void write_item_csv(Output& out, const std::string& path, std::string_view locator,
                    const Outcome& outcome, std::string_view label) {
  bool lossy = false;
  write_row(out, {"item",
                  path_text(path, lossy),
                  locator,
                  "",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "",
                  name(outcome.status),
                  name(outcome.reason),
                  std::to_string(outcome.bytes),
                  std::to_string(outcome.bytes_done),
                  outcome.format,
                  "",
                  "",
                  label});
}

}  // namespace braque::cli
