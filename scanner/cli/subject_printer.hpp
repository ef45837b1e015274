// The answer of `braque subject`, for people, programs and spreadsheets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"
#include "report/deadline.hpp"
#include "report/rights.hpp"
#include "report/subject_places.hpp"

namespace braque::cli {

struct SubjectAnswer {
  std::vector<std::string> labels;  ///< of the attributes
  std::vector<report::SubjectPlace> places;
  std::int64_t run = 0, index_ms = 0;  ///< the newest run, and when it ended
  std::uint64_t not_read = 0;          ///< items and parts that were not fully read
  bool verified = false;               ///< the items were read again
  const report::Right* right = nullptr;
  report::Date received{};
};

/// low, medium, high; medium for any other word.
Confidence confidence_named(std::string_view word);

/// In the --format of the invocation.
void print_subject(Invocation& invocation, const SubjectAnswer& answer);

}  // namespace braque::cli
