// Records as rows of one CSV table.
#pragma once

#include <string>
#include <string_view>

#include "cli/output.hpp"
#include "model/record.hpp"

namespace braque::cli {

void write_csv_header(Output& out);
void write_finding_csv(Output& out, const Finding& finding);
void write_item_csv(Output& out, const std::string& path, std::string_view locator,
                    const Outcome& outcome);

}  // namespace braque::cli
