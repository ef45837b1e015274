// Names by which people log in: "DB_USER=jdupont45", "login mweber". Most user names in programs
// and settings are those of services; they are left out, and so is what words make.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/name_lexicon.hpp"
#include "recognise/recognisers.hpp"

namespace braque {
namespace {

using namespace weights::account_name;
using names::Entry;
using names::Folded;

constexpr std::size_t kShortest = 4, kLongest = 32;  ///< of a user name
constexpr std::size_t kPieceShortest = 3, kSurnameShortest = 4;
constexpr std::size_t kBlanksMax = 3;
constexpr std::size_t kNear = 160;  ///< bytes in which a password may stand

/// What a user name is called, the longest first where one begins another.
constexpr std::array<std::string_view, 11> kKeys = {
    "benutzername", "benutzer", "gebruiker", "identifiant", "login",      "user_name",
    "username",     "user",     "usuario",   "utente",      "utilisateur"};
constexpr std::array<std::string_view, 7> kPasswords = {
    "password", "passwd", "passwort", "pwd", "mot de passe", "contrase", "mdp"};

/// Accounts of services and of nobody. Words of the lists need not be repeated.
constexpr std::array<std::string_view, 46> kServices = {
    "admin",     "anonymous", "apache",  "appuser",  "backup",   "daemon",    "dbuser",
    "debian",    "default",   "demo",    "deploy",   "docker",   "elastic",   "example",
    "foobar",    "gitlab",    "grafana", "guest",    "gunicorn", "jenkins",   "kafka",
    "localhost", "magento",   "mailer",  "mariadb",  "minio",    "mongo",     "mongodb",
    "mysql",     "mysqluser", "nginx",   "nobody",   "orders",   "postgres",  "postgresql",
    "rabbitmq",  "readonly",  "redis",   "root",     "sqluser",  "superuser", "sysadmin",
    "system",    "testuser",  "ubuntu",  "webmaster"};

bool is_name_byte(char c) {
  return ascii::is_lower(c) || ascii::is_digit(c) || c == '.' || c == '_' || c == '-';
}

bool begins_with(std::string_view text, std::size_t at, std::string_view word) {
  if (text.size() - at < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (ascii::lower(text[at + i]) != word[i]) return false;
  return true;
}

/// Length of the key that begins here; 0: none does.
std::size_t key_at(std::string_view text, std::size_t at) {
  if (at > 0 && ascii::is_letter(text[at - 1])) return 0;
  for (const std::string_view key : kKeys)
    if (begins_with(text, at, key)) return key.size();
  return 0;
}

struct Value {
  std::size_t begin = 0, end = 0;
  bool assigned = false;  ///< a sign stands before it
};

/// What stands behind a key that ends at `at`.
Value value_behind(std::string_view text, std::size_t at) {
  const auto skip = [&](std::string_view signs, std::size_t most) {
    for (std::size_t n = 0; n < most && at < text.size() && signs.find(text[at]) != signs.npos; ++n)
      ++at;
  };
  Value value;
  skip("\"'\\]", 3);
  skip(" \t", kBlanksMax);
  const std::size_t before = at;
  skip(":=>", 2);
  value.assigned = at > before;
  skip(" \t", kBlanksMax);
  skip("\"'\\`", 2);
  value.begin = value.end = at;
  while (value.end < text.size() && value.end - value.begin <= kLongest &&
         is_name_byte(text[value.end]))
    ++value.end;
  return value;
}

/// Calls, paths, addresses and words that go on are no user names.
bool stands_alone(std::string_view text, std::size_t end) {
  if (end >= text.size()) return true;
  constexpr std::string_view kBehind = " \t\r\n\"'`\\,;)}]<|&";
  return kBehind.find(text[end]) != kBehind.npos;
}

Entry entry_of(std::string_view letters) {
  Folded word;
  if (letters.size() > Folded::kLongest) return {};
  word.size = letters.copy(word.bytes.data(), letters.size());
  return names::look_up(word);
}

/// A given name, a surname behind an initial, or two surnames in one.
bool holds_name(std::string_view piece) {
  if (piece.size() < kPieceShortest) return false;
  const Entry whole = entry_of(piece);
  if (whole.given() >= 2 && whole.word() < 2) return true;
  const std::string_view surname = piece.substr(1);
  if (surname.size() >= kSurnameShortest && entry_of(surname).family() >= 1) return true;
  for (std::size_t cut = kPieceShortest; cut + kPieceShortest <= surname.size(); ++cut)
    if (entry_of(surname.substr(0, cut)).family() >= 2 &&
        entry_of(surname.substr(cut)).family() >= 2)
      return true;
  return false;
}

enum class Likeness { none, unknown, person };

/// Of words, of a service, of what nothing is known of, or of a person's name?
Likeness likeness_of(std::string_view name) {
  Likeness likeness = Likeness::unknown;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at;
    while (end < name.size() && ascii::is_letter(name[end])) ++end;
    const std::string_view piece = name.substr(at, end - at);
    at = end + 1;
    if (piece.empty()) continue;
    letters += piece.size();
    const Entry entry = entry_of(piece);
    const bool is_word = entry.word() > 0 || entry.cue() != names::Cue::none;
    if (std::find(kServices.begin(), kServices.end(), piece) != kServices.end() ||
        (is_word && entry.given() + entry.family() == 0))
      return Likeness::none;
    if (holds_name(piece)) likeness = Likeness::person;
  }
  return letters >= kShortest ? likeness : Likeness::none;
}

bool has_password_near(std::string_view text, const Value& value) {
  const std::size_t from = value.begin > kNear ? value.begin - kNear : 0;
  const std::size_t to = std::min(text.size(), value.end + kNear);
  for (std::size_t at = from; at < to; ++at)
    for (const std::string_view word : kPasswords)
      if (begins_with(text, at, word)) return true;
  return false;
}

/// Nothing where it is no user name of a person.
float logit_of(std::string_view text, const Value& value) {
  const std::string_view name = text.substr(value.begin, value.end - value.begin);
  if (name.size() < kShortest || name.size() > kLongest || !ascii::is_lower(name.front()) ||
      !ascii::is_alnum(name.back()) || !stands_alone(text, value.end))
    return 0;
  const Likeness likeness = likeness_of(name);
  if (likeness == Likeness::none) return 0;
  const bool secret = has_password_near(text, value);
  if (!secret && (likeness == Likeness::unknown || !value.assigned)) return 0;
  return (likeness == Likeness::person ? kOfPerson : kOfUnknown) + (secret ? kBesidePassword : 0);
}

class AccountName : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    const std::string_view text = view.text();
    const std::size_t from = range.begin > kLongest ? range.begin - kLongest : 0;
    for (std::size_t at = from; at < std::min(text.size(), range.end); ++at) {
      const std::size_t key = key_at(text, at);
      if (key == 0) continue;
      const Value value = value_behind(text, at + key);
      at += key - 1;
      if (value.begin < range.begin || value.begin >= range.end) continue;
      if (const float logit = logit_of(text, value); logit != 0)
        found.push_back({static_cast<std::uint32_t>(value.begin),
                         static_cast<std::uint32_t>(value.end), logit});
    }
  }
};

}  // namespace

namespace recognise {

std::unique_ptr<const Recogniser> make_account_name() { return std::make_unique<AccountName>(); }

}  // namespace recognise
}  // namespace braque
