// The records of the machine formats, each on one line: finding, item, summary. Fields may be
// added, never changed.
#pragma once

#include <string>
#include <string_view>

#include "cli/json_writer.hpp"
#include "cli/output.hpp"
#include "model/record.hpp"
#include "model/shown.hpp"

namespace braque::cli {

struct RecordOptions {
  ShownFrom shown;
  bool ledger = false;    ///< complete items and parts too
  bool evidence = false;  ///< --explain
  bool changes = false;   ///< only findings that are new, changed or gone
};

/// True when the options let this finding be printed.
bool is_printed(const Finding& finding, const RecordOptions& options) noexcept;

/// All samples are written as they are read, so that any number of them needs no memory. The label
/// is the item's.
void write_finding_json(Output& out, const Finding& finding, std::string_view label,
                        const RecordOptions& options);
/// The item's own line (locator null) or a part's.
void write_item_json(Output& out, const std::string& path, const std::string& locator,
                     const Outcome& outcome, const ItemRecord* own);
/// A column of a database's table.
void write_column_json(Output& out, const std::string& path, const ColumnRecord& column);
/// {"score", "sensitivity", ...}: every factor; null for an item that was not judged.
void write_risk(JsonWriter& json, const std::string& label, const Risk& risk);
void write_summary_json(Output& out, const Summary& summary);

}  // namespace braque::cli
