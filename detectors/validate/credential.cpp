// Keys and tokens of services: their form is the rule's pattern, and these say whether what has the
// form was generated, or stands in a manual. Sources: the issuers' pages that the rules name; RFC
// 7617 and 6750 for HTTP; RFC 3986 section 3.2.1 for addresses.
#include <algorithm>

#include "validate/checks.hpp"
#include "validate/digits.hpp"
#include "validate/randomness.hpp"

namespace braque::validate {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Letters, and what joins words: no digit and no sign that a password would have.
bool is_words(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_small(to_small(c)) || c == '_' || c == '-' || c == '.' || c == '/';
  });
}

bool is_variable(std::string_view text) noexcept {
  return text.find("${") != text.npos || text.find("{{") != text.npos ||
         text.find("$(") != text.npos || text.find('<') != text.npos || text.starts_with('$') ||
         text.starts_with('%');
}

/// ASCII that can be seen, and neither brackets nor quotes.
bool is_plain_ascii(std::string_view text, std::string_view further) noexcept {
  return std::all_of(text.begin(), text.end(), [further](char c) {
    if (further.find(c) != further.npos) return true;
    return c > ' ' && c < '\x7F' && std::string_view("<>{}\"`|^").find(c) == std::string_view::npos;
  });
}

bool is_secret_word(std::string_view text) noexcept {
  return text.size() >= 5 && is_plain_ascii(text, "") && !is_placeholder(text) &&
         !names_placeholder(text) && !is_variable(text);
}

bool starts_with_caseless(std::string_view text, std::string_view word) noexcept {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [](char a, char b) { return to_small(b) == a; });
}

/// Letters of one case, a capital at the front allowed: "authentication", "Realm".
bool is_plain_word(std::string_view text) noexcept {
  return std::all_of(text.begin() + 1, text.end(), is_small) && is_small(to_small(text[0]));
}

}  // namespace

// A token whose prefix and length already say what it is: only masks and placeholders are refused.
bool token(const Candidate& candidate) {
  constexpr double kEntropyLeast = 2.8;
  constexpr std::size_t kShortest = 16;
  std::string_view text = candidate.compact;
  return text.size() >= kShortest && is_plain_ascii(text, " \t\r\n") &&
         entropy_of(text) >= kEntropyLeast && !names_placeholder(text);
}

// A token whose form a name in a program can have as well.
bool random_token(const Candidate& candidate) {
  return randomness_of(candidate.compact) != Randomness::none && token(candidate);
}

// AWS secret access key: 40 characters of base64, entropy above 4 bits each.
bool aws_secret(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() == 40 && entropy_of(text) > 4.0 && !names_placeholder(text);
}

// What follows "Authorization:". Basic is base64 of user:password, but headers in tests and logs
// are often cut, so the decoded form is not asked for; words are refused.
bool http_credentials(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  const std::size_t blank = text.find(' ');
  if (blank == text.npos || blank + 1 >= text.size()) return false;
  std::string_view value = text.substr(blank + 1);
  if (names_placeholder(value) || is_placeholder(value.substr(0, 128))) return false;
  // The examples of RFC 7617 section 2 and RFC 6749 section 2.3.1, and user:pass, foo:bar.
  for (std::string_view printed :
       {"QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "dGVzdDoxMjPCow==", "czZCaGRSa3F0MzpnWDFmQmF0M2JW",
        "czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3", "dXNlcjpwYXNz", "Zm9vOmJhcg=="}) {
    if (value == printed) return false;
  }
  if (starts_with_caseless(text, "basic")) return !is_plain_word(value) && entropy_of(value) >= 2.5;
  return value.starts_with("eyJ") || randomness_of(value) != Randomness::none;
}

// Base64 of user:password in printable characters (RFC 7617 section 2).
bool basic_credentials(const Candidate& candidate) {
  std::uint32_t buffer = 0;
  int bits = 0;
  std::size_t size = 0, colon = 0;
  for (char c : candidate.compact) {
    if (c == '=') break;
    const std::size_t value = kBase64.find(c);
    if (value == kBase64.npos) return false;
    buffer = (buffer << 6U) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const auto decoded = static_cast<unsigned char>((buffer >> bits) & 0xFFU);
    if (decoded < 0x20 || decoded >= 0x7F) return false;
    if (decoded == ':' && colon == 0) colon = size;
    ++size;
  }
  return colon != 0 && colon + 4 < size;
}

// scheme://user:password@host whose password is neither a word nor a variable.
bool url_password(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  const std::size_t scheme = text.find("://");
  const std::size_t at = text.rfind('@');
  if (scheme == text.npos || at == text.npos || at < scheme) return false;
  std::string_view user = text.substr(scheme + 3, at - scheme - 3);
  const std::size_t colon = user.find(':');
  if (colon == user.npos) return false;
  std::string_view secret = user.substr(colon + 1);
  // Documentation writes http://username:p4ssw0rd@...
  std::string_view name = user.substr(0, colon);
  if (name == "user" || name.find("username") != name.npos) return false;
  for (std::string_view word : {"pass", "p4ss", "p@ss", "p%40ss", "pa55", "hunter2"}) {
    if (starts_with_caseless(secret, word)) return false;
  }
  // Public access to archives of sources: cvs://:pserver:anoncvs@...
  if (secret.find("anoncvs") != secret.npos || secret.find("anonymous") != secret.npos)
    return false;
  // Digits only are a port that was written in the wrong place, or a test.
  return is_secret_word(secret) && !is_words(secret) && !all_digits(secret) && !is_variable(user);
}

// A list of fields of which the last is a password: .netrc, .pgpass, a command.
bool last_word_secret(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  const std::size_t gap = text.find_last_of(" \t\r\n:,\"'=");
  return gap != text.npos && is_plain_ascii(text, " \t\r\n\"`|^") &&
         is_secret_word(text.substr(gap + 1));
}

// Words of a wallet's recovery phrase (BIP-39): 12, 15, 18, 21 or 24, nearly all different, and
// none of those that a sentence cannot do without, which are not in the English list. The list
// itself and its checksum are not looked at.
bool recovery_phrase(const Candidate& candidate) {
  constexpr std::string_view kOfSentences[] = {
      "and",  "are",   "been",  "but",  "does", "for",    "from",  "had",  "has",
      "have", "into",  "its",   "not",  "our",  "should", "the",   "them", "these",
      "were", "where", "which", "with", "you",  "your",   "avec",  "dans", "des",
      "les",  "pour",  "que",   "sur",  "une",  "vos",    "votre", "vous"};
  std::string_view words[24];
  std::size_t count = 0;
  for (std::string_view rest = candidate.compact; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    if (word.size() < 3 || word.size() > 8 || count == 24) return false;
    if (!std::all_of(word.begin(), word.end(), is_small)) return false;
    if (std::find(std::begin(kOfSentences), std::end(kOfSentences), word) != std::end(kOfSentences))
      return false;
    words[count++] = word;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (count < 12 || count % 3 != 0) return false;
  std::size_t repeated = 0;
  for (std::size_t i = 1; i < count; ++i) {
    if (std::find(words, words + i, words[i]) != words + i) ++repeated;
  }
  return repeated <= 1;
}

// A hash in modular crypt format or another form that the rule's pattern knows.
bool password_hash(const Candidate& candidate) {
  constexpr double kEntropyLeast = 3.0;
  constexpr std::size_t kShortest = 20;
  const std::string_view text = candidate.compact;
  const bool opened = !text.empty() && (text[0] == '$' || text[0] == '{' || text.ends_with(":::") ||
                                        text.starts_with("pbkdf2_"));
  return opened && text.size() >= kShortest && entropy_of(text) >= kEntropyLeast &&
         !names_placeholder(text);
}

}  // namespace braque::validate
