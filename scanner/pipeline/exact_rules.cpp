#include "pipeline/exact_rules.hpp"

#include "base/ascii.hpp"

namespace braque {
namespace {

void append_word(std::string& id, std::string_view name) {
  for (char c : name) id += ascii::is_alnum(c) ? ascii::lower(c) : '_';
}

}  // namespace

std::string exact_rule_id(std::string_view list, std::string_view column) {
  std::string id = "edm.";
  append_word(id, list);
  id += '.';
  append_word(id, column);
  return id;
}

std::vector<Rule> exact_rules(const ExactLists& lists) {
  std::vector<Rule> rules;
  for (const auto& list : lists) {
    for (const ExactColumn& column : list->columns()) {
      Rule& rule = rules.emplace_back();
      rule.id = exact_rule_id(list->name(), column.name);
      rule.name = column.name + " of the list " + list->name();
      rule.name_fr = column.name + " de la liste " + list->name();
      rule.category = "exact_match";
      rule.gdpr = "personal";
      rule.kind = "edm";
      rule.mask = MaskStyle::length;
      rule.origin.file = "--edm";
    }
  }
  return rules;
}

}  // namespace braque
