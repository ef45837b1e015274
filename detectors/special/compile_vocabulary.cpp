// Lexicons to tables: spellings of patterns, terms by their anchors, the literals of anchors.
#include <algorithm>
#include <bit>
#include <tuple>
#include <unordered_set>

#include "base/ascii.hpp"
#include "rule/check_rules.hpp"
#include "special/vocabulary.hpp"
#include "special/word_hash.hpp"

namespace braque::special {
namespace {

constexpr std::size_t kStepsMost = 12;
constexpr std::size_t kPatternsMost = 60'000;
constexpr std::size_t kLiteralLeast = 3;
/// A shorter run of plain letters is in too many words; then the whole word is looked for, in all
/// its writings.
constexpr std::size_t kRunLeast = 5;
/// A question mark makes a short word optional, and of a longer one its last letter.
constexpr std::size_t kOptionalWord = 5;

template <std::size_t N>
std::size_t index_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// Regular endings, by language; a plain word of four letters and more is an instance with each of
/// them.
std::span<const std::string_view> endings(std::size_t language) {
  static constexpr std::array<std::string_view, 2> kS = {"s", "es"};
  static constexpr std::array<std::string_view, 1> kOnlyS = {"s"};
  static constexpr std::array<std::string_view, 7> kGermanEndings = {"e",  "en", "n", "s",
                                                                     "es", "er", "em"};
  static constexpr std::array<std::string_view, 3> kDutch = {"en", "s", "e"};
  switch (language) {
    case 0:
    case 1:
      return kOnlyS;
    case kGerman:
      return kGermanEndings;
    case 3:
    case 6:
      return kS;
    case 5:
      return kDutch;
    default:
      return {};
  }
}

/// Italian plurals change the last vowel.
std::string italian_plural(std::string_view word) {
  const char last = word.back();
  if (last != 'o' && last != 'e' && last != 'a') return {};
  std::string plural(word.substr(0, word.size() - 1));
  return plural + (last == 'a' ? 'e' : 'i');
}

/// A word of a term as it is written: its folded form and what its signs ask for.
struct Spelled {
  FoldedWord word;
  Form form = Form::whole;
  std::string_view raw;
};

/// The longest run of ASCII letters and digits, which any writing of the word's accents leaves as
/// it is.
std::string_view plain_run(std::string_view raw) {
  std::string_view best;
  for (std::size_t at = 0; at < raw.size();) {
    std::size_t end = at;
    while (end < raw.size() && ascii::is_alnum(raw[end])) ++end;
    if (end - at > best.size()) best = raw.substr(at, end - at);
    at = end == at ? at + 1 : end;
  }
  return best;
}

/// A word between whose accents too few letters stand: without accents, and in UTF-8 and Latin-1,
/// small and in capitals (of U+00C0 to U+017F).
std::vector<std::string> writings(std::string_view raw, const FoldedWord& word) {
  std::string small, large, latin;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    const auto lead = static_cast<unsigned char>(raw[at]);
    if (lead < 0x80 || at + 1 >= raw.size()) {
      for (std::string* text : {&small, &large, &latin}) *text += ascii::lower(raw[at]);
      continue;
    }
    const auto trail = static_cast<unsigned char>(raw[at + 1]);
    small.append(raw.substr(at, 2));
    large += raw[at];
    large += static_cast<char>(lead == 0xC3 ? trail & ~0x20U : trail & ~1U);
    latin += static_cast<char>((lead & 3U) << 6 | (trail & 0x3FU));
    ++at;
  }
  return {std::string(word.view()), small, large, latin};
}

}  // namespace

class VocabularyCompiler {
 public:
  explicit VocabularyCompiler(std::vector<RuleFault>& faults) : faults_(faults) {}

  Vocabulary run(std::span<const Lexicon> lexicons) {
    for (const Lexicon& lexicon : lexicons) add(lexicon);
    note_common();
    choose_anchors();
    finish_spellings();
    finish_literals();
    return std::move(made_);
  }

 private:
  struct Draft {
    std::uint32_t first_literal = 0, literal_count = 0;  ///< one of them is in every instance
    std::uint32_t first_stem = 0, stem_count = 0;        ///< its spellings as whole words
    int frequency = 0;    ///< of the commonest of its spellings, 0 to 3
    bool common = false;  ///< one of its spellings is too common to be looked for
  };
  std::span<const Literal> literals_of(const Draft& draft) const {
    return std::span(literals_).subspan(draft.first_literal, draft.literal_count);
  }

  void fault(const Lexicon& lexicon, int line, std::string message) {
    faults_.push_back({lexicon.origin.file, line, std::move(message)});
  }

  void add(const Lexicon& lexicon) {
    for (const auto& [feature, weight] : lexicon.weights) made_.weights_[feature] = weight;
    const std::size_t language = index_in(kLanguages, lexicon.language);
    if (!lexicon.language.empty() && language == kLanguages.size())
      return fault(lexicon, lexicon.origin.line,
                   "there is no language \"" + lexicon.language + "\"");
    language_ = language;
    languages_ = lexicon.language.empty() ? kAnyLanguage : static_cast<LanguageSet>(1U << language);
    if (lexicon.subject == "words") return add_words(lexicon);
    if (lexicon.subject == "weights") return;
    const std::size_t category = index_in(kCategories, lexicon.subject);
    if (category == kCategories.size())
      return fault(lexicon, lexicon.origin.line,
                   "there is no lexicon \"" + lexicon.subject + "\"" +
                       did_you_mean(lexicon.subject, kCategories));
    for (const LexiconList& list : lexicon.lists) {
      const std::size_t tier = index_in(kTiers, list.name);
      if (tier == kTiers.size()) {
        fault(lexicon, lexicon.origin.line,
              "there is no list `" + list.name + "`" + did_you_mean(list.name, kTiers));
        continue;
      }
      for (const LexiconEntry& entry : list.entries) {
        if (static_cast<Tier>(tier) == Tier::cues)
          add_class(lexicon, entry, cue_bit(category));
        else
          add_term(lexicon, entry, static_cast<std::uint8_t>(category), static_cast<Tier>(tier));
      }
    }
  }

  void add_words(const Lexicon& lexicon) {
    for (const LexiconList& list : lexicon.lists) {
      if (list.name == "blockers") {
        for (const LexiconEntry& entry : list.entries)
          add_term(lexicon, entry, kEveryCategory, Tier::blockers);
        continue;
      }
      const std::size_t word_class = index_in(kWordClasses, list.name);
      if (word_class == kWordClasses.size()) {
        fault(lexicon, lexicon.origin.line,
              "there is no list `" + list.name + "`" + did_you_mean(list.name, kWordClasses));
        continue;
      }
      for (const LexiconEntry& entry : list.entries)
        add_class(lexicon, entry, bit(static_cast<WordClass>(word_class)));
    }
  }

  void add_class(const Lexicon& lexicon, const LexiconEntry& entry, ClassSet classes) {
    std::vector<PatternId> ids;
    if (!alternatives(entry.text, ids))
      return fault(lexicon, entry.line, "\"" + entry.text + "\" is not one word");
    for (const PatternId id : ids)
      for (std::size_t i = 0; i < kLanguages.size(); ++i)
        if ((languages_ >> i & 1) != 0) made_.patterns_[id].classes[i] |= classes;
  }

  void add_term(const Lexicon& lexicon, const LexiconEntry& entry, std::uint8_t category,
                Tier tier) {
    Term term;
    term.category = category;
    term.tier = tier;
    term.languages = languages_;
    std::string_view rest = entry.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" -'/."), rest.size());
      std::string_view piece = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (piece.empty()) continue;
      Step step;
      if (piece == "_") {
        step.kind = Step::Kind::gap;
      } else {
        if (piece.ends_with('?') && piece.size() <= kOptionalWord) {
          step.kind = Step::Kind::optional;
          piece.remove_suffix(1);
        }
        if (!alternatives(piece, step.patterns))
          return fault(lexicon, entry.line,
                       "\"" + entry.text + "\" holds something that is no word");
      }
      term.steps.push_back(std::move(step));
    }
    if (term.steps.empty() || term.steps.size() > kStepsMost ||
        term.steps[0].kind != Step::Kind::word)
      return fault(lexicon, entry.line,
                   "\"" + entry.text + "\" must begin with a word and have at most 12 of them");
    sources_.push_back({&lexicon, &entry});
    made_.terms_.push_back(std::move(term));
  }

  /// The patterns of words parted by |. False: one is none.
  bool alternatives(std::string_view text, std::vector<PatternId>& ids) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('|', at), text.size());
      PatternId id = 0;
      if (!pattern(text.substr(at, end - at), id)) return false;
      ids.push_back(id);
      at = end + 1;
    }
    return true;
  }

  /// The pattern of a word. False: it is none.
  bool pattern(std::string_view text, PatternId& id) {
    auto& ids = ids_[language_];
    const auto known = ids.find(text);
    if (known != ids.end()) {
      id = known->second;
      return true;
    }
    if (made_.patterns_.size() >= kPatternsMost) return false;
    const auto made = static_cast<PatternId>(made_.patterns_.size());
    made_.patterns_.emplace_back();
    Draft& draft = drafts_.emplace_back();
    draft.first_literal = static_cast<std::uint32_t>(literals_.size());
    draft.first_stem = static_cast<std::uint32_t>(stems_.size());
    if (!spell(text, made)) return false;
    draft.literal_count = static_cast<std::uint32_t>(literals_.size()) - draft.first_literal;
    draft.stem_count = static_cast<std::uint32_t>(stems_.size()) - draft.first_stem;
    ids.emplace(text, made);
    id = made;
    return true;
  }

  bool spell(std::string_view raw, PatternId id) {
    Spelled spelled;
    Vocabulary::Pattern& pattern = made_.patterns_[id];
    if (raw.ends_with('?')) {
      raw.remove_suffix(1);
      std::size_t last = raw.size() - 1;
      while (last > 0 && (static_cast<unsigned char>(raw[last]) & 0xC0) == 0x80) --last;
      if (!spell(raw.substr(0, last), id)) return false;
    }
    const bool forced = raw.starts_with('^'), exact = raw.ends_with('!');
    if (forced) raw.remove_prefix(1);
    if (exact) raw.remove_suffix(1);
    if (raw.starts_with('*'))
      spelled.form = Form::tail, raw.remove_prefix(1);
    else if (raw.ends_with("**"))
      spelled.form = Form::beginning, raw.remove_suffix(2);
    else if (raw.ends_with('*'))
      spelled.form = Form::stem, raw.remove_suffix(1);
    GapSet gap = 0;
    if (!next_word(raw, 0, raw.size(), spelled.word, gap) || spelled.word.begin != 0 ||
        spelled.word.end != raw.size())
      return false;
    if (spelled.form != Form::whole && spelled.word.size < kPartLeast) return false;
    pattern.capitals = pattern.capitals || spelled.word.all_capitals;
    pattern.capital = pattern.capital || forced ||
                      (spelled.word.capital && !spelled.word.all_capitals && language_ != kGerman);
    spelled.raw = raw;
    add_spelling(spelled.word.view(), spelled.form, id);
    const bool inflected = (spelled.form == Form::whole || spelled.form == Form::tail) &&
                           spelled.word.size >= 4 && !spelled.word.all_capitals && !exact;
    if (inflected) inflect(spelled, id);
    note_literal(spelled, inflected, id);
    return true;
  }

  void inflect(const Spelled& spelled, PatternId id) {
    if (languages_ == kAnyLanguage) return;
    std::string word(spelled.word.view());
    for (const std::string_view ending : endings(language_)) {
      word.resize(spelled.word.size);
      add_spelling(word += ending, spelled.form, id);
    }
    if (language_ == 4)
      if (const std::string plural = italian_plural(spelled.word.view()); !plural.empty())
        add_spelling(plural, spelled.form, id);
  }

  void add_spelling(std::string_view folded, Form form, PatternId id) {
    made_.spellings_.push_back({hash_of(folded, form), id, true});
    if (form == Form::whole) return;
    const bool tail = form == Form::tail;
    const std::size_t three =
        Vocabulary::three_of(tail ? folded.data() + folded.size() - kPartLeast : folded.data());
    (tail ? made_.tails_ : made_.beginnings_)[three / 64] |= std::uint64_t{1} << three % 64;
  }

  void note_literal(const Spelled& spelled, bool inflected, PatternId id) {
    Draft& draft = drafts_[id];
    std::string_view raw = spelled.raw;
    if (inflected && language_ == 4) raw.remove_suffix(1);
    std::string run(plain_run(raw));
    for (char& c : run) c = ascii::lower(c);
    const bool capitals = spelled.word.all_capitals, tail = spelled.form == Form::tail;
    if (run.size() >= kRunLeast || run.size() == raw.size() || capitals) {
      const bool first = !raw.empty() && plain_run(raw).data() == raw.data();
      const bool ends =
          !inflected && (spelled.form == Form::whole || tail) && run.size() == raw.size();
      literals_.push_back({std::move(run), first && !tail, ends, capitals});
    } else {
      for (std::string& written : writings(raw, spelled.word))
        literals_.push_back({std::move(written), !tail, false, false});
    }
    stems_.push_back(hash_of(spelled.word.view(), Form::whole));
    names::Folded folded;
    if (spelled.form == Form::whole && spelled.word.size <= names::Folded::kLongest) {
      std::copy(spelled.word.view().begin(), spelled.word.view().end(), folded.bytes.begin());
      folded.size = spelled.word.size;
      draft.frequency = std::max(draft.frequency, names::look_up(folded).word());
    }
  }

  /// The more bytes, the rarer; a frequent word and one of many spellings are worse.
  int worth(const Step& step) const {
    if (step.kind != Step::Kind::word) return -100;
    std::size_t shortest = 100, literals = 0;
    int frequency = 0;
    bool common = false;
    for (const PatternId id : step.patterns) {
      const Draft& draft = drafts_[id];
      for (const Literal& literal : literals_of(draft))
        shortest = std::min(shortest, literal.text.size());
      literals += draft.literal_count;
      frequency = std::max(frequency, draft.frequency);
      common = common || draft.common;
    }
    if (shortest < kLiteralLeast) return -50;
    if (common) return -30;
    return static_cast<int>(std::min<std::size_t>(shortest, 8)) * 3 - 3 * frequency -
           static_cast<int>(literals);
  }

  /// Words that every text is full of: those of grammar, and those listed as common.
  void note_common() {
    std::unordered_set<std::uint64_t> common;  // whole words
    constexpr ClassSet kCommon = bit(WordClass::function) | bit(WordClass::common);
    const auto is_common = [&](PatternId id) {
      const auto& classes = made_.patterns_[id].classes;
      return std::any_of(classes.begin(), classes.end(),
                         [](ClassSet set) { return (set & kCommon) != 0; });
    };
    for (const auto& spelling : made_.spellings_)
      if (is_common(spelling.pattern)) common.insert(spelling.hash);
    for (Draft& draft : drafts_) {
      const auto stems = std::span(stems_).subspan(draft.first_stem, draft.stem_count);
      draft.common = std::any_of(stems.begin(), stems.end(),
                                 [&](std::uint64_t stem) { return common.contains(stem); });
    }
  }

  /// The step that a term is found by; false: none is good enough to be searched for.
  bool choose_anchor(Term& term) const {
    int most = worth(term.steps[0]);
    for (std::size_t k = 1; k < term.steps.size(); ++k)
      if (const int own = worth(term.steps[k]); own > most) {
        most = own;
        term.anchor = static_cast<std::uint8_t>(k);
      }
    return most > -50;
  }

  void choose_anchors() {
    std::vector<std::pair<PatternId, std::uint32_t>> anchored;
    std::vector<bool> searched_for(drafts_.size());
    for (std::uint32_t i = 0; i < made_.terms_.size(); ++i) {
      Term& term = made_.terms_[i];
      const bool good = choose_anchor(term);
      // Headers are looked at word by word, blockers beside other terms: they need no literal.
      const bool searched = term.tier != Tier::headers && term.tier != Tier::blockers;
      if (searched && !good)
        fault(*sources_[i].lexicon, sources_[i].entry->line,
              "\"" + sources_[i].entry->text + "\" needs a word of three letters");
      for (const PatternId anchor : term.steps[term.anchor].patterns) {
        anchored.emplace_back(anchor, i);
        if (searched) searched_for[anchor] = true;
      }
    }
    for (std::size_t id = 0; id < drafts_.size(); ++id)
      if (searched_for[id])
        for (const Literal& literal : literals_of(drafts_[id]))
          if (literal.text.size() >= kLiteralLeast) made_.literals_.push_back(literal);
    list_anchored(std::move(anchored));
  }

  /// By pattern, blockers behind the others.
  void list_anchored(std::vector<std::pair<PatternId, std::uint32_t>> anchored) {
    const auto is_blocker = [this](std::uint32_t term) {
      return made_.terms_[term].tier == Tier::blockers;
    };
    std::sort(anchored.begin(), anchored.end(), [&](const auto& a, const auto& b) {
      return std::tuple(a.first, is_blocker(a.second), a.second) <
             std::tuple(b.first, is_blocker(b.second), b.second);
    });
    for (const auto& [id, term] : anchored) {
      Vocabulary::Pattern& pattern = made_.patterns_[id];
      if (pattern.term_count + pattern.blocker_count == 0)
        pattern.first_term = static_cast<std::uint32_t>(made_.anchored_.size());
      ++(is_blocker(term) ? pattern.blocker_count : pattern.term_count);
      made_.anchored_.push_back(term);
    }
  }

  void finish_spellings() {
    for (auto& pattern : made_.patterns_)
      for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        pattern.any_language |= pattern.classes[i];
        if ((pattern.classes[i] & kTelling) != 0)
          pattern.telling |= static_cast<LanguageSet>(1U << i);
      }
    auto& spellings = made_.spellings_;
    std::sort(spellings.begin(), spellings.end(), [](const auto& a, const auto& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.pattern < b.pattern;
    });
    const auto same = [](const auto& a, const auto& b) {
      return a.hash == b.hash && a.pattern == b.pattern;
    };
    spellings.erase(std::unique(spellings.begin(), spellings.end(), same), spellings.end());
    if (spellings.empty()) return;
    const std::size_t size = std::bit_ceil(spellings.size() * 2);
    made_.places_.assign(size, 0);
    made_.filter_.assign(std::bit_ceil(spellings.size() * 8) / 64 + 1, 0);
    made_.filter_.resize(std::bit_ceil(made_.filter_.size()));
    for (std::size_t i = 0; i < spellings.size(); ++i) {
      const std::uint64_t hash = spellings[i].hash;
      spellings[i].last = i + 1 == spellings.size() || spellings[i + 1].hash != hash;
      const std::size_t filter_bit = hash & (made_.filter_.size() * 64 - 1);
      made_.filter_[filter_bit / 64] |= std::uint64_t{1} << filter_bit % 64;
      if (i > 0 && spellings[i - 1].hash == hash) continue;
      std::size_t place = (hash >> 32) & (size - 1);
      while (made_.places_[place] != 0) place = (place + 1) & (size - 1);
      made_.places_[place] = static_cast<std::uint32_t>(i + 1);
    }
  }

  /// The same bytes for several words count as the laxest of them asks.
  void finish_literals() {
    auto& literals = made_.literals_;
    std::sort(literals.begin(), literals.end(),
              [](const Literal& a, const Literal& b) { return a.text < b.text; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < literals.size(); ++i) {
      if (kept > 0 && literals[kept - 1].text == literals[i].text) {
        Literal& known = literals[kept - 1];
        known.starts_word = known.starts_word && literals[i].starts_word;
        known.ends_word = known.ends_word && literals[i].ends_word;
        known.capitals = known.capitals && literals[i].capitals;
      } else {
        if (kept != i) literals[kept] = std::move(literals[i]);
        ++kept;
      }
    }
    literals.resize(kept);
  }

  std::vector<RuleFault>& faults_;
  Vocabulary made_;
  std::vector<Draft> drafts_;  ///< by pattern
  std::vector<Literal> literals_;
  std::vector<std::uint64_t> stems_;  ///< hashes
  struct Source {
    const Lexicon* lexicon;
    const LexiconEntry* entry;
  };
  std::vector<Source> sources_;  ///< by term
  /// By language, the last for lexicons of none; keys are the lexicons'.
  std::array<std::unordered_map<std::string_view, PatternId>, kLanguages.size() + 1> ids_;
  std::size_t language_ = 0;
  LanguageSet languages_ = 0;
};

Vocabulary Vocabulary::compile(std::span<const Lexicon> lexicons, std::vector<RuleFault>& faults) {
  return VocabularyCompiler(faults).run(lexicons);
}

}  // namespace braque::special
