#include "database/person_references.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace braque::database {
namespace {

using Words = std::vector<std::string>;

/// An order's line belongs to the order's customer; beyond, a chain of tables is about things.
constexpr int kStepsMost = 2;
constexpr std::size_t kNamedMost = 4;

// Words in names of tables and columns; accents are written or left out.
constexpr std::array<std::string_view, 10> kGiven = {"prenom",  "prénom", "firstname", "forename",
                                                     "vorname", "nombre", "nome",      "voornaam",
                                                     "imie",    "imię"};
constexpr std::array<std::string_view, 11> kFamily = {
    "nom",      "lastname",  "surname", "familyname", "nachname", "familienname",
    "apellido", "apellidos", "cognome", "achternaam", "nazwisko"};
// Beside "name" only: a visit has a first and a last day.
constexpr std::array<std::string_view, 1> kName = {"name"};
constexpr std::array<std::string_view, 2> kGivenName = {"first", "given"};
constexpr std::array<std::string_view, 2> kFamilyName = {"last", "family"};
constexpr std::array<std::string_view, 10> kBirth = {
    "naissance",    "birth",      "dob",        "birthdate", "birthday",
    "geburtsdatum", "geburtstag", "nacimiento", "nascita",   "geboortedatum"};
constexpr std::array<std::string_view, 12> kReach = {
    "name",      "email",  "mail",     "courriel", "phone", "telephone",
    "téléphone", "mobile", "portable", "telefon",  "mobil", "login"};
constexpr std::array<std::string_view, 27> kPeople = {
    "patient",  "personne", "person",   "people",   "customer",  "client",      "kunde",
    "salarie",  "salarié",  "employee", "employe",  "employé",   "mitarbeiter", "staff",
    "eleve",    "élève",    "student",  "pupil",    "etudiant",  "étudiant",    "user",
    "adherent", "adhérent", "member",   "candidat", "candidate", "applicant"};
/// Who did something to the row is not whom it is about.
constexpr std::array<std::string_view, 25> kActing = {
    "by",       "par",      "von",     "durch",       "creator",  "created",   "createur",
    "updated",  "modified", "deleted", "author",      "auteur",   "editor",    "approver",
    "assignee", "assigned", "manager", "responsable", "operator", "operateur", "vendeur",
    "seller",   "medecin",  "doctor",  "arzt"};

/// "date_naissance", "dateNaissance", "DATE NAISSANCE": the words, in small letters.
Words words_of(std::string_view name) {
  Words words(1);
  bool small = false;
  for (const char c : name) {
    const bool letter = ascii::is_letter(c) || (static_cast<unsigned char>(c) & 0x80U) != 0;
    const bool capital = c >= 'A' && c <= 'Z';
    if ((!letter || (capital && small)) && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += ascii::lower(c);
    small = letter && !capital;
  }
  return words;
}

template <typename List>
bool holds(const Words& words, const List& list) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  });
}

/// "patients", "salariés": without the s of many.
Words singular(Words words) {
  for (std::string& word : words)
    if (word.size() > 3 && word.ends_with('s')) word.pop_back();
  return words;
}

}  // namespace

bool is_person_table(std::string_view table, std::span<const std::string> columns) {
  bool given = false, family = false, name = false, birth = false, reach = false;
  for (const std::string& column : columns) {
    const Words words = words_of(column);
    const bool named = holds(words, kName);
    given = given || holds(words, kGiven) || (named && holds(words, kGivenName));
    family = family || holds(words, kFamily) || (named && holds(words, kFamilyName));
    name = name || named;
    birth = birth || holds(words, kBirth);
    reach = reach || holds(words, kReach);
  }
  if ((given && family) || (birth && (given || family || name))) return true;
  return (given || family || reach) && holds(singular(words_of(table)), kPeople);
}

void find_persons(const References& references, std::vector<ListedTable>& tables) {
  std::vector<bool> persons(tables.size());
  for (std::size_t i = 0; i < tables.size() && i < references.columns.size(); ++i)
    persons[i] = is_person_table(tables[i].name.table, references.columns[i]);
  // At each step a table carries when it points at one that did before.
  std::vector<bool> carries = persons;
  std::vector<bool> used(references.all.size());
  for (int step = 0; step < kStepsMost; ++step) {
    const std::vector<bool> before = carries;
    for (std::size_t i = 0; i < references.all.size(); ++i) {
      const auto& [from, to, column] = references.all[i];
      if (used[i] || from >= tables.size() || to >= tables.size() || from == to || !before[to] ||
          holds(words_of(column), kActing))
        continue;
      used[i] = carries[from] = true;
      tables[from].persons.push_back({column, tables[to].name.table});
    }
  }
}

std::string persons_sentence(const ListedTable& table) {
  std::string text;
  std::size_t named = 0;
  for (const PersonReference& reference : table.persons) {
    if (++named > kNamedMost) return text + ", ...";
    text += (text.empty() ? "rows lead to persons: " : ", ") + reference.column + " (" +
            reference.table + ")";
  }
  return text;
}

}  // namespace braque::database
