#include "recognise/phone_text.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "recognise/text_tokens.hpp"
#include "validate/phone_region.hpp"

namespace braque::recognise {
namespace {

constexpr std::size_t kBefore = 48;  ///< bytes in which an announcing word may stand
constexpr std::size_t kBehind = 14;
constexpr int kWordsBetween = 4;         ///< words between the announcing word and the number
constexpr std::size_t kAround = 160;     ///< bytes in which a country may be named
constexpr std::size_t kAreaCodeMax = 5;  ///< digits in parentheses

struct PhoneWord {
  std::string_view word;  ///< folded as FoldedWord does it
  PhoneLanguage language;
  bool weak = false;  ///< of any number: counts for typical forms only
};

using enum PhoneLanguage;

// Ascending.
constexpr PhoneWord kWords[] = {
    {"anruf", german},
    {"answering", english},
    {"appel", french},
    {"appeler", french},
    {"appelez", french},
    {"bel", dutch},
    {"call", english},
    {"calling", english},
    {"cell", english},
    {"cellular", english},
    {"cellulare", italian},
    {"celular", spanish},
    {"celulares", spanish},
    {"contact", any},
    {"dial", english},
    {"dzwon", polish},
    {"erreichbar", german},
    {"fax", any},
    {"faxnr", german},
    {"faxnummer", german},
    {"fixe", french},
    {"fono", spanish},
    {"gsm", any},
    {"handy", german},
    {"handynr", german},
    {"handynummer", german},
    {"joignable", french},
    {"joindre", french},
    {"kom", polish},
    {"landline", english},
    {"ligne", french},
    {"llamar", spanish},
    {"matkapuhelin", nordic},
    {"mob", any},
    {"mobil", german},
    {"mobile", any},
    {"mobiltelefon", german},
    {"mobitel", other},
    {"movil", spanish},
    {"number", english, true},
    {"numer", polish, true},
    {"numero", any, true},
    {"nummer", german, true},
    {"phone", english},
    {"phoned", english},
    {"phonenumber", english},
    {"phones", english},
    {"portable", french},
    {"puhelin", nordic},
    {"rappeler", french},
    {"reach", english},
    {"reached", english},
    {"recapito", italian},
    {"registered", english, true},
    {"ring", english},
    {"sms", any},
    {"tel", any},
    {"telcel", spanish},
    {"telecopie", french},
    {"telef", any},
    {"telefax", any},
    {"telefon", german},
    {"telefonds", italian},
    {"telefone", portuguese},
    {"telefoni", italian},
    {"telefonisch", german},
    {"telefonnr", german},
    {"telefonnummer", german},
    {"telefono", spanish},
    {"telefonos", spanish},
    {"telefoon", dutch},
    {"telefoonnummer", dutch},
    {"telemovel", portuguese},
    {"teleph", french},
    {"telephone", english},
    {"telf", spanish},
    {"telfno", spanish},
    {"telfs", spanish},
    {"telnr", german},
    {"tf", spanish},
    {"tfno", spanish},
    {"tlf", spanish},
    {"tlfno", spanish},
    {"tph", french},
    {"unter", german, true},
    {"whatsapp", any},
};

constexpr PhoneWord kWordsBehind[] = {
    {"cell", english},   {"fax", any},       {"handy", german},    {"home", english},
    {"mob", any},        {"mobil", german},  {"mobile", any},      {"movil", spanish},
    {"office", english}, {"phone", english}, {"portable", french}, {"tel", any},
    {"work", english},
};

/// "call_date", "contact_id", "phone_verified_at": what else stands below a word for a telephone.
/// Ascending.
constexpr std::string_view kOtherThings[] = {
    "at",       "bytes", "code",    "cost",   "count",   "created", "date",    "datum", "day",
    "duration", "end",   "hash",    "id",     "ids",     "imei",    "imsi",    "key",   "model",
    "modele",   "price", "seconds", "serial", "size",    "start",   "status",  "time",  "timestamp",
    "token",    "total", "ts",      "type",   "updated", "uuid",    "verified"};

Announcement announcement_of(std::span<const PhoneWord> words, std::string_view folded) {
  const auto found =
      std::lower_bound(words.begin(), words.end(), folded,
                       [](const PhoneWord& w, std::string_view key) { return w.word < key; });
  if (found == words.end() || found->word != folded) return {};
  return {found->language, found->weak};
}

/// Bytes of the letter that ends before `end`; 0: there is none. No-break blanks and signs are no
/// letters.
std::size_t letter_before(std::string_view text, std::size_t end) {
  if (ascii::is_letter(text[end - 1])) return 1;
  if (!ascii::foreign_letter_before(text, end)) return 0;
  return static_cast<unsigned char>(text[end - 1]) < 0xC0 ? 2 : 1;
}

/// Calls `visit` with each word of text[from, to) and its end, from the last to the first, until it
/// answers true.
template <typename Visit>
void words_backwards(std::string_view text, std::size_t from, std::size_t to, Visit visit) {
  std::size_t end = to;
  while (end > from) {
    while (end > from && letter_before(text, end) == 0) {
      // A sign beyond ASCII goes with its lead, which alone would pass for a letter of Latin-1.
      while (end - 1 > from && (static_cast<unsigned char>(text[end - 1]) & 0xC0) == 0x80) --end;
      --end;
    }
    std::size_t begin = end;
    for (std::size_t size = 1; size != 0 && begin > from;) {
      size = letter_before(text, begin);
      begin -= std::min(size, begin - from);
    }
    if (begin == end) return;
    if (visit(FoldedWord(text.substr(begin, end - begin)).view(), begin)) return;
    end = begin;
  }
}

struct CountryName {
  std::string_view name;  ///< folded
  std::array<char, 2> country;
};

// Names of countries in their own language, English and French, and what people abbreviate. Folded,
// ascending.
constexpr CountryName kCountries[] = {
    {"allemagne", {'D', 'E'}},   {"australia", {'A', 'U'}},   {"austria", {'A', 'T'}},
    {"autriche", {'A', 'T'}},    {"belgie", {'B', 'E'}},      {"belgien", {'B', 'E'}},
    {"belgique", {'B', 'E'}},    {"belgium", {'B', 'E'}},     {"brasil", {'B', 'R'}},
    {"brazil", {'B', 'R'}},      {"canada", {'C', 'A'}},      {"colombia", {'C', 'O'}},
    {"danmark", {'D', 'K'}},     {"denmark", {'D', 'K'}},     {"deutschland", {'D', 'E'}},
    {"england", {'G', 'B'}},     {"espagne", {'E', 'S'}},     {"espana", {'E', 'S'}},
    {"finland", {'F', 'I'}},     {"france", {'F', 'R'}},      {"germany", {'D', 'E'}},
    {"greece", {'G', 'R'}},      {"hungary", {'H', 'U'}},     {"india", {'I', 'N'}},
    {"ireland", {'I', 'E'}},     {"italia", {'I', 'T'}},      {"italie", {'I', 'T'}},
    {"italy", {'I', 'T'}},       {"japan", {'J', 'P'}},       {"luxembourg", {'L', 'U'}},
    {"mexico", {'M', 'X'}},      {"monaco", {'M', 'C'}},      {"nederland", {'N', 'L'}},
    {"netherlands", {'N', 'L'}}, {"norge", {'N', 'O'}},       {"norway", {'N', 'O'}},
    {"osterreich", {'A', 'T'}},  {"philippines", {'P', 'H'}}, {"poland", {'P', 'L'}},
    {"polska", {'P', 'L'}},      {"portugal", {'P', 'T'}},    {"romania", {'R', 'O'}},
    {"schweiz", {'C', 'H'}},     {"scotland", {'G', 'B'}},    {"singapore", {'S', 'G'}},
    {"spain", {'E', 'S'}},       {"suisse", {'C', 'H'}},      {"sverige", {'S', 'E'}},
    {"svizzera", {'C', 'H'}},    {"sweden", {'S', 'E'}},      {"switzerland", {'C', 'H'}},
    {"turkey", {'T', 'R'}},      {"turkiye", {'T', 'R'}},     {"uk", {'G', 'B'}},
};

/// A country by a word, or 0.
std::uint16_t country_of(std::string_view word, bool domain) {
  if (domain && word.size() == 2) {
    const std::array<char, 2> letters{ascii::upper(word[0]), ascii::upper(word[1])};
    const bool known = validate::phone_region({letters.data(), 2}) != nullptr;
    return known ? validate::pack_country(letters) : std::uint16_t{0};
  }
  const auto* found =
      std::lower_bound(std::begin(kCountries), std::end(kCountries), word,
                       [](const CountryName& c, std::string_view key) { return c.name < key; });
  return found != std::end(kCountries) && found->name == word
             ? validate::pack_country(found->country)
             : std::uint16_t{0};
}

bool glued_before(std::string_view text, std::size_t begin) {
  if (begin == 0) return false;
  const char c = text[begin - 1];
  if (ascii::is_word(c) || c == '#' || c == '$' || c == '%' || c == '@' || c == '+') return true;
  // A group inside a longer number: that one was looked at as a whole.
  if (c == '-' && begin > 1 && ascii::is_alnum(text[begin - 2])) return true;
  // "12:02 0612345678": a time of a log or a chat.
  const bool time = c == ' ' && begin > 5 && text[begin - 4] == ':' &&
                    ascii::is_digit(text[begin - 3]) && ascii::is_digit(text[begin - 5]);
  const bool joins = !time && (c == '.' || c == '/' || c == ':' || c == ' ' || c == ')');
  return (joins && begin > 1 && ascii::is_digit(text[begin - 2])) ||
         ascii::foreign_letter_before(text, begin);
}

struct Separator {
  std::size_t size = 0;  ///< 0: none
  char kind = 0;         ///< '(' for parentheses, else the sign or a blank
};

bool digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && ascii::is_digit(text[at]);
}

/// " - ", " / ", " (" and their like behind a blank.
Separator behind_blank(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return {};
  const char c = text[at + 1];
  if (c == '(' && digit_at(text, at + 2)) return {2, '('};
  if ((c == '-' || c == '/') && text.substr(at + 2).starts_with(' ') && digit_at(text, at + 3))
    return {3, c};
  if (text.substr(at + 1).starts_with("\xE2\x80\x93 ") && digit_at(text, at + 5)) return {5, '-'};
  return {};
}

/// "), )-, )/, ) - " behind an area code.
Separator behind_parenthesis(std::string_view text, std::size_t at) {
  if (digit_at(text, at + 1)) return {1, '('};
  if (at + 1 >= text.size()) return {};
  const char c = text[at + 1];
  if ((c == '-' || c == '/' || c == ' ') && digit_at(text, at + 2)) return {2, '('};
  if (text.substr(at).starts_with(") - ") && digit_at(text, at + 4)) return {4, '('};
  return {};
}

/// The separator between two groups at `at`; a digit follows it.
Separator separator_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  switch (const char c = text[at]; c) {
    case ' ':
      return digit_at(text, at + 1) ? Separator{1, ' '} : behind_blank(text, at);
    case '.':
    case '-':
    case '/':
      return digit_at(text, at + 1) ? Separator{1, c} : Separator{};
    case ')':
      return behind_parenthesis(text, at);
    case '(':
      return digit_at(text, at + 1) ? Separator{1, '('} : Separator{};
    case '\xC2':
      return text.substr(at).starts_with("\xC2\xA0") && digit_at(text, at + 2) ? Separator{2, ' '}
                                                                               : Separator{};
    case '\xE2':
      return text.substr(at).starts_with("\xE2\x80\xAF") && digit_at(text, at + 3)
                 ? Separator{3, ' '}
                 : Separator{};
    default:
      return {};
  }
}

}  // namespace

void WrittenNumber::drop_group() noexcept {
  --groups;
  size -= group[groups];
}

WrittenNumber read_number(std::string_view text, std::size_t begin) noexcept {
  WrittenNumber out;
  std::size_t at = begin;
  char kind = 0;
  const bool opened = at < text.size() && text[at] == '(';
  if (opened) ++at;
  while (out.groups < WrittenNumber::kGroupsMax) {
    std::size_t count = 0;
    for (; at < text.size() && ascii::is_digit(text[at]); ++at) {
      if (out.size == WrittenNumber::kDigitsMax) {
        // The group belongs to something else: another number behind a slash.
        out.size -= count;
        return out;
      }
      out.digits[out.size++] = text[at];
      ++count;
    }
    if (count == 0) break;
    out.group[out.groups] = static_cast<std::uint8_t>(count);
    out.end[out.groups++] = static_cast<std::uint32_t>(at);
    if (opened && out.groups == 1)
      out.parenthesis = at < text.size() && text[at] == ')' && count <= kAreaCodeMax;
    if (opened && !out.parenthesis) return WrittenNumber{};
    const Separator separator = separator_at(text, at);
    if (separator.size == 0) break;
    if (separator.kind == '.') out.dots = true;
    if (separator.kind != '(' && kind != 0 && kind != separator.kind) out.mixed = true;
    if (separator.kind != '(') kind = separator.kind;
    at += separator.size;
  }
  if (opened && out.groups == 1) return WrittenNumber{};
  return out;
}

Announcement announced(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  Announcement said;
  const std::size_t from = begin > kBefore ? begin - kBefore : 0;
  int lines = 0, words = 0;
  std::size_t seen_to = begin;
  words_backwards(text, from, begin, [&](std::string_view word, std::size_t at) {
    const std::string_view between = text.substr(at, seen_to - at);
    lines += static_cast<int>(std::count(between.begin(), between.end(), '\n'));
    seen_to = at;
    // A label on the line above has nothing between itself and the value.
    if (lines > 1 || (lines == 1 && words > 0)) return true;
    // "120ms id=": the words of a log line.
    if (at > 0 && (ascii::is_digit(text[at - 1]) ||
                   (words > 0 && between.find('=') != std::string_view::npos)))
      return true;
    said = announcement_of(kWords, word);
    return said.given() || ++words > kWordsBetween;
  });
  if (said.given()) return said;
  std::size_t at = end;
  while (at < text.size() && at < end + 3 &&
         (text[at] == ' ' || text[at] == '(' || text[at] == ','))
    ++at;
  const std::size_t word = at;
  for (std::size_t size = 1; size != 0 && at < end + kBehind; at += size)
    size = letter_at(text, at).size;
  return announcement_of(kWordsBehind, FoldedWord(text.substr(word, at - word)).view());
}

Announcement announced_by(std::string_view label) noexcept {
  Announcement said;
  bool of_other_things = false;
  words_backwards(label.substr(0, 64), 0, std::min<std::size_t>(label.size(), 64),
                  [&](std::string_view word, std::size_t) {
                    if (!said.given()) said = announcement_of(kWords, word);
                    of_other_things |=
                        std::binary_search(std::begin(kOtherThings), std::end(kOtherThings), word);
                    return false;
                  });
  said.heads = said.given() && !said.weak && !of_other_things;
  return said;
}

std::array<std::uint16_t, 3> countries_named(std::string_view text, std::size_t begin) noexcept {
  std::array<std::uint16_t, 3> out{};
  std::size_t count = 0;
  const std::size_t from = begin > kAround ? begin - kAround : 0;
  const std::size_t to = std::min(text.size(), begin + kAround);
  words_backwards(text, from, to, [&](std::string_view word, std::size_t at) {
    const bool domain = at >= 2 && text[at - 1] == '.' && ascii::is_alnum(text[at - 2]);
    const std::uint16_t country = country_of(word, domain);
    if (country == 0 || std::find(out.begin(), out.end(), country) != out.end()) return false;
    out[count++] = country;
    return count == out.size();
  });
  return out;
}

namespace {

constexpr std::size_t kGapMax = 40;  ///< bytes of signs and tags between a number and an address
constexpr std::size_t kAddressMax = 64;  ///< bytes of an address that are looked at

bool parts_fields(char c) {
  return c == ' ' || c == '\t' || c == '|' || c == '/' || c == ',' || c == ';' || c == '"' ||
         c == '\'' || c == '(' || c == ')' || c == '>';
}
bool in_address(char c) {
  return ascii::is_word(c) || c == '.' || c == '-' || c == '+' || c == '@';
}

bool address_before(std::string_view text, std::size_t begin) {
  const std::size_t from = begin > kGapMax ? begin - kGapMax : 0;
  std::size_t at = begin;
  while (at > from && parts_fields(text[at - 1])) {
    if (text[at - 1] == '>') {
      const std::size_t tag = text.substr(from, at - 1 - from).rfind('<');
      if (tag == std::string_view::npos) {
        --at;  // <mail> 0123 456789
        continue;
      }
      // An address in brackets is no tag.
      if (text.substr(from + tag, at - from - tag).find('@') != std::string_view::npos) {
        --at;
        break;
      }
      at = from + tag;
      continue;
    }
    --at;
  }
  if (at == begin) return false;
  std::size_t word = at;
  while (word > 0 && at - word < kAddressMax && in_address(text[word - 1])) --word;
  const std::size_t sign = text.substr(word, at - word).find('@');
  return sign != std::string_view::npos && sign != 0 &&
         text.substr(word + sign, at - word - sign).find('.') != std::string_view::npos;
}

bool address_behind(std::string_view text, std::size_t end) {
  std::size_t at = end;
  const std::size_t to = std::min(text.size(), end + kGapMax);
  while (at < to && (parts_fields(text[at]) || text[at] == '<')) {
    const std::size_t close =
        text[at] == '<' ? text.substr(at, to - at).find('>') : std::string_view::npos;
    const bool tag = close != std::string_view::npos &&
                     text.substr(at, close).find('@') == std::string_view::npos;
    at += tag ? close + 1 : 1;
  }
  if (at == end) return false;
  std::size_t word = at;
  while (word < text.size() && word - at < kAddressMax && in_address(text[word])) ++word;
  const std::size_t sign = text.substr(at, word - at).find('@');
  return sign != std::string_view::npos && sign != 0 &&
         text.substr(at + sign, word - at - sign).find('.') != std::string_view::npos;
}

}  // namespace

bool beside_email(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  return address_before(text, begin) || address_behind(text, end);
}

NumberPlace number_at(std::string_view text, std::size_t at) noexcept {
  NumberPlace place{at, text[at] == '+', {}};
  if (place.plus) {
    place.number = read_number(text, at + 1);
    return place;
  }
  if (text[at] == '(' && read_number(text, at).groups == 0) ++place.begin;
  if (!glued_before(text, place.begin)) place.number = read_number(text, place.begin);
  return place;
}

bool glued_behind(std::string_view text, std::size_t end, bool plain) noexcept {
  if (end >= text.size()) return false;
  const char c = text[end];
  if (ascii::is_alnum(c)) {
    // An extension: x1234.
    return !(c == 'x' && end + 1 < text.size() && ascii::is_digit(text[end + 1]));
  }
  if (c == '_' || c == '%' || c == '@') return true;
  // Cents behind a comma; more digits are the next field of a table.
  if (plain && c == ',' && digit_at(text, end + 1) && !digit_at(text, end + 3))
    return !digit_at(text, end + 2) || end + 3 >= text.size();
  const bool joins = c == '.' || c == '-' || c == '/' || c == ':';
  return (joins && end + 1 < text.size() && ascii::is_digit(text[end + 1])) ||
         ascii::foreign_letter_at(text, end);
}

Announcement announcement(UnitView& view, std::size_t begin, std::size_t end) {
  if (view.kind() == UnitKind::cells) {
    const Cell* cell = view.cell_at(begin);
    if (cell != nullptr) {
      if (cell->column < view.context().size()) {
        const Announcement said = announced_by(view.context()[cell->column].text);
        if (said.given()) return said;
      }
      // Other cells' words do not speak for this one.
      const std::string_view own = view.text().substr(cell->start, cell->end - cell->start);
      if (begin < cell->start || end > cell->end) return {};
      return announced(own, begin - cell->start, end - cell->start);
    }
  } else {
    for (const ContextEntry& entry : view.context()) {
      const Announcement said = announced_by(entry.text);
      if (said.given()) return said;
    }
  }
  return announced(view.text(), begin, end);
}

}  // namespace braque::recognise
