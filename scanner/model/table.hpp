// A table of a database as the line sees it: it hands over its rows, and what is too long for a
// row, as members, so that it takes the way of every container.
#pragma once

#include <string>
#include <vector>

#include "model/extractor.hpp"
#include "model/record.hpp"

namespace braque {

/// One thread at a time.
class OpenTable {
 public:
  virtual ~OpenTable() = default;
  /// Where in the database: "crm > public > customers".
  virtual const std::string& locator() const = 0;
  /// Hands over the rows as one member without a name, of the structure "rows" ("jsonl" for
  /// documents), then long and binary values as members of their own. The outcome is the table's.
  virtual Outcome read(const Budget& budget, MemberSink& sink) = 0;
  /// Rows are documents: their columns are those in which something was found, and columns() has
  /// one for all.
  virtual bool documents() const { return false; }
  /// What was read of each column, after read(); who found what in them is not known here.
  virtual const std::vector<ColumnRecord>& columns() const = 0;
};

/// In the header of "rows": what stands behind it describes the column and is not its name.
inline constexpr char kDescriptionMark = '\x1f';

}  // namespace braque
