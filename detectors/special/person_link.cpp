#include "special/person_link.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"
#include "base/header_marks.hpp"

namespace braque::special {
namespace {

constexpr float kNameLeast = -0.2F;  ///< log-odds from which a name counts
constexpr std::size_t kBareValue =
    44;  ///< bytes of a text that is the value of a field, and its words
constexpr std::size_t kBareWords = 6;
constexpr int kGivenLeast = 2;
constexpr std::size_t kSpeakerBytesMax = 60;

/// A speaker's name or login: "Jean Petit", "marc.d", "client_88"; not "description" or
/// "Commentaire client".
bool names_somebody(std::string_view key) {
  if (key.find_first_of(".@0123456789") != std::string_view::npos) return true;
  std::size_t words = 0;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool begins = key[i] != ' ' && (i == 0 || key[i - 1] == ' ');
    if (begins && key[i] >= 'a' && key[i] <= 'z') return false;
    words += begins ? 1 : 0;
  }
  return words > 1;
}

/// The header of a column of names, staff numbers or logins. Others number goods and orders.
bool names_a_person_column(std::string_view header) {
  static constexpr std::array<std::string_view, 44> kWhole = {
      "nom",      "prenom",    "prénom",         "nom_prenom",   "patient",
      "patiente", "salarie",   "salarié",        "agent",        "eleve",
      "élève",    "candidat",  "matricule",      "assure",       "assuré",
      "adherent", "adhérent",  "beneficiaire",   "bénéficiaire", "ipp",
      "nir",      "login",     "employee",       "name",         "surname",
      "staff",    "pupil",     "student",        "applicant",    "mitarbeiter",
      "vorname",  "nachname",  "personalnummer", "personalnr",   "versicherter",
      "empleado", "paciente",  "apellidos",      "cognome",      "dipendente",
      "paziente", "werknemer", "pracownik",      "pacjent"};
  static constexpr std::array<std::string_view, 20> kParts = {
      "employee_id",     "employee id",    "employee no", "emp_id",     "staff_id",
      "staff no",        "id_salar",       "id_agent",    "id_patient", "patient_id",
      "patient id",      "user_id",        "num_adh",     "n° adh",     "matricola",
      "codigo_empleado", "mitarbeiter_id", "pupil_id",    "student_id", "member_id"};
  constexpr std::size_t kLongest = 40;
  header = named(header);
  if (header.size() > kLongest) return false;
  std::string small(header);
  for (char& c : small) c = ascii::lower(c);
  return std::find(kWhole.begin(), kWhole.end(), small) != kWhole.end() ||
         std::any_of(kParts.begin(), kParts.end(), [&small](std::string_view part) {
           return small.find(part) != std::string::npos;
         });
}

/// A column that points at persons of another table, as its database says.
bool refers_to_persons(std::string_view header) {
  const std::size_t mark = header.find(kDescriptionMark);
  return mark != std::string_view::npos && header.substr(mark + 1).starts_with(kPersonMark);
}

/// Is it part of a term? Where a term leaves room for other words, these may be somebody's name.
bool in_term(std::span<const TermHit> terms, std::uint32_t begin, std::uint32_t end) {
  const auto next = std::partition_point(terms.begin(), terms.end(),
                                         [begin](const TermHit& t) { return t.end <= begin; });
  if (next == terms.end() || next->begin >= end) return false;
  const auto& steps = next->term->steps;
  return std::none_of(steps.begin(), steps.end(),
                      [](const Step& step) { return step.kind == Step::Kind::gap; });
}

}  // namespace

FeatureSet PersonLink::features(const LinkRequest& request, const Places& places,
                                LanguageSet languages) {
  FeatureSet set = bit(request.tier);
  add_guards(request, places, languages, set);
  add_words(request, places, languages, set);
  add_names(request, places, languages, set);
  add_author(request, places, languages, set);
  if (request.cell != nullptr) add_row(request, languages, set);
  // A few words and no full stop: the value of a field, without the record it was taken from.
  const bool bare = view_.kind() == UnitKind::prose && text_.size() <= kBareValue &&
                    text_.find_first_of("\n.;?!") == std::string_view::npos;
  if (bare && window_.words().size() <= kBareWords) set |= bit(Feature::bare_value);
  if ((set & kPersonFeatures) == 0 && document_.named(all_names_))
    set |= bit(Feature::document_person);
  if ((set & kPersonFeatures) == 0) set |= bit(Feature::nobody);
  return set;
}

void PersonLink::add_words(const LinkRequest& request, const Places& places, LanguageSet languages,
                           FeatureSet& set) {
  const auto words = window_.words();
  const WordRange& sentence = places.sentence;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    const ClassSet classes = window_.classes(words[i], languages);
    if (any(classes, WordClass::person_noun) && !any(classes, WordClass::crowd))
      set |= bit(Feature::person_noun);
    if (any(classes, WordClass::pronoun)) set |= bit(Feature::pronoun);
    // "j'ai", not the initial of a name; in English "I" alone.
    const bool elided = words[i].end < text_.size() &&
                        (text_[words[i].end] == '\'' || text_[words[i].end] == '\xE2');
    if (any(classes, WordClass::first_person) &&
        (words[i].letters > 1 || elided || text_[words[i].begin] == 'I'))
      set |= bit(Feature::first_person);
    if (i > sentence.first && is_behind_at(words[i])) set |= bit(Feature::email);
    const bool next_capital =
        i + 1 < sentence.last && words[i + 1].capital && !has(words[i + 1].before, Gap::newline);
    if (any(classes, WordClass::honorific) && next_capital && !is_contact(i, languages) &&
        !in_term(request.all, words[i + 1].begin, words[i + 1].end))
      set |= bit(Feature::honorific);
    if (!any(classes, WordClass::kin)) continue;
    // "my son", "sa mère", "the father of Marc", "their baby": somebody's, not relatives in
    // general.
    const bool owned =
        i > 0 && any(window_.classes(words[i - 1], languages), WordClass::possessive);
    const bool owned_before =
        i > 1 && any(window_.classes(words[i - 2], languages), WordClass::possessive);
    if (owned || owned_before || next_capital) set |= bit(Feature::kin);
  }
  if (numbered(is_short(places.line) ? places.line : sentence, languages))
    set |= bit(Feature::number);
  if (labelled(places.near, languages)) set |= bit(Feature::label);
  if (initial(sentence)) set |= bit(Feature::initial_name);
  if (request.hit->last - request.hit->first >= 3) set |= bit(Feature::long_term);
}

void PersonLink::add_guards(const LinkRequest& request, const Places& places, LanguageSet languages,
                            FeatureSet& set) {
  static constexpr std::array<std::pair<WordClass, Feature>, 12> kOfSentence = {
      {{WordClass::job, Feature::job},
       {WordClass::policy, Feature::policy},
       {WordClass::aggregate, Feature::aggregate},
       {WordClass::product, Feature::product},
       {WordClass::machine, Feature::machine},
       {WordClass::news, Feature::news},
       {WordClass::event, Feature::event},
       {WordClass::figurative, Feature::figurative},
       {WordClass::anonymous, Feature::anonymous},
       {WordClass::generic, Feature::generic},
       {WordClass::form, Feature::form},
       {WordClass::form, Feature::form}}};
  // The term's own words ("handicap moteur") say nothing of the text.
  ClassSet sentence = 0;
  for (std::size_t i = places.sentence.first; i < places.sentence.last; ++i)
    if ((i < request.hit->first || i >= request.hit->last) && !in_name(i))
      sentence |= window_.classes(window_.words()[i], languages);
  for (const auto& [word_class, feature] : kOfSentence)
    if (any(sentence, word_class)) set |= bit(feature);
  // "les personnes handicapées", "pregnant women".
  const TermHit& hit = *request.hit;
  const WordRange beside{std::max(places.sentence.first + 1, hit.first) - 1,
                         std::min(places.sentence.last, hit.last + 1)};
  if (any(classes_in(window_, beside, languages), WordClass::crowd)) set |= bit(Feature::generic);
  if (counts_people(places.sentence, languages)) set |= bit(Feature::generic);
  const ClassSet paragraph = classes_in(window_, places.paragraph, languages);
  for (const WordClass wide : {WordClass::job, WordClass::form, WordClass::anonymous})
    if (any(paragraph, wide))
      set |= wide == WordClass::job    ? bit(Feature::job)
             : wide == WordClass::form ? bit(Feature::form)
                                       : bit(Feature::anonymous);
  const auto words = window_.words();
  bool percent = false;
  for (std::size_t i = places.sentence.first + 1; i < places.sentence.last; ++i) {
    percent = percent || has(words[i].before, Gap::percent);
  }
  if (places.sentence.last < words.size())
    percent = percent || has(words[places.sentence.last].before, Gap::percent);
  if (percent) set |= bit(Feature::percent);
  if (places.sentence.last < words.size() && has(words[places.sentence.last].before, Gap::question))
    set |= bit(Feature::question);
  // "rue des ...", "St ...": a place's word at most three words before a term that is written as a
  // name.
  const std::size_t from =
      hit.first > places.sentence.first + 3 ? hit.first - 3 : places.sentence.first;
  const ClassSet before = classes_in(window_, {from, hit.first}, languages);
  if (any(before, WordClass::place) && words[hit.first].capital) set |= bit(Feature::place);
  if (request.categories >= 4) set |= bit(Feature::many_categories);
  const std::size_t begin = words[places.paragraph.first].begin;
  const std::string_view paragraph_text =
      text_.substr(begin, words[places.paragraph.last - 1].end + 8 - begin);
  if (paragraph_text.find("___") != std::string_view::npos) set |= bit(Feature::form);
}

/// "Alan Price", "Mme Livre": the second word of what may be a name says nothing of the text.
bool PersonLink::in_name(std::size_t at) const {
  const auto words = window_.words();
  if (at == 0 || !words[at].capital || (words[at].before & ~static_cast<GapSet>(Gap::blank)) != 0)
    return false;
  const Word& before = words[at - 1];
  return any(window_.classes(before, kAnyLanguage), WordClass::honorific) ||
         (before.capital && before.entry.given() >= 2);
}

bool PersonLink::is_contact(std::size_t word, LanguageSet languages) const {
  const auto words = window_.words();
  constexpr std::size_t kBefore = 3;
  for (std::size_t back = 1; back <= kBefore && back <= word; ++back) {
    const Word& before = words[word - back];
    if (any(window_.classes(before, languages), WordClass::contact)) return true;
    if (has(words[word - back + 1].before, Gap::stop) && before.letters > 3) return false;
    if (has(words[word - back + 1].before, Gap::newline)) return false;
  }
  return false;
}

/// "Loïc Bertin signale des douleurs": what is said is said of the name.
bool PersonLink::is_close(const Recognised& name, std::size_t term) const {
  constexpr std::size_t kClause = 48;
  if (name.end > term || term - name.end > kClause) return false;
  return text_.substr(name.end, term - name.end).find_first_of(".;\n") == std::string_view::npos;
}

PersonLink::Names PersonLink::names_in(const LinkRequest& request, WordRange range,
                                       LanguageSet languages) {
  Names found;
  const auto words = window_.words();
  if (range.first >= range.last) return found;
  for (const Recognised& name : names_.in(words[range.first].begin, words[range.last - 1].end)) {
    if (name.logit < kNameLeast || in_term(request.all, name.begin, name.end)) continue;
    // "[Karel Zak]": who did it.
    const bool signed_by = name.begin > 0 && text_[name.begin - 1] == '[' &&
                           name.end < text_.size() && text_[name.end] == ']';
    const bool contact = signed_by || is_contact(window_.index_of(name.begin), languages) ||
                         in_office(name.begin, name.end, languages);
    if (contact)
      found.contact = true;
    else
      found.any = true;
    found.close = found.close || (found.any && is_close(name, request.hit->begin));
  }
  return found;
}

void PersonLink::add_names(const LinkRequest& request, const Places& places, LanguageSet languages,
                           FeatureSet& set) {
  const Names sentence = names_in(request, places.sentence, languages);
  if (sentence.any) set |= bit(Feature::name);
  if (sentence.close) set |= bit(Feature::subject);
  const auto words = window_.words();
  for (std::size_t i = places.sentence.first; i < places.sentence.last && !sentence.any; ++i) {
    const Word& word = words[i];
    if (!word.capital || word.letters < 3 || word.entry.given() < kGivenLeast ||
        word.entry.word() > 1)
      continue;
    if (in_term(request.all, word.begin, word.end) || is_month(i)) continue;
    std::size_t first = i;  // of the capitals that it is one of
    while (first > places.sentence.first && words[first - 1].capital &&
           words[first].before == static_cast<GapSet>(Gap::blank))
      --first;
    std::size_t last = i;
    while (last + 1 < places.sentence.last && words[last + 1].capital &&
           words[last + 1].before == static_cast<GapSet>(Gap::blank))
      ++last;
    if (is_contact(first, languages) || in_office(words[first].begin, words[last].end, languages))
      continue;
    set |= bit(Feature::given_name);
  }
  if (!sentence.any && !sentence.contact && unknown_pair(request, places.sentence, languages))
    set |= bit(Feature::given_name);
  const bool here = sentence.any || has(set, Feature::given_name) ||
                    has(set, Feature::initial_name) || has(set, Feature::honorific);
  if (sentence.contact && !here) set |= bit(Feature::contact_only);
  if (here) return;
  if (is_short(places.line) && names_in(request, places.line, languages).any)
    set |= bit(Feature::line_name);
  if (names_in(request, places.earlier, languages).any) set |= bit(Feature::earlier_name);
  if (heading(request, places, languages)) set |= bit(Feature::heading);
  if (names_in(request, places.paragraph, languages).any) set |= bit(Feature::block_name);
}

/// "Evremondo Proietti è in malattia", "Suite au diagnostic, Adalbald Prévost bénéficie ...": two
/// capitalised words that are none of the language, where the subject of a sentence stands, beside
/// an expression that is said of people only.
bool PersonLink::unknown_pair(const LinkRequest& request, WordRange sentence,
                              LanguageSet languages) const {
  if (request.tier != Feature::sufficient) return false;
  // Remarks are made of goods as well ("Innovative Sausages featuring clueless technology").
  if (request.hit->term->category + std::size_t{1} == kCategories.size()) return false;
  constexpr std::size_t kShortest = 3;
  const auto words = window_.words();
  const auto may_name = [&](const Word& word) {
    const bool listed = word.entry.given() > 0 || word.entry.family() > 0;
    return word.capital && !word.all_capitals && !word.digits && word.letters >= kShortest &&
           (listed || (word.entry.word() == 0 && word.entry.place() == 0)) &&
           (listed || window_.classes(word, languages) == 0) &&
           !in_term(request.all, word.begin, word.end);
  };
  for (std::size_t i = sentence.first; i + 2 < sentence.last; ++i) {
    const bool begins = i == sentence.first || has(words[i].before, Gap::comma);
    if (!begins || words[i + 2].capital || !may_name(words[i]) || !may_name(words[i + 1])) continue;
    if (words[i].entry.word() > 0 && words[i + 1].entry.word() > 0) continue;
    if (words[i + 1].before != static_cast<GapSet>(Gap::blank) ||
        words[i + 2].before != static_cast<GapSet>(Gap::blank))
      continue;
    if (!is_contact(i, languages) && !in_office(words[i].begin, words[i + 1].end, languages))
      return true;
  }
  return false;
}

/// The second part of "jean.petit@example.org"; "@scope/package" has none before it.
bool PersonLink::is_behind_at(const Word& word) const {
  return has(word.before, Gap::at) && word.begin >= 2 && text_[word.begin - 1] == '@' &&
         ascii::is_alnum(text_[word.begin - 2]);
}

/// A line of a form or list; a long one is a paragraph.
bool PersonLink::is_short(WordRange line) const {
  constexpr std::size_t kFormLine = 240;
  const auto words = window_.words();
  return line.first < line.last && words[line.last - 1].end - words[line.first].begin <= kFormLine;
}

/// "in June", "by April 3", "since May": no given name.
bool PersonLink::is_month(std::size_t at) const {
  static constexpr std::array<std::string_view, 6> kMonths = {"June",   "April", "May",
                                                              "August", "Abril", "Juni"};
  static constexpr std::array<std::string_view, 14> kBefore = {
      "in",    "by",  "since", "until", "till", "from", "to",
      "early", "mid", "late",  "last",  "next", "of",   "before"};
  const auto words = window_.words();
  const auto text_of = [&](const Word& word) {
    return text_.substr(word.begin, word.end - word.begin);
  };
  if (std::find(kMonths.begin(), kMonths.end(), text_of(words[at])) == kMonths.end()) return false;
  if (at + 1 < words.size() && words[at + 1].digits) return true;
  return at > 0 && (words[at - 1].digits || std::find(kBefore.begin(), kBefore.end(),
                                                      text_of(words[at - 1])) != kBefore.end());
}

/// "BESNARD Olivier - entretien", "Objet : Mme Coste", "Sehr geehrte Frau Albrecht,": a short line
/// above that names somebody, by its form.
bool PersonLink::heading(const LinkRequest& request, const Places& places, LanguageSet languages) {
  constexpr std::size_t kLineMost = 90;
  const auto words = window_.words();
  for (std::size_t last = places.line.first; last > places.near.first;) {
    std::size_t first = last - 1;
    while (first > places.near.first && !has(words[first].before, Gap::newline)) --first;
    const WordRange line{first, last};
    last = first;
    if (words[line.last - 1].end - words[line.first].begin > kLineMost) continue;
    ClassSet said = classes_in(window_, line, languages);
    bool written =
        any(said, WordClass::honorific) || any(said, WordClass::label) || line.first == 0;
    for (std::size_t i = line.first; i + 1 < line.last && !written; ++i)
      written = (words[i].all_capitals && words[i].letters >= 3 && words[i].entry.family() > 0) &&
                words[i + 1].entry.given() > 0;
    if (written && !any(said, WordClass::contact) && names_in(request, line, languages).any)
      return true;
  }
  return false;
}

/// The first person needs somebody who says it: a sender, a speaker, a signature.
void PersonLink::add_author(const LinkRequest& request, const Places& places, LanguageSet languages,
                            FeatureSet& set) {
  if (!has(set, Feature::first_person)) return;
  const auto words = window_.words();
  bool author = speaker(places.line) || has_key(request);
  for (std::size_t i = places.near.first; i + 1 < places.near.last && !author; ++i) {
    const bool label = any(window_.classes(words[i], languages), WordClass::author);
    author =
        label && (has(words[i + 1].before, Gap::colon) || has(words[i + 1].before, Gap::equals));
  }
  author = author || names_in(request, places.near, languages).any;
  if (author) set |= bit(Feature::author);
}

/// "marc.d : ...", "[10:42] client_88 (Jean Petit) : ...": a line that begins with who speaks.
bool PersonLink::speaker(WordRange line) const {
  constexpr std::size_t kWords = 7;
  const auto words = window_.words();
  for (std::size_t i = line.first + 1; i < line.last && i < line.first + kWords; ++i) {
    if (!has(words[i].before, Gap::colon)) continue;
    // "lea_44 :" is somebody, "11:02" is none.
    const char before = words[i - 1].begin == 0 ? ' ' : text_[words[i - 1].begin - 1];
    if (!words[i - 1].digits || before == '_' || before == '.') return true;
  }
  return false;
}

/// Where the speaker was taken for a key, and what is said for its value.
bool PersonLink::has_key(const LinkRequest& request) const {
  const auto context = view_.context();
  if (request.cell == nullptr || request.cell->column >= context.size()) return false;
  const ContextEntry& key = context[request.cell->column];
  if (key.role == ContextRole::author) return !key.text.empty();
  if (key.role != ContextRole::key || key.text.size() > kSpeakerBytesMax) return false;
  return names_somebody(key.text);
}

bool PersonLink::numbered(WordRange range, LanguageSet languages) const {
  constexpr std::size_t kShortest = 3, kBehind = 3;
  const auto words = window_.words();
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (!any(window_.classes(words[i], languages), WordClass::number_label)) continue;
    for (std::size_t k = i + 1; k < range.last && k <= i + kBehind; ++k) {
      if (has(words[k].before, Gap::newline)) break;
      const bool digits = std::any_of(text_.begin() + words[k].begin, text_.begin() + words[k].end,
                                      [](char c) { return c >= '0' && c <= '9'; });
      if ((digits && words[k].letters >= kShortest) ||
          (k == i + 1 && has(words[k].before, Gap::equals)))
        return true;
    }
  }
  return false;
}

/// "Patient : A. MOREL", "Nom : ...": a label and something behind it.
bool PersonLink::labelled(WordRange range, LanguageSet languages) const {
  const auto words = window_.words();
  for (std::size_t i = range.first; i + 1 < range.last; ++i) {
    if (!any(window_.classes(words[i], languages), WordClass::label)) continue;
    const Word& next = words[i + 1];
    const bool parted = has(next.before, Gap::colon) || has(next.before, Gap::dash) ||
                        has(next.before, Gap::equals);
    if (parted && !has(next.before, Gap::newline) && next.capital && text_[words[i].end] != '_')
      return true;
  }
  return false;
}

/// "B. Morel", "MOREL B.".
bool PersonLink::initial(WordRange range) const {
  const auto words = window_.words();
  constexpr auto kTight =
      static_cast<GapSet>(static_cast<unsigned>(Gap::blank) | static_cast<unsigned>(Gap::stop) |
                          static_cast<unsigned>(Gap::other));
  const auto plain = [](const Word& word) { return (word.before & ~kTight) == 0; };
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (!words[i].capital || words[i].letters != 1 || words[i].end >= text_.size() ||
        text_[words[i].end] != '.')
      continue;
    if (i + 1 < range.last && words[i + 1].capital && words[i + 1].letters >= 3 &&
        plain(words[i + 1]))
      return true;
    if (i > range.first && words[i - 1].capital && words[i - 1].letters >= 3 && plain(words[i]))
      return true;
  }
  return false;
}

void PersonLink::add_row(const LinkRequest& request, LanguageSet languages, FeatureSet& set) {
  if (request.row.end <= request.row.begin) return;
  window_.cover(request.row.begin, request.row.end);
  const auto words = window_.words();
  const WordRange row{window_.index_of(request.row.begin), window_.index_of(request.row.end)};
  for (const Recognised& name : names_.in(request.row.begin, request.row.end)) {
    if (name.logit < kNameLeast || in_term(request.all, name.begin, name.end)) continue;
    set |= bit(Feature::row_person);
  }
  for (std::size_t i = row.first; i < row.last && !has(set, Feature::row_person); ++i) {
    if (i > row.first && is_behind_at(words[i])) set |= bit(Feature::row_person);
    const bool given = words[i].capital && words[i].entry.given() >= kGivenLeast;
    if (given && !in_term(request.all, words[i].begin, words[i].end))
      set |= bit(Feature::row_person);
  }
  if (numbered(row, languages)) set |= bit(Feature::number);
  if (has(set, Feature::row_person)) return;
  if (has_column(request, names_a_person_column))
    set |= bit(Feature::row_person);
  else if (has_column(request, refers_to_persons))
    set |= bit(Feature::row_reference);
}

/// "matricule", "employee_id": another column of the row that says whose it is, with a value.
template <typename Says>
bool PersonLink::has_column(const LinkRequest& request, Says says) {
  const auto context = view_.context();
  const auto cells = view_.cells();
  auto first = std::partition_point(
      cells.begin(), cells.end(), [&](const Cell& cell) { return cell.start < request.row.begin; });
  for (; first != cells.end() && first->start < request.row.end; ++first) {
    const Cell& cell = *first;
    if (cell.row != request.cell->row || cell.end == cell.start || cell.column >= context.size())
      continue;
    if (cell.column == request.cell->column || context[cell.column].role != ContextRole::header)
      continue;
    if (says(context[cell.column].text)) return true;
  }
  return false;
}

}  // namespace braque::special
