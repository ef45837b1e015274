// JSON lines and CSV.
#include <array>
#include <charconv>

#include "cli/json_writer.hpp"
#include "cli/printers.hpp"

namespace braque::cli {
namespace {

/// True for what machine formats list without --ledger: everything that was not fully read.
bool is_listed(const Outcome& outcome, const RecordOptions& options) {
  return options.ledger || outcome.status != Status::complete;
}

class JsonPrinter : public RecordSink {
 public:
  JsonPrinter(Output& out, const RecordOptions& options) : out_(out), options_(options) {}

  Result<void> item(const ItemRecord& record) override {
    for (const Finding& finding : record.findings)
      if (is_printed(finding, options_)) write_finding_json(out_, finding, options_);
    for (const PartRecord& part : record.parts)
      if (is_listed(part.outcome, options_))
        write_item_json(out_, record.item.path, part.locator, part.outcome, nullptr);
    if (is_listed(record.outcome, options_))
      write_item_json(out_, record.item.path, "", record.outcome, &record);
    return {};
  }

  Result<void> finish(const Summary& summary) override {
    write_summary_json(out_, summary);
    return out_.flush();
  }

 private:
  Output& out_;
  RecordOptions options_;
};

constexpr std::string_view kCsvHeader =
    "record,item,locator,rule,name,category,gdpr,confidence,score,severity,presence,count,distinct,"
    "column,level,sample,status,reason,bytes,bytes_done,format,finding_id\r\n";

class CsvPrinter : public RecordSink {
 public:
  CsvPrinter(Output& out, const RecordOptions& options) : out_(out), options_(options) {
    out_.write(kCsvHeader);
  }

  Result<void> item(const ItemRecord& record) override {
    for (const Finding& finding : record.findings)
      if (is_printed(finding, options_)) write(finding);
    for (const PartRecord& part : record.parts)
      if (is_listed(part.outcome, options_)) write(record.item.path, part.locator, part.outcome);
    if (is_listed(record.outcome, options_)) write(record.item.path, "", record.outcome);
    return {};
  }

  Result<void> finish(const Summary&) override { return out_.flush(); }

 private:
  void row(std::initializer_list<std::string_view> fields) {
    std::string& line = out_.buffer();
    bool first = true;
    for (std::string_view field : fields) {
      if (!first) line += ',';
      first = false;
      append_csv_field(line, field);
    }
    out_.write("\r\n");
  }

  void write(const Finding& finding) {
    bool lossy = false;
    std::string score;
    JsonWriter(score).decimal(finding.score, 4);
    row({"finding", path_text(finding.item, lossy), finding.locator, finding.rule, finding.name,
         finding.category, finding.gdpr, name(finding.confidence), score, name(finding.severity),
         name(finding.presence), std::to_string(finding.count), std::to_string(finding.distinct),
         finding.column.value_or(""), finding.level,
         finding.samples.empty() ? "" : finding.samples.front().masked, "", "", "", "", "",
         hexadecimal(finding.id)});
  }

  void write(const std::string& path, std::string_view locator, const Outcome& outcome) {
    bool lossy = false;
    row({"item", path_text(path, lossy), locator, "", "", "", "", "", "", "", "", "", "", "", "", "",
         name(outcome.status), name(outcome.reason), std::to_string(outcome.bytes),
         std::to_string(outcome.bytes_done), outcome.format, ""});
  }

  Output& out_;
  RecordOptions options_;
};

}  // namespace

std::unique_ptr<RecordSink> make_json_printer(Output& out, const RecordOptions& options) {
  return std::make_unique<JsonPrinter>(out, options);
}

std::unique_ptr<RecordSink> make_csv_printer(Output& out, const RecordOptions& options) {
  return std::make_unique<CsvPrinter>(out, options);
}

std::unique_ptr<RecordSink> make_printer(std::string_view format, Output& out,
                                         const RecordOptions& options, const HumanOptions& human) {
  if (format == "jsonl") return make_json_printer(out, options);
  if (format == "csv") return make_csv_printer(out, options);
  return make_human_printer(out, options, human);
}

Result<void> TeeSink::item(const ItemRecord& record) {
  for (RecordSink* sink : sinks_)
    if (auto passed = sink->item(record); !passed) return passed;
  return {};
}

Result<void> TeeSink::finish(const Summary& summary) {
  Result<void> result;
  for (RecordSink* sink : sinks_)
    if (auto passed = sink->finish(summary); !passed && result) result = passed;
  return result;
}

}  // namespace braque::cli
