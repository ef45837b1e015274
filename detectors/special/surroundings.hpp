// What stands around a term: its sentence, line and paragraph, their language, and the features
// that follow.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "special/detector.hpp"
#include "special/text_window.hpp"

namespace braque::special {

/// How far the surroundings of a term reach, in bytes on either side.
inline constexpr std::size_t kReach = 700;

/// The parts of a text that a term stands in, as words of a window.
struct Places {
  WordRange sentence, line, paragraph,
      earlier;     ///< `earlier`: the sentence before, in the same paragraph
  WordRange near;  ///< all within kReach
};

/// `bounds` are bytes that nothing may cross: the cell, or the text.
Places places_of(const TextWindow& window, std::string_view text, SearchRange bounds,
                 const TermHit& hit);

/// The languages that a text may be in, by its commonest words around [first, last). `leading`:
/// those with most of them.
LanguageSet languages_of(const TextWindow& window, WordRange range, LanguageSet* leading = nullptr);

/// The line of words()[at] within `bounds` (the cell, or the text) where its own words tell the
/// language, else `around`: in a conversation every message may be in another one.
WordRange telling_part(const TextWindow& window, WordRange around, std::size_t at,
                       SearchRange bounds);

/// The classes of all words of a range.
ClassSet classes_in(const TextWindow& window, WordRange range, LanguageSet languages);

/// Does the gap before words[at] end a sentence?
bool begins_sentence(const TextWindow& window, std::string_view text, std::size_t at);

}  // namespace braque::special
