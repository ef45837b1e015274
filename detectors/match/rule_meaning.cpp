#include "match/rule_meaning.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "base/ascii.hpp"
#include "classify/column.hpp"
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

/// Does nothing but what it finds by itself depend on its words? Those of personal numbers speak for
/// their kin too, and a word that begins with a sign changes how texts are folded for all.
bool words_are_its_own(const Rule& rule) {
  const auto begins_with_sign = [](const std::string& word) {
    return word.empty() || (static_cast<unsigned char>(word[0]) < 0x80 && !ascii::is_alnum(word[0]));
  };
  return !is_personal_number(rule) &&
         std::none_of(rule.context.begin(), rule.context.end(), begins_with_sign);
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

std::string hashed(const std::string& meaning) {
  const XXH128_hash_t hash = XXH3_128bits(meaning.data(), meaning.size());
  std::array<char, 33> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx%016llx",
                static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return hex.data();
}

/// The same for all rules that let the same values pass, and differ in what these are worth.
/// Recognisers weigh on their own.
Rule without_judgement(const Rule& rule) {
  if (!rule.recogniser.empty()) return rule;
  Rule form = rule;
  form.prior = form.weak_prior = 0;
  form.needs_context = false;
  if (words_are_its_own(rule)) form.context.clear();
  return form;
}

}  // namespace

std::string rule_meaning(const Rule& rule) {
  std::string meaning, form;
  append_meaning(rule, meaning);
  append_meaning(without_judgement(rule), form);
  return hashed(meaning) + '.' + hashed(form).substr(0, 16);
}

}  // namespace braque
