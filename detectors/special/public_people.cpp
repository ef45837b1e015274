// Who is not meant: people who speak or act in an office, and people by the number.
#include "special/person_link.hpp"

namespace braque::special {

/// "the Health Secretary, Helen Fairley,", "Marc Vial, porte-parole", "..., said Peter Quinn": who
/// speaks or acts in a public office is not whom the words are about.
bool PersonLink::in_office(std::uint32_t begin, std::uint32_t end, LanguageSet languages) const {
  constexpr std::size_t kBefore = 4, kPredicate = 3;
  const auto words = window_.words();
  const std::size_t first = window_.index_of(begin), behind = window_.index_of(end);
  if (first >= words.size()) return false;
  // "Historian Simon Wray": a capital makes it part of the name.
  for (std::size_t i = first; i + 1 < behind && i + 1 < words.size(); ++i)
    if (any(window_.classes(words[i], languages), WordClass::office)) return true;
  for (std::size_t back = 1; back <= kBefore && back <= first; ++back) {
    if (has(words[first - back + 1].before, Gap::newline) ||
        has(words[first - back + 1].before, Gap::stop))
      break;
    const ClassSet classes = window_.classes(words[first - back], languages);
    if (any(classes, WordClass::office)) return true;
    const bool quoted = has(words[first - back].before, Gap::comma) ||
                        (first > back && has(words[first - back - 1].before, Gap::comma));
    if (back == 1 && quoted && any(classes, WordClass::speech)) return true;
  }
  if (behind < words.size() && has(words[behind].before, Gap::comma) &&
      acts_behind(behind, languages))
    return true;
  for (std::size_t i = behind; i < words.size() && i < behind + kPredicate; ++i) {
    if (has(words[i].before, Gap::stop) || has(words[i].before, Gap::newline) ||
        (i > behind && has(words[i].before, Gap::comma)))
      return false;
    if (any(window_.classes(words[i], languages), WordClass::office)) return true;
  }
  return false;
}

/// ", porte-parole du gouvernement, ...", ", a présenté un plan": words behind the comma after a
/// name, from words[first] on, that say an office, or that somebody says something.
bool PersonLink::acts_behind(std::size_t first, LanguageSet languages) const {
  constexpr std::size_t kOffice = 8, kVerb = 3;
  const auto words = window_.words();
  const auto ends = [&](std::size_t i) {
    return has(words[i].before, Gap::stop) || has(words[i].before, Gap::newline);
  };
  for (std::size_t at = first; at < words.size() && at < first + kOffice && !ends(at); ++at) {
    const ClassSet classes = window_.classes(words[at], languages);
    if (any(classes, WordClass::office) || any(classes, WordClass::public_body)) return true;
    if (at < first + kVerb && any(classes, WordClass::speech)) return true;
    if (at > first && has(words[at].before, Gap::comma)) break;
  }
  return false;
}

/// "chez les adolescents", "among the young people", "1 200 patients": so many, or all of them.
bool PersonLink::counts_people(WordRange sentence, LanguageSet languages) const {
  const auto words = window_.words();
  const auto among = [&](const Word& word) {
    return any(window_.classes(word, languages), WordClass::among);
  };
  for (std::size_t i = sentence.first + 1; i < sentence.last; ++i) {
    if (!any(window_.classes(words[i], languages), WordClass::crowd)) continue;
    if (words[i - 1].digits || among(words[i - 1])) return true;
    if (i > sentence.first + 1 && among(words[i - 2])) return true;
  }
  return false;
}

}  // namespace braque::special
