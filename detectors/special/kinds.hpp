// The enumerations of the special-category detector: languages, categories, tiers of terms, classes
// of words.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace braque::special {

/// ISO 639-1 codes of the languages that lexicons may be written in.
inline constexpr std::array<std::string_view, 8> kLanguages = {"fr", "en", "de", "es",
                                                               "it", "nl", "pt", "pl"};
using LanguageSet = std::uint8_t;  ///< one bit each
inline constexpr LanguageSet kAnyLanguage = 0xff;
inline constexpr std::size_t kGerman = 2;

/// The rules that the detector serves, in the order of Category.
inline constexpr std::array<std::string_view, 10> kCategories = {
    "art9.health", "art9.belief",  "art9.politics",  "art9.union",     "art9.ethnic",
    "art9.sex",    "art9.genetic", "art9.biometric", "art10.criminal", "note.excessive"};
enum class Category : std::uint8_t {
  health,
  belief,
  politics,
  union_,
  ethnic,
  sex,
  genetic,
  biometric,
  criminal,
  excessive
};
inline constexpr std::uint8_t kEveryCategory = 0xff;  ///< of blockers
inline constexpr std::size_t kSexCategory = 5;

/// Lists of a category's lexicon. Partners count beside a person of the same sex, couples where
/// both are of one; a header names a column; a cue is a word that an uncertain term needs near it.
enum class Tier : std::uint8_t {
  blockers,
  sufficient,
  cued,
  ambiguous,
  partner_male,
  partner_female,
  couple,
  headers,
  cues
};
inline constexpr std::array<std::string_view, 9> kTiers = {
    "blockers",       "sufficient", "cued",    "ambiguous", "partner_male",
    "partner_female", "couple",     "headers", "cues"};

/// Lists of the lexicon "words": what words around a term say. rules/special/README.md describes
/// them.
enum class WordClass : std::uint8_t {
  function,
  honorific,
  kin,
  possessive,
  first_person,
  pronoun,
  person_noun,
  contact,
  job,
  policy,
  aggregate,
  product,
  machine,
  news,
  place,
  form,
  number_label,
  author,
  label,
  event,
  masculine,
  feminine,
  figurative,
  nothing,
  anonymous,
  generic,
  common,
  office,
  speech,
  crowd,
  among,
  public_body
};
inline constexpr std::array<std::string_view, 32> kWordClasses = {
    "function",    "honorific",  "kin",       "possessive", "first_person", "pronoun",
    "person_noun", "contact",    "job",       "policy",     "aggregate",    "product",
    "machine",     "news",       "place",     "form",       "number_label", "author",
    "label",       "event",      "masculine", "feminine",   "figurative",   "nothing",
    "anonymous",   "generic",    "common",    "office",     "speech",       "crowd",
    "among",       "public_body"};

/// Bits of what a word may be: its classes, and above them the categories that it is a cue of.
using ClassSet = std::uint64_t;
constexpr ClassSet bit(WordClass word_class) noexcept {
  return ClassSet{1} << static_cast<unsigned>(word_class);
}
constexpr bool any(ClassSet classes, WordClass wanted) noexcept {
  return (classes & bit(wanted)) != 0;
}
constexpr ClassSet cue_bit(std::size_t category) noexcept { return ClassSet{1} << (40 + category); }

/// Words by which a language is told.
inline constexpr ClassSet kTelling = bit(WordClass::function) | bit(WordClass::honorific) |
                                     bit(WordClass::kin) | bit(WordClass::possessive) |
                                     bit(WordClass::pronoun) | bit(WordClass::person_noun) |
                                     bit(WordClass::label);

}  // namespace braque::special
