#include "report/owners.hpp"

#include <algorithm>

namespace braque::report {
namespace {

constexpr Both kOwner{"Owner", "Propriétaire"}, kFile{"File", "Fichier"},
    kTarget{"Source", "Source"};

}  // namespace

void Owners::add(const ItemFacts& item) {
  if (item.owner.empty() || (!chosen_.empty() && item.owner != chosen_)) return;
  met_ = true;
  Owner& owner = owners_[item.owner];
  ++owner.items;
  if (item.found.findings == 0) return;
  ++owner.holding;
  if (item.found.special) ++owner.special;
  owner.findings += item.found.findings;
  owner.bytes += item.size;
  owner.groups |= item.found.groups;
  owner.risk = std::max(owner.risk, item.risk);
  owner.severity = std::max(owner.severity, item.found.severity);
  if (item.modified_ms != 0 && (owner.oldest_ms == 0 || item.modified_ms < owner.oldest_ms))
    owner.oldest_ms = item.modified_ms;
  if (!chosen_.empty()) files_.push_back(item);
}

Table Owners::owner_table() const {
  Table table{
      .id = "owners",
      .title = {"Owners", "Propriétaires"},
      .about = {"Accounts whose files hold personal data, the greatest risk first. `--owner NAME` "
                "lists one's files.",
                "Comptes dont les fichiers contiennent des données personnelles, du risque le plus "
                "élevé au plus faible. "
                "`--owner NOM` donne la liste des fichiers d'un compte."},
      .none = {"No file with an owner holds personal data.",
               "Aucun fichier ayant un propriétaire ne contient de données personnelles."},
      .columns = {
          {"owner", kOwner},
          {"items", {"Files", "Fichiers"}, CellKind::number, {}, false, false, true},
          {"with_findings", {"With data", "Avec données"}, CellKind::number, {}, false, true},
          {"with_special",
           {"With sensitive data", "Avec données sensibles"},
           CellKind::number,
           {},
           false,
           false,
           true},
          {"findings", {"Findings", "Constats"}, CellKind::number},
          {"bytes", {"Size", "Volume"}, CellKind::bytes, {}, false, false, true},
          {"severity", {"Severity", "Gravité"}, CellKind::severity},
          {"risk", {"Highest risk", "Risque maximal"}, CellKind::number},
          {"oldest", {"Oldest", "Plus ancien"}, CellKind::date},
          {"categories", {"Categories", "Catégories"}, CellKind::category, {}, true, false, true}}};
  for (const auto& [account, owner] : owners_) {
    if (owner.holding == 0) continue;
    table.rows.push_back({{account, owner.items, owner.holding, owner.special, owner.findings,
                           owner.bytes, name(owner.severity), std::uint64_t{owner.risk},
                           day(owner.oldest_ms), groups_.cell(owner.groups)},
                          owner.special > 0});
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return std::pair(a.cells[7].number, a.cells[4].number) >
           std::pair(b.cells[7].number, b.cells[4].number);
  });
  return table;
}

Table Owners::file_table() const {
  Table table{
      .id = "files",
      .title = {"Files to look at", "Fichiers à examiner"},
      .about = {"Which of them are still needed? What is not is to be erased, what is to be where "
                "only those who need it can read it.",
                "Lesquels sont encore nécessaires ? Effacer les autres ; ranger ceux qui restent "
                "là où seules les personnes "
                "habilitées peuvent les lire."},
      .none = {"None of this owner's files holds personal data.",
               "Aucun fichier de ce propriétaire ne contient de données personnelles."},
      .columns = {
          {"item", kFile, CellKind::path},
          {"target", kTarget, CellKind::text, {}, false, false, true},
          {"label", {"Label", "Niveau"}, CellKind::label},
          {"severity", {"Severity", "Gravité"}, CellKind::severity},
          {"findings", {"Findings", "Constats"}, CellKind::number},
          {"risk", {"Risk", "Risque"}, CellKind::number, {}, false, true},
          {"bytes", {"Size", "Taille"}, CellKind::bytes, {}, false, false, true},
          {"modified", {"Modified", "Modifié le"}, CellKind::date},
          {"categories", {"Categories", "Catégories"}, CellKind::category, {}, true, false, true}}};
  for (const ItemFacts& file : files_)
    table.rows.push_back({{file.path, file.target, file.label, name(file.found.severity),
                           file.found.findings, std::uint64_t{file.risk}, file.size,
                           day(file.modified_ms), groups_.cell(file.found.groups)},
                          file.found.special});
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return std::pair(a.cells[5].number, a.cells[4].number) >
           std::pair(b.cells[5].number, b.cells[4].number);
  });
  return table;
}

Document Owners::document() const {
  Document document{.id = "owners",
                    .title = {"Owners of personal data", "Propriétaires de données personnelles"}};
  if (!chosen_.empty()) document.figures.push_back({"owner", kOwner, {CellKind::text, chosen_}});
  document.tables.push_back(chosen_.empty() ? owner_table() : file_table());
  document.notes.push_back(
      {{"An owner is the account that a file belongs to, which need not be who answers for it. "
        "Tables of databases have none.",
        "Le propriétaire est le compte auquel appartient le fichier ; ce n'est pas nécessairement "
        "le responsable de son "
        "contenu. Les tables de bases de données n'en ont pas."}});
  return document;
}

}  // namespace braque::report
