#include "special/unit_search.hpp"

#include <algorithm>

namespace braque::special {

void UnitSearch::run(std::span<const std::uint32_t> places) {
  const auto own = static_cast<std::ptrdiff_t>(found_.size());
  for (const std::uint32_t place : places) look_at(place);
  if (!hits_.empty()) settle();
  if (view_.kind() == UnitKind::cells && !view_.context().empty()) find_columns();
  for (const TermHit& hit : hits_) judge(hit);
  std::sort(found_.begin() + own, found_.end(), [](const SpecialFound& a, const SpecialFound& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.rule < b.rule;
  });
}

void UnitSearch::look_at(std::size_t place) {
  const std::size_t start = word_start(text_, place);
  if (start == last_word_) return;
  last_word_ = start;
  FoldedWord word;
  GapSet gap = 0;
  if (!next_word(text_, start, text_.size(), word, gap) || word.begin > place) return;
  Word looked;
  memory_.look_up(detector_.vocabulary(), word, looked);
  const WordPatterns& patterns = looked.patterns;
  bool anchors = false;
  for (std::size_t i = 0; i < patterns.count; ++i)
    anchors = anchors || !detector_.vocabulary().anchored(patterns.ids[i]).empty();
  if (!anchors || !may_match(word, patterns)) return;
  near_.cover(start - std::min(start, kNear), start + kNear);
  const std::size_t at = near_.index_of(word.begin);
  if (at >= near_.words().size() || near_.words()[at].begin != word.begin) return;
  const std::size_t before = hits_.size();
  match_terms(detector_.vocabulary(), near_.words(), at, hits_);
  if (hits_.size() == before) return;
  const WordRange around{near_.index_of(start - std::min(start, kNear)),
                         near_.index_of(start + kNear)};
  const LanguageSet languages =
      languages_of(near_, telling_part(near_, around, at, bounds_at(start)));
  const auto other_language = [languages](const TermHit& hit) {
    return (hit.term->languages & languages) == 0;
  };
  hits_.erase(std::remove_if(hits_.begin() + static_cast<std::ptrdiff_t>(before), hits_.end(),
                             other_language),
              hits_.end());
  if (hits_.size() == before) return;
  const bool nobody =
      view_.kind() == UnitKind::prose && text_.size() > kNear && !may_be_about_somebody(around);
  const ClassSet said = nobody ? classes_in(near_, around, languages) : 0;
  for (std::size_t i = before; i < hits_.size(); ++i) {
    hits_[i].languages = languages;
    const bool uncertain =
        hits_[i].term->tier == Tier::cued || hits_[i].term->tier == Tier::ambiguous;
    const std::size_t category = hits_[i].term->category;
    hits_[i].plain =
        nobody && uncertain && category < kCategories.size() && (said & cue_bit(category)) == 0;
  }
  // What blocks a term overlaps it.
  constexpr std::size_t kBlockerWords = 8;
  const std::size_t first = at > kBlockerWords ? at - kBlockerWords : 0,
                    last = std::min(at + kBlockerWords, near_.words().size());
  const std::size_t terms = hits_.size();
  for (std::size_t i = first; i < last; ++i)
    match_blockers(detector_.vocabulary(), near_.words(), i, hits_);
  hits_.erase(std::remove_if(hits_.begin() + static_cast<std::ptrdiff_t>(terms), hits_.end(),
                             other_language),
              hits_.end());
}

/// What nothing may cross: the cell, or the text.
SearchRange UnitSearch::bounds_at(std::size_t position) {
  const Cell* cell = view_.kind() == UnitKind::cells ? view_.cell_at(position) : nullptr;
  return cell != nullptr ? SearchRange{cell->start, cell->end} : SearchRange{0, text_.size()};
}

/// Does anything within sight look like a person? Names begin with capitals that the lists know.
bool UnitSearch::may_be_about_somebody(WordRange around) const {
  constexpr ClassSet kSigns = bit(WordClass::honorific) | bit(WordClass::kin) |
                              bit(WordClass::first_person) | bit(WordClass::pronoun) |
                              bit(WordClass::number_label) | bit(WordClass::label) |
                              bit(WordClass::person_noun);
  const auto words = near_.words().subspan(around.first, around.last - around.first);
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    if ((word.any_classes & kSigns) != 0 && word.letters > 1) return true;
    return has(word.before, Gap::at) ||
           (word.capital && (word.entry.given() > 0 || word.entry.family() > 1));
  });
}

/// Looks at the two words beside the anchor: most words that anchor terms stand alone.
bool UnitSearch::may_match(const FoldedWord& word, const WordPatterns& patterns) {
  const Vocabulary& vocabulary = detector_.vocabulary();
  Word before, after;
  bool looked = false;
  for (std::size_t i = 0; i < patterns.count; ++i) {
    for (const std::uint32_t index : vocabulary.anchored(patterns.ids[i])) {
      const Term& term = vocabulary.term(index);
      if (term.tier == Tier::headers) continue;
      if (term.steps.size() == 1) return true;
      if (!looked) {
        FoldedWord neighbour;
        GapSet gap = 0;
        if (next_word(text_, word.end, word.end + kNear, neighbour, gap))
          memory_.look_up(vocabulary, neighbour, after);
        const std::size_t end =
            text_.find_last_not_of(" \n\r\t'-_./,", word.begin == 0 ? 0 : word.begin - 1);
        if (word.begin > 0 && end != std::string_view::npos &&
            next_word(text_, word_start(text_, end), end + 1, neighbour, gap))
          memory_.look_up(vocabulary, neighbour, before);
        looked = true;
      }
      const bool last = term.anchor + std::size_t{1} == term.steps.size(), first = term.anchor == 0;
      const auto fits = [](const Step& step, const Word& beside) {
        return step.kind != Step::Kind::word || step.fits(beside.patterns);
      };
      if ((last || fits(term.steps[term.anchor + std::size_t{1}], after)) &&
          (first || fits(term.steps[term.anchor - std::size_t{1}], before)))
        return true;
    }
  }
  return false;
}

/// Longest first; blockers take everything they touch with them.
void UnitSearch::settle() {
  std::sort(hits_.begin(), hits_.end(), [](const TermHit& a, const TermHit& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return a.term->tier < b.term->tier;
  });
  const auto overlap = [](const TermHit& a, const TermHit& b) {
    return a.begin < b.end && b.begin < a.end;
  };
  const auto beaten = [&](const TermHit& hit) {
    if (hit.term->tier == Tier::blockers || hit.term->tier == Tier::headers)
      return hit.term->tier == Tier::headers;
    const std::uint32_t size = hit.end - hit.begin;
    const auto first = std::partition_point(
        hits_.begin(), hits_.end(), [&](const TermHit& h) { return h.begin + 512 < hit.begin; });
    for (auto other = first; other != hits_.end() && other->begin < hit.end; ++other) {
      if (&*other == &hit || !overlap(*other, hit)) continue;
      const std::uint32_t other_size = other->end - other->begin;
      if (other->term->tier == Tier::blockers) {
        // A longer term knows better than a blocker inside it.
        const bool meant =
            other->term->category == kEveryCategory || other->term->category == hit.term->category;
        if (meant && other_size >= size) return true;
      } else if (other->term->category != hit.term->category) {
        // "adhérent CFDT": an uncertain word inside a certain expression of another category means
        // that one.
        const bool uncertain = hit.term->tier == Tier::cued || hit.term->tier == Tier::ambiguous;
        if (uncertain && other->term->tier == Tier::sufficient && other_size > size &&
            other->begin <= hit.begin && other->end >= hit.end)
          return true;
      } else if (other->term->tier != Tier::headers) {
        const bool first_of_equals = other->term->tier != hit.term->tier
                                         ? other->term->tier < hit.term->tier
                                         : &*other < &hit;
        if (other_size != size ? other_size > size : first_of_equals) return true;
      }
    }
    return false;
  };
  std::vector<TermHit> kept;
  for (const TermHit& hit : hits_) {
    if (hit.term->tier == Tier::blockers || beaten(hit)) continue;
    kept.push_back(hit);
    // The same words may be such a term in several languages.
    for (auto same = &hit + 1; same != hits_.data() + hits_.size() && same->begin == hit.begin;
         ++same)
      if (same->end == hit.end && same->term->category == hit.term->category &&
          same->term->tier == hit.term->tier)
        kept.back().spoken |= same->spoken;
  }
  hits_ = std::move(kept);
}

}  // namespace braque::special
