// Finds terms of the special categories (GDPR Articles 9 and 10, undue comments) and says whether
// they are about an identifiable person. Served by one search for the bytes of the vocabulary;
// everything else is done around what that found only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/special.hpp"
#include "recognise/recogniser.hpp"
#include "rule/parse_rules.hpp"
#include "rule/rule.hpp"
#include "special/document_person.hpp"
#include "special/features.hpp"
#include "special/text_window.hpp"
#include "special/vocabulary.hpp"

namespace braque::special {

struct SpecialFound {
  std::uint32_t begin = 0, end = 0;
  std::uint16_t rule = 0;
  std::uint16_t column = 0;  ///< as Match::column
  float logit = 0;           ///< all features added up; capped at `low` where nobody is there
  SpecialEvidence evidence;
};

/// Immutable, so that threads share it.
class Detector {
 public:
  /// Serves those of the rules whose recogniser is kSpecialRecogniser; null when there is none.
  /// Faults of the lexicons are appended.
  static std::unique_ptr<const Detector> make(std::span<const Rule> rules,
                                              std::vector<RuleFault>& faults);

  /// What a text is searched for, in any case.
  const std::vector<Literal>& literals() const noexcept { return vocabulary_.literals(); }
  /// Can the literal count where it ends at `end`? Cheap, and refuses most.
  bool counts(std::string_view text, std::size_t literal, std::size_t end) const noexcept;
  /// Where a literal begins that ends at `end`.
  std::uint32_t begin_of(std::size_t literal, std::size_t end) const noexcept {
    return static_cast<std::uint32_t>(end - vocabulary_.literals()[literal].text.size());
  }
  /// Gets some of what was found; the span holds until it returns.
  using Take = std::function<void(std::span<const SpecialFound>)>;
  /// Hands over what begins in `range`, in ascending order, a stretch of the text at a time.
  /// `places` are where the literals that count begin, in about ascending order. Depends on no more
  /// than 2 KiB around a term.
  void find(UnitView& view, SearchRange range, std::span<const std::uint32_t> places,
            WordMemory& memory, DocumentPerson& document, const Take& take) const;

  const Vocabulary& vocabulary() const noexcept { return vocabulary_; }
  const Recogniser& names() const noexcept { return *names_; }
  float weight(Feature feature) const noexcept {
    return weights_[static_cast<std::size_t>(feature)];
  }
  /// What a feature adds beside the others of the set.
  float weight_in(FeatureSet features, Feature feature) const noexcept;
  float bias() const noexcept { return bias_; }
  /// The rule that serves a category, or kNoRule.
  std::uint16_t rule_of(std::size_t category) const noexcept { return rules_[category]; }

 private:
  Detector() = default;
  Vocabulary vocabulary_;
  std::unique_ptr<const Recogniser> names_;
  std::array<float, kFeatures> weights_{};
  std::array<std::uint16_t, kCategories.size()> rules_{};
  float bias_ = 0;
};

}  // namespace braque::special
