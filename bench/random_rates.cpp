// How many random strings of a rule's templates does its check take? What passes by chance is what
// a prior has to be honest about.
//
//     braque_random_rates [--tries N] [--seed N] > bench/random_rates.tsv
#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "cli/load_rules.hpp"
#include "rule/rule.hpp"
#include "validate/check.hpp"
#include "validate/weighted_sum.hpp"

using namespace braque;

namespace {

constexpr std::string_view kLettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr int kDigits = 10;

/// One template at one length: its characters, and where blanks stand before them.
struct Form {
  std::string characters;
  std::vector<bool> blank;
  bool plus = false;
};

std::vector<Form> forms_of(const std::vector<std::string>& templates) {
  std::vector<Form> forms;
  for (const std::string& text : templates) {
    Form form;
    bool blank = false, tail = false;
    for (char c : text) {
      if (c == '[') {
        tail = true;
        forms.push_back(form);
      } else if (c == '+') {
        form.plus = true;
      } else if (c == ' ') {
        blank = true;
      } else if (c != ']') {
        form.characters += c;
        form.blank.push_back(blank);
        blank = false;
        if (tail) forms.push_back(form);
      }
    }
    if (!tail) forms.push_back(form);
  }
  return forms;
}

/// First index into kLettersAndDigits of what a template's character stands for, and how many there
/// are.
std::pair<int, int> range_of(char c) {
  const int all = static_cast<int>(kLettersAndDigits.size());
  if (c == '9') return {0, kDigits};
  if (c == 'A') return {kDigits, all - kDigits};
  return {0, all};
}

struct Drawn {
  std::string compact, raw;
};

Drawn draw(const Form& form, char separator, std::mt19937_64& random) {
  Drawn drawn;
  if (form.plus) drawn.raw += '+';
  for (std::size_t i = 0; i < form.characters.size(); ++i) {
    const auto [first, count] = range_of(form.characters[i]);
    const char c = kLettersAndDigits[static_cast<std::size_t>(
        std::uniform_int_distribution<int>(first, first + count - 1)(random))];
    if (form.blank[i] && separator != 0) drawn.raw += separator;
    drawn.raw += c;
    drawn.compact += c;
  }
  return drawn;
}

bool passes_check(const Rule& rule, const Drawn& drawn) {
  if (!rule.sum.empty()) return passes(rule.sum, drawn.compact);
  const NamedCheck* check = find_check(rule.check);
  return check != nullptr && check->function({drawn.compact, drawn.raw});
}

/// The exact rate of a weighted sum on a form: the distribution of its remainder, position by
/// position.
double sum_rate(const WeightedSum& sum, const Form& form) {
  const auto modulus = static_cast<std::size_t>(sum.modulus);
  if (form.characters.size() < sum.weights.size() + (sum.map.empty() ? 0 : 1)) return 0;
  std::vector<double> share(modulus, 0.0);
  share[0] = 1;
  for (std::size_t i = 0; i < sum.weights.size(); ++i) {
    const auto [first, count] = range_of(form.characters[i]);
    std::vector<double> next(modulus, 0.0);
    for (std::size_t remainder = 0; remainder < modulus; ++remainder)
      for (int value = first; value < first + count; ++value) {
        const long total = static_cast<long>(remainder) + static_cast<long>(sum.weights[i]) * value;
        const long at = (total % sum.modulus + sum.modulus) % sum.modulus;
        next[static_cast<std::size_t>(at)] += share[remainder] / count;
      }
    share = std::move(next);
  }
  if (sum.map.empty()) return share[0];
  const auto [first, count] = range_of(form.characters[sum.weights.size()]);
  double rate = 0;
  for (std::size_t remainder = 0; remainder < modulus; ++remainder) {
    const std::size_t at = kLettersAndDigits.find(sum.map[remainder]);
    if (at == std::string_view::npos) continue;
    const int value = static_cast<int>(at);
    if (value >= first && value < first + count) rate += share[remainder] / count;
  }
  return rate;
}

std::optional<double> theory_of(const Rule& rule, const std::vector<Form>& forms) {
  if (rule.sum.empty()) return std::nullopt;
  double rate = 0;
  for (const Form& form : forms) rate += sum_rate(rule.sum, form);
  return rate / static_cast<double>(forms.size());
}

void measure(const Rule& rule, std::uint64_t tries, std::uint64_t seed) {
  std::vector<std::string> templates = rule.templates;
  templates.insert(templates.end(), rule.weak_templates.begin(), rule.weak_templates.end());
  const std::vector<Form> forms = forms_of(templates);
  const char separator = rule.separators.empty() ? '\0' : rule.separators[0];
  std::mt19937_64 random(seed);
  std::uint64_t accepted = 0;
  // Each form gets as many.
  for (std::uint64_t i = 0; i < tries; ++i)
    if (passes_check(rule, draw(forms[i % forms.size()], separator, random))) ++accepted;
  const double rate = static_cast<double>(accepted) / static_cast<double>(tries);
  const double error = std::sqrt(rate * (1 - rate) / static_cast<double>(tries));
  const std::optional<double> theory = theory_of(rule, forms);
  fmt::print("{}\t{}\t{}\t{}\t{:.3g}\t{:.2g}\t{}\t{}\t{}\n", rule.id,
             rule.sum.empty() ? rule.check : "sum", tries, accepted, rate, error,
             theory ? fmt::format("{:.3g}", *theory) : "-", rule.prior,
             rule.needs_context ? "yes" : "no");
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t tries = 400'000, seed = 1;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view name = arguments[i];
    const std::uint64_t value = std::strtoull(arguments[i + 1], nullptr, 10);
    if (name == "--tries") tries = value;
    if (name == "--seed") seed = value;
  }
  const auto rules = cli::read_rules({});
  if (!rules.has_value() || tries == 0) return EXIT_FAILURE;
  fmt::print("id\tcheck\ttries\taccepted\trate\terror\ttheory\tprior\tneeds_context\n");
  for (const Rule& rule : rules.value())
    if (!rule.templates.empty() && (!rule.check.empty() || !rule.sum.empty()))
      measure(rule, tries, seed);
  return EXIT_SUCCESS;
}
