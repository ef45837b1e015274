// Keys and tokens that have no form of their own: a generated value behind a word such as "token".
#include "recognise/recognisers.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "validate/randomness.hpp"

namespace braque {
namespace {

using validate::Randomness;
using namespace weights::keyed_secret;

constexpr std::size_t kShortest = 14;  ///< characters of a value
constexpr std::size_t kLongest = 448;  ///< longer runs are encoded data
constexpr std::size_t kNameMax = 48;   ///< bytes of a name that are looked at
constexpr std::size_t kGapMax = 24;    ///< bytes between name and value

bool is_value(char c) {
  return ascii::is_word(c) || c == '-' || c == '+' || c == '/' || c == '.' || c == '~' || c == '%';
}

struct Span {
  std::size_t begin = 0, end = 0;
};

/// What stands before a value: the words of its name in small letters without signs between them,
/// and how it is tied to the value.
struct Label {
  std::array<char, kNameMax> letters{};
  std::size_t size = 0;
  std::size_t word = 0;    ///< where its last word begins, of those that signs and humps part
  std::size_t before = 0;  ///< where the word before that begins
  bool assigned = false;   ///< by = or :, or in quotes and brackets
  bool prefixed = false;   ///< words or letters before the key word
  std::string_view name() const { return {letters.data(), size}; }
};

// Names end in one of these. Strong ones say what the value is; the others need a prefix, an
// assignment or the name of a service nearby.
constexpr std::string_view kStems[] = {"credentials", "credential", "private", "clientid",
                                       "passkey",     "secret",     "access",  "bearer",
                                       "crumb",       "token",      "jeton",   "key"};

// In French the word comes first: "jeton d'accès", "clé de l'API", "cle_secrete". Accents are
// folded.
constexpr std::string_view kFrench[] = {
    "cledapi",     "cledelapi",        "cleapi",         "clesecrete",    "cledacces",
    "cleprivee",   "cledechiffrement", "cledesignature", "cledelicence",  "cledactivation",
    "clepartagee", "jetondapi",        "jetonapi",       "jetondacces",   "jetondesession",
    "jetondauth",  "jetonacces",       "jetonsecret",    "secretpartage", "jetondesignature"};

constexpr std::string_view kStrong[] = {
    "apikey",          "apisecret",     "apitoken",      "appkey",         "appsecret",
    "apptoken",        "accesskey",     "accesstoken",   "accountkey",     "adminkey",
    "authkey",         "authsecret",    "authtoken",     "bearertoken",    "bottoken",
    "clientkey",       "clientsecret",  "consumerkey",   "consumersecret", "deploykey",
    "deploytoken",     "encryptionkey", "hashsecret",    "idtoken",        "integrationkey",
    "jwtsecret",       "licensekey",    "licencekey",    "masterkey",      "oauthtoken",
    "privatekey",      "privatetoken",  "refreshtoken",  "secretaccess",   "secretkey",
    "secrettoken",     "servicekey",    "sessionkey",    "sessiontoken",   "sharedkey",
    "sharedsecret",    "signingkey",    "signingsecret", "storagekey",     "streamkey",
    "subscriptionkey", "userkey",       "usertoken",     "webhooksecret",  "pushtoken",
    "writekey",        "readkey",       "personaltoken"};

// Keys of tables, caches and translations, and keys that anybody may have.
constexpr std::string_view kHarmless[] = {
    "public",  "pub",     "primary", "foreign", "sort",    "partition", "cache",     "hash",
    "host",    "finger",  "index",   "unique",  "site",    "row",       "group",     "object",
    "idempot", "map",     "i18n",    "transla", "locale",  "page",      "next",      "contin",
    "cursor",  "sync",    "nonce",   "known",   "column",  "registry",  "surrogate", "natural",
    "etag",    "routing", "publish", "lookup",  "search",  "config",    "property",  "tree",
    "ssh",     "gpg",     "pgp",     "openpgp", "archive", "debian",    "trusted",   "keyring",
    "sub",     "delegat", "dns",     "type",    "cancel",  "csrf",      "xsrf",      "verif",
    "entry",   "block",   "shift",   "dict",    "child",   "parent",    "upstream",  "random"};

bool holds(std::string_view text, std::string_view word) { return text.find(word) != text.npos; }

/// Is the word before the stem one that makes the key harmless, apart or in one word with it?
bool is_harmless(const Label& label, std::string_view stem) {
  const std::string_view name = label.name();
  const std::string_view last = name.substr(label.word);
  const std::string_view glued =
      last.size() > stem.size() ? last.substr(0, last.size() - stem.size()) : "";
  const std::string_view apart = name.substr(label.before, label.word - label.before);
  return std::any_of(std::begin(kHarmless), std::end(kHarmless), [&](std::string_view word) {
    return glued.empty() ? apart.starts_with(word) : glued.starts_with(word);
  });
}

bool holds_any(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view w) { return holds(text, w); });
}

/// The word that makes a name one of a key; "" when there is none.
std::string_view stem_of(std::string_view name) {
  for (std::string_view stem : kStems)
    if (name.ends_with(stem)) return stem;
  for (std::string_view word : kFrench)
    if (holds(name, word)) return word;
  constexpr std::string_view kJeton = "jeton";
  return holds(name, kJeton) ? kJeton : std::string_view();
}

/// Bytes of what stands before `at`, when that is an e with an accent as French has it.
std::size_t accented_before(std::string_view text, std::size_t at) {
  return at >= 2 && text[at - 2] == '\xc3' && (text[at - 1] == '\xa8' || text[at - 1] == '\xa9')
             ? 2
             : 0;
}

/// The same for blanks that do not break (U+00A0, U+202F), which French sets before a colon.
std::size_t blank_before(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return before.ends_with("\xc2\xa0") ? 2 : before.ends_with("\xe2\x80\xaf") ? 3 : 0;
}

/// Reads a label that ends at a place, backwards.
class LabelReader {
 public:
  explicit LabelReader(std::string_view text) : text_(text) {}

  /// The label whose assignment ends at `end`; its size is 0 where there is none.
  Label before(std::size_t end) const {
    Label label;
    std::size_t at = skip_gap(end, label);
    if (at == end) return label;
    const std::size_t name_end = at;
    read_name(at, label);
    // "token" value="...", api_key default = "...", the secret is ...
    if (stem_of(label.name()).empty() && is_filler(label)) {
      label.size = label.word = label.before = 0;
      at = skip_gap(filler_begin(name_end), label);
      if (at != filler_begin(name_end)) read_name(at, label);
    }
    return label;
  }

 private:
  std::size_t skip_gap(std::size_t end, Label& label) const {
    std::size_t at = end;
    bool line_end = false;
    while (at > 0 && end - at < kGapMax && !ends_letter(at)) {
      if (const std::size_t blank = blank_before(text_, at); blank != 0) {
        at -= blank;
        continue;
      }
      const char c = text_[at - 1];
      // The end of a sentence or statement, or a comment's next line.
      if (holds(";})*#@", {&c, 1}) || static_cast<unsigned char>(c) >= 0x80) return end;
      if (c == '.' && at < end && (text_[at] == ' ' || text_[at] == '\n')) return end;
      line_end = line_end || c == '\n';
      if (c == '=' || c == ':' || c == '"' || c == '\'' || c == '(' || c == '`')
        label.assigned = true;
      --at;
    }
    if (line_end && !label.assigned) return end;
    return ends_letter(at) ? at : end;
  }

  /// Is what stands before `at` part of a word?
  bool ends_letter(std::size_t at) const {
    return at > 0 && (ascii::is_alnum(text_[at - 1]) || accented_before(text_, at) != 0);
  }

  std::size_t filler_begin(std::size_t end) const {
    while (end > 0 && ascii::is_alnum(text_[end - 1])) --end;
    return end;
  }

  static bool is_filler(const Label& label) {
    for (std::string_view word : {"value", "default", "is", "est", "ist", "env", "string"})
      if (label.name().ends_with(word)) return true;
    return false;
  }

  /// Letters and digits of up to kNameMax bytes on the same line, whatever joins them.
  void read_name(std::size_t& at, Label& label) const {
    const std::size_t stop = at > kNameMax ? at - kNameMax : 0;
    std::size_t begin = at;
    for (std::size_t bytes; begin > stop && (bytes = joins(begin)) != 0;) begin -= bytes;
    for (std::size_t i = begin; i < at && label.size < kNameMax; ++i) {
      if (i + 2 <= at && accented_before(text_, i + 2) != 0) label.letters[label.size++] = 'e';
      if (!ascii::is_alnum(text_[i])) continue;
      if (i > begin && starts_word(i)) {
        label.before = label.word;
        label.word = label.size;
      }
      label.letters[label.size++] = ascii::lower(text_[i]);
    }
    label.prefixed = prefixed(begin, at, label);
  }

  bool starts_word(std::size_t i) const {
    const char before = text_[i - 1];
    return !ascii::is_alnum(before) || (ascii::is_upper(text_[i]) && !ascii::is_upper(before));
  }

  /// Letters right before the key word, without a blank: "foo_token", "fooToken".
  bool prefixed(std::size_t begin, std::size_t end, const Label& label) const {
    const std::string_view stem = stem_of(label.name());
    if (stem.empty() || end - begin <= stem.size()) return false;
    const char before = text_[end - stem.size() - 1];
    return ascii::is_word(before) || before == '-' || before == '.';
  }

  /// Bytes before `at` that are part of the name that goes on at `at`; 0 where none is.
  std::size_t joins(std::size_t at) const {
    const char c = text_[at - 1];
    if (ascii::is_word(c) || c == '-' || c == '.') return 1;
    if (const std::size_t bytes = accented_before(text_, at); bytes != 0) return bytes;
    // "jeton d'accès", "clé de l'API", with either apostrophe.
    for (const std::string_view elided : {"d'", "l'", "d\xe2\x80\x99", "l\xe2\x80\x99"})
      if (text_.substr(0, at).ends_with(elided)) return elided.size() - 1;
    const bool after_word =
        at >= 2 && (ascii::is_word(text_[at - 2]) || accented_before(text_, at - 1) != 0);
    return c == ' ' && after_word ? 1 : 0;
  }

  std::string_view text_;
};

/// The capitals in which OpenPGP shows the id and the fingerprint of a public key (RFC 4880
/// section 12.2).
bool is_fingerprint(std::string_view value) {
  return (value.size() == 40 || value.size() == 16) &&
         std::none_of(value.begin(), value.end(), ascii::is_lower);
}

/// An AWS secret access key has 40 characters; what else stands behind such a name was made up or
/// cut. Source: AWS IAM, "How the unique identifiers look".
bool is_other_than_named(std::string_view name, std::string_view value) {
  constexpr std::size_t kAwsSecret = 40;
  return holds(name, "awssecret") && value.size() != kAwsSecret;
}

/// A public key of OpenSSH: its type, with a length before it, in base64 (RFC 4253 section 6.6).
bool is_public_key(std::string_view value) {
  return value.starts_with("AAAAB3NzaC1") || value.starts_with("AAAAC3NzaC1") ||
         value.starts_with("AAAAE2VjZHNh");
}

/// Log-odds of a value that is as random as that, behind such a name.
struct Verdict {
  bool named = false;
  float logit = 0;
};

Verdict judge(const Label& label, std::string_view value, Randomness randomness) {
  const std::string_view name = label.name(), stem = stem_of(name);
  if (stem.empty()) return {};
  const bool strong = holds_any(name, kStrong) || holds_any(name, kFrench);
  if (!strong && is_harmless(label, stem)) return {};
  if (is_other_than_named(name, value) || is_public_key(value)) return {};
  const bool hexadecimal = validate::is_hexadecimal(value);
  if (hexadecimal && !label.assigned && is_fingerprint(value)) return {};
  const bool telling = stem == "secret" || stem == "token" || stem == "bearer" || stem == "crumb" ||
                       stem == "clientid" || stem == "jeton" || stem.starts_with("cred");
  float logit = strong ? kStrongName : telling ? kTellingName : stem == "key" ? kKey : kOtherName;
  if (!label.assigned) logit += kUnassigned;
  if (label.prefixed && !strong) logit += kPrefixed;
  if (randomness == Randomness::fair)
    logit += strong && label.assigned ? kFairStrong : telling ? kFairTelling : kFairOther;
  if (!strong && !telling && (hexadecimal || validate::is_uuid(value))) logit += kHashOrId;
  return {true, logit};
}

/// A name that is joined to its value by - or .: "fooSECRET-0a1b...". The place where the value
/// begins, or 0.
std::size_t inner_value(std::string_view run) {
  const std::size_t last = std::min(run.size(), kNameMax);
  std::size_t best = 0;
  for (std::size_t i = 1; i < last; ++i) {
    const char c = run[i];
    if (c != '-' && c != '.') continue;
    std::array<char, 12> folded{};
    const std::size_t length = std::min<std::size_t>(i, folded.size());
    for (std::size_t k = 0; k < length; ++k) folded[k] = ascii::lower(run[i - length + k]);
    if (!stem_of({folded.data(), length}).empty()) best = i + 1;
  }
  return best;
}

class Finder {
 public:
  Finder(std::string_view text, SearchRange range, std::vector<Recognised>& found)
      : text_(text), range_(range), found_(found) {}

  void run() {
    std::size_t at = range_.begin;
    // A run that holds the range's first byte may begin before it.
    while (at > 0 && range_.begin - at < kNameMax && is_value(text_[at - 1])) --at;
    while (at < range_.end) {
      const Span span = next_run(at);
      if (span.begin >= range_.end) return;
      look_at(span);
      at = span.end;
    }
  }

 private:
  /// The next run of kShortest and more characters that begins at `at` or later.
  Span next_run(std::size_t at) const {
    const std::size_t size = text_.size();
    while (at + kShortest <= size && at < range_.end) {
      // The last of kShortest characters first: where it is no part of a value, no run lies across.
      std::size_t back = kShortest;
      while (back > 0 && is_value(text_[at + back - 1])) --back;
      if (back != 0) {
        at += back;
        continue;
      }
      std::size_t end = at + kShortest;
      while (end < size && end - at <= kLongest && is_value(text_[end])) ++end;
      return {at, end};
    }
    return {size, size};
  }

  void look_at(Span span) {
    if (span.end - span.begin > kLongest) return;
    while (span.end > span.begin && !ascii::is_alnum(text_[span.end - 1]) &&
           text_[span.end - 1] != '-' && text_[span.end - 1] != '_')
      --span.end;
    if (!may_be_value(text_.substr(span.begin, span.end - span.begin)) &&
        text_.substr(span.begin, span.end - span.begin).find_first_of("-.") ==
            std::string_view::npos)
      return;
    const std::size_t inner = inner_value(text_.substr(span.begin, span.end - span.begin));
    if (inner != 0 && report({span.begin + inner, span.end})) return;
    while (span.begin < span.end && !ascii::is_alnum(text_[span.begin]) &&
           text_[span.begin] != '/' && text_[span.begin] != '+')
      ++span.begin;
    report(span);
  }

  /// Cheaply: most runs are paths and names. Without a digit, only letters are worth a second look.
  static bool may_be_value(std::string_view value) {
    return std::any_of(value.begin(), value.end(), ascii::is_digit) ||
           std::all_of(value.begin(), value.end(), ascii::is_letter);
  }

  bool report(Span span) {
    if (span.begin < range_.begin || span.begin >= range_.end || span.end < span.begin + kShortest)
      return false;
    const std::string_view value = text_.substr(span.begin, span.end - span.begin);
    if (!may_be_value(value)) return false;
    const Label label = LabelReader(text_).before(span.begin);
    if (label.size == 0 || stem_of(label.name()).empty()) return false;
    // A call or an index: this is a name, too.
    const char after = span.end < text_.size() ? text_[span.end] : '\0';
    if (after == '(' || after == '[' || after == '@') return false;
    const Randomness randomness = validate::randomness_of(value);
    if (randomness == Randomness::none) return false;
    const Verdict verdict = judge(label, value, randomness);
    if (!verdict.named) return false;
    // Padding belongs to the value.
    for (int i = 0; i < 2 && span.end < text_.size() && text_[span.end] == '='; ++i) ++span.end;
    found_.push_back({static_cast<std::uint32_t>(span.begin), static_cast<std::uint32_t>(span.end),
                      verdict.logit});
    return true;
  }

  std::string_view text_;
  SearchRange range_;
  std::vector<Recognised>& found_;
};

/// Finds the value in `API_KEY = "..."`, `clientSecret: ...`, `access token ...`, `?token=...`: at
/// least 14 letters and digits that nobody would write by hand (validate/randomness.hpp) behind a
/// name that ends in one of the rule's literals. What name and assignment are worth is in the .cpp.
class KeyedSecret : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override;
};

void KeyedSecret::find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const {
  Finder(view.text(), range, found).run();
}

}  // namespace

namespace recognise {

std::unique_ptr<const Recogniser> make_keyed_secret() { return std::make_unique<KeyedSecret>(); }

}  // namespace recognise
}  // namespace braque
