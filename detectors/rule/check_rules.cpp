#include "rule/check_rules.hpp"

#include <algorithm>
#include <array>
#include <numeric>
namespace braque {
namespace {

constexpr std::array<std::string_view, 8> kShapes = {"email", "ipv4",    "ipv6",    "mac",
                                                     "date",  "mrz_td1", "mrz_td3", "number"};
constexpr std::size_t kContextBytesMin = 2;
/// Above these lies a slip of the pen. Weights that are powers of ten take a number as a whole.
constexpr int kWeightMax = 1'000'000'000;
constexpr int kModulusMax = 10'000;
constexpr std::uint32_t kWindowMax = 65'536;
/// Columns of the edit-distance table; longer words are not compared.
constexpr std::size_t kComparedBytesMax = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Number of single-byte changes that turn one word into the other (Levenshtein).
std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, diagonal + 1, replaced});
    }
  }
  return row.back();
}

/// family.name: one dot, lower-case letters, digits and underscores, each half begins with a
/// letter.
bool is_rule_id(std::string_view id) {
  const std::size_t dot = id.find('.');
  if (dot == std::string_view::npos) return false;
  for (std::string_view half : {id.substr(0, dot), id.substr(dot + 1)}) {
    if (half.empty() || !is_lower(half[0])) return false;
    for (char c : half) {
      if (!is_lower(c) && !is_digit(c) && c != '_') return false;
    }
  }
  return true;
}

/// Fewest and most characters that a template takes, separators not counted.
struct TemplateLength {
  std::size_t least = 0;
  std::size_t most = 0;
};

TemplateLength length_of(std::string_view text) {
  TemplateLength length;
  bool tail = false;
  for (char c : text) {
    if (c == '[') tail = true;
    if (c != '9' && c != 'A' && c != 'N') continue;
    ++length.most;
    if (!tail) ++length.least;
  }
  return length;
}

/// What is wrong with the template, or "".
std::string template_fault(std::string_view text) {
  const std::size_t stranger = text.find_first_not_of("9AN[]+ ");
  if (stranger != std::string_view::npos) {
    std::string shown =
        is_lower(text[stranger]) || is_digit(text[stranger]) || is_capital(text[stranger])
            ? std::string("'") + text[stranger] + "'"
            : "a character";
    return "holds " + shown + " at position " + std::to_string(stranger + 1) +
           "; a template is made of 9 (digit), A (letter), N (either), a blank where a separator "
           "may stand, [..] around an optional tail, and a leading +";
  }
  if (length_of(text).least == 0) return "needs at least one 9, A or N outside its optional tail";
  if (text.find('+', 1) != std::string_view::npos) return "may have its + at the beginning only";
  const std::size_t open = text.find('[');
  const std::size_t close = text.find(']');
  const bool has_tail = open != std::string_view::npos || close != std::string_view::npos;
  if (has_tail && (open == std::string_view::npos || close != text.size() - 1 || close < open ||
                   text.find('[', open + 1) != std::string_view::npos)) {
    return "may have one optional tail, [..], at its end";
  }
  if (text.front() == ' ' || text.back() == ' ') return "begins or ends with a blank";
  return "";
}

/// Appends faults of one rule, each with the line of the key that it is about.
class RuleChecker {
 public:
  RuleChecker(const Rule& rule, const RuleLines& lines, std::vector<RuleFault>& faults)
      : rule_(rule), lines_(lines), faults_(faults) {}

  void texts();
  void shape();
  void templates();
  void sum();
  void numbers();
  void words();

 private:
  bool unreadable(std::string_view key) const { return lines_.unreadable.contains(key); }
  void fault(std::string_view key, std::string message) {
    if (unreadable(key)) return;
    std::string who = rule_.id.empty() ? "rule" : rule_.id;
    faults_.push_back({rule_.origin.file, lines_.of(key), who + ": " + std::move(message)});
  }
  bool given(std::string_view key, bool filled) const { return filled || unreadable(key); }
  void required(std::string_view key, bool present, std::string_view purpose) {
    if (!present)
      fault(key, "`" + std::string(key) + "` is missing; it says " + std::string(purpose));
  }
  void no_empty(std::string_view key, const std::vector<std::string>& texts) {
    if (std::any_of(texts.begin(), texts.end(), [](const auto& t) { return t.empty(); })) {
      fault(key, "`" + std::string(key) + "` holds an empty text");
    }
  }

  const Rule& rule_;
  const RuleLines& lines_;
  std::vector<RuleFault>& faults_;
};

void RuleChecker::texts() {
  required("id", !rule_.id.empty(), "how the rule is called in every record");
  if (!rule_.id.empty() && !is_rule_id(rule_.id)) {
    fault("id", "an id has the form family.name in lower-case letters, digits and underscores");
  }
  required("name", !rule_.name.empty(), "in English what is found");
  required("category", !rule_.category.empty(), "which group the rule is counted in");
  required("examples", !rule_.examples.empty(), "what must be found");
  required("counterexamples", !rule_.counterexamples.empty(), "what must not be found");
  no_empty("examples", rule_.examples);
  no_empty("counterexamples", rule_.counterexamples);
}

void RuleChecker::shape() {
  const bool of_recogniser =
      rule_.shape == "number" && given("recogniser", !rule_.recogniser.empty());
  const int ways = (given("templates", !rule_.templates.empty()) ? 1 : 0) +
                   (given("shape", !rule_.shape.empty() && !of_recogniser) ? 1 : 0) +
                   (given("pattern", !rule_.pattern.empty()) ? 1 : 0) +
                   (given("recogniser", !rule_.recogniser.empty()) ? 1 : 0);
  if (ways == 0)
    fault("", "one of `templates`, `shape`, `pattern` and `recogniser` must say what to look for");
  if (ways > 1)
    fault("", "only one of `templates`, `shape`, `pattern` and `recogniser` may be given");
  if (rule_.shape == "number" && rule_.recogniser.empty())
    fault("shape", "the shape \"number\" goes with a `recogniser`");
  if (!rule_.shape.empty() &&
      std::find(kShapes.begin(), kShapes.end(), rule_.shape) == kShapes.end()) {
    fault("shape",
          "there is no shape \"" + rule_.shape + "\"" + did_you_mean(rule_.shape, kShapes));
  }
  if (!rule_.literals.empty() && !given("pattern", !rule_.pattern.empty()) &&
      !given("recogniser", !rule_.recogniser.empty())) {
    fault("literals", "`literals` go with a `pattern` or a `recogniser`");
  }
  no_empty("literals", rule_.literals);
  if (rule_.window == 0 || rule_.window > kWindowMax) {
    fault("window", "`window` must lie between 1 and " + std::to_string(kWindowMax) + " bytes");
  }
}

void RuleChecker::templates() {
  for (const std::string& text : rule_.templates) {
    std::string message = template_fault(text);
    if (!message.empty()) fault("templates", "the template \"" + text + "\" " + message);
  }
  for (const std::string& text : rule_.weak_templates) {
    std::string message = template_fault(text);
    if (!message.empty()) fault("weak_templates", "the template \"" + text + "\" " + message);
  }
  if (!rule_.weak_templates.empty() && !given("templates", !rule_.templates.empty())) {
    fault("weak_templates", "`weak_templates` go with `templates`");
  }
  for (char c : rule_.separators) {
    if (is_digit(c) || is_lower(c) || is_capital(c)) {
      fault("separators", "a letter or digit cannot be a separator");
      break;
    }
  }
}

void RuleChecker::sum() {
  const WeightedSum& sum = rule_.sum;
  if (sum.empty()) return;
  if (sum.modulus < 2 || sum.modulus > kModulusMax) {
    fault("check", "`mod` must lie between 2 and " + std::to_string(kModulusMax));
  }
  if (std::any_of(sum.weights.begin(), sum.weights.end(),
                  [](int w) { return w > kWeightMax || w < -kWeightMax; })) {
    fault("check", "a weight of `sum` lies beyond +-" + std::to_string(kWeightMax));
  }
  if (std::all_of(sum.weights.begin(), sum.weights.end(), [](int w) { return w == 0; })) {
    fault("check", "all weights of `sum` are 0, so that every number would pass");
  }
  if (!sum.map.empty() && sum.map.size() != static_cast<std::size_t>(std::max(sum.modulus, 0))) {
    fault("check", "`map` has " + std::to_string(sum.map.size()) + " characters, `mod` " +
                       std::to_string(sum.modulus) +
                       " remainders: one character for each is needed");
  }
  if (std::any_of(sum.map.begin(), sum.map.end(),
                  [](char c) { return !is_digit(c) && !is_capital(c) && c != '-'; })) {
    fault("check", "`map` is made of digits, capitals and - (no check character exists)");
  }
  const std::size_t needed = sum.weights.size() + (sum.map.empty() ? 0 : 1);
  for (const std::string& text : rule_.templates) {
    if (length_of(text).most < needed) {
      fault("check", "the check needs " + std::to_string(needed) +
                         " characters, more than the template \"" + text + "\" has");
    }
  }
}

void RuleChecker::numbers() {
  if (!(rule_.prior > 0 && rule_.prior < 1)) {
    fault("prior", "`prior` is a probability above 0 and below 1");
  }
  if (!(rule_.weak_prior > 0 && rule_.weak_prior < 1)) {
    fault("weak_prior", "`weak_prior` is a probability above 0 and below 1");
  }
  if (rule_.sensitivity < 1 || rule_.sensitivity > 5) {
    fault("sensitivity",
          "`sensitivity` goes from 1 (technical) to 5 (special categories, credentials)");
  }
}

void RuleChecker::words() {
  for (const std::string& word : rule_.context) {
    if (word.size() < kContextBytesMin) {
      fault("context", "the context word \"" + word + "\" is shorter than " +
                           std::to_string(kContextBytesMin) +
                           " bytes and would speak for anything");
    }
  }
  if (rule_.needs_context && !given("context", !rule_.context.empty())) {
    fault("needs_context", "`needs_context` without `context` can never be met");
  }
}

}  // namespace

int RuleLines::of(std::string_view key) const {
  auto found = keys.find(key);
  return found == keys.end() ? rule : found->second;
}

void check_rule(const Rule& rule, const RuleLines& lines, std::vector<RuleFault>& faults) {
  RuleChecker checker(rule, lines, faults);
  checker.texts();
  checker.shape();
  checker.templates();
  checker.sum();
  checker.numbers();
  checker.words();
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > kComparedBytesMax) return {};
  std::string_view best;
  std::size_t best_distance = word.size() <= 4 ? 2 : 3;  // fewer changes than this are a slip
  for (std::string_view candidate : known) {
    std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  std::string_view meant = nearest(word, known);
  return meant.empty() ? "" : " (did you mean \"" + std::string(meant) + "\"?)";
}

}  // namespace braque
