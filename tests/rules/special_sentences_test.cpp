// Sentences of everyday files, each with the categories that it says of somebody. Kept as a figure,
// not one by one: language has exceptions, and a rule made for one sentence is worth nothing.
#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "cli/text_detector.hpp"
#include "rule/parse_rules.hpp"

using namespace braque;

namespace {

const RuleSet& special_rules() {
  static const std::unique_ptr<const RuleSet> set = [] {
    ParsedRules parsed = parse_rules(embedded_rules());
    std::vector<Rule> rules;
    for (Rule& rule : parsed.rules)
      if (rule.recogniser == kSpecialRecogniser) rules.push_back(std::move(rule));
    std::vector<RuleFault> faults;
    return RuleSet::compile(std::move(rules), nullptr, faults);
  }();
  return *set;
}

using Categories = std::set<std::string>;

/// Texts are read as files are, so that tables among them are tables.
Categories found_in(cli::TextDetector& detector, const std::string& text) {
  Categories found;
  for (const cli::DetectedSpan& span : detector.detect(text, Confidence::medium))
    if (span.special.level == SpecialLevel::person)
      found.insert(special_rules().rules()[span.rule].id);
  return found;
}

struct Line {
  std::string language, said, text;
};

/// The lines of a file, without remarks.
std::vector<Line> lines_of(const char* name) {
  std::ifstream file(std::string(BRAQUE_SENTENCES) + "/" + name);
  std::vector<Line> lines;
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find('|'), second = line.find('|', first + 1);
    if (line.starts_with('#') || second == std::string::npos) continue;
    Line made{line.substr(0, first), line.substr(first + 1, second - first - 1),
              line.substr(second + 1)};
    for (std::size_t at = 0; (at = made.text.find("\\n", at)) != std::string::npos;)
      made.text.replace(at, 2, "\n");
    lines.push_back(std::move(made));
  }
  return lines;
}

Categories split(const std::string& said) {
  Categories categories;
  for (std::size_t at = 0; said != "-" && at < said.size();) {
    const std::size_t end = std::min(said.find(',', at), said.size());
    categories.insert(said.substr(at, end - at));
    at = end + 1;
  }
  return categories;
}

struct Counts {
  double right = 0, wrong = 0, missed = 0, alarms = 0, negatives = 0;
  double f1() const { return 2 * right / (2 * right + wrong + missed); }
};

}  // namespace

TEST_CASE("sentences say what they say of somebody, and nothing else") {
  cli::TextDetector detector(special_rules(), false);
  std::map<std::string, Counts> counts;
  std::string slips;
  std::size_t sentences = 0;
  for (const Line& line : lines_of("special_sentences.txt")) {
    ++sentences;
    Categories said = split(line.said), found = found_in(detector, line.text);
    found.erase("note.excessive");
    for (const std::string& group : {line.language, std::string("all")}) {
      Counts& count = counts[group];
      for (const std::string& category : found)
        (said.contains(category) ? count.right : count.wrong) += 1;
      for (const std::string& category : said) count.missed += found.contains(category) ? 0 : 1;
      count.negatives += said.empty() ? 1 : 0;
      count.alarms += said.empty() && !found.empty() ? 1 : 0;
    }
    if (said == found) continue;
    slips += line.text + "\n    said " + line.said + ", found";
    for (const std::string& category : found) slips += " " + category;
    slips += "\n";
  }
  for (const auto& [language, count] : counts)
    slips += language + ": F1 " + std::to_string(count.f1()) + ", alarms " +
             std::to_string(count.alarms) + " of " + std::to_string(count.negatives) + "\n";
  INFO(slips);
  CHECK(sentences >= 970);
  for (const auto& [language, count] : counts) {
    INFO(language);
    CHECK(count.f1() >= 0.90);
    CHECK(count.alarms <= 0.08 * count.negatives + 1);
  }
}

TEST_CASE("comments that may be excessive are told from facts") {
  cli::TextDetector detector(special_rules(), false);
  Counts count;
  std::string slips;
  for (const Line& line : lines_of("special_comments.txt")) {
    const bool said = line.said == "+",
               found = found_in(detector, line.text).contains("note.excessive");
    count.right += said && found ? 1 : 0;
    count.wrong += !said && found ? 1 : 0;
    count.missed += said && !found ? 1 : 0;
    if (said != found) slips += line.said + " " + line.text + "\n";
  }
  INFO(slips);
  CHECK(count.right + count.missed >= 130);
  CHECK(count.right / (count.right + count.wrong) >= 0.85);
  CHECK(count.right / (count.right + count.missed) >= 0.75);
}
