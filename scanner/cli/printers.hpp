// The three ways to print a scan: one RecordSink each. They write masks and fingerprints only,
// because records hold nothing else.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/record_json.hpp"
#include "model/record.hpp"

namespace braque::cli {

/// What the human printer needs to know beyond the records.
struct HumanOptions {
  Language language = Language::english;
  bool colour = false;
  std::size_t width = 80;  ///< columns of the terminal
  std::string targets;     ///< as the user wrote them
  bool indexed = false;    ///< findings can be queried afterwards
};

std::unique_ptr<RecordSink> make_json_printer(Output& out, const RecordOptions& options);
std::unique_ptr<RecordSink> make_csv_printer(Output& out, const RecordOptions& options);
std::unique_ptr<RecordSink> make_human_printer(Output& out, const RecordOptions& options,
                                               const HumanOptions& human);

/// By format name: human, jsonl, csv.
std::unique_ptr<RecordSink> make_printer(std::string_view format, Output& out,
                                         const RecordOptions& options, const HumanOptions& human);

/// Passes every record to each of its sinks, in order; stops at the first error.
class TeeSink : public RecordSink {
 public:
  void add(RecordSink& sink) { sinks_.push_back(&sink); }
  Result<void> item(const ItemRecord& record) override;
  Result<void> finish(const Summary& summary) override;

 private:
  std::vector<RecordSink*> sinks_;
};

}  // namespace braque::cli
