#include "report/activities.hpp"

#include <algorithm>
#include <array>

namespace braque::report {
namespace {

constexpr auto kYesNo = std::to_array<Word>({{"yes", {"yes", "oui"}}, {"no", {"no", "non"}}});
constexpr Both kItems{"Files", "Fichiers"}, kFindings{"Findings", "Constats"},
    kFound{"Found", "Trouvé"};
constexpr Both kLocation{"Location", "Lieu d'hébergement"},
    kProcessor{"Processors", "Sous-traitants"};
constexpr Both kCategories{"Categories of data", "Catégories de données"};

constexpr Both kExample{
    R"toml(# The register of processing activities (Art. 30 GDPR). `braque report register --activities FILE` compares it with
# what was found. targets: lasting names, paths: patterns; both with * and ?. categories: what `braque explain` knows,
# such as contact, financial, national_id, social_security, health, art9.health, art10.criminal; art9 stands for all.

[[activity]]
name = "Payroll"
purpose = "Pay the staff, declare contributions"
basis = "legal duty (Art. 6(1)(c))"
people = ["employees"]
categories = ["demographic", "contact", "financial", "social_security"]
other_categories = ["family situation"]
recipients = ["human resources", "social security bodies"]
processors = ["Payroll Ltd"]
locations = ["France"]
transfers = "none"
retention = "5 years"
security = "access limited to the payroll team"
targets = ["smb://fs01/hr"]
paths = ["*/payroll/*"]
)toml",
    R"toml(# Le registre des activités de traitement (art. 30 du RGPD). `braque report register --activities FICHIER` le compare à
# ce qui a été trouvé. targets : noms durables, paths : motifs ; * et ? dans les deux. categories : celles que connaît
# `braque explain`, comme contact, financial, national_id, social_security, health, art9.health, art10.criminal ; art9
# vaut pour toutes. Leur nom français convient aussi.

[[activity]]
name = "Paie"
purpose = "Payer les salariés, déclarer les cotisations"
basis = "obligation légale (art. 6, § 1, c)"
people = ["salariés"]
categories = ["État civil", "Coordonnées", "Banque et cartes", "Sécurité sociale"]
other_categories = ["situation familiale"]
recipients = ["ressources humaines", "organismes sociaux"]
processors = ["Paie SARL"]
locations = ["France"]
transfers = "aucun"
retention = "5 ans"
security = "accès limité au service de la paie"
targets = ["smb://fs01/rh"]
paths = ["*/paie/*"]
)toml"};

bool any_matches(const std::vector<std::string>& patterns, std::string_view text,
                 Register::Matches matches) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches(pattern, text); });
}

/// "art9" and "art10" stand for all of theirs.
bool covers(std::string_view declared, std::string_view group) {
  return declared == group || (group.starts_with(declared) && group[declared.size()] == '.');
}

Cell list(const std::vector<std::string>& texts) {
  Cell cell;
  for (const std::string& one : texts) cell.add(one);
  return cell;
}

void once(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end())
    list.push_back(text);
}

}  // namespace

Register::Register(std::vector<Activity> activities, const Groups& groups, Matches matches)
    : activities_(std::move(activities)),
      groups_(groups),
      matches_(matches),
      sums_(activities_.size()) {}

bool Register::belongs(const ItemFacts& item, const Activity& activity) const {
  if (!activity.targets.empty() && !any_matches(activity.targets, item.target, matches_))
    return false;
  return activity.paths.empty() || any_matches(activity.paths, item.path, matches_);
}

void Register::add(const ItemFacts& item) {
  const auto count = [&](auto& sum) {
    ++sum.items;
    sum.findings += item.found.findings;
    sum.groups |= item.found.groups;
  };
  if (item.found.findings == 0) return;
  count(targets_[item.target]);
  bool home = false;
  for (std::size_t i = 0; i < activities_.size(); ++i) {
    if (!belongs(item, activities_[i])) continue;
    home = true;
    count(sums_[i]);
    once(sums_[i].targets, item.target);
    once(targets_[item.target].targets, activities_[i].name);
  }
  if (home) return;
  const std::string_view place = folder(item.path);
  auto known = homeless_.find(place);
  if (known == homeless_.end()) known = homeless_.emplace(place, Place{0, 0, 0, item.target}).first;
  count(known->second);
}

Row Register::activity_row(const Activity& activity, const Sum& sum,
                           const std::map<std::string, TargetAttributes>& targets,
                           std::uint64_t& undeclared, std::uint64_t& missing) const {
  Cell extra, absent;
  const auto found = groups_.names(sum.groups);
  for (const std::string_view group : found) {
    const bool declared = std::any_of(activity.categories.begin(), activity.categories.end(),
                                      [&](const std::string& one) { return covers(one, group); });
    if (!declared) extra.add(group);
    undeclared += declared ? 0 : 1;
  }
  for (const std::string& declared : activity.categories) {
    const bool met = std::any_of(found.begin(), found.end(),
                                 [&](std::string_view group) { return covers(declared, group); });
    if (!met) absent.add(declared);
    missing += met ? 0 : 1;
  }
  const bool sensitive = groups_.any_special(sum.groups) ||
                         std::any_of(activity.categories.begin(), activity.categories.end(),
                                     [](const std::string& one) {
                                       return one == "art9" || one == "art10" || is_special(one);
                                     });
  std::vector<std::string> locations = activity.locations, processors = activity.processors,
                           purposes;
  once(purposes, activity.purpose);
  for (const std::string& target : sum.targets) {
    const auto known = targets.find(target);
    if (known == targets.end()) continue;
    once(locations, known->second.location);
    once(processors, known->second.processor);
    if (activity.purpose.empty()) once(purposes, known->second.purpose);
  }
  return {{activity.name, list(purposes), activity.basis, list(activity.people),
           list(activity.categories), list(activity.other_categories), sensitive ? "yes" : "no",
           list(activity.recipients), list(processors), activity.transfers, activity.retention,
           activity.security, list(locations), groups_.cell(sum.groups), extra, absent, sum.items,
           sum.findings},
          !extra.empty()};
}

Table Register::homeless_table() const {
  Table table{.id = "without_activity",
              .title = {"In no activity of the register", "Hors de toute activité du registre"},
              .about = {"Folders with personal data that no declared activity names. Each belongs "
                        "into the register, or should not be there.",
                        "Dossiers contenant des données personnelles qu'aucune activité déclarée "
                        "ne couvre. Chacun relève du registre, ou ne "
                        "devrait pas exister."},
              .none = {"Everything found belongs to a declared activity.",
                       "Tout ce qui a été trouvé relève d'une activité déclarée."},
              .columns = {{"folder", {"Folder", "Dossier"}, CellKind::path},
                          {"target", {"Source", "Source"}, CellKind::text, {}, false, false, true},
                          {"items", kItems, CellKind::number, {}, false, true},
                          {"findings", kFindings, CellKind::number},
                          {"categories", kFound, CellKind::category, {}, true}}};
  for (const auto& [place, sum] : homeless_)
    table.rows.push_back({{place, sum.target, sum.items, sum.findings, groups_.cell(sum.groups)},
                          groups_.any_special(sum.groups)});
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return a.cells[3].number > b.cells[3].number;
  });
  return table;
}

Table Register::target_table(const std::map<std::string, TargetAttributes>& targets) const {
  Table table{.id = "targets",
              .title = {"Sources", "Sources"},
              .about = {"Where the data are; location, processor and purpose as the "
                        "configuration's [target.NAME] says them.",
                        "Où se trouvent les données ; lieu, sous-traitant et finalité tels que les "
                        "indique [target.NOM] dans la configuration."},
              .none = {"No source holds personal data.",
                       "Aucune source ne contient de données personnelles."},
              .columns = {{"target", {"Source", "Source"}},
                          {"location", kLocation},
                          {"processor", kProcessor},
                          {"purpose", {"Purpose", "Finalité"}},
                          {"activities", {"Activities", "Activités"}, CellKind::text, {}, true},
                          {"items", kItems, CellKind::number, {}, false, true},
                          {"categories", kFound, CellKind::category, {}, true, false, true}}};
  for (const auto& [target, sum] : targets_) {
    const auto known = targets.find(target);
    const TargetAttributes attributes = known == targets.end() ? TargetAttributes{} : known->second;
    table.rows.push_back({{target, attributes.location, attributes.processor, attributes.purpose,
                           list(sum.targets), sum.items, groups_.cell(sum.groups)},
                          sum.targets.empty()});
  }
  return table;
}

Document Register::document(const std::map<std::string, TargetAttributes>& targets) const {
  Table table{
      .id = "activities",
      .title = {"Declared against found", "Déclaré et constaté"},
      .about = {"The activities in the columns of Art. 30(1)(b) to (g) GDPR and a few more, then "
                "what was found in their folders.",
                "Les activités, dans les colonnes de l'art. 30, § 1, b à g du RGPD et quelques "
                "autres, puis ce qui a été constaté dans leurs dossiers."},
      .none = {"No activity is declared.", "Aucune activité n'est déclarée."},
      .columns = {
          {"activity", {"Activity", "Activité"}},
          {"purpose", {"Purposes", "Finalités"}, CellKind::text, {}, true},
          {"basis", {"Legal basis", "Base légale"}, CellKind::text, {}, false, false, true},
          {"people",
           {"People concerned", "Personnes concernées"},
           CellKind::text,
           {},
           true,
           false,
           true},
          {"categories", kCategories, CellKind::category, {}, true, false, true},
          {"other_categories",
           {"Other data", "Autres données"},
           CellKind::text,
           {},
           true,
           false,
           true},
          {"sensitive",
           {"Sensitive data", "Données sensibles"},
           CellKind::word,
           kYesNo,
           false,
           false,
           true},
          {"recipients", {"Recipients", "Destinataires"}, CellKind::text, {}, true, false, true},
          {"processors", kProcessor, CellKind::text, {}, true, false, true},
          {"transfers",
           {"Transfers outside the EU", "Transferts hors UE"},
           CellKind::text,
           {},
           false,
           false,
           true},
          {"retention",
           {"Retention", "Durée de conservation"},
           CellKind::text,
           {},
           false,
           false,
           true},
          {"security", {"Security", "Mesures de sécurité"}, CellKind::text, {}, false, false, true},
          {"locations", kLocation, CellKind::text, {}, true, false, true},
          {"found", kFound, CellKind::category, {}, true, false, true},
          {"undeclared",
           {"Found, not declared", "Trouvé, non déclaré"},
           CellKind::category,
           {},
           true},
          {"not_found",
           {"Declared, not found", "Déclaré, non trouvé"},
           CellKind::category,
           {},
           true},
          {"items", kItems, CellKind::number},
          {"findings", kFindings, CellKind::number}}};
  std::uint64_t undeclared = 0, missing = 0, homeless = 0;
  for (std::size_t i = 0; i < activities_.size(); ++i)
    table.rows.push_back(activity_row(activities_[i], sums_[i], targets, undeclared, missing));
  for (const auto& [place, sum] : homeless_) homeless += sum.items;
  Document document{.id = "register",
                    .title = {"Register of processing activities: declared against found",
                              "Registre des activités de traitement : déclaré et constaté"}};
  document.figures = {
      {"activities",
       {"declared activities", "activités déclarées"},
       {CellKind::number, activities_.size()}},
      {"undeclared",
       {"categories found and not declared", "catégories trouvées et non déclarées"},
       {CellKind::number, undeclared},
       undeclared > 0},
      {"not_found",
       {"categories declared and not found", "catégories déclarées et non trouvées"},
       {CellKind::number, missing}},
      {"items_without_activity",
       {"files in no activity", "fichiers hors de toute activité"},
       {CellKind::number, homeless},
       homeless > 0}};
  document.notes = {
      {{"What is found shows what the register lacks (Art. 30(1) GDPR). What is declared and not "
        "found may lie where nobody scanned, or in a "
        "form that is not recognised: it is no reason to strike it out.",
        "Ce qui est trouvé montre ce qui manque au registre (art. 30, § 1 du RGPD). Ce qui est "
        "déclaré et non trouvé peut se trouver "
        "là où rien n'a été analysé, ou sous une forme non reconnue : ce n'est pas un motif pour "
        "le retirer."}}};
  document.tables = {std::move(table), homeless_table(), target_table(targets)};
  return document;
}

std::string_view example_activities(bool french) { return kExample.in(french); }

}  // namespace braque::report
