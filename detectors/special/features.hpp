// What speaks for and against a term being about a person: the features whose log-odds are added
// up. Their weights stand in rules/special/weights.toml, under these names.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace braque::special {

enum class Feature : std::uint8_t {
  // The term.
  sufficient,
  cued,
  ambiguous,
  cue,
  uncued,
  header,
  partner,
  long_term,
  // The person.
  name,
  given_name,
  initial_name,
  honorific,
  kin,
  author,
  first_person,
  number,
  email,
  label,
  line_name,
  earlier_name,
  heading,
  subject,
  pronoun,
  block_name,
  person_noun,
  row_person,
  row_reference,
  document_person,
  bare_value,
  // What makes the text general.
  job,
  policy,
  aggregate,
  percent,
  product,
  machine,
  news,
  place,
  form,
  event,
  contact_only,
  many_categories,
  figurative,
  question,
  anonymous,
  generic,
  code,
  capital_term,
  nobody
};
inline constexpr std::size_t kFeatures = static_cast<std::size_t>(Feature::nobody) + 1;

using FeatureSet = std::uint64_t;
constexpr FeatureSet bit(Feature feature) noexcept {
  return FeatureSet{1} << static_cast<unsigned>(feature);
}
constexpr bool has(FeatureSet set, Feature feature) noexcept { return (set & bit(feature)) != 0; }

/// Without one of these nobody is there.
inline constexpr FeatureSet kPersonFeatures =
    bit(Feature::name) | bit(Feature::given_name) | bit(Feature::initial_name) |
    bit(Feature::honorific) | bit(Feature::kin) | bit(Feature::author) |
    bit(Feature::first_person) | bit(Feature::number) | bit(Feature::email) | bit(Feature::label) |
    bit(Feature::line_name) | bit(Feature::earlier_name) | bit(Feature::heading) |
    bit(Feature::block_name) | bit(Feature::row_person) | bit(Feature::row_reference) |
    bit(Feature::document_person) | bit(Feature::bare_value);

struct NamedFeature {
  const char* name;         ///< in weights.toml
  const char* description;  ///< English, for `--explain`
  float weight;             ///< where the data file says nothing
};

/// In the order of Feature.
std::span<const NamedFeature, kFeatures> features();
inline constexpr const char* kBiasName = "bias";
inline constexpr float kBias = -3.0F;

}  // namespace braque::special
