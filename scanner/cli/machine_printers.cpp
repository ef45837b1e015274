// JSON lines and CSV.
#include "cli/printers.hpp"
#include "cli/record_csv.hpp"

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
      if (is_printed(finding, options_)) write_finding_json(out_, finding, record.label, options_);
    for (const ColumnRecord& column : record.columns)
      write_column_json(out_, record.item.path, column);
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

class CsvPrinter : public RecordSink {
 public:
  CsvPrinter(Output& out, const RecordOptions& options) : out_(out), options_(options) {
    write_csv_header(out_);
  }

  Result<void> item(const ItemRecord& record) override {
    for (const Finding& finding : record.findings)
      if (is_printed(finding, options_)) write_finding_csv(out_, finding, record.label);
    for (const PartRecord& part : record.parts)
      if (is_listed(part.outcome, options_))
        write_item_csv(out_, record.item.path, part.locator, part.outcome, "");
    if (is_listed(record.outcome, options_))
      write_item_csv(out_, record.item.path, "", record.outcome, record.label);
    return {};
  }

  Result<void> finish(const Summary&) override { return out_.flush(); }

 private:
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
