// Golden files: beside every file NAME of a folder stands NAME.expected, what is read of it in
// words. A new case is two files and no code. With BRAQUE_APPROVE=1 in the environment what is
// expected is (re)written: then read the diff.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace braque::test {

inline std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

/// `describe`: what is read of the bytes of a file with that name.
template <typename Describe>
void check_golden(const std::filesystem::path& folder, std::size_t cases_min, Describe describe) {
  std::size_t cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::filesystem::path& path = entry.path();
    if (path.extension() == ".expected") continue;
    INFO(path.filename().string());
    std::filesystem::path expected = path;
    expected += ".expected";
    const std::string described = describe(contents(path), path.filename().string());
    if (std::getenv("BRAQUE_APPROVE") != nullptr)
      std::ofstream(expected, std::ios::binary) << described;
    CHECK(described == contents(expected));
    ++cases;
  }
  CHECK(cases >= cases_min);
}

}  // namespace braque::test
