// The rules that stand for the columns of exact lists: nothing looks for them, findings name them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "privacy/exact_list.hpp"
#include "rule/rule.hpp"

namespace braque {

/// "edm.LIST.COLUMN", in small letters, digits and underscores.
std::string exact_rule_id(std::string_view list, std::string_view column);

/// One rule for each column of each list, in order.
std::vector<Rule> exact_rules(const ExactLists& lists);

}  // namespace braque
