#include "report/accuracy.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "model/json_writer.hpp"

namespace braque::report {
namespace {

constexpr auto kFacts = std::to_array<Word>({{"birth", {"date of birth", "date de naissance"}},
                                             {"identifier", {"identifier", "identifiant"}},
                                             {"account", {"bank account", "compte bancaire"}},
                                             {"address", {"postal address", "adresse postale"}},
                                             {"phone", {"telephone", "téléphone"}}});
constexpr auto kWeights =
    std::to_array<Word>({{"contradiction", {"contradiction", "contradiction"}},
                         {"check", {"to be checked", "à vérifier"}}});
/// An address that more people share is a mailbox of a team, and no person.
constexpr std::size_t kValuesMax = 5;
constexpr std::size_t kPlacesMax = 10;

bool is_identifier(const Finding& finding) {
  return finding.category == "national_id" || finding.category == "social_security";
}

bool is_key(const Finding& finding) {
  return finding.rule == "intl.email" || is_identifier(finding);
}

/// Nothing for kinds that contradict nothing.
std::optional<Fact> fact_of(const Finding& finding) {
  if (finding.rule == "intl.dob") return Fact::birth;
  if (is_identifier(finding)) return Fact::identifier;
  if (finding.rule == "eu.iban") return Fact::account;
  if (finding.rule.ends_with(".postal_address")) return Fact::address;
  if (finding.rule == "intl.phone" || finding.rule.ends_with(".phone")) return Fact::phone;
  return std::nullopt;
}

/// A person may have two telephones, but was born once.
bool contradicts(Fact fact) { return fact == Fact::birth || fact == Fact::identifier; }

}  // namespace

void Accuracy::add(const Finding& finding) {
  if (finding.item != item_) end_item();
  item_ = finding.item;
  const auto fact = fact_of(finding);
  const bool key = is_key(finding);
  if (!fact && !key) return;
  const Place part{finding.item, finding.locator, 0};
  if (key) keys_in_part_[part] += finding.distinct;
  // The rules of countries say the same thing of these.
  const std::string rule = fact == Fact::phone     ? "phone"
                           : fact == Fact::address ? "postal_address"
                                                   : finding.rule;
  const auto value_of = [&](const Sample& sample) {
    return Value{sample.fingerprint, key, fact.value_or(Fact::birth), fact ? rule : ""};
  };
  std::set<Value> all;
  const auto take = [&](const Sample& sample) {
    if (sample.fingerprint == Digest{}) return;
    if (key) key_rules_.emplace(sample.fingerprint, finding.rule);
    if (all.size() < 2) all.insert(value_of(sample));
    if (sample.line != 0)
      lines_[{finding.item, finding.locator, sample.line}].insert(value_of(sample));
  };
  for (const Sample& sample : finding.samples) take(sample);
  if (finding.more_samples) finding.more_samples(take);
  if (finding.distinct == 1 && all.size() == 1) parts_[part].push_back(std::move(all));
}

void Accuracy::end_item() {
  for (const auto& [place, values] : lines_) link(place, values);
  for (const auto& [place, findings] : parts_) {
    // A letter or a form: one person in the whole of it.
    if (keys_in_part_[place] == 0) continue;
    std::set<Value> together;
    for (const std::set<Value>& one : findings) together.insert(one.begin(), one.end());
    link(place, together);
  }
  lines_.clear();
  parts_.clear();
  keys_in_part_.clear();
}

/// Links every key to every other value, where one place names each kind once.
void Accuracy::link(const Place& place, const std::set<Value>& values) {
  std::map<std::string, std::size_t> of_rule;
  for (const Value& value : values)
    ++of_rule[value.is_key && value.rule.empty() ? "key" : value.rule];
  const auto single = [&](const Value& value) {
    return of_rule[value.is_key && value.rule.empty() ? "key" : value.rule] == 1;
  };
  for (const Value& key : values) {
    if (!key.is_key || !single(key)) continue;
    for (const Value& other : values) {
      if (other.rule.empty() || other.fingerprint == key.fingerprint || !single(other)) continue;
      Known& known = people_[key.fingerprint][{other.fact, other.rule}];
      if (known.values.size() <= kValuesMax && known.values.insert(other.fingerprint).second)
        known.places.push_back(place);
    }
  }
}

Row Accuracy::row_of(const Digest& key, Fact fact, const std::string& rule,
                     const Known& known) const {
  Cell places;
  for (const Place& place : known.places)
    if (places.text.empty() || known.places.size() <= kPlacesMax)
      places.add(place.item + (place.locator.empty() ? "" : " > " + place.locator) +
                 (place.line == 0 ? "" : ":" + std::to_string(place.line)));
  const auto key_rule = key_rules_.find(key);
  return {{hexadecimal(key).substr(0, 12), key_rule == key_rules_.end() ? "" : key_rule->second,
           kFacts[static_cast<std::size_t>(fact)].id, rule, kWeights[contradicts(fact) ? 0 : 1].id,
           known.values.size(), places},
          contradicts(fact)};
}

Document Accuracy::document() {
  end_item();
  Table table{.id = "conflicts",
              .title = {"People with conflicting data", "Personnes aux données discordantes"},
              .about = {"A person is known here by the fingerprint of an e-mail address or "
                        "identifier. Open the places to see which value is right.",
                        "Une personne n'est connue ici que par l'empreinte de son adresse "
                        "électronique ou de son identifiant. Ouvrir les "
                        "emplacements pour savoir quelle valeur est exacte."},
              .none = {"No conflict is known.", "Aucune discordance connue."},
              .columns = {{"person", {"Person (fingerprint)", "Personne (empreinte)"}},
                          {"known_by", {"Known by", "Connue par"}},
                          {"fact", {"What differs", "Ce qui diffère"}, CellKind::word, kFacts},
                          {"rule", {"Rule", "Règle"}, CellKind::text, {}, false, false, true},
                          {"weight", {"Weight", "Portée"}, CellKind::word, kWeights},
                          {"values", {"Values", "Valeurs"}, CellKind::number},
                          {"places", {"Places", "Emplacements"}, CellKind::path, {}, true}}};
  std::uint64_t contradictions = 0, mailboxes = 0;
  for (const auto& [key, facts] : people_) {
    const bool shared = std::any_of(facts.begin(), facts.end(), [](const auto& one) {
      return one.second.values.size() > kValuesMax;
    });
    mailboxes += shared ? 1 : 0;
    for (const auto& [kind, known] : facts) {
      if (shared || known.values.size() < 2) continue;
      contradictions += contradicts(kind.first) ? 1 : 0;
      table.rows.push_back(row_of(key, kind.first, kind.second, known));
    }
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return a.alarm != b.alarm ? a.alarm : a.cells[5].number > b.cells[5].number;
  });
  Document document{.id = "accuracy",
                    .title = {"Accuracy: one person, different data",
                              "Exactitude : une personne, des données différentes"}};
  document.figures = {
      {"contradictions",
       {"contradictions", "contradictions"},
       {CellKind::number, contradictions},
       contradictions > 0},
      {"to_check",
       {"to be checked", "à vérifier"},
       {CellKind::number, table.rows.size() - contradictions}},
      {"people", {"people compared", "personnes comparées"}, {CellKind::number, people_.size()}},
      {"shared_keys",
       {"shared addresses, left out", "adresses partagées, écartées"},
       {CellKind::number, mailboxes}}};
  document.notes = {
      {{"Compared are the samples that the index keeps: five of each finding unless the scan ran "
        "with `--samples all`. Values belong to "
        "a person when they stand on one line, or when the part holds one person only. An old "
        "value may be right where it is "
        "(Art. 5(1)(d) and 16 GDPR).",
        "Seuls sont comparés les échantillons conservés dans l'index : cinq par constat, sauf "
        "analyse avec `--samples all`. Des "
        "valeurs se rapportent à une personne si elles figurent sur la même ligne, ou si la partie "
        "n'en concerne qu'une. Une "
        "ancienne valeur peut être légitime là où elle est (art. 5, § 1, d et art. 16 du RGPD)."}}};
  document.tables = {std::move(table)};
  return document;
}

}  // namespace braque::report
