#include "special/detector.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/match.hpp"
#include "rule/lexicon.hpp"
#include "special/unit_search.hpp"

namespace braque::special {
namespace {

/// A name, its form of address and a label are signs of one person: beside the strongest, others
/// add little.
constexpr float kFurtherPerson = 0.35F;

}  // namespace

std::unique_ptr<const Detector> Detector::make(std::span<const Rule> rules,
                                               std::vector<RuleFault>& faults) {
  std::unique_ptr<Detector> made;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].recogniser != kSpecialRecogniser) continue;
    if (made == nullptr) {
      made.reset(new Detector);
      made->rules_.fill(kNoRule);
      if (rules[i].lexicons != nullptr)
        made->vocabulary_ = Vocabulary::compile(*rules[i].lexicons, faults);
    }
    const auto category = std::find(kCategories.begin(), kCategories.end(), rules[i].id);
    if (category == kCategories.end()) {
      faults.push_back({rules[i].origin.file, rules[i].origin.line,
                        rules[i].id + ": the recogniser \"special\" knows no such category"});
    } else {
      made->rules_[static_cast<std::size_t>(category - kCategories.begin())] =
          static_cast<std::uint16_t>(i);
    }
  }
  if (made == nullptr) return nullptr;
  made->names_ = find_recogniser("person_name")->make();
  for (std::size_t i = 0; i < kFeatures; ++i)
    made->weights_[i] = static_cast<float>(
        made->vocabulary_.weight(special::features()[i].name, special::features()[i].weight));
  made->bias_ = static_cast<float>(made->vocabulary_.weight(kBiasName, kBias));
  return made;
}

float Detector::weight_in(FeatureSet features, Feature feature) const noexcept {
  float own = weight(feature);
  // "Anna Roth hat nach dem Umzug des Lagers Rückenschmerzen": a word of goods or courses says
  // little beside a name.
  constexpr FeatureSet kOfThings =
      bit(Feature::product) | bit(Feature::event) | bit(Feature::machine);
  if (has(kOfThings, feature) && has(features, Feature::subject)) own *= 0.5F;
  if (!has(kPersonFeatures, feature)) return own;
  for (std::size_t i = 0; i < kFeatures; ++i) {
    const auto other = static_cast<Feature>(i);
    if (other == feature || !has(features & kPersonFeatures, other)) continue;
    if (weight(other) > own || (weight(other) == own && other < feature))
      return own * kFurtherPerson;
  }
  return own;
}

bool Detector::counts(std::string_view text, std::size_t literal, std::size_t end) const noexcept {
  const Literal& wanted = vocabulary_.literals()[literal];
  const std::size_t begin = end - wanted.text.size();
  // Behind a backslash a letter may belong to an escape: then the word is looked at.
  if (wanted.starts_word && begin > 0 && ascii::is_alnum(text[begin - 1]) &&
      (begin < 2 || text[begin - 2] != '\\'))
    return false;
  if (wanted.ends_word && end < text.size() && ascii::is_alnum(text[end])) return false;
  return !wanted.capitals || ascii::is_upper(text[end - 1]) || ascii::is_digit(text[end - 1]);
}

void Detector::find(UnitView& view, SearchRange range, std::span<const std::uint32_t> places,
                    WordMemory& memory, DocumentPerson& document, const Take& take) const {
  // In pieces: what is known of a term and of each word around it takes a hundred bytes, and a text
  // may be nothing but terms. What find() depends on, and by how much places are out of order.
  constexpr std::size_t kAround = (2 << 10) + 256;
  const bool columns = view.kind() == UnitKind::cells && !view.context().empty();
  const std::size_t piece_bytes =
      columns ? 128 << 10 : 32 << 10;  // each piece looks at all headers
  std::vector<SpecialFound> found;
  std::size_t first = 0;
  for (std::size_t begin = range.begin; begin < range.end; begin += piece_bytes) {
    const SearchRange piece{begin, std::min(range.end, begin + piece_bytes)};
    while (first < places.size() && places[first] + kAround < piece.begin) ++first;
    std::size_t last = first;
    while (last < places.size() && places[last] < piece.end + kAround) ++last;
    if (last == first && !columns) continue;
    found.clear();
    UnitSearch(*this, view, piece, memory, document, found)
        .run(places.subspan(first, last - first));
    if (!found.empty()) take(found);
  }
}

}  // namespace braque::special
