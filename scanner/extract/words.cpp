#include "extract/words.hpp"

#include <algorithm>
#include <string>

namespace braque::extract {
namespace {

constexpr std::size_t kNameBytesMax = 80;

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (static_cast<unsigned char>(byte) >= 0x80);
}

std::size_t digits(std::string_view cell) {
  return static_cast<std::size_t>(std::count_if(cell.begin(), cell.end(), is_digit));
}

bool could_be_name(std::string_view cell) {
  if (cell.empty() || cell.size() > kNameBytesMax) return false;
  if (cell.find('@') != std::string_view::npos) return false;
  if (std::none_of(cell.begin(), cell.end(), is_letter)) return false;
  return digits(cell) * 2 <= cell.size();
}

/// Words that columns are called, in French, English and a few other languages; compared with the
/// words inside a cell, in lower case.
constexpr std::string_view kColumnWords[] = {
    "account",
    "address",
    "adresse",
    "age",
    "amount",
    "banque",
    "birth",
    "category",
    "cell",
    "city",
    "civilite",
    "code",
    "comment",
    "commentaire",
    "compte",
    "count",
    "country",
    "cp",
    "created",
    "date",
    "dept",
    "description",
    "dob",
    "email",
    "fax",
    "first",
    "firstname",
    "gender",
    "iban",
    "id",
    "identifiant",
    "insee",
    "key",
    "label",
    "last",
    "lastname",
    "libelle",
    "login",
    "mail",
    "matricule",
    "mobile",
    "montant",
    "naissance",
    "name",
    "nationality",
    "nir",
    "nom",
    "note",
    "notes",
    "number",
    "numero",
    "password",
    "pays",
    "phone",
    "postal",
    "prenom",
    "price",
    "prix",
    "quantity",
    "ref",
    "reference",
    "salaire",
    "salary",
    "sexe",
    "siren",
    "siret",
    "ssn",
    "state",
    "status",
    "statut",
    "surname",
    "tel",
    "telephone",
    "time",
    "title",
    "titre",
    "total",
    "type",
    "user",
    "username",
    "valeur",
    "value",
    "ville",
    "zip",
    "geburtsdatum",
    "vorname",
    "nachname",
    "strasse",
    "nombre",
    "apellido",
    "apellidos",
    "fecha",
    "telefono",
    "nome",
    "cognome",
    "data",
    "pr\xc3\xa9nom",
    "num\xc3\xa9ro",
    "t\xc3\xa9l\xc3\xa9phone",
    "libell\xc3\xa9",
    "civilit\xc3\xa9",
};

bool is_column_word(const std::string& word) {
  return std::find(std::begin(kColumnWords), std::end(kColumnWords), word) !=
         std::end(kColumnWords);
}

bool has_column_word(std::string_view cell) {
  std::string word;
  for (std::size_t i = 0; i <= cell.size(); ++i) {
    const char byte = i < cell.size() ? cell[i] : ' ';
    // firstName and first_name are both two words.
    const bool capital = byte >= 'A' && byte <= 'Z';
    const bool hump = capital && i > 0 && cell[i - 1] >= 'a' && cell[i - 1] <= 'z';
    if (!is_letter(byte) || hump) {
      if (is_column_word(word)) return true;
      word.clear();
    }
    if (is_letter(byte)) word.push_back(capital ? static_cast<char>(byte + 32) : byte);
  }
  return false;
}

bool is_other_type(std::string_view cell) {
  return cell.find('@') != std::string_view::npos || digits(cell) * 2 > cell.size();
}

}  // namespace

bool starts_with_time(std::string_view text) {
  while (!text.empty() && (text[0] == '[' || text[0] == '<')) text.remove_prefix(1);
  if (text.size() < 8) return false;
  const auto matches = [&](std::string_view shape) {
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      if (shape[i] == '9'   ? !is_digit(text[i])
          : shape[i] == 'a' ? !is_letter(text[i])
                            : shape[i] != text[i]) {
        return false;
      }
    }
    return true;
  };
  return matches("9999-99-99 99:99") || matches("9999-99-99T99:99") || matches("99:99:99") ||
         matches("9999/99/99 99:99") || matches("aaa 99 99:99") || matches("aaa  9 99:99") ||
         matches("99/aaa/9999") || matches("9999-99-99 9");
}

bool looks_like_header(const std::vector<std::string_view>& row) {
  std::size_t names = 0;
  for (const std::string_view cell : row) {
    if (could_be_name(cell)) {
      ++names;
    } else if (!cell.empty()) {
      return false;
    }
  }
  return names * 4 >= row.size() * 3 && names > 0;
}

bool has_header(const std::vector<std::vector<std::string_view>>& rows) {
  if (rows.empty() || !looks_like_header(rows.front())) return false;
  const std::vector<std::string_view>& first = rows.front();
  if (std::any_of(first.begin(), first.end(), has_column_word)) return true;
  std::size_t different = 0;
  for (std::size_t column = 0; column < first.size(); ++column) {
    std::size_t others = 0;
    std::size_t present = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (column >= rows[i].size()) continue;
      ++present;
      others += is_other_type(rows[i][column]);
      // A name of a column does not come again as one of its values.
      if (rows[i][column] == first[column] && !first[column].empty()) return false;
    }
    different += present > 0 && others * 3 >= present * 2 && !is_other_type(first[column]);
  }
  return different > 0;
}

}  // namespace braque::extract
