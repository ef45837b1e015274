#include "report/exposure.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace braque::report {
namespace {

constexpr std::array<Word, kExposed> kWords{{
    {"everybody", {"everybody", "tout le monde"}},
    {"large_group", {"a large group", "un grand groupe"}},
    {"some", {"some accounts or groups", "certains comptes ou groupes"}},
    {"owner", {"its owner", "son propriétaire"}},
    {"nobody", {"administrators only", "les administrateurs seuls"}},
    {"unknown", {"not known", "inconnu"}},
}};

constexpr auto kOrphanWords = std::to_array<Word>({
    {"yes", {"account that is no more", "compte disparu"}},
    {"no", {"no", "non"}},
});

}  // namespace

std::string_view name(Exposed exposed) noexcept {
  return kWords[static_cast<std::size_t>(exposed)].id;
}

void Exposure::add(const ItemFacts& item, ItemExposure exposure) {
  if (item.found.findings > 0) lines_.push_back({item, std::move(exposure)});
}

Table Exposure::level_table() const {
  struct Sum {
    std::uint64_t items = 0, special = 0, orphans = 0;
  };
  std::array<Sum, kExposed> sums{};
  for (const Line& line : lines_) {
    Sum& sum = sums[static_cast<std::size_t>(line.exposure.exposed)];
    ++sum.items;
    sum.special += line.item.found.special ? 1 : 0;
    sum.orphans += line.exposure.orphan ? 1 : 0;
  }
  Table table{
      .id = "levels",
      .title = {"By who can read", "Par étendue des lecteurs"},
      .none = {"Nothing holds personal data.", "Rien ne contient de données personnelles."},
      .columns = {
          {"exposure", {"Can be read by", "Lisible par"}, CellKind::word, kWords},
          {"items", {"Files", "Fichiers"}, CellKind::number, {}, false, true},
          {"with_special", {"With sensitive data", "Avec données sensibles"}, CellKind::number},
          {"orphans", {"Of accounts that are no more", "De comptes disparus"}, CellKind::number}}};
  for (std::size_t i = 0; i < kExposed && !lines_.empty(); ++i)
    table.rows.push_back({{kWords[i].id, sums[i].items, sums[i].special, sums[i].orphans},
                          i < 2 && sums[i].items > 0});
  return table;
}

Table Exposure::item_table() {
  std::stable_sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
    return std::tuple(a.exposure.exposed, !a.item.found.special, ~a.item.risk,
                      ~a.item.found.findings) < std::tuple(b.exposure.exposed,
                                                           !b.item.found.special, ~b.item.risk,
                                                           ~b.item.found.findings);
  });
  Table table{
      .id = "items",
      .title = {"Files, the most exposed first", "Fichiers, des plus exposés aux moins exposés"},
      .none = {"Nothing holds personal data.", "Rien ne contient de données personnelles."},
      .columns = {
          {"item", {"File", "Fichier"}, CellKind::path},
          {"exposure", {"Can be read by", "Lisible par"}, CellKind::word, kWords},
          {"readers", {"Accounts and groups", "Comptes et groupes"}, CellKind::text, {}, true},
          {"owner", {"Owner", "Propriétaire"}},
          {"orphan", {"Orphan", "Orphelin"}, CellKind::word, kOrphanWords, false, false, true},
          {"severity", {"Severity", "Gravité"}, CellKind::severity},
          {"findings", {"Findings", "Constats"}, CellKind::number},
          {"risk", {"Risk", "Risque"}, CellKind::number, {}, false, true},
          {"categories", {"Categories", "Catégories"}, CellKind::category, {}, true, false, true}}};
  for (const Line& line : lines_) {
    Cell readers;
    for (const std::string& one : line.exposure.readers) readers.add(one);
    table.rows.push_back({{line.item.path, name(line.exposure.exposed), readers, line.item.owner,
                           line.exposure.orphan ? "yes" : "no", name(line.item.found.severity),
                           line.item.found.findings, std::uint64_t{line.item.risk},
                           groups_.cell(line.item.found.groups)},
                          line.exposure.exposed <= Exposed::large_group});
  }
  return table;
}

Document Exposure::document() {
  Document document{.id = "exposure",
                    .title = {"Exposure: who can read personal data",
                              "Exposition : qui peut lire des données personnelles"}};
  document.tables.push_back(item_table());
  document.tables.push_back(level_table());
  document.notes.push_back(
      {{"Asked of the file system now: mode, POSIX, NFSv4 and Windows lists of the file, and the "
        "way "
        "through the folders above it; of databases' tables, by their grants when they were "
        "scanned. Administrators are left out; so are the rights of a share as such, which its "
        "server keeps to itself. What is not known (gone, not mounted here, a kind of file system "
        "without lists) is not guessed.",
        "Demandé maintenant au système de fichiers : mode, listes POSIX, NFSv4 et Windows du "
        "fichier, et traversée des dossiers au-dessus ; pour les tables de bases de données, leurs "
        "droits lors de l'analyse. Les administrateurs ne sont pas comptés, ni les droits du "
        "partage lui-même, que son serveur ne montre pas. Ce qui n'est pas connu (disparu, non "
        "monté ici, système de fichiers sans listes) n'est pas deviné."}});
  document.notes.push_back({{"A large group has {} accounts or more on this machine. @ marks "
                             "groups, - whoever is kept out.",
                             "Un grand groupe compte au moins {} comptes sur cette machine. @ "
                             "désigne un groupe, - ceux qui sont exclus."},
                            {{CellKind::number, kLargeGroup}}});
  return document;
}

}  // namespace braque::report
