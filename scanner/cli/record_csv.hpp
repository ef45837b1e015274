// Records as rows of one CSV table.
#pragma once

#include <string>
#include <string_view>

#include "cli/output.hpp"
#include "model/record.hpp"

namespace braque::cli {

void write_csv_header(Output& out);
/// The label is the item's.
void write_finding_csv(Output& out, const Finding& finding, std::string_view label);
void write_item_csv(Output& out, const std::string& path, std::string_view locator,
                    const Outcome& outcome, std::string_view label);

}  // namespace braque::cli
