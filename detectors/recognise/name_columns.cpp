#include "recognise/name_columns.hpp"

#include <algorithm>

#include "base/weights.hpp"
#include "recognise/columns.hpp"
#include "recognise/name_tokens.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr int kMostTokens = 6;

using namespace weights::name_columns;
using recognise::ClassedWord;
using recognise::WordTable;

enum HeaderClass : std::uint32_t {
  kWhole = 1 << 0,     ///< with "name": of persons
  kOfThing = 1 << 1,   ///< what goods have
  kOfPerson = 1 << 2,  ///< what persons have
  kFamilyOf = 1 << 3   ///< "font-family", "address family": whose family it is
};

constexpr ClassedWord kHeaderWords[] = {
    {"full", kWhole},          {"fullname", kWhole},        {"real", kWhole},
    {"realname", kWhole},      {"legal", kWhole},           {"complet", kWhole},
    {"nomcomplet", kWhole},    {"completo", kWhole},        {"completa", kWhole},
    {"nomprenom", kWhole},     {"patient", kWhole},         {"employee", kWhole},
    {"salarie", kWhole},       {"prenom", kWhole},          {"prenoms", kWhole},
    {"voornaam", kWhole},      {"vorname", kWhole},         {"apellidos", kWhole},
    {"cognome", kWhole},       {"surname", kWhole},         {"price", kOfThing},
    {"prices", kOfThing},      {"prix", kOfThing},          {"preis", kOfThing},
    {"precio", kOfThing},      {"prezzo", kOfThing},        {"prijs", kOfThing},
    {"preco", kOfThing},       {"cena", kOfThing},          {"tarif", kOfThing},
    {"sku", kOfThing},         {"ean", kOfThing},           {"gtin", kOfThing},
    {"upc", kOfThing},         {"isbn", kOfThing},          {"stock", kOfThing},
    {"quantity", kOfThing},    {"quantite", kOfThing},      {"qty", kOfThing},
    {"qte", kOfThing},         {"menge", kOfThing},         {"cantidad", kOfThing},
    {"quantita", kOfThing},    {"weight", kOfThing},        {"poids", kOfThing},
    {"brand", kOfThing},       {"marque", kOfThing},        {"supplier", kOfThing},
    {"fournisseur", kOfThing}, {"vat", kOfThing},           {"currency", kOfThing},
    {"devise", kOfThing},      {"version", kOfThing},       {"license", kOfThing},
    {"licence", kOfThing},     {"filename", kOfThing},      {"size", kOfThing},
    {"checksum", kOfThing},    {"sha1", kOfThing},          {"sha256", kOfThing},
    {"population", kOfThing},  {"latitude", kOfThing},      {"longitude", kOfThing},
    {"lat", kOfThing},         {"lon", kOfThing},           {"email", kOfPerson},
    {"mail", kOfPerson},       {"courriel", kOfPerson},     {"mel", kOfPerson},
    {"correo", kOfPerson},     {"phone", kOfPerson},        {"telephone", kOfPerson},
    {"tel", kOfPerson},        {"telefon", kOfPerson},      {"telefono", kOfPerson},
    {"mobile", kOfPerson},     {"portable", kOfPerson},     {"mobil", kOfPerson},
    {"handy", kOfPerson},      {"fax", kOfPerson},          {"birth", kOfPerson},
    {"birthday", kOfPerson},   {"birthdate", kOfPerson},    {"dob", kOfPerson},
    {"naissance", kOfPerson},  {"geburtsdatum", kOfPerson}, {"nacimiento", kOfPerson},
    {"nascita", kOfPerson},    {"age", kOfPerson},          {"gender", kOfPerson},
    {"sex", kOfPerson},        {"sexe", kOfPerson},         {"genre", kOfPerson},
    {"geschlecht", kOfPerson}, {"iban", kOfPerson},         {"address", kOfPerson},
    {"adresse", kOfPerson},    {"anschrift", kOfPerson},    {"direccion", kOfPerson},
    {"indirizzo", kOfPerson},  {"salary", kOfPerson},       {"salaire", kOfPerson},
    {"gehalt", kOfPerson},     {"card", kOfPerson},         {"carte", kOfPerson},
    {"font", kFamilyOf},       {"fonts", kFamilyOf},        {"socket", kFamilyOf},
    {"protocol", kFamilyOf},   {"device", kFamilyOf},       {"chip", kFamilyOf},
    {"cpu", kFamilyOf},        {"gpu", kFamilyOf},          {"os", kFamilyOf},
    {"cipher", kFamilyOf},     {"instance", kFamilyOf},     {"job", kFamilyOf},
    {"type", kFamilyOf},       {"af", kFamilyOf},           {"column", kFamilyOf},
    {"password", kOfPerson},   {"login", kOfPerson},        {"user", kOfPerson},
    {"nid", kOfPerson},        {"ssn", kOfPerson},
};

const WordTable& header_words() {
  static const WordTable table{kHeaderWords};
  return table;
}

/// "First name" below "first_name": the name of a field.
bool is_label_word(const Token& token) {
  switch (token.entry.cue()) {
    case Cue::label_first:
    case Cue::label_last:
    case Cue::label_name:
    case Cue::label_person:
      return token.entry.given() < 2;
    default:
      return false;
  }
}

bool is_no_name(const Token& token) {
  switch (token.entry.cue()) {
    case Cue::company:
    case Cue::institution:
    case Cue::street:
    case Cue::thing:
    case Cue::label_other:
      return token.entry.given() < 2 && token.entry.family() < 2;
    default:
      return false;
  }
}

/// Signs that names do not have, and bytes that no text has; \u stands for letters in JSON.
bool has_strange_signs(std::string_view cell) {
  constexpr std::string_view kStrange = "{}[]<>*=|^~#%$+:;@_!?";
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (static_cast<unsigned char>(c) < 0x20 || kStrange.find(c) != std::string_view::npos)
      return true;
    if (c == '\\' && (i + 1 == cell.size() || (cell[i + 1] != 'u' && cell[i + 1] != '\'')))
      return true;
  }
  return false;
}

/// What the words of a cell say; kNoName and less: not a name.
/// `things_too`: the column may as well hold things ("name"), whose words are rarely persons' as
/// well.
float words_logit(std::string_view text, const Cell& cell, bool things_too, Recognised& name) {
  float logit = 0;
  int count = 0, known = 0, common = 0, either = 0;
  Token token;
  const std::string_view value = text.substr(0, cell.end);
  for (std::size_t position = cell.start; position < cell.end; position = token.end) {
    if (!next_token(value, position, token) || token.shape == Shape::none || token.end <= position)
      break;
    if (token.shape == Shape::number ||
        (count > 0 && (token.before >= Gap::newline && token.before != Gap::tight_dot)) ||
        (token.before == Gap::glue && count > 0))
      return kNoName;
    if (count++ == 0) name.begin = token.begin;
    name.end = token.end;
    const int as_name = std::max(token.entry.given(), token.entry.family());
    if (is_no_name(token) || is_label_word(token))
      logit += kCommonWord;
    else if (token.shape == Shape::lower && token.entry.word() > 1 && as_name == 0)
      ++common, logit += kCommonWord;
    else if (things_too && token.entry.word() > 1 && token.entry.word() > as_name)
      ++common;
    else if (things_too && token.entry.word() > 1 && token.entry.word() == as_name)
      ++either;
    else if (token.entry.given() > 0 || token.entry.family() > 0)
      ++known;
    else if (token.entry.word() > 1)
      ++common;
  }
  if (count == 0 || count > kMostTokens || name.end - name.begin < 2) return kNoName;
  // "King" is a name beside "Grace", a word beside "Gold".
  if (known == 0) common += either;
  if (things_too && common > 0) return logit + kCommonWord * static_cast<float>(common);
  if (known > 0) logit += kKnownName;
  if (common > 0) logit += known > 0 ? kCommonWord / 2 : kCommonWord;
  return logit;
}

}  // namespace

Columns::Columns(UnitView& view) {
  if (view.kind() != UnitKind::cells) return;
  const auto context = view.context();
  bool given = false, thing = false, person = false;
  for (std::size_t i = 0; i < context.size() && i < kMost; ++i) {
    look_at(i, context[i].text);
    given |= labels_[i] == Label::given;
    thing |= recognise::header_says(context[i].text, header_words(), kOfThing, 0);
    person |= labels_[i] == Label::given || labels_[i] == Label::family ||
              recognise::header_says(context[i].text, header_words(), kOfPerson, 0);
  }
  // "nom, prénom": beside given names stand family names.
  for (std::size_t i = 0; given && i < kMost; ++i) certain_[i] |= labels_[i] == Label::name;
  of_things_ = thing && !person;
  of_persons_ = person && !thing;
}

void Columns::look_at(std::size_t column, std::string_view header) {
  Label label = label_of(header);
  const bool of_thing = (label == Label::family || label == Label::given) &&
                        (recognise::header_says(header, header_words(), kFamilyOf, 0) ||
                         (header.find("ddress") != std::string_view::npos &&
                          header.find("amily") != std::string_view::npos));
  if (of_thing) label = Label::other;
  labels_[column] = label;
  names_ |= names_a_person(label);
  others_ |= label == Label::other;
  certain_[column] =
      label == Label::given || label == Label::family ||
      (label == Label::name && recognise::header_says(header, header_words(), kWhole, 0));
}

bool Columns::decides(UnitView& view, std::size_t position) const {
  if (!names_ && !others_) return false;
  const Cell* cell = view.cell_at(position);
  if (cell == nullptr || cell->end - cell->start > kLongestName) return false;
  const Label header = label(cell->column);
  return header == Label::other || names_a_person(header);
}

std::optional<float> Columns::words_of_thing(UnitView& view, std::size_t position) const {
  const Cell* cell = view.cell_at(position);
  if (cell == nullptr || !of_things_ || cell->end - cell->start > kLongestName) return std::nullopt;
  if (label(cell->column) != Label::name || certain_[cell->column]) return std::nullopt;
  Recognised name;
  return words_logit(view.text(), *cell, true, name) + kHeaderOfNames + kBesidePrice;
}

void Columns::find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const {
  for (const Cell& cell : recognise::cells_in(view, range)) {
    const Label header = label(cell.column);
    if (!names_a_person(header) || cell.end - cell.start > kLongestName) continue;
    if (has_strange_signs(view.text().substr(cell.start, cell.end - cell.start))) continue;
    Recognised name;
    const bool certain = certain_[cell.column];
    const float words =
        words_logit(view.text(), cell, header == Label::name && !certain && !of_persons_, name);
    if (words <= kNoName || name.begin < range.begin || name.begin >= range.end) continue;
    name.logit = words + (certain                   ? kHeaderSurely
                          : header == Label::person ? kHeaderOfPersons
                                                    : kHeaderOfNames);
    if (of_things_ && !certain) name.logit += kBesidePrice;
    // What is less than even counts against the column, not for it.
    if (name.logit < 0) continue;
    found.push_back(name);
  }
}

}  // namespace braque::names
