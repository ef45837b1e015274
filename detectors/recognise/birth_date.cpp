// Dates of birth: a date is one when a word announces it (né à Lyon le, DOB, geb.) or the header of
// its column does; never by itself.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/columns.hpp"
#include "recognise/date_text.hpp"
#include "recognise/recognisers.hpp"

namespace braque::recognise {
namespace {

enum BirthClass : std::uint32_t {
  kNoun = 1 << 0,    ///< a label: date de naissance, DOB, Geburtsdatum
  kVerb = 1 << 1,    ///< in a sentence, with name and place between it and the date: né à Lyon le
  kSmall = 1 << 2,   ///< may stand between the cue and the date
  kPerson = 1 << 3,  ///< the same: whose birth it is
  kNever = 1 << 4,   ///< begins something else, with a date of its own
};

constexpr ClassedWord kWords[] = {{"naissance", kNoun},
                                  {"naiss", kNoun},
                                  {"dnaiss", kNoun},
                                  {"ddn", kNoun},
                                  {"dtnaiss", kNoun},
                                  {"datnaiss", kNoun},
                                  {"datenaissance", kNoun},
                                  {"dob", kNoun},
                                  {"birth", kNoun},
                                  {"birthdate", kNoun},
                                  {"birthday", kNoun},
                                  {"birthdt", kNoun},
                                  {"dateofbirth", kNoun},
                                  {"bday", kNoun},
                                  {"bdate", kNoun},
                                  {"geburtsdatum", kNoun},
                                  {"geburtstag", kNoun},
                                  {"geburt", kNoun},
                                  {"gebdat", kNoun},
                                  {"gebdatum", kNoun},
                                  {"nacimiento", kNoun},
                                  {"fnac", kNoun},
                                  {"fechanac", kNoun},
                                  {"nascita", kNoun},
                                  {"nascimento", kNoun},
                                  {"geboortedatum", kNoun},
                                  {"geboorte", kNoun},
                                  {"gebdt", kNoun},
                                  {"urodzenia", kNoun},
                                  {"fodselsdato", kNoun},
                                  {"fodelsedatum", kNoun},
                                  {"foedselsdato", kNoun},
                                  {"syntymaaika", kNoun},
                                  {"narozeni", kNoun},
                                  {"narodenia", kNoun},
                                  {"rodjenja", kNoun},
                                  {"rojstva", kNoun},
                                  {"nasterii", kNoun},
                                  {"naixement", kNoun},
                                  {"nacemento", kNoun},
                                  {"ne", kVerb},
                                  {"nee", kVerb},
                                  {"nes", kVerb},
                                  {"nees", kVerb},
                                  {"born", kVerb},
                                  {"geboren", kVerb},
                                  {"geb", kVerb},
                                  {"nacido", kVerb},
                                  {"nacida", kVerb},
                                  {"nac", kVerb},
                                  {"nato", kVerb},
                                  {"nata", kVerb},
                                  {"nascido", kVerb},
                                  {"nascida", kVerb},
                                  {"urodzony", kVerb},
                                  {"urodzona", kVerb},
                                  {"ur", kVerb},
                                  {"nasc", kVerb},
                                  {"gebn", kVerb},
                                  {"fodt", kVerb},
                                  {"fodd", kVerb},
                                  {"a", kSmall},
                                  {"au", kSmall},
                                  {"aux", kSmall},
                                  {"en", kSmall},
                                  {"e", kSmall},
                                  {"s", kSmall},
                                  {"le", kSmall},
                                  {"la", kSmall},
                                  {"les", kSmall},
                                  {"l", kSmall},
                                  {"d", kSmall},
                                  {"de", kSmall},
                                  {"du", kSmall},
                                  {"des", kSmall},
                                  {"sur", kSmall},
                                  {"sous", kSmall},
                                  {"on", kSmall},
                                  {"in", kSmall},
                                  {"at", kSmall},
                                  {"the", kSmall},
                                  {"is", kSmall},
                                  {"was", kSmall},
                                  {"of", kSmall},
                                  {"est", kSmall},
                                  {"am", kSmall},
                                  {"im", kSmall},
                                  {"zu", kSmall},
                                  {"zum", kSmall},
                                  {"vom", kSmall},
                                  {"der", kSmall},
                                  {"ist", kSmall},
                                  {"el", kSmall},
                                  {"dia", kSmall},
                                  {"il", kSmall},
                                  {"giorno", kSmall},
                                  {"op", kSmall},
                                  {"te", kSmall},
                                  {"den", kSmall},
                                  {"em", kSmall},
                                  {"no", kSmall},
                                  {"dnia", kSmall},
                                  {"w", kSmall},
                                  {"date", kSmall},
                                  {"datum", kSmall},
                                  {"dat", kSmall},
                                  {"data", kSmall},
                                  {"fecha", kSmall},
                                  {"jour", kSmall},
                                  {"lieu", kSmall},
                                  {"place", kSmall},
                                  {"ort", kSmall},
                                  {"et", kSmall},
                                  {"i", kSmall},
                                  {"q", kSmall},
                                  {"lundi", kSmall},
                                  {"mardi", kSmall},
                                  {"mercredi", kSmall},
                                  {"jeudi", kSmall},
                                  {"vendredi", kSmall},
                                  {"samedi", kSmall},
                                  {"dimanche", kSmall},
                                  {"my", kPerson},
                                  {"patient", kPerson},
                                  {"patiente", kPerson},
                                  {"assure", kPerson},
                                  {"salarie", kPerson},
                                  {"enfant", kPerson},
                                  {"client", kPerson},
                                  {"employee", kPerson},
                                  {"titulaire", kPerson},
                                  {"demandeur", kPerson},
                                  {"conjoint", kPerson},
                                  {"child", kPerson},
                                  {"member", kPerson},
                                  {"insured", kPerson},
                                  {"kindes", kPerson},
                                  {"paciente", kPerson},
                                  {"jjmmaaaa", kPerson},
                                  {"jj", kPerson},
                                  {"mm", kPerson},
                                  {"aaaa", kPerson},
                                  {"dd", kPerson},
                                  {"yyyy", kPerson},
                                  {"tt", kPerson},
                                  {"jjjj", kPerson},
                                  {"gg", kPerson},
                                  {"dal", kSmall},
                                  {"marie", kNever},
                                  {"mariee", kNever},
                                  {"decede", kNever},
                                  {"decedee", kNever},
                                  {"died", kNever},
                                  {"married", kNever},
                                  {"entree", kNever},
                                  {"embauche", kNever},
                                  {"signe", kNever},
                                  {"depuis", kNever},
                                  {"since", kNever},
                                  {"seit", kNever},
                                  {"gestorben", kNever},
                                  {"control", kNever},
                                  {"certificate", kNever},
                                  {"acte", kNever},
                                  {"happy", kNever},
                                  {"rate", kNever},
                                  {"weight", kNever}};

using namespace weights::birth_date;

/// Does a time of day other than midnight follow? Midnight is what programs add to a date.
bool has_time_of_day(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || (text[at] != 'T' && text[at] != ' ')) return false;
  const std::string_view time = text.substr(at + 1, 5);
  return time[2] == ':' && ascii::is_digit(time[0]) && ascii::is_digit(time[1]) &&
         ascii::is_digit(time[3]) && time != "00:00";
}

class BirthDate final : public Recogniser {
 public:
  BirthDate() : words_(kWords) {}

  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    constexpr std::size_t kStep = 640;
    for (std::size_t at = range.begin; at < range.end; at += kStep)
      find_around(view.text(), {at, std::min(range.end, at + kStep)}, found);
  }

  bool reads_columns() const override { return true; }

  void find_in_columns(UnitView& view, SearchRange range,
                       std::vector<Recognised>& found) const override {
    std::vector<bool> births;
    for (const ContextEntry& entry : view.context())
      births.push_back(header_says(entry.text, words_, kNoun | kVerb, kNever));
    if (std::find(births.begin(), births.end(), true) == births.end()) return;
    for (const Cell& cell : cells_in(view, range))
      if (cell.column < births.size() && births[cell.column]) add_cell(view.text(), cell, found);
  }

 private:
  static constexpr std::size_t kBack = 112, kAhead = 48;  ///< from cue to date; a date
  static constexpr std::size_t kTokensMax = 800;

  static void add_cell(std::string_view text, const Cell& cell, std::vector<Recognised>& found) {
    constexpr std::size_t kRestMax = 16;  // a time of day
    text = text.substr(0, cell.end);
    std::size_t at = cell.start;
    while (at < cell.end && (text[at] == ' ' || text[at] == '"' || text[at] == '\'')) ++at;
    const DateText date = loose_date_at(text, at);
    if (date.found() && cell.end - date.end <= kRestMax) add(text, date, kLabelled, found);
  }

  static void add(std::string_view text, const DateText& date, float logit,
                  std::vector<Recognised>& found) {
    if (date.short_year || date.compact) logit += kGuessed;
    if (!found.empty() && found.back().end > date.begin) return;
    if (has_time_of_day(text, date.end)) logit = std::min(logit, kWithTime);
    found.push_back(
        {static_cast<std::uint32_t>(date.begin), static_cast<std::uint32_t>(date.end), logit});
  }

  void find_around(std::string_view text, SearchRange range, std::vector<Recognised>& found) const {
    const std::size_t from = range.begin - std::min(range.begin, kBack);
    const std::size_t to = std::min(text.size(), range.end + kAhead);
    if (std::none_of(text.begin() + static_cast<std::ptrdiff_t>(range.begin),
                     text.begin() + static_cast<std::ptrdiff_t>(to), ascii::is_digit))
      return;
    std::array<Token, kTokensMax> room;
    const std::span<const Token> tokens =
        std::span(room).first(tokenise(text, from, to, words_, room));
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool wish = i > 0 && tokens[i - 1].any(kNever);  // happy birthday, birth control
      if (!tokens[i].any(kNoun | kVerb) || wish || !speaks(text, tokens, i)) continue;
      const DateText date = date_behind(text, tokens, i);
      if (!date.found() || date.begin < range.begin || date.begin >= range.end) continue;
      add(text, date, tokens[i].any(kNoun) ? kLabelled : kToldOf, found);
    }
  }

  /// "ne" is French for not as well, "ur." and "geb." are more than their letters.
  static bool speaks(std::string_view text, std::span<const Token> tokens, std::size_t i) {
    const Token& token = tokens[i];
    if (!token.any(kVerb) || token.letters > 3) return true;
    const Token* next = i + 1 < tokens.size() ? &tokens[i + 1] : nullptr;
    const std::string_view raw = text.substr(token.begin, token.end - token.begin);
    if (FoldedWord(raw).view() == "ur") return next != nullptr && next->is_sign('.');
    const bool accent = std::any_of(raw.begin(), raw.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x80 || c == '\\';
    });
    if (accent || token.all_capitals || token.letters == 3) return true;
    return next != nullptr && (next->is_sign('(') || next->is_sign(':') ||
                               (next->is(TokenKind::word) && next->letters == 2 &&
                                FoldedWord(text.substr(next->begin, 2)).view() == "le"));
  }

  /// May the token stand between a cue and its date?
  static bool is_gap(std::span<const Token> tokens, std::size_t i, bool noun, int& words,
                     int& lines) {
    const Token& token = tokens[i];
    switch (token.kind) {
      case TokenKind::word:
        if (token.any(kNever)) return false;
        if (token.any(kSmall | kPerson | kNoun)) return true;
        // Names and places.
        return token.capital && ++words <= (noun ? 3 : 6);
      case TokenKind::line:
        return token.value <= (noun ? 2U : 1U) && ++lines <= 2;
      case TokenKind::number: {
        const bool district = token.digits <= 2 && token.letters > 0;  // Lyon 3e
        const bool department = i > 0 && tokens[i - 1].is_sign('(') && i + 1 < tokens.size() &&
                                tokens[i + 1].is_sign(')');
        return district || department;
      }
      case TokenKind::code:
        return i > 0 && tokens[i - 1].is_sign('(') && token.digits <= 2;  // 2A
      case TokenKind::sign:
        break;
    }
    if (token.sign == '.') return i > 0 && (tokens[i - 1].letters <= 4 || noun);
    constexpr std::string_view kInSentence = ",:()'-/\"\t";
    constexpr std::string_view kBehindLabel = ",:()'-/\"\t=>?*_[]#";
    return (noun ? kBehindLabel : kInSentence).find(token.sign) != std::string_view::npos;
  }

  static DateText date_behind(std::string_view text, std::span<const Token> tokens,
                              std::size_t cue) {
    constexpr std::size_t kTokensBetween = 18, kBytesBetween = 100;
    const bool noun = tokens[cue].any(kNoun);
    int words = 0, lines = 0;
    for (std::size_t i = cue + 1; i < tokens.size() && i <= cue + kTokensBetween; ++i) {
      const Token& token = tokens[i];
      if (token.begin > tokens[cue].end + kBytesBetween) break;
      if (token.is(TokenKind::number) || token.is(TokenKind::word) || token.is(TokenKind::code)) {
        // Behind a label and its colon nothing but the date is expected.
        const bool expected = i <= cue + 8 && words == 0;
        const DateText date =
            expected ? loose_date_at(text, token.begin) : date_at(text, token.begin);
        if (date.found()) return date;
      }
      if (!is_gap(tokens, i, noun, words, lines)) break;
    }
    return {};
  }

  WordTable words_;
};

}  // namespace

std::unique_ptr<const Recogniser> make_birth_date() { return std::make_unique<BirthDate>(); }

}  // namespace braque::recognise
