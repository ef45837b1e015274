// tests/golden/extract: the format of a file, the text of its units, and its cells with column and
// source offset.
#include "support/golden.hpp"

#include "collect.hpp"

using namespace braque;
using namespace braque::test;

namespace {

std::string one_line(std::string_view text) {
  std::string result;
  for (const char byte : text) {
    if (byte == '\n') {
      result += "\\n";
    } else if (byte == '\t') {
      result += "\\t";
    } else if (byte == '\r') {
      result += "\\r";
    } else if (byte == '\f') {
      result += "\\f";
    } else {
      result.push_back(byte);
    }
  }
  return result;
}

std::string describe(const std::string& bytes, const std::string& name) {
  const Reading reading = read_part(bytes, name);
  std::ostringstream out;
  out << "format " << reading.format.name << ' ' << reading.format.encoding
      << (reading.format.splittable ? " splittable" : "") << '\n';
  if (!reading.format.remark.empty()) out << "remark " << reading.format.remark << '\n';
  for (const std::string& text : reading.found.texts) out << "unit " << one_line(text) << '\n';
  for (const CollectedCell& cell : reading.found.cells) {
    out << "cell " << cell.source << " [" << cell.column << "] " << one_line(cell.text) << '\n';
  }
  return out.str();
}

}  // namespace

TEST_CASE("golden files are read as expected") {
  check_golden(BRAQUE_GOLDEN_EXTRACT, 10, describe);
}
