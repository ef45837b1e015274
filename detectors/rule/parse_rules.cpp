// TOML text to rules. The parser stops at the first error of syntax in a file; all other faults are
// collected, in the order of their lines.
#include "rule/parse_rules.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <optional>

#include "rule/check_rules.hpp"
#include "rule/lexicon.hpp"
#include "rule/parse_lexicon.hpp"
#include "rule/toml.hpp"

namespace braque {
namespace {

struct NamedMask {
  std::string_view name;
  MaskStyle style;
};
constexpr std::array<NamedMask, 7> kMasks = {{{"last4", MaskStyle::last4},
                                              {"email", MaskStyle::email},
                                              {"name", MaskStyle::name},
                                              {"address", MaskStyle::address},
                                              {"year", MaskStyle::year},
                                              {"secret", MaskStyle::secret},
                                              {"length", MaskStyle::length}}};

constexpr std::array<std::string_view, 3> kSumKeys = {"sum", "mod", "map"};

int line_of(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

/// Reads values of the types that rules use; what has another type is a fault with its line.
class ValueReader {
 public:
  ValueReader(const std::string& file, std::vector<RuleFault>& faults)
      : file_(file), faults_(faults) {}

  void fault(int line, std::string message) {
    faults_.push_back({file_, line, std::move(message)});
  }

  void text(std::string_view key, const toml::node& node, std::string& into) {
    if (auto value = node.value_exact<std::string>()) {
      into = std::move(*value);
    } else {
      wrong_type(key, node, "a text in quotes");
    }
  }

  void texts(std::string_view key, const toml::node& node, std::vector<std::string>& into) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return wrong_type(key, node, "a list of texts");
    for (const toml::node& element : *array) text(key, element, into.emplace_back());
  }

  void flag(std::string_view key, const toml::node& node, bool& into) {
    if (auto value = node.value_exact<bool>()) {
      into = *value;
    } else {
      wrong_type(key, node, "true or false");
    }
  }

  void number(std::string_view key, const toml::node& node, double& into) {
    if (auto value = node.is_number() ? node.value<double>() : std::nullopt) {
      into = *value;
    } else {
      wrong_type(key, node, "a number");
    }
  }

  template <typename Integer>
  void integer(std::string_view key, const toml::node& node, Integer& into) {
    auto value = node.value_exact<std::int64_t>();
    if (!value) return wrong_type(key, node, "a whole number");
    if (*value < std::int64_t{std::numeric_limits<Integer>::min()} ||
        *value > std::int64_t{std::numeric_limits<Integer>::max()}) {
      return fault(line_of(node.source()), "`" + std::string(key) + "` is out of range");
    }
    into = static_cast<Integer>(*value);
  }

  void mask(const toml::node& node, MaskStyle& into);
  void check(const toml::node& node, Rule& rule);

 private:
  void wrong_type(std::string_view key, const toml::node& node, std::string_view wanted) {
    fault(line_of(node.source()), "`" + std::string(key) + "` must be " + std::string(wanted));
  }

  const std::string& file_;
  std::vector<RuleFault>& faults_;
};

void ValueReader::mask(const toml::node& node, MaskStyle& into) {
  std::string written;
  const std::size_t before = faults_.size();
  text("mask", node, written);
  if (faults_.size() != before) return;
  std::array<std::string_view, kMasks.size()> names;
  for (std::size_t i = 0; i < kMasks.size(); ++i) {
    if (kMasks[i].name == written) {
      into = kMasks[i].style;
      return;
    }
    names[i] = kMasks[i].name;
  }
  fault(line_of(node.source()),
        "there is no mask \"" + written + "\"" + did_you_mean(written, names));
}

void ValueReader::check(const toml::node& node, Rule& rule) {
  if (node.is_string()) return text("check", node, rule.check);
  const toml::table* table = node.as_table();
  if (table == nullptr)
    return wrong_type("check", node, "a check's name or a table {sum, mod, map}");
  const toml::node* weights = table->get("sum");
  const toml::node* modulus = table->get("mod");
  if (weights == nullptr)
    fault(line_of(node.source()), "`check` has no `sum`, the list of weights");
  if (modulus == nullptr) fault(line_of(node.source()), "`check` has no `mod`");
  for (const auto& [key, value] : *table) {
    if (key == "mod") {
      integer("mod", value, rule.sum.modulus);
    } else if (key == "map") {
      text("map", value, rule.sum.map);
      if (value.is_string() && rule.sum.map.empty()) {
        fault(line_of(value.source()),
              "`map` is empty; leave it out when the sum has no check character");
      }
    } else if (key != "sum") {
      fault(line_of(key.source()), "`check` has no key `" + std::string(key.str()) + "`" +
                                       did_you_mean(key.str(), kSumKeys));
    }
  }
  if (weights == nullptr) return;
  const toml::array* array = weights->as_array();
  if (array == nullptr || array->empty())
    return wrong_type("sum", *weights, "a list of whole numbers");
  for (const toml::node& weight : *array) integer("sum", weight, rule.sum.weights.emplace_back());
}

/// A key of [[rule]] and how its value gets into the rule. One line here is all that a further key
/// needs.
struct Field {
  std::string_view key;
  void (*read)(ValueReader&, std::string_view key, const toml::node&, Rule&);
};

using Reader = ValueReader;
using Key = std::string_view;
using Node = toml::node;

constexpr std::array kFields = {
    Field{"id", [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.id); }},
    Field{"name", [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.name); }},
    Field{"name_fr",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.name_fr); }},
    Field{"category",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.category); }},
    Field{"gdpr", [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.gdpr); }},
    Field{"kind", [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.kind); }},
    Field{"templates",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.texts(k, n, rule.templates); }},
    Field{"weak_templates",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.texts(k, n, rule.weak_templates); }},
    Field{"weak_prior",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.number(k, n, rule.weak_prior); }},
    Field{"separators",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.separators); }},
    Field{"separators_anywhere", [](Reader& r, Key k, const Node& n,
                                    Rule& rule) { r.flag(k, n, rule.separators_anywhere); }},
    Field{"capitals",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.flag(k, n, rule.capitals); }},
    Field{"shape", [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.shape); }},
    Field{"recogniser",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.recogniser); }},
    Field{"pattern",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.text(k, n, rule.pattern); }},
    Field{"literals",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.texts(k, n, rule.literals); }},
    Field{"window",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.integer(k, n, rule.window); }},
    Field{"check", [](Reader& r, Key, const Node& n, Rule& rule) { r.check(n, rule); }},
    Field{"prior", [](Reader& r, Key k, const Node& n, Rule& rule) { r.number(k, n, rule.prior); }},
    Field{"needs_context",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.flag(k, n, rule.needs_context); }},
    Field{"context",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.texts(k, n, rule.context); }},
    Field{"mask", [](Reader& r, Key, const Node& n, Rule& rule) { r.mask(n, rule.mask); }},
    Field{"sensitivity",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.integer(k, n, rule.sensitivity); }},
    Field{"examples",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.texts(k, n, rule.examples); }},
    Field{"counterexamples",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.texts(k, n, rule.counterexamples); }},
    Field{"references",
          [](Reader& r, Key k, const Node& n, Rule& rule) { r.texts(k, n, rule.references); }},
};

constexpr auto kFieldNames = [] {
  std::array<std::string_view, kFields.size()> names;
  for (std::size_t i = 0; i < kFields.size(); ++i) names[i] = kFields[i].key;
  return names;
}();

const Field* find_field(std::string_view key) {
  auto found =
      std::find_if(kFields.begin(), kFields.end(), [&](const Field& f) { return f.key == key; });
  return found == kFields.end() ? nullptr : &*found;
}

/// Parses one file after another and remembers where each id was met first.
class RulesParser {
 public:
  ParsedRules take() {
    const auto lexicons = std::make_shared<const std::vector<Lexicon>>(std::move(lexicons_));
    for (Rule& rule : parsed_.rules)
      if (rule.recogniser == kSpecialRecogniser) rule.lexicons = lexicons;
    return std::move(parsed_);
  }

  void file(const RuleFile& file) {
    built_in_ = file.built_in;
    std::vector<RuleFault> faults;
    TomlFault fault;
    if (const auto document = parse_toml(file.text, fault)) {
      if (is_lexicon(*document)) {
        lexicons_.push_back(parse_lexicon(file.name, *document, faults));
      } else {
        for (const auto& [key, value] : *document) top_level(file.name, key, value, faults);
      }
    } else {
      faults.push_back({file.name, fault.line, fault.message});
    }
    std::stable_sort(faults.begin(), faults.end(),
                     [](const RuleFault& a, const RuleFault& b) { return a.line < b.line; });
    std::move(faults.begin(), faults.end(), std::back_inserter(parsed_.faults));
  }

 private:
  void top_level(const std::string& file, const toml::key& key, const toml::node& value,
                 std::vector<RuleFault>& faults) {
    if (key != "rule") {
      faults.push_back(
          {file, line_of(key.source()),
           "unknown key `" + std::string(key.str()) + "`: a rule file holds [[rule]] tables only"});
      return;
    }
    const toml::array* tables = value.as_array();
    if (tables == nullptr) {
      faults.push_back(
          {file, line_of(key.source()), "rules are written as [[rule]], with two brackets"});
      return;
    }
    for (const toml::node& element : *tables) {
      if (const toml::table* table = element.as_table()) {
        rule(file, *table, faults);
      } else {
        faults.push_back({file, line_of(element.source()), "`rule` must hold tables only"});
      }
    }
  }

  void rule(const std::string& file, const toml::table& table, std::vector<RuleFault>& faults) {
    const std::size_t before = faults.size();
    Rule rule;
    RuleLines lines;
    lines.rule = line_of(table.source());
    rule.origin = {file, lines.rule};
    ValueReader reader(file, faults);
    for (const auto& [key, value] : table) {
      lines.keys.emplace(std::string(key.str()), line_of(key.source()));
      if (const Field* field = find_field(key.str())) {
        const std::size_t faults_before = faults.size();
        field->read(reader, field->key, value, rule);
        if (faults.size() != faults_before) lines.unreadable.emplace(key.str());
      } else {
        reader.fault(line_of(key.source()), "unknown key `" + std::string(key.str()) + "`" +
                                                did_you_mean(key.str(), kFieldNames));
      }
    }
    if (rule.kind.empty()) rule.kind = rule.id;
    rule.built_in = built_in_;
    check_rule(rule, lines, faults);
    check_unique(rule, lines, faults);
    if (faults.size() == before) parsed_.rules.push_back(std::move(rule));
  }

  void check_unique(const Rule& rule, const RuleLines& lines, std::vector<RuleFault>& faults) {
    if (rule.id.empty()) return;
    auto [first, added] = origins_.emplace(rule.id, rule.origin);
    if (added) return;
    faults.push_back({rule.origin.file, lines.of("id"),
                      rule.id + ": this id is taken by the rule at " + first->second.file + ":" +
                          std::to_string(first->second.line) + "; ids are unique over all files"});
  }

  ParsedRules parsed_;
  std::vector<Lexicon> lexicons_;
  bool built_in_ = false;
  std::map<std::string, RuleOrigin> origins_;
};

}  // namespace

ParsedRules parse_rules(std::span<const RuleFile> files) {
  RulesParser parser;
  for (const RuleFile& file : files) parser.file(file);
  return parser.take();
}

}  // namespace braque
