#include "cli/json_writer.hpp"

#include <charconv>
#include <cmath>

namespace braque::cli {

JsonWriter& JsonWriter::decimal(double value, int decimals) {
  if (!std::isfinite(value)) return null();  // JSON has no word for it
  double scale = std::pow(10, decimals);
  // The small addend keeps 0.29 from becoming 0.28 because 0.29 * 100 is 28.999999999999996.
  double cut = std::abs(value) < 1e12 ? std::floor(value * scale + 1e-7) / scale : value;
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, cut);
  return raw(error == std::errc{} ? std::string_view(buffer, end) : std::string_view("null"));
}

}  // namespace braque::cli
