// Whose partner: "son mari" says something of a man, of a woman nothing.
#include "special/person_link.hpp"

namespace braque::special {
bool PersonLink::has_sex(const LinkRequest& request, const Places& places, LanguageSet languages,
                         WordClass sex) {
  const auto words = window_.words();
  const WordClass other = sex == WordClass::masculine ? WordClass::feminine : WordClass::masculine;
  const auto look = [&](std::size_t i, bool& decided, bool& right) {
    const ClassSet classes = window_.classes(words[i], languages);
    if (!any(classes, sex) && !any(classes, other)) return;
    decided = true;
    right = any(classes, sex) && !any(classes, other);
  };
  bool decided = false, right = false;
  if (request.hit->term->tier == Tier::couple)
    return is_same_sex_couple(places.sentence, languages);
  for (std::size_t i = request.hit->first; i > places.sentence.first && !decided; --i)
    look(i - 1, decided, right);
  for (std::size_t i = places.earlier.last; i > places.earlier.first && !decided; --i)
    look(i - 1, decided, right);
  if (decided || request.cell == nullptr || request.row.end <= request.row.begin) return right;
  window_.cover(request.row.begin, request.row.end);
  const WordRange row{window_.index_of(request.row.begin), window_.index_of(request.row.end)};
  for (std::size_t i = row.first; i < row.last && !decided; ++i) look(i, decided, right);
  return right;
}

/// "M. Roche et M. Morel", "Matteo e Andrea": forms of address decide, then given names.
bool PersonLink::is_same_sex_couple(WordRange sentence, LanguageSet languages) const {
  const auto words = window_.words();
  const auto is_couple = [&](bool titles) {
    std::size_t men = 0, women = 0;
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      const ClassSet classes = window_.classes(words[i], languages);
      if (any(classes, WordClass::honorific) != titles || !words[i].capital) continue;
      if (!titles && i > sentence.first &&
          any(window_.classes(words[i - 1], languages), WordClass::honorific))
        continue;
      men += any(classes, WordClass::masculine) && !any(classes, WordClass::feminine) ? 1 : 0;
      women += any(classes, WordClass::feminine) && !any(classes, WordClass::masculine) ? 1 : 0;
    }
    return (men == 2 && women == 0) || (women == 2 && men == 0);
  };
  return is_couple(true) || is_couple(false);
}

}  // namespace braque::special
