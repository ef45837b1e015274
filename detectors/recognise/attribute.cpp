// What a form says of a person beside name and number: age, nationality, marital status, salary. A
// label or the header of a column has to announce it; by themselves such words and numbers say
// nothing.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/columns.hpp"
#include "recognise/recognisers.hpp"

namespace braque::recognise {
namespace {

enum AttributeClass : std::uint32_t {
  kAge = 1 << 0,
  kNationality = 1 << 1,
  kMarital = 1 << 2,
  kSalary = 1 << 3,
  kAged = 1 << 4,   ///< âgé de, aged
  kYears = 1 << 5,  ///< behind an age
  kMaritalState = 1 << 6,
  kCurrency = 1 << 7,
  kFiller = 1 << 8,     ///< may stand between a label and its value
  kOld = 1 << 9,        ///< years old
  kFamily = 1 << 10,    ///< situation, état, Familien-: makes the marital label of two words
  kNoPerson = 1 << 11,  ///< what else has an age or a state
};

constexpr ClassedWord kWords[] = {{"age", kAge},
                                  {"edad", kAge},
                                  {"alter", kAge},
                                  {"eta", kAge},
                                  {"leeftijd", kAge},
                                  {"idade", kAge},
                                  {"wiek", kAge},
                                  {"agee", kAged},
                                  {"aged", kAged},
                                  {"lebensalter", kAge},
                                  {"ans", kYears},
                                  {"an", kYears},
                                  {"years", kYears},
                                  {"year", kYears},
                                  {"anos", kYears},
                                  {"jahre", kYears},
                                  {"jahren", kYears},
                                  {"anni", kYears},
                                  {"jaar", kYears},
                                  {"lat", kYears},
                                  {"yrs", kYears},
                                  {"yo", kYears},
                                  {"old", kOld},
                                  {"alt", kOld},
                                  {"nationalite", kNationality},
                                  {"nationality", kNationality},
                                  {"staatsangehorigkeit", kNationality},
                                  {"staatsangehoerigkeit", kNationality},
                                  {"staatsburgerschaft", kNationality},
                                  {"nationalitat", kNationality},
                                  {"nacionalidad", kNationality},
                                  {"cittadinanza", kNationality},
                                  {"nazionalita", kNationality},
                                  {"nationaliteit", kNationality},
                                  {"nacionalidade", kNationality},
                                  {"obywatelstwo", kNationality},
                                  {"citoyennete", kNationality},
                                  {"citizenship", kNationality},
                                  {"narodowosc", kNationality},
                                  {"familiale", kMarital},
                                  {"matrimoniale", kMarital},
                                  {"matrimonial", kMarital},
                                  {"marital", kMarital},
                                  {"familienstand", kMarital},
                                  {"zivilstand", kMarital},
                                  {"estadocivil", kMarital},
                                  {"civil", kMarital},
                                  {"civile", kMarital},
                                  {"burgerlijke", kMarital},
                                  {"personenstand", kMarital},
                                  {"maritalstatus", kMarital},
                                  {"cywilny", kMarital},
                                  {"situation", kFamily},
                                  {"etat", kFamily},
                                  {"estado", kFamily},
                                  {"stato", kFamily},
                                  {"sit", kFamily},
                                  {"stan", kFamily},
                                  {"status", kFiller},
                                  {"staat", kFiller},
                                  {"m", kFiller},
                                  {"mme", kFiller},
                                  {"celibataire", kMaritalState},
                                  {"marie", kMaritalState},
                                  {"mariee", kMaritalState},
                                  {"maries", kMaritalState},
                                  {"pacse", kMaritalState},
                                  {"pacsee", kMaritalState},
                                  {"pacses", kMaritalState},
                                  {"divorce", kMaritalState},
                                  {"divorcee", kMaritalState},
                                  {"divorces", kMaritalState},
                                  {"veuf", kMaritalState},
                                  {"veuve", kMaritalState},
                                  {"separe", kMaritalState},
                                  {"separee", kMaritalState},
                                  {"concubinage", kMaritalState},
                                  {"concubin", kMaritalState},
                                  {"union", kMaritalState},
                                  {"vie", kMaritalState},
                                  {"single", kMaritalState},
                                  {"married", kMaritalState},
                                  {"divorced", kMaritalState},
                                  {"widowed", kMaritalState},
                                  {"widow", kMaritalState},
                                  {"widower", kMaritalState},
                                  {"separated", kMaritalState},
                                  {"unmarried", kMaritalState},
                                  {"cohabiting", kMaritalState},
                                  {"ledig", kMaritalState},
                                  {"verheiratet", kMaritalState},
                                  {"geschieden", kMaritalState},
                                  {"verwitwet", kMaritalState},
                                  {"getrennt", kMaritalState},
                                  {"soltero", kMaritalState},
                                  {"soltera", kMaritalState},
                                  {"casado", kMaritalState},
                                  {"casada", kMaritalState},
                                  {"divorciado", kMaritalState},
                                  {"divorciada", kMaritalState},
                                  {"viudo", kMaritalState},
                                  {"viuda", kMaritalState},
                                  {"celibe", kMaritalState},
                                  {"nubile", kMaritalState},
                                  {"coniugato", kMaritalState},
                                  {"coniugata", kMaritalState},
                                  {"divorziato", kMaritalState},
                                  {"divorziata", kMaritalState},
                                  {"vedovo", kMaritalState},
                                  {"vedova", kMaritalState},
                                  {"ongehuwd", kMaritalState},
                                  {"gehuwd", kMaritalState},
                                  {"gescheiden", kMaritalState},
                                  {"weduwe", kMaritalState},
                                  {"solteiro", kMaritalState},
                                  {"solteira", kMaritalState},
                                  {"viuvo", kMaritalState},
                                  {"viuva", kMaritalState},
                                  {"kawaler", kMaritalState},
                                  {"panna", kMaritalState},
                                  {"zonaty", kMaritalState},
                                  {"mezatka", kMaritalState},
                                  {"salaire", kSalary},
                                  {"salaires", kSalary},
                                  {"remuneration", kSalary},
                                  {"brut", kSalary},
                                  {"brute", kSalary},
                                  {"imposable", kSalary},
                                  {"salary", kSalary},
                                  {"salaries", kSalary},
                                  {"gehalt", kSalary},
                                  {"grundgehalt", kSalary},
                                  {"bruttogehalt", kSalary},
                                  {"nettogehalt", kSalary},
                                  {"lohn", kSalary},
                                  {"bruttolohn", kSalary},
                                  {"sueldo", kSalary},
                                  {"salario", kSalary},
                                  {"nomina", kSalary},
                                  {"stipendio", kSalary},
                                  {"retribuzione", kSalary},
                                  {"vencimento", kSalary},
                                  {"salaris", kSalary},
                                  {"wynagrodzenie", kSalary},
                                  {"wage", kSalary},
                                  {"wages", kSalary},
                                  {"paye", kSalary},
                                  {"payer", kSalary},
                                  {"paie", kSalary},
                                  {"appointements", kSalary},
                                  {"eur", kCurrency},
                                  {"euro", kCurrency},
                                  {"euros", kCurrency},
                                  {"chf", kCurrency},
                                  {"usd", kCurrency},
                                  {"gbp", kCurrency},
                                  {"pln", kCurrency},
                                  {"zl", kCurrency},
                                  {"cad", kCurrency},
                                  {"k", kCurrency},
                                  {"dollars", kCurrency},
                                  {"francs", kCurrency},
                                  {"de", kFiller},
                                  {"du", kFiller},
                                  {"la", kFiller},
                                  {"le", kFiller},
                                  {"a", kFiller},
                                  {"e", kFiller},
                                  {"s", kFiller},
                                  {"est", kFiller},
                                  {"is", kFiller},
                                  {"of", kFiller},
                                  {"the", kFiller},
                                  {"au", kFiller},
                                  {"actuelle", kFiller},
                                  {"actuel", kFiller},
                                  {"patient", kFiller},
                                  {"patiente", kFiller},
                                  {"mensuel", kFiller},
                                  {"mensuelle", kFiller},
                                  {"annuel", kFiller},
                                  {"annuelle", kFiller},
                                  {"net", kFiller},
                                  {"nette", kFiller},
                                  {"total", kFiller},
                                  {"base", kFiller},
                                  {"fixe", kFiller},
                                  {"monthly", kFiller},
                                  {"annual", kFiller},
                                  {"gross", kFiller},
                                  {"yearly", kFiller},
                                  {"bruto", kFiller},
                                  {"neto", kFiller},
                                  {"anual", kFiller},
                                  {"mensual", kFiller},
                                  {"lordo", kFiller},
                                  {"netto", kFiller},
                                  {"brutto", kFiller},
                                  {"pro", kFiller},
                                  {"monat", kFiller},
                                  {"jahr", kFiller},
                                  {"per", kFiller},
                                  {"mois", kFiller},
                                  {"en", kFiller},
                                  {"in", kFiller},
                                  {"par", kFiller},
                                  {"max", kNoPerson},
                                  {"min", kNoPerson},
                                  {"maximum", kNoPerson},
                                  {"minimum", kNoPerson},
                                  {"cache", kNoPerson},
                                  {"smic", kNoPerson},
                                  {"moyen", kNoPerson},
                                  {"average", kNoPerson},
                                  {"median", kNoPerson},
                                  {"moyenne", kNoPerson}};

using namespace weights::attribute;

struct Read {
  std::size_t first = 0, last = 0;  ///< tokens; first == last: nothing
  float logit = 0;
};

class Attribute final : public Recogniser {
 public:
  explicit Attribute(std::uint32_t kind) : kind_(kind), words_(kWords) {}

  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    constexpr std::size_t kStep = 480, kBack = 64, kAhead = 64;
    const std::string_view text = view.text();
    for (std::size_t at = range.begin; at < range.end; at += kStep) {
      const std::size_t end = std::min(range.end, at + kStep);
      std::array<Token, kStep + kBack + kAhead> room;
      const std::span<const Token> tokens = std::span(room).first(tokenise(
          text, at - std::min(at, kBack), std::min(text.size(), end + kAhead), words_, room));
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].any(kind_ == kAge ? kAge | kAged | kYears : kind_)) continue;
        if (i > 0 && tokens[i - 1].any(kNoPerson)) continue;
        if (i > 1 && tokens[i - 1].is(TokenKind::sign) && tokens[i - 2].any(kNoPerson)) continue;
        add(tokens, read(tokens, i), {at, end}, found);
      }
    }
  }

  bool reads_columns() const override { return true; }

  void find_in_columns(UnitView& view, SearchRange range,
                       std::vector<Recognised>& found) const override {
    const std::uint32_t unwanted =
        kind_ == kMarital ? std::uint32_t{kSalary} : std::uint32_t{kNoPerson};
    std::vector<bool> ours;
    for (const ContextEntry& entry : view.context())
      ours.push_back(header_says(entry.text, words_, kind_, unwanted));
    if (std::find(ours.begin(), ours.end(), true) == ours.end()) return;
    constexpr std::size_t kLongest = 48;
    for (const Cell& cell : cells_in(view, range)) {
      if (cell.column >= ours.size() || !ours[cell.column] || cell.end - cell.start > kLongest ||
          cell.end == cell.start)
        continue;
      std::array<Token, kLongest> room;
      const std::span<const Token> tokens =
          std::span(room).first(tokenise(view.text(), cell.start, cell.end, words_, room));
      Read value = read_value(tokens, 0, true);
      if (value.first == value.last) continue;
      value.logit = kSure;
      add(tokens, value, {cell.start, cell.end}, found);
    }
  }

 private:
  static void add(std::span<const Token> tokens, const Read& value, SearchRange range,
                  std::vector<Recognised>& found) {
    if (value.first == value.last) return;
    const Recognised one{tokens[value.first].begin, tokens[value.last - 1].end, value.logit};
    if (one.begin < range.begin || one.begin >= range.end) return;
    if (!found.empty() && found.back().end > one.begin) {
      if (found.back().logit >= one.logit || found.back().begin < one.begin) return;
      found.pop_back();
    }
    found.push_back(one);
  }

  /// From the label at `i`.
  Read read(std::span<const Token> tokens, std::size_t i) const {
    if (kind_ == kAge && tokens[i].any(kYears)) return years_old(tokens, i);
    if (kind_ == kMarital && !marital_label(tokens, i)) return {};
    bool parted = false;
    constexpr std::size_t kBetween = 9;
    for (std::size_t at = i + 1; at < tokens.size() && at < i + kBetween; ++at) {
      const Token& token = tokens[at];
      const bool directly = tokens[i].any(kAged) || kind_ == kSalary || kind_ == kNationality;
      if (parted || directly) {
        Read value = read_value(tokens, at, parted);
        if (value.first != value.last) return value;
      }
      if (token.is_sign(':') || token.is_sign('=') || token.is_sign('>') || token.is_sign('\t'))
        parted = true;
      else if (token.is(TokenKind::line))
        return {};
      else if (token.is(TokenKind::sign)
                   ? token.is_sign(';') || token.is_sign('.') || token.is_sign('{')
                   : !token.any(kFiller | kind_ | kFamily))
        return {};
    }
    return {};
  }

  static bool marital_label(std::span<const Token> tokens, std::size_t i) {
    if (tokens[i].letters > 9 && !tokens[i].any(kFamily)) return true;  // one word: Familienstand
    if (i > 0 && tokens[i - 1].any(kFamily)) return true;
    return i + 1 < tokens.size() && tokens[i + 1].any(kFiller);  // marital status
  }

  /// 34 years old, 34-year-old
  static Read years_old(std::span<const Token> tokens, std::size_t i) {
    std::size_t number = i;
    while (number > 0 && i - number < 2 && !tokens[number].is(TokenKind::number)) --number;
    const bool old =
        i + 1 < tokens.size() &&
        (tokens[i + 1].any(kOld) ||
         (i + 2 < tokens.size() && tokens[i + 2].any(kOld) && tokens[i + 1].is_sign('-')));
    if (!old || !is_age(tokens[number])) return {};
    return {number, i + 1, kUnlikely};
  }

  static bool is_age(const Token& token) {
    return token.is(TokenKind::number) && token.letters == 0 && token.digits <= 3 &&
           token.value < 120;
  }

  Read read_value(std::span<const Token> tokens, std::size_t at, bool parted) const {
    if (kind_ == kAge) return age(tokens, at);
    if (kind_ == kSalary) return salary(tokens, at, parted);
    const Token& token = tokens[at];
    if (!token.is(TokenKind::word)) return {};
    if (kind_ == kMarital) return token.any(kMaritalState) ? Read{at, at + 1, kSure} : Read{};
    const bool name =
        token.letters >= 2 && token.letters <= 30 && !token.any(kFiller | kNationality);
    // "de nationalité française", but not "nationality law"
    if (!name || (!parted && !(at >= 2 && tokens[at - 2].any(kFiller)))) return {};
    return {at, at + 1, parted || token.letters >= 5 ? kLikely : kUnlikely};
  }

  static Read age(std::span<const Token> tokens, std::size_t at) {
    if (!is_age(tokens[at])) return {};
    const bool years = at + 1 < tokens.size() && tokens[at + 1].any(kYears);
    const bool whole = at + 1 == tokens.size() || !tokens[at + 1].is(TokenKind::sign) ||
                       tokens[at + 1].is_sign(',') || tokens[at + 1].is_sign('"');
    if (!years && !whole) return {};
    return {at, years ? at + 2 : at + 1, years ? kLikely : kUnlikely};
  }

  /// 2 500,00 EUR; $47,000; below a header and behind a colon plain digits too.
  static Read salary(std::span<const Token> tokens, std::size_t at, bool column) {
    const auto is_money = [](const Token& token) {
      return token.any(kCurrency) || token.is_sign('$') || token.is_sign('\1');
    };
    std::size_t first = at;
    bool currency = is_money(tokens[at]);
    if (currency && ++first == tokens.size()) return {};
    if (!tokens[first].is(TokenKind::number) ||
        (tokens[first].letters > 0 && tokens[first].letters != 1))
      return {};
    unsigned digits = tokens[first].digits;
    std::size_t end = first + 1;
    while (end + 1 < tokens.size() && end < first + 9) {
      const bool group = tokens[end].is(TokenKind::number) && tokens[end].digits == 3;
      const bool parted =
          (tokens[end].is_sign(',') || tokens[end].is_sign('.') || tokens[end].is_sign('\'')) &&
          tokens[end + 1].is(TokenKind::number) && tokens[end + 1].digits <= 3 &&
          !tokens[end + 1].blank_before;
      if (!group && !parted) break;
      if (parted) ++end;
      digits += tokens[end].digits;
      ++end;
    }
    if (end < tokens.size() && tokens[end].is(TokenKind::number) && tokens[end].digits == 3 &&
        tokens[end].letters == 0) {
      digits += 3;
      ++end;
    }
    if (end < tokens.size() && is_money(tokens[end])) {
      currency = true;
      ++end;
    }
    // A year or a day is no wage.
    if (!currency && !(column && digits >= 4 && digits <= 8 && end == tokens.size())) return {};
    if (digits < 2) return {};
    return {at, end, kWage};
  }

  std::uint32_t kind_;
  WordTable words_;
};

}  // namespace

std::unique_ptr<const Recogniser> make_age() { return std::make_unique<Attribute>(kAge); }
std::unique_ptr<const Recogniser> make_marital_status() {
  return std::make_unique<Attribute>(kMarital);
}
std::unique_ptr<const Recogniser> make_nationality() {
  return std::make_unique<Attribute>(kNationality);
}
std::unique_ptr<const Recogniser> make_salary() { return std::make_unique<Attribute>(kSalary); }

}  // namespace braque::recognise
