// A lexicon in TOML, and a text in which its terms are looked for: any bytes behind a line "%%" are
// the text.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "match/matcher.hpp"
#include "rule/lexicon.hpp"
#include "rule/parse_rules.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kRule =
      "[[rule]]\nid = \"art9.health\"\nname = \"Health\"\ncategory = \"health\"\ngdpr = "
      "\"personal\"\nrecogniser = \"special\"\n"
      "examples = [\"a\"]\ncounterexamples = [\"b\"]\n";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = bytes.find("\n%%\n");
  const std::string_view text =
      cut == std::string_view::npos ? std::string_view() : bytes.substr(cut + 4);
  const std::vector<braque::RuleFile> files = {{"rule.toml", std::string(kRule)},
                                               {"lexicon.toml", std::string(bytes.substr(0, cut))}};
  braque::ParsedRules parsed = braque::parse_rules(files);
  if (!parsed.faults.empty()) return 0;
  std::vector<braque::RuleFault> faults;
  const auto rules = braque::RuleSet::compile(std::move(parsed.rules), nullptr, faults);
  if (rules == nullptr) return 0;
  braque::Matcher matcher(*rules);
  braque::TextUnit unit;
  unit.text = text;
  unit.owned_end = text.size();
  for (const braque::Match& match : matcher.match(unit))
    if (match.end > text.size() || match.start >= match.end) __builtin_trap();
  return 0;
}
