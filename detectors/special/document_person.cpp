#include "special/document_person.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ascii.hpp"

namespace braque::special {
namespace {

constexpr std::size_t kPartsMost = 4;  ///< of the path, from its end
constexpr std::size_t kPartBytesMost = 120;
constexpr float kNameLeast = 0.0F;

/// Folders and files that are kept by person. Books and records are named after people too.
bool keeps_people(std::string_view path) {
  static constexpr std::array<std::string_view, 44> kWords = {
      "rh",         "hr",           "drh",         "personnel",    "personal",      "personnels",
      "salaries",   "salarie",      "agents",      "dossiers",     "dossier",       "employees",
      "employee",   "staff",        "patients",    "patient",      "clients",       "client",
      "eleves",     "eleve",        "pupils",      "students",     "candidats",     "candidates",
      "applicants", "bewerber",     "mitarbeiter", "personalakte", "personalakten", "locataires",
      "tenants",    "mieter",       "arret",       "arrets",       "maladie",       "medical",
      "sickness",   "absences",     "personale",   "dipendenti",   "empleados",     "recrutement",
      "contrats",   "disciplinaire"};
  std::string word;
  const auto known = [&word] {
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  };
  for (const char c : path) {
    if (ascii::is_alnum(c)) {
      word += ascii::lower(c);
      continue;
    }
    if (known()) return true;
    word.clear();
  }
  return known();
}

}  // namespace

void DocumentPerson::about(std::string_view path) {
  std::size_t begin = path.size();
  for (std::size_t parts = 0; begin > 0 && parts < kPartsMost; ++parts) {
    const std::size_t slash = path.rfind('/', begin - 1);
    begin = slash == std::string_view::npos ? 0 : slash;
  }
  path_.assign(path.substr(begin));
  known_ = path.empty() ? Known::nobody : Known::nothing;
}

bool DocumentPerson::named(const Recogniser& names) {
  if (known_ != Known::nothing) return known_ == Known::somebody;
  known_ = Known::nobody;
  if (!keeps_people(path_)) return false;
  for (std::size_t at = 0; at < path_.size() && known_ == Known::nobody;) {
    const std::size_t end = std::min(path_.find('/', at), path_.size());
    std::string part = path_.substr(at, std::min(end - at, kPartBytesMost));
    at = end + 1;
    for (char& c : part)
      if (c == '_' || c == '.' || ascii::is_digit(c)) c = ' ';
    TextUnit unit;
    unit.text = part;
    unit.owned_end = part.size();
    std::vector<Cell> cells;
    UnitView view(unit, cells);
    std::vector<Recognised> found;
    names.find(view, {0, part.size()}, found);
    const auto whole = [&part](const Recognised& name) {
      return name.logit >= kNameLeast && part.find_first_of(" -", name.begin) < name.end;
    };
    if (std::any_of(found.begin(), found.end(), whole)) known_ = Known::somebody;
  }
  return known_ == Known::somebody;
}

}  // namespace braque::special
