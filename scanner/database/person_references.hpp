// Foreign keys carry "person" from table to table: a diagnosis beside a patient's number is about
// that patient, though nobody's name stands in the row.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database/source.hpp"

namespace braque::database {

/// Do these columns' names, and the table's own, say that a row is a person? A given name beside a
/// family name, a date of birth beside a name, or a table called after people with a name or a way
/// to reach them.
bool is_person_table(std::string_view table, std::span<const std::string> columns);

/// Fills ListedTable::persons: of tables that point at a table of persons, or at one that does.
void find_persons(const References& references, std::vector<ListedTable>& tables);

/// "rows lead to persons: dossier (patients)"; "" without any. Names as they are.
std::string persons_sentence(const ListedTable& table);

}  // namespace braque::database
