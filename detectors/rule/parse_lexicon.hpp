// TOML to lexicons. Known to parse_rules.cpp only.
#pragma once

#include <string>
#include <vector>

#include "rule/lexicon.hpp"
#include "rule/parse_rules.hpp"
#include "rule/toml.hpp"

namespace braque {

/// Is a parsed file a lexicon? It says so with its key `lexicon`.
bool is_lexicon(const toml::table& document);

/// Reads a file that is one; faults are appended.
Lexicon parse_lexicon(const std::string& file, const toml::table& document,
                      std::vector<RuleFault>& faults);

}  // namespace braque
