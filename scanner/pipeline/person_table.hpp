// What the columns of a table say together: names and a birth date in one row are a person, which
// each of them alone is not.
#pragma once

#include <span>
#include <string>

#include "model/finding.hpp"

namespace braque::pipeline {

/// Looks at the findings in the columns of the table with this locator. Where columns that hold
/// names for the greater part stand beside one of birth dates, these findings gain confidence, with
/// a line of evidence, and a sentence for the ledger is given back; else "".
std::string judge_person_table(const std::string& locator, std::span<Finding> findings);

}  // namespace braque::pipeline
