#include "match/rule_meaning.hpp"

#include <xxhash.h>

#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "rule/lexicon.hpp"

namespace braque {
namespace {

template <typename Add>
void append_meaning(const std::vector<Lexicon>& lexicons, Add add) {
  for (const Lexicon& lexicon : lexicons) {
    add(lexicon.subject);
    add(lexicon.language);
    for (const LexiconList& list : lexicon.lists) {
      add(list.name);
      for (const LexiconEntry& entry : list.entries) add(entry.text);
    }
    for (const auto& [feature, weight] : lexicon.weights) add(feature + std::to_string(weight));
  }
}

/// Everything of a rule that changes what it finds.
void append_meaning(const Rule& rule, std::string& out) {
  const auto add = [&out](std::string_view text) {
    out += std::to_string(text.size());
    out += ':';
    out += text;
  };
  for (const std::string* text :
       {&rule.id, &rule.category, &rule.kind, &rule.separators, &rule.shape, &rule.recogniser,
        &rule.pattern, &rule.check, &rule.sum.map})
    add(*text);
  for (const auto* list : {&rule.templates, &rule.weak_templates, &rule.literals, &rule.context}) {
    add(std::to_string(list->size()));
    for (const std::string& text : *list) add(text);
  }
  for (int weight : rule.sum.weights) add(std::to_string(weight));
  std::array<char, 96> numbers{};
  std::snprintf(numbers.data(), numbers.size(), "%d %.6f %.6f %d%d%d %u %d", rule.sum.modulus,
                rule.prior, rule.weak_prior, rule.needs_context, rule.capitals,
                rule.separators_anywhere, rule.window, static_cast<int>(rule.mask));
  add(numbers.data());
  if (rule.lexicons != nullptr) append_meaning(*rule.lexicons, add);
}

}  // namespace

std::string rule_meaning(const Rule& rule) {
  std::string meaning;
  append_meaning(rule, meaning);
  const XXH128_hash_t hash = XXH3_128bits(meaning.data(), meaning.size());
  std::array<char, 33> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx%016llx",
                static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return hex.data();
}

}  // namespace braque
