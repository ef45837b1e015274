// A table of a database as the line sees it: it hands over its rows, and what is too long for a
// row, as members, so that it takes the way of every container.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/extractor.hpp"
#include "model/record.hpp"

namespace braque {

/// A column as far as rows have been handed over.
struct ColumnSoFar {
  std::string name;          ///< as in the header, without a description
  std::uint64_t filled = 0;  ///< cells
  bool any_text = false;     ///< it may hold texts of any length
};

/// Where a table's members go.
class TableSink : public MemberSink {
 public:
  /// Is all that is wanted to be known of every column known, so that the rest of a sample need not
  /// be read? Asked at `looks` moments that are fixed beforehand, at most.
  virtual bool sure(std::span<const ColumnSoFar> columns, std::uint32_t looks) = 0;
};

/// One thread at a time.
class OpenTable {
 public:
  virtual ~OpenTable() = default;
  /// Where in the database: "crm > public > customers".
  virtual const std::string& locator() const = 0;
  /// Hands over the rows as members without a name, of the structure "rows" ("jsonl" for
  /// documents), and behind each its long and binary values as members of their own. What has no
  /// name is one part, however many members it comes in. The outcome is the table's.
  virtual Outcome read(const Budget& budget, TableSink& sink) = 0;
  /// At how many moments reading might have ended early: after read(), for the columns' bounds.
  virtual std::uint32_t looks() const { return 1; }
  /// Rows are documents: their columns are those in which something was found, and columns() has
  /// one for all.
  virtual bool documents() const { return false; }
  /// How its rows lead to persons of other tables, as a sentence; "" when they do not. After
  /// read().
  virtual std::string persons() const { return {}; }
  /// What was read of each column, after read(); who found what in them is not known here.
  virtual const std::vector<ColumnRecord>& columns() const = 0;
};

}  // namespace braque
