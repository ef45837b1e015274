// Takes a container apart, and the containers inside it, member by member, on one thread.
#pragma once

#include <string_view>

#include "model/extractor.hpp"
#include "model/table.hpp"
#include "pipeline/discovered.hpp"
#include "pipeline/worker.hpp"

namespace braque::pipeline {

/// Reads every member of the item as a part: findings and parts go to `done`, and the item's
/// outcome is partial when the container or any part of it could not be read. `members` (may be
/// null) receives how many members were met: none means that it was no such container after all.
Outcome scan_container(const ScanContext& context, Worker& worker, std::string_view format,
                       const RandomAccess& input, std::string_view name,
                       std::string_view target_name, ItemDone& done, std::uint64_t& members);

/// The same for a table of a database: its rows are a part without a name, and long values parts of
/// their own, each with the budget of a file.
Outcome scan_table(const ScanContext& context, Worker& worker, OpenTable& table,
                   std::string_view target_name, ItemDone& done);

/// A container that ended so, before its first member, is read as it stands: there is clear text in
/// broken files, and in those that break their reader.
constexpr bool tells_nothing(Reason reason) noexcept {
  switch (reason) {
    case Reason::corrupt:
    case Reason::timeout:
    case Reason::parser_crash:
    case Reason::sandbox_violation:
    case Reason::budget_memory:
      return true;
    default:
      return false;
  }
}

}  // namespace braque::pipeline
