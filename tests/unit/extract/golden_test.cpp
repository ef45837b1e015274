// tests/golden/extract: every file NAME has a NAME.expected, which lists the format, the text of
// its units and its cells with column and source offset. A new case is two files and no code; run
// with BRAQUE_APPROVE=1 in the environment to (re)write what is expected, then read the diff.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "collect.hpp"

using namespace braque;
using namespace braque::test;

namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

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

std::string describe(const std::filesystem::path& path) {
  const std::string bytes = contents(path);
  const Reading reading = read_part(bytes, path.filename().string());
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
  std::size_t cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(BRAQUE_GOLDEN_EXTRACT)) {
    const std::filesystem::path& path = entry.path();
    if (path.extension() == ".expected") continue;
    INFO(path.filename().string());
    std::filesystem::path expected = path;
    expected += ".expected";
    const std::string described = describe(path);
    if (std::getenv("BRAQUE_APPROVE") != nullptr) {
      std::ofstream(expected, std::ios::binary) << described;
    }
    CHECK(described == contents(expected));
    ++cases;
  }
  CHECK(cases >= 10);
}
