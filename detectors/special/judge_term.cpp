// What a term weighs: where it stands, who it is about.
#include <algorithm>
#include <array>
#include <bit>

#include "base/ascii.hpp"
#include "base/match.hpp"
#include "special/piece.hpp"
#include "special/unit_search.hpp"

namespace braque::special {
namespace {

constexpr float kStored = -0.8473F,
                kLowCap = 0.40F;     ///< classify/score.hpp: of 0.30 and just under 0.60
constexpr float kMediumCap = 2.19F;  ///< just under 0.90
/// A remark is about somebody else than who makes it.
constexpr FeatureSet kOfTheWriter = bit(Feature::author) | bit(Feature::first_person);
constexpr std::size_t kHeaderBytesMax = 80;
constexpr std::size_t kValueBytesMax = 400;
constexpr std::size_t kRowReach = 1500;

/// Vocabulary alone, by tier.
float vocabulary_logit(Tier tier, bool cue) {
  switch (tier) {
    case Tier::sufficient:
      return 0.2F;
    case Tier::cued:
      return cue ? 0.0F : -0.5F;
    default:
      return cue ? -0.6F : -2.0F;
  }
}

/// "$(Configuration) == Debug", "config.Value('x')": a condition, variable or call of a program,
/// whatever its key says.
bool is_program_value(std::string_view value) {
  static constexpr std::array<std::string_view, 9> kSigns = {"$(", "${", "==", "!=",     "&&",
                                                             "||", "{{", "->", "lambda:"};
  const auto holds = [value](std::string_view sign) {
    return value.find(sign) != std::string_view::npos;
  };
  if (std::any_of(kSigns.begin(), kSigns.end(), holds)) return true;
  for (std::size_t at = value.find('('); at != std::string_view::npos;
       at = value.find('(', at + 1)) {
    std::size_t name = at;
    while (name > 0 && ascii::is_word(value[name - 1])) --name;
    if (name < at && name > 0 && value[name - 1] == '.') return true;
  }
  return false;
}

/// "@scope/template", "--condition", "Diagnose.method": a name in a program.
bool is_program_key(std::string_view key) {
  return key.starts_with("--") || key.starts_with('@') || key.starts_with("//@") ||
         key.find_first_of("=<>$\\{}") != std::string_view::npos ||
         key.find("::") != std::string_view::npos;
}

}  // namespace

/// Is the cell's column one for remarks, by its header or key?
bool UnitSearch::for_remarks(const Cell& cell) const {
  static constexpr std::array<std::string_view, 9> kWords = {
      "comment", "komment", "remar", "note", "notiz", "observ", "bemerk", "memo", "avis"};
  const auto context = view_.context();
  if (cell.column >= context.size()) return false;
  std::string header = context[cell.column].text.substr(0, kHeaderBytesMax);
  for (char& c : header) c = ascii::lower(c);
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return header.find(word) != std::string::npos; });
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
  while (from != first && (from - 1)->row == request.cell->row &&
         (from - 1)->start + kRowReach > request.cell->start)
    --from;
  while (to + 1 != last && (to + 1)->row == request.cell->row &&
         (to + 1)->end < request.cell->end + kRowReach)
    ++to;
  request.row = {from->start, to->end};
}

/// "FAT" is not fat: a short word in capitals among others that are not.
bool UnitSearch::is_acronym(const TermHit& hit) const {
  constexpr std::uint8_t kLongest = 4;
  const auto words = window_.words();
  const Word& word = words[hit.first];
  if (hit.last - hit.first != 1 || !word.all_capitals || word.letters > kLongest) return false;
  if (detector_.vocabulary().wants_capitals(*hit.term)) return false;
  const bool before =
      hit.first > 0 && words[hit.first - 1].all_capitals && words[hit.first - 1].letters > 1;
  const bool behind =
      hit.last < words.size() && words[hit.last].all_capitals && words[hit.last].letters > 1;
  return !before && !behind;
}

/// "Monsieur Chrétien", "Anna Krank": the term is somebody's name.
bool UnitSearch::names_place(const TermHit& hit) const {
  const auto words = window_.words();
  // "Dolores", "Iride": a given name that is no word as well.
  const names::Entry entry = words[hit.first].entry;
  const bool beside = hit.last < words.size() && words[hit.last].capital &&
                      words[hit.last].before == static_cast<GapSet>(Gap::blank);
  const bool alone =
      hit.last - hit.first == 1 && words[hit.first].capital && !words[hit.first].all_capitals;
  if (alone && beside && entry.given() >= 1 &&
      (entry.word() == 0 || words[hit.last].entry.family() > 0))
    return true;
  if (hit.last - hit.first != 1 || !words[hit.first].capital || words[hit.first].all_capitals)
    return false;
  if (beside && words[hit.first].entry.given() >= 2) return true;
  if (hit.first == 0) return false;
  if (has(words[hit.first].before, Gap::newline) || has(words[hit.first].before, Gap::comma) ||
      has(words[hit.first].before, Gap::stop))
    return false;
  constexpr auto kTight = static_cast<GapSet>(Gap::blank);
  const Word& before = words[hit.first - 1];
  const bool title = (window_.classes(before, kAnyLanguage) & bit(WordClass::honorific)) != 0;
  return title || ((words[hit.first].before & ~kTight) == 0 && before.capital &&
                   before.entry.given() >= 2 && before.entry.word() <= 2);
}

/// "..., Harshit Jain, Helmut Grohne, ...": the second word of one among other pairs of capitals.
bool UnitSearch::in_list_of_names(const TermHit& hit) const {
  constexpr auto kTight =
      static_cast<GapSet>(static_cast<unsigned>(Gap::blank) | static_cast<unsigned>(Gap::newline));
  const auto words = window_.words();
  const auto follows = [&](std::size_t at) {
    return words[at].capital && !words[at].all_capitals && (words[at].before & ~kTight) == 0;
  };
  const std::size_t at = hit.first;
  if (hit.last - at != 1 || at < 1 || at + 2 >= words.size()) return false;
  return follows(at) && words[at - 1].capital && has(words[at - 1].before, Gap::comma) &&
         words[at + 1].capital && has(words[at + 1].before, Gap::comma) && follows(at + 2);
}

void UnitSearch::judge(TermHit hit) {
  const std::size_t category = hit.term->category;
  if (category >= kCategories.size() || detector_.rule_of(category) == kNoRule) return;
  if (hit.begin < range_.begin || hit.begin >= range_.end || is_piece(text_, hit.begin, hit.end))
    return;
  if (hit.plain)
    return add(hit, category,
               bit(hit.term->tier == Tier::cued ? Feature::cued : Feature::ambiguous) |
                   bit(Feature::nobody),
               nullptr, vocabulary_logit(hit.term->tier, false));
  window_.cover(hit.begin - std::min<std::size_t>(hit.begin, kReach + 100), hit.end + kReach + 100);
  hit.first = window_.index_of(hit.begin);
  hit.last = window_.index_of(hit.end);
  if (hit.first >= hit.last) return;
  LinkRequest request;
  request.hit = &hit;
  request.all = hits_;
  locate(hit, request);
  if (request.row.end > request.row.begin) {
    window_.cover(std::min<std::size_t>(request.row.begin,
                                        hit.begin - std::min<std::size_t>(hit.begin, kReach + 100)),
                  std::max<std::size_t>(request.row.end, hit.end + kReach + 100));
    hit.first = window_.index_of(hit.begin);
    hit.last = window_.index_of(hit.end);
  }
  const SearchRange bounds = request.cell != nullptr
                                 ? SearchRange{request.cell->start, request.cell->end}
                                 : SearchRange{0, text_.size()};
  const Places places = places_of(window_, text_, bounds, hit);
  // What a few words around could not tell, more of them may.
  LanguageSet languages = hit.languages;
  const WordRange telling = telling_part(window_, places.near, hit.first, bounds);
  if (languages == kAnyLanguage && request.cell == nullptr) {
    languages = languages_of(window_, telling);
    if ((languages & hit.spoken) == 0) return;
  }
  if (names_place(hit) || in_list_of_names(hit) || (request.cell == nullptr && is_acronym(hit)))
    return;
  LanguageSet leading = 0;
  languages_of(window_, telling, &leading);
  // An uncertain word of a language that nothing else in the text is of.
  if (hit.term->tier == Tier::cued && request.cell == nullptr && hit.spoken != kAnyLanguage &&
      (leading & hit.spoken) == 0 && languages == kAnyLanguage && text_.size() > kNear)
    return add(hit, category, bit(Feature::cued) | bit(Feature::nobody), nullptr,
               vocabulary_logit(Tier::cued, false));
  if (languages == kAnyLanguage && leading != 0)
    languages = static_cast<LanguageSet>(leading | hit.spoken);

  const Tier tier = hit.term->tier;
  const bool partner =
      tier == Tier::partner_male || tier == Tier::partner_female || tier == Tier::couple;
  if (partner &&
      !link_.has_sex(request, places, languages,
                     tier == Tier::partner_male ? WordClass::masculine : WordClass::feminine))
    return;
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
  constexpr std::uint32_t kTellingBytes =
      9;  // bytes of an expression that hardly means anything else elsewhere
  const bool certain = (leading & hit.spoken) != 0 || request.cell != nullptr ||
                       hit.last - hit.first > 1 || hit.end - hit.begin >= kTellingBytes ||
                       hit.spoken == kAnyLanguage;
  request.tier = tier == Tier::sufficient && certain ? Feature::sufficient
                 : tier == Tier::sufficient          ? Feature::cued
                 : tier == Tier::cued                ? Feature::cued
                 : partner                           ? Feature::partner
                                                     : Feature::ambiguous;
  FeatureSet features = link_.features(request, places, languages);
  if (cue)
    features |= bit(Feature::cue);
  else if (request.tier == Feature::cued)
    features |= bit(Feature::uncued);
  add(hit, category, features, request.cell, partner ? -2.0F : vocabulary_logit(tier, cue));
}

void UnitSearch::add(const TermHit& hit, std::size_t category, FeatureSet features,
                     const Cell* cell, float vocabulary) {
  const bool remark = category + 1 == kCategories.size();
  if (remark) features &= ~kOfTheWriter;
  // A row that names somebody has remarks about them in a column for that; a catalogue's
  // description has none.
  if (remark && cell != nullptr && !for_remarks(*cell))
    features &= ~(bit(Feature::row_person) | bit(Feature::row_reference));
  float logit = detector_.bias();
  for (std::size_t i = 0; i < kFeatures; ++i)
    if ((features >> i & 1) != 0) logit += detector_.weight_in(features, static_cast<Feature>(i));
  SpecialFound found;
  found.begin = hit.begin;
  found.end = hit.end;
  found.rule = detector_.rule_of(category);
  found.column = cell != nullptr && cell->column < kNoColumn
                     ? static_cast<std::uint16_t>(cell->column)
                     : kNoColumn;
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
    if (header.empty() || header.size() > kHeaderBytesMax || is_program_key(header)) continue;
    TextWindow words(detector_.vocabulary(), header, memory_);
    words.cover(0, header.size());
    std::vector<TermHit> hits;
    for (std::size_t at = 0; at < words.words().size(); ++at)
      match_terms(detector_.vocabulary(), words.words(), at, hits);
    for (const TermHit& hit : hits)
      if (hit.term->tier == Tier::headers && detector_.rule_of(hit.term->category) != kNoRule) {
        columns.emplace_back(column, hit.term->category);
        break;
      }
  }
  if (columns.empty()) return;
  const std::span<const Cell> cells = view_.cells();
  auto cell = std::partition_point(cells.begin(), cells.end(),
                                   [this](const Cell& c) { return c.start < range_.begin; });
  for (; cell != cells.end() && cell->start < range_.end; ++cell) {
    if (cell->end == cell->start || cell->end - cell->start > kValueBytesMax) continue;
    for (const auto& [column, category] : columns)
      if (cell->column == column) judge_column_cell(*cell, category);
  }
}

void UnitSearch::judge_column_cell(const Cell& cell, std::size_t category) {
  if (is_program_value(text_.substr(cell.start, cell.end - cell.start))) return;
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
  window_.cover(std::min<std::size_t>(request.row.begin, hit.begin),
                std::max<std::size_t>(request.row.end, hit.end));
  hit.first = window_.index_of(hit.begin);
  hit.last = window_.index_of(hit.end);
  const auto inside = [&](const TermHit& h) {
    return h.begin >= cell.start && h.end <= cell.end && h.term->category == category;
  };
  hits_.erase(std::remove_if(hits_.begin(), hits_.end(), inside), hits_.end());
  Places places;
  places.sentence = places.line = places.paragraph = places.near = {hit.first, hit.last};
  places.earlier = {hit.first, hit.first};
  request.tier = Feature::header;
  FeatureSet features = link_.features(request, places, kAnyLanguage);
  add(hit, category, features, &cell, 0.2F);
}

}  // namespace braque::special
