// Passwords: whether what stands behind "password =" is one.
//
// Most text of that shape in source code and documentation is something else: a variable, a call, a
// placeholder, the next word of a sentence. A value of letters only is therefore taken only when
// its letters and cases are those of no word; one with a digit or a sign is, unless it is one of
// the known stand-ins. Sources: OWASP Secrets Management Cheat Sheet; CNIL, délibération n°
// 2022-100.
#include <algorithm>

#include "validate/checks.hpp"
#include "validate/digits.hpp"
#include "validate/randomness.hpp"

namespace braque::validate {
namespace {

constexpr std::size_t kSecretMax = 128;

/// Stand-ins, in small letters. Those of four and more letters also count with digits or signs
/// after them where the comparison says so below.
constexpr std::string_view kStandIns[] = {
    "abcd1234",      "changeit",     "change_it",   "changeme",   "change_me",
    "change-me",     "default",      "dummy",       "empty",      "enter_password",
    "example",       "false",        "fixme",       "foobar",     "hidden",
    "masked",        "mdp",          "motdepasse",  "mypassword", "my_password",
    "n/a",           "nil",          "none",        "null",       "pass",
    "passwd",        "password",     "placeholder", "pwd",        "redacted",
    "removed",       "required",     "sample",      "secret",     "string",
    "tbd",           "test",         "text",        "todo",       "true",
    "undefined",     "unset",        "xxx",         "xxxx",       "your-password",
    "your_password", "yourpassword", "clave",       "contrasena", "haslo",
    "kennwort",      "parola",       "passwort",    "senha",      "wachtwoord"};

bool is_one_of_stand_ins(std::string_view folded) noexcept {
  return std::find(std::begin(kStandIns), std::end(kStandIns), folded) != std::end(kStandIns);
}

/// Masks such as ********, xxxxxx, ...... or the bullet U+2022 (E2 80 A2).
bool is_mask(std::string_view text) noexcept {
  if (same_character(text)) return true;
  if (text.find_first_not_of("*xX.-_#?") == text.npos) return true;
  return text.starts_with("\xE2\x80\xA2");
}

/// %s and the like before a sign: "%s&id=%s".
bool is_conversion(std::string_view text) noexcept {
  constexpr std::string_view kConversions = "sdvqrxu";
  return text.size() > 2 && kConversions.find(text[1]) != kConversions.npos && !is_digit(text[2]) &&
         !is_small(to_small(text[2]));
}

/// ${VAR}, $(cmd), $VAR, %s, %(name)s, {{ name }}, {name}, #{name}, <name>, [name], @name@, :name,
/// &name.
bool is_template(std::string_view text) noexcept {
  constexpr std::string_view kOpeners = "{<[(:&|\\";
  if (kOpeners.find(text[0]) != kOpeners.npos) return true;
  if (text.find("${") != text.npos || text.find("{{") != text.npos) return true;
  char next = text.size() > 1 ? text[1] : '\0';
  if (text[0] == '$' || text[0] == '@')
    return next == '{' || next == '(' || is_small(to_small(next)) || next == '_';
  if (text[0] == '%')
    return text.size() <= 3 || next == '(' || next == '{' || text.back() == '%' ||
           is_conversion(text);
  return text[0] == '#' && next == '{';
}

bool is_word_character(char c) noexcept { return is_digit(c) || is_small(to_small(c)) || c == '_'; }

/// A name in a program, followed by a call, an index or a member: getenv(...), os.environ[...],
/// a->b, request.form.password.
bool is_expression(std::string_view text) noexcept {
  if (is_digit(text[0])) return false;
  std::size_t end = 0;
  bool dotted = false;
  while (end < text.size() && (is_word_character(text[end]) || text[end] == '.')) {
    dotted = dotted || text[end] == '.';
    ++end;
  }
  if (end == text.size()) {
    // a.b.c without a digit anywhere is a path through objects.
    return dotted && text.find_first_of("0123456789") == text.npos;
  }
  if (end == 0) return false;
  std::string_view rest = text.substr(end);
  if (rest.starts_with("->") || rest.starts_with("::") || rest.starts_with("[")) return true;
  // A call: the name in front of the bracket is an ordinary identifier.
  return rest[0] == '(';
}

/// The value without a quote of HTML at its end.
std::string_view without_entity(std::string_view text) noexcept {
  for (std::string_view entity : {"&quot", "&#39", "&lt", "&gt", "&apos"}) {
    text = text.substr(0, std::min(text.find(entity), text.size()));
  }
  return text;
}

/// The value without brackets and the like around it.
std::string_view trimmed(std::string_view text) noexcept {
  auto kept = [](char c) { return is_digit(c) || is_small(to_small(c)); };
  while (!text.empty() && !kept(text.front())) text.remove_prefix(1);
  while (!text.empty() && !kept(text.back())) text.remove_suffix(1);
  return text;
}

/// Letters, and what joins the words of a name. Text without digit or sign is not taken for a
/// secret.
bool is_plain_words(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_small(to_small(c)) || c == '_' || c == '-' || c == '.' || c == '/' || c == ',' ||
           c == ':' || static_cast<signed char>(c) < 0;
  });
}

/// password, pwd, mdp with at most two characters after: password1 is a stand-in, Password2024! is
/// not.
bool is_own_name(std::string_view folded) noexcept {
  for (std::string_view name : {"password", "passwd", "pwd", "mdp", "pass"}) {
    if (!folded.starts_with(name)) continue;
    std::string_view rest = folded.substr(name.size());
    if (rest.size() <= 1 || rest[0] == '&' ||
        (name == "password" && (rest == "123" || rest == "1234")))
      return true;
  }
  return false;
}

/// The password in user:password@host, or empty. `rest` begins behind "://".
std::string_view url_password(std::string_view rest) noexcept {
  std::size_t slash = std::min(rest.find_first_of("/ \t\r\n"), rest.size());
  std::size_t at = rest.rfind('@');
  if (at == rest.npos) return {};
  std::size_t colon = rest.find(':');
  if (colon == rest.npos || colon > slash || colon + 1 >= at) return {};
  return rest.substr(colon + 1, at - colon - 1);
}

/// The value behind password= or pwd= in a list of settings, or empty. Blanks may stand around the
/// sign.
std::string_view setting_password(std::string_view text) noexcept {
  for (std::string_view key : {"password", "pwd", "passwd"}) {
    auto found = std::search(text.begin(), text.end(), key.begin(), key.end(),
                             [](char a, char b) { return to_small(a) == b; });
    if (found == text.end()) continue;
    std::string_view value =
        text.substr(static_cast<std::size_t>(found - text.begin()) + key.size());
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    if (!value.starts_with('=')) continue;
    value.remove_prefix(1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    return value.substr(0, std::min(value.find_first_of(";&\"'\n\r "), value.size()));
  }
  return {};
}

/// What manuals write for a password: words that mean one, joined by signs (geheim$parole).
bool is_named_words(std::string_view text) noexcept {
  constexpr std::string_view kWords[] = {
      "geheim", "kennwort", "motdepasse", "parola", "parole",  "pass", "passphrase",
      "passwd", "password", "passwort",   "secret", "segreto", "top",  "wachtwoord"};
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_small(text[end])) ++end;
    const bool known =
        std::binary_search(std::begin(kWords), std::end(kWords), text.substr(at, end - at));
    const bool joined =
        end == text.size() || text[end] == '$' || text[end] == '&' || text[end] == '+';
    if (!known || !joined) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

bool is_placeholder(std::string_view secret) noexcept {
  if (secret.size() < 2 || secret.size() > kSecretMax) return true;
  char folded[kSecretMax];
  std::transform(secret.begin(), secret.end(), folded, to_small);
  std::string_view small(folded, secret.size());
  if (is_mask(secret) || is_template(secret) || is_one_of_stand_ins(trimmed(small))) {
    return true;
  }
  return is_own_name(small) || small.find("your_") == 0 || small.find("your-") == 0;
}

/// A path: words between slashes, with a fragment behind them or not (admin/passwords#edit).
bool is_path(std::string_view text) noexcept {
  const auto slashes = std::count(text.begin(), text.end(), '/');
  // With more slashes there may be numbers: projects/12345/secrets/sasl/versions/1.
  if (slashes > 2 && std::all_of(text.begin(), text.end(), [](char c) {
        return is_small(c) || is_digit(c) || c == '/' || c == '_' || c == '-' || c == '.';
      }))
    return true;
  if (slashes < 2) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_small(to_small(c)) || c == '/' || c == '#' || c == '_' || c == '-' || c == '.' ||
           c == ':';
  });
}

/// An attribute of markup (class=) or another field's name (cvs#password): no value.
bool is_field_name(std::string_view text) noexcept {
  if (text.back() == '=') return is_plain_words(text.substr(0, text.size() - 1));
  constexpr std::string_view kName = "password";
  return text.size() > kName.size() && text.find_first_of("0123456789") == text.npos &&
         std::equal(kName.rbegin(), kName.rend(), text.rbegin(),
                    [](char a, char b) { return a == to_small(b); });
}

/// What only a program's own data hold: control characters, and the signs of a shell's patterns.
bool is_of_binary(std::string_view text) noexcept {
  return text.find("*?[") != text.npos || std::any_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20;
         });
}

bool password(const Candidate& candidate) {
  std::string_view text = without_entity(candidate.compact);
  if (text.size() < 4 || is_placeholder(text) || is_expression(text)) return false;
  if (is_field_name(text) || is_named_words(text) || is_path(text) || is_of_binary(text) ||
      text.find("@entry=0x") != text.npos)
    return false;  // a debugger's list of arguments
  return !is_plain_words(text) || mixes_cases_at_random(text);
}

// Connection string. Source: RFC 3986 section 3.2.1 for user:password@host; libpq, ADO.NET and JDBC
// for lists of settings.
bool db_connection(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  std::size_t scheme = text.find("://");
  std::string_view secret;
  if (scheme != text.npos) secret = url_password(text.substr(scheme + 3));
  if (secret.empty()) secret = setting_password(text);
  return !secret.empty() && !is_placeholder(secret);
}

}  // namespace braque::validate
