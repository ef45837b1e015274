// How a report's cells read in one language. Numbers and the names of categories, labels and
// reasons are those of the rest of the program, which implements this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/document.hpp"

namespace braque::report {

class Wording {
 public:
  virtual ~Wording() = default;
  virtual bool french() const = 0;
  virtual std::string whole(std::uint64_t value) const = 0;
  virtual std::string bytes(std::uint64_t value) const = 0;
  /// The name of a category, confidence, label, reason or severity; the word itself when there is
  /// none.
  virtual std::string word(CellKind kind, std::string_view id) const = 0;

  std::string_view in(const Both& both) const { return both.in(french()); }
};

/// The texts of a cell; views into it.
std::vector<std::string_view> texts(const Cell& cell);
/// The cell as people read it, its texts joined by commas. Not safe for any sink yet.
std::string shown(const Wording& wording, const Column& column, const Cell& cell);
std::string shown(const Wording& wording, const Value& value);
/// The sentence with its values.
std::string sentence(const Wording& wording, const Note& note);
/// That a table has more rows than are shown; "" when it has not.
std::string left_out(const Wording& wording, const Table& table);
/// Columns of this kind stand right.
bool is_numeric(CellKind kind) noexcept;

}  // namespace braque::report
