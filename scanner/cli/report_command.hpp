// What the commands `braque report ...` share: the index and what of it is asked for, its items as
// facts, and the printing of a report in every format.
#pragma once

#include <functional>
#include <memory>

#include "cli/command.hpp"
#include "index/index_reader.hpp"
#include "report/document.hpp"
#include "report/facts.hpp"
#include "report/wording.hpp"

namespace braque::cli {

/// The index of --index and what --target, --path and --min-confidence choose of it.
struct ReportQuery {
  index::Filter filter;
  std::unique_ptr<index::IndexReader> index;
  std::int64_t index_ms = 0;   ///< when it was last written
  std::int64_t run = 0;        ///< the newest
  std::uint64_t rows_max = 0;  ///< of each table; 0: all
};

Result<ReportQuery> open_report(const Settings& settings);

/// Every item that is there, with its findings added up, those of a vocabulary without a person
/// left out; `each` gets those findings first, one by one. Memory grows with the number of items
/// that hold something.
Result<void> visit_facts(ReportQuery& query, report::Groups& groups,
                         const std::function<void(const report::ItemFacts&)>& visit,
                         const std::function<void(const index::StoredFinding&)>& each = {});

/// How reports read in a language.
std::unique_ptr<report::Wording> report_wording(Language language);

/// In the --format of the invocation; `made` says when, of which index.
void print_document(Output& out, Invocation& invocation, const report::Document& document,
                    const std::string& made);

/// In --format, to --output when it is given, for people with the day of the index.
ExitCode print_report(Invocation& invocation, const ReportQuery& query, report::Document document);

}  // namespace braque::cli
