// braque rules list | show | check | explain
#include <fmt/format.h>

#include <algorithm>

#include "classify/score.hpp"
#include "cli/check_examples.hpp"
#include "cli/commands.hpp"
#include "cli/escape.hpp"
#include "cli/json_writer.hpp"
#include "cli/load_rules.hpp"
#include "cli/measure_rule.hpp"
#include "cli/numbers.hpp"
#include "cli/program.hpp"
#include "cli/suggest.hpp"
#include "cli/text_table.hpp"
#include "validate/check.hpp"

namespace braque::cli {
namespace {

const std::string& name_in(const Rule& rule, Language language) {
  return language == Language::french && !rule.name_fr.empty() ? rule.name_fr : rule.name;
}

/// Index of the rule with this id; says what was meant when there is none.
Result<std::size_t> find_rule(const std::vector<Rule>& rules, const std::string& id) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].id == id) return i;
    ids.push_back(rules[i].id);
  }
  std::string near = nearest(id, ids);
  return unexpected(ErrorKind::invalid, "no rule \"" + id + "\"; " +
                                            (near.empty() ? "`braque rules list` lists them"
                                                          : "did you mean " + near + "?"));
}

std::string shape_of(const Rule& rule) {
  std::string text = rule.shape + rule.pattern;
  for (const std::string& one : rule.templates) text += (text.empty() ? "" : " | ") + one;
  for (const std::string& one : rule.weak_templates) text += " | weak " + one;
  return text;
}

std::string check_of(const Rule& rule) {
  if (!rule.sum.empty()) {
    std::string text = "weighted sum";
    for (int weight : rule.sum.weights) text += " " + std::to_string(weight);
    return text + " modulo " + std::to_string(rule.sum.modulus);
  }
  const NamedCheck* check = rule.check.empty() ? nullptr : find_check(rule.check);
  return check == nullptr ? rule.check : rule.check + ": " + std::string(check->description);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void write_rule_json(Output& out, const Rule& rule) {
  JsonWriter json(out.buffer());
  json.begin_object().key("id").string(rule.id).key("name").string(rule.name);
  json.key("name_fr").string(rule.name_fr.empty() ? rule.name : rule.name_fr);
  json.key("category").string(rule.category).key("gdpr").string(rule.gdpr);
  json.key("file").string(rule.origin.file).end_object();
  out.write("\n");
}

void write_pair(Output& out, std::string_view label, const std::string& text) {
  if (!text.empty()) out.write(fmt::format("  {:<15}{}\n", label, terminal_text(text)));
}

void write_rule(Output& out, const Rule& rule, Language language) {
  out.write(terminal_text(rule.id + "  " + name_in(rule, language)) + "\n");
  write_pair(out, "category", category_text(rule.category, language) + " (" + rule.gdpr + ")");
  write_pair(out, "form", shape_of(rule));
  write_pair(out, "check", check_of(rule));
  write_pair(out, "context words", joined(rule.context));
  write_pair(out, "needs context", rule.needs_context ? "yes: never above low without" : "");
  write_pair(out, "prior", fmt::format("{:.4g}", rule.prior));
  write_pair(out, "sensitivity", std::to_string(rule.sensitivity));
  for (const std::string& reference : rule.references) write_pair(out, "reference", reference);
  write_pair(out, "written in", rule.origin.file + ":" + std::to_string(rule.origin.line));
}

const char* engine_name(Engine engine) {
  switch (engine) {
    case Engine::shapes:
      return "shapes";
    case Engine::literals:
      return "literals";
    case Engine::regex:
      return "regex";
    case Engine::recogniser:
      return "recogniser";
  }
  return "";
}

void write_weights(Output& out, const Rule& rule) {
  out.write(fmt::format("  evidence       {:+.2f}  before any evidence\n", logit_of(rule.prior)));
  std::size_t count = 0;
  const WeightedEvidence* table = evidence_table(count);
  for (std::size_t i = 0; i < count; ++i)
    out.write(fmt::format("                 {:+.2f}  {}\n", table[i].weight, table[i].description));
  out.write("                 a score of 0.90 is +2.20, 0.60 is +0.41, 0.30 is -0.85\n");
}

}  // namespace

ExitCode rules_list(Invocation& invocation) {
  auto rules = read_rules(invocation.settings.all("rules"));
  if (!rules) return fail(rules.error());
  LoadedRules chosen;
  if (auto done = choose_rules(invocation.settings, *rules, chosen); !done)
    return fail(done.error());
  std::sort(rules->begin(), rules->end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  if (invocation.settings.text("format") == "jsonl") {
    for (const Rule& rule : *rules) write_rule_json(invocation.out, rule);
    return ExitCode::done;
  }
  TextTable rows;
  for (const Rule& rule : *rules)
    rows.row({terminal_text(name_in(rule, invocation.language)), rule.id,
              category_text(terminal_text(rule.category), invocation.language)});
  invocation.out.write(rows.render(terminal_width(invocation.out), 3, Style{}));
  return ExitCode::done;
}

ExitCode rules_show(Invocation& invocation) {
  auto rules = read_rules(invocation.settings.all("rules"));
  if (!rules) return fail(rules.error());
  auto found = find_rule(*rules, invocation.arguments.front());
  if (!found) return fail(found.error());
  write_rule(invocation.out, (*rules)[*found], invocation.language);
  return ExitCode::done;
}

ExitCode rules_check(Invocation& invocation) {
  auto rules = read_rules(invocation.arguments);
  if (!rules) return fail(rules.error());
  std::vector<RuleFault> faults;
  auto set = RuleSet::compile(std::move(*rules), nullptr, faults);
  if (set == nullptr) return fail(unexpected(ErrorKind::invalid, fault_lines(faults)));
  faults = check_examples(*set);
  if (!faults.empty()) return fail(unexpected(ErrorKind::invalid, fault_lines(faults)));
  std::size_t examples = 0, counterexamples = 0;
  for (const Rule& rule : set->rules()) {
    examples += rule.examples.size();
    counterexamples += rule.counterexamples.size();
  }
  invocation.out.write(
      fmt::format("{} rules, {} examples and {} counterexamples: all as they should be\n",
                  set->rules().size(), examples, counterexamples));
  for (const SlowRule& slow : slow_rules(*set))
    invocation.out.write(fmt::format(
        "slow: {} takes {:.1f} ns a byte ({}:{})\n", slow.rule->id, slow.nanoseconds_per_byte,
        terminal_text(slow.rule->origin.file), slow.rule->origin.line));
  return ExitCode::done;
}

ExitCode rules_explain(Invocation& invocation) {
  auto loaded = load_rules(invocation.settings);
  if (!loaded) return fail(loaded.error());
  const RuleSet& set = *loaded->set;
  auto found = find_rule(set.rules(), invocation.arguments.front());
  if (!found) return fail(found.error());
  const Rule& rule = set.rules()[*found];
  const Placement& placement = set.placement(*found);
  write_rule(invocation.out, rule, invocation.language);
  write_pair(invocation.out, "engine",
             std::string(engine_name(placement.engine)) + ": " + placement.detail);
  auto cost = measure_rule(rule);
  if (cost)
    write_pair(invocation.out, "cost",
               fmt::format("{:.2f} ns a byte of ordinary text, alone", *cost));
  write_weights(invocation.out, rule);
  return ExitCode::done;
}

}  // namespace braque::cli
