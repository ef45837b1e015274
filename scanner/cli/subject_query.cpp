#include "cli/subject_query.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>

#include "cli/text_detector.hpp"
#include "validate/phone_region.hpp"

namespace braque::cli {
namespace {

using report::AttributeKind;
using report::FormKind;

struct Label {
  std::string_view word;  ///< without capitals and accents
  std::string_view label;
  std::string_view rule;
  AttributeKind kind;
};

constexpr auto kLabels = std::to_array<Label>({
    {"email", "email", "intl.email", AttributeKind::email},
    {"e mail", "email", "intl.email", AttributeKind::email},
    {"mail", "email", "intl.email", AttributeKind::email},
    {"courriel", "email", "intl.email", AttributeKind::email},
    {"phone", "phone", "intl.phone", AttributeKind::phone},
    {"tel", "phone", "intl.phone", AttributeKind::phone},
    {"telephone", "phone", "intl.phone", AttributeKind::phone},
    {"mobile", "phone", "intl.phone", AttributeKind::phone},
    {"portable", "phone", "intl.phone", AttributeKind::phone},
    {"name", "name", "intl.person_name", AttributeKind::name},
    {"nom", "name", "intl.person_name", AttributeKind::name},
    {"nom complet", "name", "intl.person_name", AttributeKind::name},
    {"born", "born", "intl.dob", AttributeKind::birth},
    {"date of birth", "born", "intl.dob", AttributeKind::birth},
    {"ne le", "born", "intl.dob", AttributeKind::birth},
    {"nee le", "born", "intl.dob", AttributeKind::birth},
    {"date de naissance", "born", "intl.dob", AttributeKind::birth},
    {"address", "address", "intl.postal_address", AttributeKind::address},
    {"adresse", "address", "intl.postal_address", AttributeKind::address},
});

/// Overwritten when it goes.
struct Wiped : std::string {
  using std::string::string;
  explicit Wiped(std::string text) : std::string(std::move(text)) {}
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  ~Wiped() { OPENSSL_cleanse(data(), capacity()); }
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto blank = text.find(' ');
    words.push_back(text.substr(0, blank));
    text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
  }
  return words;
}

AttributeKind kind_of(const Rule& rule) {
  for (const Label& label : kLabels)
    if (label.rule == rule.kind) return label.kind;
  return AttributeKind::identifier;
}

}  // namespace

const Rule* SubjectQueryReader::rule_named(std::string_view id) const {
  for (const Rule& rule : rules_.rules())
    if (rule.id == id) return &rule;
  return nullptr;
}

std::string SubjectQueryReader::normal(const Rule& rule, std::string_view value,
                                       std::uint16_t country) const {
  std::string out;
  normalise(rule, RawValue(value), country, out);
  return out;
}

std::size_t SubjectQueryReader::attribute(std::string label, AttributeKind kind) {
  query_.labels.push_back(std::move(label));
  query_.kinds.push_back(kind);
  return query_.labels.size() - 1;
}

void SubjectQueryReader::add_form(std::size_t attribute, std::string_view kind,
                                  std::string_view normalised, FormKind form, std::size_t word,
                                  std::size_t words) {
  if (normalised.empty()) return;
  for (const Fingerprinter& key : keys_) {
    const Digest fingerprint = key(kind, normalised);
    const bool known = std::any_of(query_.forms.begin(), query_.forms.end(), [&](const auto& one) {
      return one.attribute == attribute && one.fingerprint == fingerprint && one.kind == form;
    });
    if (!known)
      query_.forms.push_back({attribute, form, static_cast<std::uint8_t>(word),
                              static_cast<std::uint8_t>(words), fingerprint});
  }
}

void SubjectQueryReader::add_value(const Rule& rule, std::string_view value, AttributeKind kind) {
  const Wiped form(normal(rule, value));
  add_form(attribute(rule.id, kind), rule.kind, form);
}

/// Jean Marie Dupont, DUPONT Jean Marie, J. Dupont, and the single words for tables with columns of
/// their own.
void SubjectQueryReader::add_name(std::string_view value) {
  constexpr std::size_t kWordsMax = 8;
  const Rule* rule = rule_named("intl.person_name");
  const Wiped name(normal(*rule, value));
  const std::vector<std::string_view> words = words_of(name);
  const std::size_t id = attribute("name", AttributeKind::name);
  for (std::size_t first = 0; first < words.size(); ++first) {
    Wiped turned;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0) turned += ' ';
      turned += words[(first + i) % words.size()];
    }
    add_form(id, rule->kind, turned);
  }
  if (words.size() < 2 || words.size() > kWordsMax) return;
  Wiped initial(std::string(words[0].substr(0, 1)));
  Wiped behind;
  for (std::size_t i = 1; i < words.size(); ++i) {
    initial.append(" ").append(words[i]);
    behind.append(words[i]).append(" ");
  }
  behind += words[0].substr(0, 1);
  add_form(id, rule->kind, initial, FormKind::initial);
  add_form(id, rule->kind, behind, FormKind::initial);
  for (std::size_t i = 0; i < words.size(); ++i)
    add_form(id, rule->kind, words[i], FormKind::word, i, words.size());
}

/// As it stands, and as a number of each country in which somebody could have written it so.
void SubjectQueryReader::add_phone(std::string_view value) {
  const Rule* rule = rule_named("intl.phone");
  const std::size_t id = attribute("phone", AttributeKind::phone);
  const Wiped plain(normal(*rule, value));
  add_form(id, rule->kind, plain);
  if (trimmed(value).starts_with('+')) return;
  for (const validate::PhoneRegion& region : validate::phone_regions()) {
    if (!region_.empty() && std::string_view(region.country.data(), 2) != region_) continue;
    const Wiped national(normal(*rule, value, validate::pack_country(region.country)));
    if (national != plain) add_form(id, rule->kind, national);
  }
}

bool SubjectQueryReader::add_labelled(std::string_view label, std::string_view value) {
  const std::string word = normal(*rule_named("intl.person_name"), label);
  for (const Label& known : kLabels) {
    if (known.word != word) continue;
    if (known.kind == AttributeKind::name) {
      add_name(value);
    } else if (known.kind == AttributeKind::phone) {
      add_phone(value);
    } else {
      const Rule* rule = rule_named(known.rule);
      const Wiped form(normal(*rule, value));
      add_form(attribute(std::string(known.label), known.kind), rule->kind, form);
    }
    return true;
  }
  const Rule* rule = rule_named(label);
  if (rule == nullptr) return false;
  if (rule->kind == "intl.phone")
    add_phone(value);
  else if (rule->kind == "intl.person_name")
    add_name(value);
  else
    add_value(*rule, value, kind_of(*rule));
  return true;
}

bool SubjectQueryReader::add_recognised(std::string_view line) {
  TextDetector detector(rules_, false);
  bool any = false;
  for (const DetectedSpan& span : detector.detect(line, Confidence::low)) {
    const Rule& rule = rules_.rules()[span.rule];
    if (rule.mask == MaskStyle::length || rule.mask == MaskStyle::secret) continue;
    const std::string_view value = line.substr(span.start, span.end - span.start);
    any = true;
    if (rule.kind == "intl.phone") {
      add_phone(value);
      continue;
    }
    if (rule.kind == "intl.person_name") {
      add_name(value);
      continue;
    }
    add_value(rule, value, kind_of(rule));
    for (const std::uint16_t other : span.alternatives) {
      if (other == kNoRule) continue;
      const Wiped form(normal(rules_.rules()[other], value));
      add_form(query_.labels.size() - 1, rules_.rules()[other].kind, form);
    }
  }
  return any;
}

Result<void> SubjectQueryReader::add_line(std::string_view line, std::uint64_t number) {
  line = trimmed(line);
  if (line.empty() || line.starts_with('#')) return {};
  const auto colon = line.find(':');
  const bool labelled =
      colon != std::string_view::npos && !trimmed(line.substr(colon + 1)).empty() &&
      add_labelled(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  if (labelled || add_recognised(line)) return {};
  return unexpected(ErrorKind::invalid, "line " + std::to_string(number) +
                                            ": no value is recognised; say what it is: email:, "
                                            "phone:, name:, born:, address:, or the "
                                            "id of a rule (`braque rules list`), such as fr.nir:");
}

}  // namespace braque::cli
