// How a spreadsheet shows a number (ECMA-376 part 1, 18.8.30 and 18.8.31): dates, times, and digits
// with something between them, such as telephone numbers. Everything else is written as a plain
// number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace braque::documents {

class NumberFormat {
 public:
  NumberFormat() = default;
  explicit NumberFormat(std::string_view code);
  /// One of the formats that have a number instead of a code.
  static NumberFormat built_in(std::int64_t id);

  /// Appends the number `value`; `from_1904` for workbooks whose days count from 1904.
  void write(double value, bool from_1904, std::string& text) const;
  /// Numbers are written as they are.
  bool is_plain() const { return kind_ == Kind::plain; }

 private:
  enum class Kind : std::uint8_t { plain, date, time, date_time, digits };
  enum class Condition : std::uint8_t { none, less, less_equal, greater, greater_equal, equal };
  struct Mask {
    std::string code;  ///< 0 and # stand for digits; \x is x
    Condition condition = Condition::none;
    double limit = 0;
  };

  void read_section(std::string_view section);
  bool write_digits(double value, std::string& text) const;

  Kind kind_ = Kind::plain;
  std::vector<Mask> masks_;
};

/// Appends a number without exponent, as short as it can be: 1.85E+14 is 185000000000000.
void write_plain_number(double value, std::string& text);
/// The same for a number as text, which stays as it is when it has neither exponent nor fraction.
void write_plain_number(std::string_view value, std::string& text);

/// Formats of cells by the index that cells give.
struct CellFormats {
  std::vector<NumberFormat> formats;
  std::vector<std::uint32_t> of_cell;  ///< index of a format, per kind of cell
  bool from_1904 = false;

  /// Plain when it is not known.
  const NumberFormat& format(std::size_t cell) const;
};

}  // namespace braque::documents
