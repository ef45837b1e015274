#include "report/duplicates.hpp"

#include <algorithm>

namespace braque::report {
namespace {

constexpr std::size_t kPathsMax = 100;  ///< listed of one group

std::vector<Column> columns() {
  return {{"items", {"Files", "Fichiers"}, CellKind::number},
          {"bytes", {"Size of one", "Taille unitaire"}, CellKind::bytes},
          {"findings", {"Findings in each", "Constats par fichier"}, CellKind::number},
          {"severity", {"Severity", "Gravité"}, CellKind::severity},
          {"paths", {"Where", "Emplacements"}, CellKind::path, {}, true},
          {"owners", {"Owners", "Propriétaires"}, CellKind::text, {}, true, false, true},
          {"categories", {"Categories", "Catégories"}, CellKind::category, {}, true, false, true}};
}

}  // namespace

void Duplicates::add(const ItemFacts& item) {
  if (item.found.findings == 0) return;
  files_[item.row] = {item.path,           item.owner,          item.content,
                      item.size,           item.found.findings, item.found.groups,
                      item.found.severity, item.found.special};
}

Row Duplicates::row_of(const std::vector<const File*>& files) const {
  Cell paths, owners;
  std::vector<std::string_view> met;
  std::uint64_t all = 0;
  Severity severity = Severity::info;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const File& file = *files[i];
    if (i < kPathsMax) paths.add(file.path);
    if (!file.owner.empty() && std::find(met.begin(), met.end(), file.owner) == met.end()) {
      met.push_back(file.owner);
      owners.add(file.owner);
    }
    all |= file.groups;
    severity = std::max(severity, file.severity);
  }
  return {{files.size(), files.front()->size, files.front()->findings, name(severity), paths,
           owners, groups_.cell(all)},
          groups_.any_special(all)};
}

Table Duplicates::identical_table(std::uint64_t& count, std::uint64_t& bytes) const {
  Table table{
      .id = "identical",
      .title = {"Identical files", "Fichiers identiques"},
      .about = {"Files with personal data whose content is the same to the byte. One is enough.",
                "Fichiers contenant des données personnelles et dont le contenu est identique à "
                "l'octet près. Un seul suffit."},
      .none = {"No file with personal data is there twice.",
               "Aucun fichier contenant des données personnelles n'existe en double."},
      .columns = columns()};
  std::map<Digest, std::vector<const File*>> same;
  for (const auto& [row, file] : files_)
    if (file.content != Digest{}) same[file.content].push_back(&file);
  for (auto& [content, files] : same) {
    if (files.size() < 2) continue;
    std::sort(files.begin(), files.end(),
              [](const File* a, const File* b) { return a->path < b->path; });
    count += files.size() - 1;
    bytes += (files.size() - 1) * files.front()->size;
    table.rows.push_back(row_of(files));
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return *a.cells[0].number * *a.cells[2].number > *b.cells[0].number * *b.cells[2].number;
  });
  return table;
}

Table Duplicates::similar_table(const std::vector<Similar::Group>& similar) const {
  Table table{
      .id = "similar",
      .title = {"Files with much the same people", "Fichiers portant presque les mêmes données"},
      .about = {"Files that are not identical, with four fifths and more of their personal data in "
                "common (estimated from fingerprints): "
                "older copies, other formats, extracts. Wording is not compared.",
                "Fichiers non identiques ayant au moins quatre cinquièmes de leurs données "
                "personnelles en commun (estimation par "
                "empreintes) : anciennes copies, autres formats, extractions. Le texte lui-même "
                "n'est pas comparé."},
      .none = {"None.", "Aucun."},
      .columns = columns()};
  table.columns.insert(table.columns.begin() + 1,
                       {"likeness", {"In common", "En commun"}, CellKind::percent});
  for (const Similar::Group& group : similar) {
    std::vector<const File*> files;
    for (const std::int64_t item : group.items)
      if (const auto known = files_.find(item); known != files_.end())
        files.push_back(&known->second);
    const bool differ = std::any_of(files.begin(), files.end(), [&](const File* file) {
      return file->content == Digest{} || file->content != files.front()->content;
    });
    if (files.size() < 2 || !differ) continue;
    Row row = row_of(files);
    row.cells.insert(row.cells.begin() + 1, Cell(group.likeness));
    table.rows.push_back(std::move(row));
  }
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return a.cells[0].number > b.cells[0].number;
  });
  return table;
}

Document Duplicates::document(const std::vector<Similar::Group>& similar) const {
  std::uint64_t count = 0, bytes = 0;
  Document document{.id = "duplicates",
                    .title = {"Duplicates of personal data", "Doublons de données personnelles"}};
  document.tables = {identical_table(count, bytes), similar_table(similar)};
  document.figures = {
      {"superfluous",
       {"superfluous copies", "copies superflues"},
       {CellKind::number, count},
       count > 0},
      {"superfluous_bytes", {"in them", "volume de ces copies"}, {CellKind::bytes, bytes}},
      {"similar",
       {"groups of similar files", "groupes de fichiers semblables"},
       {CellKind::number, document.tables[1].rows.size()}}};
  document.notes = {
      {{"Compared are files that were read whole. Backups that are made on purpose show here too.",
        "Seuls les fichiers lus en entier sont comparés. Les sauvegardes voulues apparaissent "
        "aussi."}}};
  return document;
}

}  // namespace braque::report
