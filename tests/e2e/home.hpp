// A place of its own for a run of braque: configuration, keys, index and cache below one tree.
#pragma once

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/run_program.hpp"
#include "support/temporary_tree.hpp"

namespace braque::test {

class Home {
 public:
  TemporaryTree tree;

  ProgramResult run(std::vector<std::string> words, std::string input = {}) const {
    words.insert(words.begin(), BRAQUE_PROGRAM);
    return run_program({std::move(words), std::move(input), environment()});
  }

  /// Ends it by SIGKILL after so long.
  ProgramResult run_and_kill(std::vector<std::string> words, int milliseconds) const {
    words.insert(words.begin(), BRAQUE_PROGRAM);
    return run_program({std::move(words), {}, environment(), milliseconds});
  }

  std::map<std::string, std::string> environment() const {
    std::map<std::string, std::string> environment{
        {"HOME", tree.path()},
        {"XDG_CONFIG_HOME", tree.path("config")},
        {"XDG_STATE_HOME", tree.path("state")},
        {"XDG_CACHE_HOME", own_cache ? tree.path("cache") : shared_cache().path("cache")},
        {"LC_ALL", "C"}};
    environment.insert(variables.begin(), variables.end());
    return environment;
  }

  std::map<std::string, std::string> variables;
  /// Compiled rules are kept where nobody else looks. They hold no data; sharing them saves a
  /// second a test.
  bool own_cache = false;

 private:
  static const TemporaryTree& shared_cache() {
    static const TemporaryTree tree;
    return tree;
  }
};

inline std::vector<nlohmann::json> json_lines(const std::string& text) {
  std::vector<nlohmann::json> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

}  // namespace braque::test
