#include "special/detector.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "base/ascii.hpp"
#include "base/match.hpp"
#include "rule/lexicon.hpp"
#include "special/person_link.hpp"
#include "special/piece.hpp"

namespace braque::special {
namespace {

constexpr float kStored = -0.8473F, kLowCap = 0.40F;  ///< classify/score.hpp: of 0.30 and just under 0.60
constexpr float kMediumCap = 2.19F;                   ///< just under 0.90
/// A remark is about somebody else than who makes it.
constexpr FeatureSet kOfTheWriter = bit(Feature::author) | bit(Feature::first_person);
/// A name, its form of address and a label are signs of one person: beside the strongest, others add little.
constexpr float kFurtherPerson = 0.35F;
constexpr std::size_t kNear = 160;        ///< bytes on either side in which all words of a term lie, and which tell the language
constexpr std::size_t kHeaderBytesMax = 80;
constexpr std::size_t kValueBytesMax = 400;
constexpr std::size_t kRowReach = 1500;

/// Vocabulary alone, by tier.
float vocabulary_logit(Tier tier, bool cue) {
  switch (tier) {
    case Tier::sufficient: return 0.2F;
    case Tier::cued: return cue ? 0.0F : -0.5F;
    default: return cue ? -0.6F : -2.0F;
  }
}

/// One unit's terms: found, parted from those that mean something else, judged.
class UnitSearch {
 public:
  UnitSearch(const Detector& detector, UnitView& view, SearchRange range, WordMemory& memory, DocumentPerson& document, std::vector<SpecialFound>& found)
      : detector_(detector), view_(view), text_(view.text()), range_(range), memory_(memory), found_(found),
        near_(detector.vocabulary(), text_, memory), window_(detector.vocabulary(), text_, memory), link_(detector, view, window_, document) {}

  void run(std::span<const std::uint32_t> places) {
    const auto own = static_cast<std::ptrdiff_t>(found_.size());
    for (const std::uint32_t place : places) look_at(place);
    if (!hits_.empty()) settle();
    if (view_.kind() == UnitKind::cells && !view_.context().empty()) find_columns();
    for (const TermHit& hit : hits_) judge(hit);
    std::sort(found_.begin() + own, found_.end(), [](const SpecialFound& a, const SpecialFound& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.rule < b.rule;
    });
  }

 private:
  void look_at(std::size_t place);
  bool may_match(const FoldedWord& word, const WordPatterns& patterns);
  bool may_be_about_somebody(WordRange around) const;
  SearchRange bounds_at(std::size_t position);
  void settle();
  void judge(TermHit hit);
  void judge_column_cell(const Cell& cell, std::size_t category);
  void find_columns();
  std::size_t categories_near(const TermHit& hit) const;
  bool for_remarks(const Cell& cell) const;
  void locate(const TermHit& hit, LinkRequest& request);
  bool names_place(const TermHit& hit) const;
  bool is_acronym(const TermHit& hit) const;
  void add(const TermHit& hit, std::size_t category, FeatureSet features, const Cell* cell, float vocabulary);

  const Detector& detector_;
  UnitView& view_;
  std::string_view text_;
  SearchRange range_;
  WordMemory& memory_;
  std::vector<SpecialFound>& found_;
  TextWindow near_, window_;
  PersonLink link_;
  std::vector<TermHit> hits_;
  std::size_t last_word_ = static_cast<std::size_t>(-1);
};

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
  for (std::size_t i = 0; i < patterns.count; ++i) anchors = anchors || !detector_.vocabulary().anchored(patterns.ids[i]).empty();
  if (!anchors || !may_match(word, patterns)) return;
  near_.cover(start - std::min(start, kNear), start + kNear);
  const std::size_t at = near_.index_of(word.begin);
  if (at >= near_.words().size() || near_.words()[at].begin != word.begin) return;
  const std::size_t before = hits_.size();
  match_terms(detector_.vocabulary(), near_.words(), at, hits_);
  if (hits_.size() == before) return;
  const WordRange around{near_.index_of(start - std::min(start, kNear)), near_.index_of(start + kNear)};
  const LanguageSet languages = languages_of(near_, telling_part(near_, around, at, bounds_at(start)));
  const auto other_language = [languages](const TermHit& hit) { return (hit.term->languages & languages) == 0; };
  hits_.erase(std::remove_if(hits_.begin() + static_cast<std::ptrdiff_t>(before), hits_.end(), other_language), hits_.end());
  if (hits_.size() == before) return;
  const bool nobody = view_.kind() == UnitKind::prose && text_.size() > kNear && !may_be_about_somebody(around);
  const ClassSet said = nobody ? classes_in(near_, around, languages) : 0;
  for (std::size_t i = before; i < hits_.size(); ++i) {
    hits_[i].languages = languages;
    const bool uncertain = hits_[i].term->tier == Tier::cued || hits_[i].term->tier == Tier::ambiguous;
    const std::size_t category = hits_[i].term->category;
    hits_[i].plain = nobody && uncertain && category < kCategories.size() && (said & cue_bit(category)) == 0;
  }
  // What blocks a term overlaps it.
  constexpr std::size_t kBlockerWords = 8;
  const std::size_t first = at > kBlockerWords ? at - kBlockerWords : 0, last = std::min(at + kBlockerWords, near_.words().size());
  const std::size_t terms = hits_.size();
  for (std::size_t i = first; i < last; ++i) match_blockers(detector_.vocabulary(), near_.words(), i, hits_);
  hits_.erase(std::remove_if(hits_.begin() + static_cast<std::ptrdiff_t>(terms), hits_.end(), other_language), hits_.end());
}

/// What nothing may cross: the cell, or the text.
SearchRange UnitSearch::bounds_at(std::size_t position) {
  const Cell* cell = view_.kind() == UnitKind::cells ? view_.cell_at(position) : nullptr;
  return cell != nullptr ? SearchRange{cell->start, cell->end} : SearchRange{0, text_.size()};
}

/// Does anything within sight look like a person? Names begin with capitals that the lists know.
bool UnitSearch::may_be_about_somebody(WordRange around) const {
  constexpr ClassSet kSigns = bit(WordClass::honorific) | bit(WordClass::kin) | bit(WordClass::first_person) | bit(WordClass::pronoun) |
                              bit(WordClass::number_label) | bit(WordClass::label) | bit(WordClass::person_noun);
  const auto words = near_.words().subspan(around.first, around.last - around.first);
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    if ((word.any_classes & kSigns) != 0 && word.letters > 1) return true;
    return has(word.before, Gap::at) || (word.capital && (word.entry.given() > 0 || word.entry.family() > 1));
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
        if (next_word(text_, word.end, word.end + kNear, neighbour, gap)) memory_.look_up(vocabulary, neighbour, after);
        const std::size_t end = text_.find_last_not_of(" \n\r\t'-_./,", word.begin == 0 ? 0 : word.begin - 1);
        if (word.begin > 0 && end != std::string_view::npos && next_word(text_, word_start(text_, end), end + 1, neighbour, gap))
          memory_.look_up(vocabulary, neighbour, before);
        looked = true;
      }
      const bool last = term.anchor + std::size_t{1} == term.steps.size(), first = term.anchor == 0;
      const auto fits = [](const Step& step, const Word& beside) { return step.kind != Step::Kind::word || step.fits(beside.patterns); };
      if ((last || fits(term.steps[term.anchor + std::size_t{1}], after)) && (first || fits(term.steps[term.anchor - std::size_t{1}], before))) return true;
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
  const auto overlap = [](const TermHit& a, const TermHit& b) { return a.begin < b.end && b.begin < a.end; };
  const auto beaten = [&](const TermHit& hit) {
    if (hit.term->tier == Tier::blockers || hit.term->tier == Tier::headers) return hit.term->tier == Tier::headers;
    const std::uint32_t size = hit.end - hit.begin;
    const auto first = std::partition_point(hits_.begin(), hits_.end(), [&](const TermHit& h) { return h.begin + 512 < hit.begin; });
    for (auto other = first; other != hits_.end() && other->begin < hit.end; ++other) {
      if (&*other == &hit || !overlap(*other, hit)) continue;
      const std::uint32_t other_size = other->end - other->begin;
      if (other->term->tier == Tier::blockers) {
        // A longer term knows better than a blocker inside it.
        const bool meant = other->term->category == kEveryCategory || other->term->category == hit.term->category;
        if (meant && other_size >= size) return true;
      } else if (other->term->category != hit.term->category) {
        // "adhérent CFDT": an uncertain word inside a certain expression of another category means that one.
        const bool uncertain = hit.term->tier == Tier::cued || hit.term->tier == Tier::ambiguous;
        if (uncertain && other->term->tier == Tier::sufficient && other_size > size && other->begin <= hit.begin && other->end >= hit.end) return true;
      } else if (other->term->tier != Tier::headers) {
        const bool first_of_equals = other->term->tier != hit.term->tier ? other->term->tier < hit.term->tier : &*other < &hit;
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
    for (auto same = &hit + 1; same != hits_.data() + hits_.size() && same->begin == hit.begin; ++same)
      if (same->end == hit.end && same->term->category == hit.term->category && same->term->tier == hit.term->tier) kept.back().spoken |= same->spoken;
  }
  hits_ = std::move(kept);
}

/// Is the cell's column one for remarks, by its header or key?
bool UnitSearch::for_remarks(const Cell& cell) const {
  static constexpr std::array<std::string_view, 9> kWords = {"comment", "komment", "remar", "note", "notiz", "observ", "bemerk", "memo", "avis"};
  const auto context = view_.context();
  if (cell.column >= context.size()) return false;
  std::string header = context[cell.column].text.substr(0, kHeaderBytesMax);
  for (char& c : header) c = ascii::lower(c);
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return header.find(word) != std::string::npos; });
}

std::size_t UnitSearch::categories_near(const TermHit& hit) const {
  constexpr std::uint32_t kSpan = 240;
  unsigned seen = 0;
  for (const TermHit& other : hits_) {
    if (other.end + kSpan < hit.begin) continue;
    if (other.begin > hit.end + kSpan) break;
    if (other.term->category < kCategories.size()) seen |= 1U << other.term->category;
  }
  return static_cast<std::size_t>(std::popcount(seen));
}

void UnitSearch::locate(const TermHit& hit, LinkRequest& request) {
  if (view_.kind() != UnitKind::cells) return;
  request.cell = view_.cell_at(hit.begin);
  if (request.cell == nullptr) return;
  const auto cells = view_.cells();
  const auto* from = request.cell;
  const auto* to = request.cell;
  const Cell* const first = cells.data();
  const Cell* const last = cells.data() + cells.size();
  while (from != first && (from - 1)->row == request.cell->row && (from - 1)->start + kRowReach > request.cell->start) --from;
  while (to + 1 != last && (to + 1)->row == request.cell->row && (to + 1)->end < request.cell->end + kRowReach) ++to;
  request.row = {from->start, to->end};
}

/// "FAT" is not fat: a short word in capitals among others that are not.
bool UnitSearch::is_acronym(const TermHit& hit) const {
  constexpr std::uint8_t kLongest = 4;
  const auto words = window_.words();
  const Word& word = words[hit.first];
  if (hit.last - hit.first != 1 || !word.all_capitals || word.letters > kLongest) return false;
  if (detector_.vocabulary().wants_capitals(*hit.term)) return false;
  const bool before = hit.first > 0 && words[hit.first - 1].all_capitals && words[hit.first - 1].letters > 1;
  const bool behind = hit.last < words.size() && words[hit.last].all_capitals && words[hit.last].letters > 1;
  return !before && !behind;
}

/// "Monsieur Chrétien", "Anna Krank": the term is somebody's name.
bool UnitSearch::names_place(const TermHit& hit) const {
  const auto words = window_.words();
  // "Dolores", "Iride": a given name that is no word as well.
  const names::Entry entry = words[hit.first].entry;
  const bool beside = hit.last < words.size() && words[hit.last].capital && words[hit.last].before == static_cast<GapSet>(Gap::blank);
  const bool alone = hit.last - hit.first == 1 && words[hit.first].capital && !words[hit.first].all_capitals;
  if (alone && beside && entry.given() >= 1 && (entry.word() == 0 || words[hit.last].entry.family() > 0)) return true;
  if (hit.last - hit.first != 1 || !words[hit.first].capital || words[hit.first].all_capitals) return false;
  if (beside && words[hit.first].entry.given() >= 2) return true;
  if (hit.first == 0) return false;
  if (has(words[hit.first].before, Gap::newline) || has(words[hit.first].before, Gap::comma) || has(words[hit.first].before, Gap::stop)) return false;
  constexpr auto kTight = static_cast<GapSet>(Gap::blank);
  const Word& before = words[hit.first - 1];
  const bool title = (window_.classes(before, kAnyLanguage) & bit(WordClass::honorific)) != 0;
  return title || ((words[hit.first].before & ~kTight) == 0 && before.capital && before.entry.given() >= 2 && before.entry.word() <= 2);
}

void UnitSearch::judge(TermHit hit) {
  const std::size_t category = hit.term->category;
  if (category >= kCategories.size() || detector_.rule_of(category) == kNoRule) return;
  if (hit.begin < range_.begin || hit.begin >= range_.end || is_piece(text_, hit.begin, hit.end)) return;
  if (hit.plain) return add(hit, category, bit(hit.term->tier == Tier::cued ? Feature::cued : Feature::ambiguous) | bit(Feature::nobody), nullptr, vocabulary_logit(hit.term->tier, false));
  window_.cover(hit.begin - std::min<std::size_t>(hit.begin, kReach + 100), hit.end + kReach + 100);
  hit.first = window_.index_of(hit.begin);
  hit.last = window_.index_of(hit.end);
  if (hit.first >= hit.last) return;
  LinkRequest request;
  request.hit = &hit;
  request.all = hits_;
  locate(hit, request);
  if (request.row.end > request.row.begin) {
    window_.cover(std::min<std::size_t>(request.row.begin, hit.begin - std::min<std::size_t>(hit.begin, kReach + 100)),
                  std::max<std::size_t>(request.row.end, hit.end + kReach + 100));
    hit.first = window_.index_of(hit.begin);
    hit.last = window_.index_of(hit.end);
  }
  const SearchRange bounds = request.cell != nullptr ? SearchRange{request.cell->start, request.cell->end} : SearchRange{0, text_.size()};
  const Places places = places_of(window_, text_, bounds, hit);
  // What a few words around could not tell, more of them may.
  LanguageSet languages = hit.languages;
  const WordRange telling = telling_part(window_, places.near, hit.first, bounds);
  if (languages == kAnyLanguage && request.cell == nullptr) {
    languages = languages_of(window_, telling);
    if ((languages & hit.spoken) == 0) return;
  }
  if (names_place(hit) || (request.cell == nullptr && is_acronym(hit))) return;
  LanguageSet leading = 0;
  languages_of(window_, telling, &leading);
  // An uncertain word of a language that nothing else in the text is of.
  if (hit.term->tier == Tier::cued && request.cell == nullptr && hit.spoken != kAnyLanguage && (leading & hit.spoken) == 0 &&
      languages == kAnyLanguage && text_.size() > kNear)
    return add(hit, category, bit(Feature::cued) | bit(Feature::nobody), nullptr, vocabulary_logit(Tier::cued, false));
  if (languages == kAnyLanguage && leading != 0) languages = static_cast<LanguageSet>(leading | hit.spoken);

  const Tier tier = hit.term->tier;
  const bool partner = tier == Tier::partner_male || tier == Tier::partner_female || tier == Tier::couple;
  if (partner && !link_.has_sex(request, places, languages, tier == Tier::partner_male ? WordClass::masculine : WordClass::feminine)) return;
  // A term is no cue for itself.
  ClassSet said = 0;
  for (const WordRange& range : {places.sentence, places.line}) {
    if (range.first < hit.first) said |= classes_in(window_, {range.first, hit.first}, languages);
    if (hit.last < range.last) said |= classes_in(window_, {hit.last, range.last}, languages);
  }
  const bool cue = (said & cue_bit(category)) != 0;
  if (tier == Tier::ambiguous && !cue) return;
  request.categories = categories_near(hit);
  // Where the language is not known, a word may be one of another language.
  constexpr std::uint32_t kTelling = 9;  // bytes of an expression that hardly means anything else elsewhere
  const bool certain = (leading & hit.spoken) != 0 || request.cell != nullptr || hit.last - hit.first > 1 || hit.end - hit.begin >= kTelling ||
                       hit.spoken == kAnyLanguage;
  request.tier = tier == Tier::sufficient && certain ? Feature::sufficient : tier == Tier::sufficient ? Feature::cued : tier == Tier::cued ? Feature::cued : partner ? Feature::partner : Feature::ambiguous;
  FeatureSet features = link_.features(request, places, languages);
  if (cue) features |= bit(Feature::cue);
  else if (request.tier == Feature::cued) features |= bit(Feature::uncued);
  add(hit, category, features, request.cell, partner ? -2.0F : vocabulary_logit(tier, cue));
}

void UnitSearch::add(const TermHit& hit, std::size_t category, FeatureSet features, const Cell* cell, float vocabulary) {
  const bool remark = category + 1 == kCategories.size();
  if (remark) features &= ~kOfTheWriter;
  // A row that names somebody has remarks about them in a column for that; a catalogue's description has none.
  if (remark && cell != nullptr && !for_remarks(*cell)) features &= ~bit(Feature::row_person);
  float logit = detector_.bias();
  for (std::size_t i = 0; i < kFeatures; ++i)
    if ((features >> i & 1) != 0) logit += detector_.weight_in(features, static_cast<Feature>(i));
  SpecialFound found;
  found.begin = hit.begin;
  found.end = hit.end;
  found.rule = detector_.rule_of(category);
  found.column = cell != nullptr && cell->column < kNoColumn ? static_cast<std::uint16_t>(cell->column) : kNoColumn;
  found.evidence.features = features;
  const bool person = (features & kPersonFeatures) != 0 && logit > kLowCap + 0.01F;
  if (!person) {
    // Remarks about nobody are nothing.
    if (remark) return;
    logit = std::min(vocabulary, kLowCap);
  }
  // Something to check: nobody is woken for it.
  if (remark) logit = std::min(logit, kMediumCap);
  if (logit < kStored) return;
  found.logit = logit;
  found.evidence.level = person ? SpecialLevel::person : SpecialLevel::vocabulary;
  found_.push_back(found);
}

/// Columns whose header names a category: what stands in them is of it, whatever it is.
void UnitSearch::find_columns() {
  std::vector<std::pair<std::uint32_t, std::size_t>> columns;
  const auto context = view_.context();
  for (std::uint32_t column = 0; column < context.size(); ++column) {
    const std::string& header = context[column].text;
    if (header.empty() || header.size() > kHeaderBytesMax) continue;
    TextWindow words(detector_.vocabulary(), header, memory_);
    words.cover(0, header.size());
    std::vector<TermHit> hits;
    for (std::size_t at = 0; at < words.words().size(); ++at) match_terms(detector_.vocabulary(), words.words(), at, hits);
    for (const TermHit& hit : hits)
      if (hit.term->tier == Tier::headers && detector_.rule_of(hit.term->category) != kNoRule) {
        columns.emplace_back(column, hit.term->category);
        break;
      }
  }
  if (columns.empty()) return;
  const std::span<const Cell> cells = view_.cells();
  auto cell = std::partition_point(cells.begin(), cells.end(), [this](const Cell& c) { return c.start < range_.begin; });
  for (; cell != cells.end() && cell->start < range_.end; ++cell) {
    if (cell->end == cell->start || cell->end - cell->start > kValueBytesMax) continue;
    for (const auto& [column, category] : columns)
      if (cell->column == column) judge_column_cell(*cell, category);
  }
}

void UnitSearch::judge_column_cell(const Cell& cell, std::size_t category) {
  TermHit hit;
  hit.begin = cell.start;
  hit.end = cell.end;
  window_.cover(hit.begin - std::min<std::size_t>(hit.begin, 100), hit.end + 100);
  hit.first = window_.index_of(hit.begin);
  hit.last = window_.index_of(hit.end);
  if (hit.first >= hit.last) return;
  const ClassSet classes = classes_in(window_, {hit.first, hit.last}, kAnyLanguage);
  if ((classes & bit(WordClass::nothing)) != 0 && hit.last - hit.first <= 2) return;
  // The terms in the cell were found, and now judged as what the header says.
  LinkRequest request;
  request.hit = &hit;
  locate(hit, request);
  window_.cover(std::min<std::size_t>(request.row.begin, hit.begin), std::max<std::size_t>(request.row.end, hit.end));
  hit.first = window_.index_of(hit.begin);
  hit.last = window_.index_of(hit.end);
  const auto inside = [&](const TermHit& h) { return h.begin >= cell.start && h.end <= cell.end && h.term->category == category; };
  hits_.erase(std::remove_if(hits_.begin(), hits_.end(), inside), hits_.end());
  Places places;
  places.sentence = places.line = places.paragraph = places.near = {hit.first, hit.last};
  places.earlier = {hit.first, hit.first};
  request.tier = Feature::header;
  FeatureSet features = link_.features(request, places, kAnyLanguage);
  add(hit, category, features, &cell, 0.2F);
}

}  // namespace

std::unique_ptr<const Detector> Detector::make(std::span<const Rule> rules, std::vector<RuleFault>& faults) {
  std::unique_ptr<Detector> made;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].recogniser != kSpecialRecogniser) continue;
    if (made == nullptr) {
      made.reset(new Detector);
      made->rules_.fill(kNoRule);
      if (rules[i].lexicons != nullptr) made->vocabulary_ = Vocabulary::compile(*rules[i].lexicons, faults);
    }
    const auto category = std::find(kCategories.begin(), kCategories.end(), rules[i].id);
    if (category == kCategories.end()) {
      faults.push_back({rules[i].origin.file, rules[i].origin.line, rules[i].id + ": the recogniser \"special\" knows no such category"});
    } else {
      made->rules_[static_cast<std::size_t>(category - kCategories.begin())] = static_cast<std::uint16_t>(i);
    }
  }
  if (made == nullptr) return nullptr;
  made->names_ = find_recogniser("person_name")->make();
  for (std::size_t i = 0; i < kFeatures; ++i)
    made->weights_[i] = static_cast<float>(made->vocabulary_.weight(special::features()[i].name, special::features()[i].weight));
  made->bias_ = static_cast<float>(made->vocabulary_.weight(kBiasName, kBias));
  return made;
}

float Detector::weight_in(FeatureSet features, Feature feature) const noexcept {
  float own = weight(feature);
  // "Anna Roth hat nach dem Umzug des Lagers Rückenschmerzen": a word of goods or courses says little beside a name.
  constexpr FeatureSet kOfThings = bit(Feature::product) | bit(Feature::event) | bit(Feature::machine);
  if (has(kOfThings, feature) && has(features, Feature::subject)) own *= 0.5F;
  if (!has(kPersonFeatures, feature)) return own;
  for (std::size_t i = 0; i < kFeatures; ++i) {
    const auto other = static_cast<Feature>(i);
    if (other == feature || !has(features & kPersonFeatures, other)) continue;
    if (weight(other) > own || (weight(other) == own && other < feature)) return own * kFurtherPerson;
  }
  return own;
}

bool Detector::counts(std::string_view text, std::size_t literal, std::size_t end) const noexcept {
  const Literal& wanted = vocabulary_.literals()[literal];
  const std::size_t begin = end - wanted.text.size();
  // Behind a backslash a letter may belong to an escape: then the word is looked at.
  if (wanted.starts_word && begin > 0 && ascii::is_alnum(text[begin - 1]) && (begin < 2 || text[begin - 2] != '\\')) return false;
  if (wanted.ends_word && end < text.size() && ascii::is_alnum(text[end])) return false;
  return !wanted.capitals || ascii::is_upper(text[end - 1]) || ascii::is_digit(text[end - 1]);
}

void Detector::find(UnitView& view, SearchRange range, std::span<const std::uint32_t> places,
                    WordMemory& memory, DocumentPerson& document, const Take& take) const {
  // In pieces: what is known of a term and of each word around it takes a hundred bytes, and a text may be
  // nothing but terms.
  // What find() depends on, and by how much places are out of order.
  constexpr std::size_t kAround = (2 << 10) + 256;
  const bool columns = view.kind() == UnitKind::cells && !view.context().empty();
  const std::size_t piece_bytes = columns ? 128 << 10 : 32 << 10;  // each piece looks at all headers
  std::vector<SpecialFound> found;
  std::size_t first = 0;
  for (std::size_t begin = range.begin; begin < range.end; begin += piece_bytes) {
    const SearchRange piece{begin, std::min(range.end, begin + piece_bytes)};
    while (first < places.size() && places[first] + kAround < piece.begin) ++first;
    std::size_t last = first;
    while (last < places.size() && places[last] < piece.end + kAround) ++last;
    if (last == first && !columns) continue;
    found.clear();
    UnitSearch(*this, view, piece, memory, document, found).run(places.subspan(first, last - first));
    if (!found.empty()) take(found);
  }
}

}  // namespace braque::special
