#include "model/json_writer.hpp"

#include <charconv>
#include <cmath>

namespace braque {

JsonWriter& JsonWriter::decimal(double value, int decimals) {
  if (!std::isfinite(value)) return null();  // JSON has no word for it
  double scale = std::pow(10, decimals);
  // Scores are added up as floats: 0.95 may come as 0.94999999 and is 0.95.
  double cut = std::abs(value) < 1e12 ? std::floor((value + 1e-6) * scale) / scale : value;
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, cut);
  return raw(error == std::errc{} ? std::string_view(buffer, end) : std::string_view("null"));
}

}  // namespace braque
