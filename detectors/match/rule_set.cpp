#include "match/rule_set.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "classify/score.hpp"
#include "match/engines.hpp"
#include "match/rule_meaning.hpp"
#include "rule/lexicon.hpp"

namespace braque {
namespace {

using match::Database;

class Compiler {
 public:
  Compiler(const std::vector<Rule>& rules, std::vector<Placement>& placements,
           RuleSet::Engines& engines, DatabaseCache* cache, std::vector<RuleFault>& faults)
      : rules_(rules), placements_(placements), engines_(engines), cache_(cache), faults_(faults) {}

  void run() {
    engines_.level = match::best_vector_level();
    engines_.patterns.resize(rules_.size());
    engines_.recognisers.resize(rules_.size());
    placements_.resize(rules_.size());
    for (std::size_t i = 0; i < rules_.size(); ++i) place(static_cast<std::uint16_t>(i));
    compile_literals();
    compile_special();
    compile_regexes();
    compile_keywords();
  }

 private:
  void fault(const Rule& rule, std::string message) {
    faults_.push_back({rule.origin.file, rule.origin.line, rule.id + ": " + std::move(message)});
  }

  void place(std::uint16_t index) {
    const Rule& rule = rules_[index];
    engines_.prior_logits.push_back(static_cast<float>(logit_of(rule.prior)));
    place_check(rule);
    Placement& placement = placements_[index];
    if (!rule.templates.empty()) {
      const std::string wrong = engines_.templates.add(rule, index);
      if (!wrong.empty()) fault(rule, wrong);
      placement.detail = "positional templates, looked up by length";
    } else if (!rule.recogniser.empty()) {
      place_recogniser(rule, index);
    } else if (!rule.shape.empty()) {
      place_shape(rule, index);
      placement.detail = "built-in shape " + rule.shape;
    } else {
      place_pattern(rule, index);
    }
  }

  void place_check(const Rule& rule) {
    RuleSet::Engines::Verifier verifier;
    if (!rule.sum.empty()) verifier.sum = &rule.sum;
    if (!rule.check.empty()) {
      const NamedCheck* named = find_check(rule.check);
      if (named == nullptr)
        fault(rule, "there is no check named \"" + rule.check + "\"");
      else
        verifier.check = named->function;
    }
    engines_.verifiers.push_back(verifier);
  }

  void place_shape(const Rule& rule, std::uint16_t index) {
    const std::array<std::pair<std::string_view, std::vector<std::uint16_t>*>, 7> shapes = {
        {{"email", &engines_.email},
         {"ipv4", &engines_.ipv4},
         {"ipv6", &engines_.ipv6},
         {"mac", &engines_.mac},
         {"date", &engines_.date},
         {"mrz_td1", &engines_.mrz_td1},
         {"mrz_td3", &engines_.mrz_td3}}};
    for (const auto& [name, list] : shapes) {
      if (rule.shape != name) continue;
      list->push_back(index);
      return;
    }
    fault(rule, "unknown shape \"" + rule.shape +
                    "\"; use email, ipv4, ipv6, mac, date, mrz_td1 or mrz_td3");
  }

  void place_recogniser(const Rule& rule, std::uint16_t index) {
    if (rule.recogniser == kSpecialRecogniser) {
      placements_[index].engine = Engine::recogniser;
      placements_[index].detail =
          "terms of rules/special in a table of literals of their own; then who it is about";
      return;
    }
    const NamedRecogniser* named = find_recogniser(rule.recogniser);
    if (named == nullptr) {
      fault(rule, "there is no recogniser named \"" + rule.recogniser + "\"");
      return;
    }
    engines_.recognisers[index] = named->make();
    if (engines_.recognisers[index]->reads_columns()) engines_.in_columns.push_back(index);
    Placement& placement = placements_[index];
    placement.engine = Engine::recogniser;
    placement.detail = named->description;
    if (!rule.literals.empty()) {
      place_literals(rule, index);
      placement.detail += ", around literals in the shared table";
    } else if (rule.shape == "number") {
      engines_.number.push_back(index);
      placement.detail += ", asked about numbers";
    } else {
      engines_.everywhere.push_back(index);
      placement.detail += ", asked about all text";
    }
  }

  void place_literals(const Rule& rule, std::uint16_t index) {
    for (const std::string& literal : rule.literals) {
      literal_patterns_.push_back(
          {literal, static_cast<std::uint32_t>(engines_.literal_rules.size())});
      if (literal[0] == ' ' && !rule.recogniser.empty())
        engines_.after_blank.push_back(static_cast<std::uint32_t>(engines_.literal_rules.size()));
      engines_.literal_rules.push_back(index);
      engines_.literal_texts.push_back(literal);
    }
  }

  void place_pattern(const Rule& rule, std::uint16_t index) {
    auto pattern = std::make_unique<const match::LazyPattern>(rule.pattern);
    if (!rule.built_in && !pattern->get().ok()) {
      fault(rule, "pattern: " + pattern->get().error());
      return;
    }
    engines_.patterns[index] = std::move(pattern);
    Placement& placement = placements_[index];
    if (!rule.literals.empty()) {
      placement.engine = Engine::literals;
      placement.detail = "literals in the shared table, confirmed by RE2 in a window";
      place_literals(rule, index);
      return;
    }
    placement.engine = Engine::regex;
    // Alone first, so that one pattern that Hyperscan cannot serve does not cost the others.
    int failed = -1;
    const std::array<Database::Pattern, 1> alone = {{{rule.pattern, index}}};
    if (Database::compile(Database::Syntax::regex, alone, failed)) {
      regex_patterns_.push_back(alone[0]);
      placement.detail = "regular expression in a Hyperscan database, confirmed by RE2 in a window";
    } else {
      engines_.slow_rules.push_back(index);
      placement.detail = "regular expression served by RE2 over the whole text (slow)";
    }
  }

  /// From the cache, or compiled and stored there.
  std::optional<Database> obtain(Database::Syntax syntax,
                                 const std::vector<Database::Pattern>& patterns) {
    if (patterns.empty()) return std::nullopt;
    std::string key = match::hyperscan_description() +
                      (syntax == Database::Syntax::literal ? " literal" : " regex");
    for (const Database::Pattern& pattern : patterns)
      key += '\n' + std::to_string(pattern.id) + ' ' + pattern.text;
    if (cache_ != nullptr) {
      const std::string bytes = cache_->load(key);
      if (!bytes.empty())
        if (auto database = Database::deserialise(bytes)) return std::move(*database);
    }
    // A cache may have it made elsewhere: compiling takes more memory than a scan.
    if (cache_ != nullptr) {
      const std::string bytes = cache_->make(key, [&] {
        int ignored = -1;
        auto made = Database::compile(syntax, patterns, ignored);
        return made ? made->serialise() : std::string();
      });
      if (!bytes.empty())
        if (auto database = Database::deserialise(bytes)) return std::move(*database);
    }
    int failed = -1;
    auto database = Database::compile(syntax, patterns, failed);
    if (!database) {
      const std::string which =
          failed >= 0 ? patterns[static_cast<std::size_t>(failed)].text : "all";
      faults_.push_back(
          {"", 0, "the engine cannot compile " + which + ": " + database.error().message});
      return std::nullopt;
    }
    return std::move(*database);
  }

  void compile_literals() { engines_.literals = match::LiteralScan(literal_patterns_); }
  void compile_special() {
    engines_.special = special::Detector::make(rules_, faults_);
    if (engines_.special == nullptr) return;
    std::vector<match::StartScan::Word> starts;
    std::vector<Database::Pattern> parts;
    const std::vector<special::Literal>& literals = engines_.special->literals();
    for (std::size_t i = 0; i < literals.size(); ++i) {
      const special::Literal& literal = literals[i];
      if (literal.starts_word && match::StartScan::served(literal.text))
        starts.push_back({literal.text, literal.ends_word, literal.capitals});
      else
        parts.push_back({literal.text, static_cast<std::uint32_t>(i)});
    }
    engines_.special_starts = match::StartScan(starts);
    engines_.special_parts = match::LiteralScan(parts);
  }
  void compile_regexes() { engines_.regexes = obtain(Database::Syntax::regex, regex_patterns_); }
  void compile_keywords() { engines_.keywords = match::Keywords::collect(rules_); }

  const std::vector<Rule>& rules_;
  std::vector<Placement>& placements_;
  RuleSet::Engines& engines_;
  DatabaseCache* cache_;
  std::vector<RuleFault>& faults_;
  std::vector<Database::Pattern> literal_patterns_, regex_patterns_;
};

std::string fingerprint_of(const std::vector<Rule>& rules) {
  std::string meaning;
  for (const Rule& rule : rules) meaning += rule_meaning(rule);
  const XXH128_hash_t hash = XXH3_128bits(meaning.data(), meaning.size());
  std::array<char, 33> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx%016llx",
                static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return hex.data();
}

}  // namespace

RuleSet::RuleSet() : engines_(std::make_unique<Engines>()) {}
RuleSet::~RuleSet() = default;

std::unique_ptr<const RuleSet> RuleSet::compile(std::vector<Rule> rules, DatabaseCache* cache,
                                                std::vector<RuleFault>& faults) {
  std::unique_ptr<RuleSet> set(new RuleSet);
  set->rules_ = std::move(rules);
  const std::size_t before = faults.size();
  if (set->rules_.size() >= kNoRule)
    faults.push_back({"", 0, "too many rules: at most 65,534"});
  else
    Compiler(set->rules_, set->placements_, *set->engines_, cache, faults).run();
  if (faults.size() != before) return nullptr;
  set->fingerprint_ = fingerprint_of(set->rules_);
  return set;
}

std::vector<const match::Database*> RuleSet::Engines::databases() const {
  std::vector<const match::Database*> all;
  if (regexes) all.push_back(&*regexes);
  return all;
}

std::string RuleSet::engine_description() const {
  return match::hyperscan_description() + "; shapes " + match::name(engines_->level) + "; RE2";
}

std::size_t RuleSet::database_bytes() const { return engines_->literals.bytes(); }

std::vector<RuleSet::SpecialWeight> RuleSet::explain(const SpecialEvidence& evidence) const {
  std::vector<SpecialWeight> weights;
  if (evidence.level == SpecialLevel::none || engines_->special == nullptr) return weights;
  weights.push_back({"any term", engines_->special->bias()});
  for (std::size_t i = 0; i < special::kFeatures; ++i) {
    const auto feature = static_cast<special::Feature>(i);
    if (special::has(evidence.features, feature))
      weights.push_back({special::features()[i].description,
                         engines_->special->weight_in(evidence.features, feature)});
  }
  return weights;
}

namespace {

/// Is each text seen between others of many lengths? A vectorised engine that loses matches does so
/// near the ends of a buffer. All texts at all distances would take a minute when they are many;
/// then each is tried at some, and each distance with some.
template <typename TextAt, typename Scan>
bool sees_all(std::size_t count, TextAt text_at, Scan scan, bool full) {
  constexpr std::size_t kPrefixes = 300, kSuffixes = 100, kFew = 64, kQuick = 1500;
  const bool all = full && count <= kFew;
  const std::size_t prefixes = all    ? kPrefixes
                               : full ? 64
                                      : 1,
                    suffixes = all    ? kSuffixes
                               : full ? 16
                                      : 2;
  const std::size_t step = full ? 1 : 1 + count / kQuick;
  std::vector<match::Hit> hits;
  std::string text;
  for (std::size_t id = 0; id < count; id += step) {
    const std::string& literal = text_at(id);
    for (std::size_t i = 0; i < prefixes * suffixes; ++i) {
      // 7 and 13 share no factor with the numbers of distances, so that all of them come up.
      const std::size_t prefix = (id * 7 + i / suffixes * (all ? 1 : 11)) % kPrefixes;
      const std::size_t suffix = (id * 13 + i % suffixes * (all ? 1 : 7)) % kSuffixes;
      text.assign(prefix, '\n').append(literal).append(suffix, '\n');
      hits.clear();
      scan(text, hits);
      const bool seen = std::any_of(hits.begin(), hits.end(), [&](const match::Hit& hit) {
        return hit.id == id && hit.end == prefix + literal.size();
      });
      if (!seen) return false;
    }
  }
  return true;
}

/// An expression of the kind that such engines were seen to lose near the end of short texts.
Result<void> test_hyperscan(bool full) {
  const std::array<Database::Pattern, 1> pattern = {{{"[a-z]=[0-9]", 0}}};
  const std::string text = "k=7";
  int failed = -1;
  const auto database = Database::compile(Database::Syntax::regex, pattern, failed);
  if (database) {
    const std::array<const Database*, 1> databases = {&*database};
    const match::Scratch scratch(databases);
    const auto search = [&](std::string_view within, std::vector<match::Hit>& hits) {
      scratch.scan(*database, within, hits);
    };
    if (sees_all(
            1, [&](std::size_t) -> const std::string& { return text; }, search, full))
      return {};
  }
  return unexpected(ErrorKind::internal, "self-test: " + match::hyperscan_description() +
                                             " loses matches; install Debian's libhyperscan5");
}

}  // namespace

Result<void> RuleSet::self_test(bool full) const {
  const auto& texts = engines_->literal_texts;
  const auto literals = [&](std::string_view text, std::vector<match::Hit>& hits) {
    engines_->literals.scan(text, hits);
  };
  if (!sees_all(
          texts.size(), [&](std::size_t id) -> const std::string& { return texts[id]; }, literals,
          full))
    return unexpected(ErrorKind::internal,
                      "self-test: the literal table loses matches on this processor");
  const auto& keywords = engines_->keywords;
  match::WordSearch search;
  std::vector<match::WordHit> words;
  const auto context_words = [&](std::string_view text, std::vector<match::Hit>& hits) {
    words.clear();
    keywords.find(text, 0, text.size(), search, words);
    for (const match::WordHit& word : words) hits.push_back({word.word, word.end});
  };
  if (!sees_all(
          keywords.words().size(),
          [&](std::size_t id) -> const std::string& { return keywords.words()[id]; }, context_words,
          full))
    return unexpected(ErrorKind::internal, "self-test: the table of context words loses matches");
  return engines_->regexes ? test_hyperscan(full) : Result<void>();
}

}  // namespace braque
