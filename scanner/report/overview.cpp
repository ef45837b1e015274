#include "report/overview.hpp"

#include <algorithm>

namespace braque::report {
namespace {

constexpr Both kSource{"Source", "Source"}, kFolder{"Folder", "Dossier"},
    kFiles{"Files", "Fichiers"}, kFindings{"Findings", "Constats"};
constexpr Both kSeverity{"Severity", "Gravité"}, kCategories{"Categories", "Catégories"},
    kRead{"Fully read", "Lus en entier"};

void by_number(Table& table, std::size_t first, std::size_t second) {
  std::stable_sort(table.rows.begin(), table.rows.end(), [=](const Row& a, const Row& b) {
    return std::pair(a.cells[first].number, a.cells[second].number) >
           std::pair(b.cells[first].number, b.cells[second].number);
  });
}

Cell share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? Cell() : Cell(part * 10'000 / whole);
}

}  // namespace

void Overview::Place::add(const ItemFacts& item) {
  ++items;
  ++(item.outcome.status == Status::complete  ? complete
     : item.outcome.status == Status::partial ? partial
                                              : skipped);
  bytes += item.outcome.bytes;
  bytes_done += item.outcome.bytes_done;
  if (item.found.findings == 0) return;
  ++holding;
  special += item.found.special ? 1 : 0;
  restricted += item.label == "restricted" ? 1 : 0;
  findings += item.found.findings;
  added += item.found.added;
  groups |= item.found.groups;
  risk += item.risk;
  risk_max = std::max(risk_max, item.risk);
  severity = std::max(severity, item.found.severity);
}

void Overview::add(const Finding& finding) {
  Category& category = categories_[std::string(group_of(finding))];
  ++category.findings;
  category.records += finding.count;
  category.sure += finding.confidence == Confidence::high ? 1 : 0;
  category.added +=
      finding.presence == Presence::new_ || finding.presence == Presence::changed ? 1 : 0;
  category.severity = std::max(category.severity, finding.severity);
  if (category.last_item == finding.item) return;
  ++category.items;
  category.last_item = finding.item;
}

void Overview::add(const ItemFacts& item) {
  whole_.add(item);
  sources_[item.target].add(item);
  if (item.found.findings == 0) return;
  const std::string_view place = folder(item.path);
  auto known = folders_.find(place);
  if (known == folders_.end()) known = folders_.emplace(place, Place{}).first;
  known->second.add(item);
}

void Overview::add_gap(const std::string& path, bool is_part, const Outcome& outcome) {
  Gap& gap = gaps_[outcome.reason];
  ++(is_part ? gap.parts : gap.items);
  gap.bytes += outcome.bytes - std::min(outcome.bytes, outcome.bytes_done);
  const std::string_view place = folder(path);
  auto known = gap.folders.find(place);
  if (known == gap.folders.end()) known = gap.folders.emplace(place, 0).first;
  ++known->second;
}

Table Overview::coverage_table() const {
  Table table{
      .id = "coverage",
      .title = {"Coverage by source", "Couverture par source"},
      .about =
          {"How far each source was read. What was not read may hold anything.",
           "Jusqu'où chaque source a été lue. Ce qui n'a pas été lu peut contenir n'importe quoi."},
      .none = {"No source was scanned.", "Aucune source n'a été analysée."},
      .columns = {{"target", kSource},
                  {"items", kFiles, CellKind::number},
                  {"complete", {"Complete", "Complets"}, CellKind::number},
                  {"partial", {"Partial", "Partiels"}, CellKind::number},
                  {"skipped", {"Not read", "Non lus"}, CellKind::number},
                  {"read", kRead, CellKind::percent, {}, false, true},
                  {"bytes", {"Data", "Volume"}, CellKind::bytes}}};
  for (const auto& [target, sum] : sources_)
    table.rows.push_back({{target, sum.items, sum.complete, sum.partial, sum.skipped,
                           share(sum.complete, sum.items), sum.bytes},
                          false});
  return table;
}

Table Overview::category_table() const {
  Table table{
      .id = "categories",
      .title = {"Risk by category", "Risque par catégorie"},
      .about = {"Sensitive data (Art. 9) and offences (Art. 10) first; only what is about an "
                "identifiable person counts as such.",
                "Données sensibles (art. 9) et infractions (art. 10) d'abord ; seul compte ce qui "
                "concerne une personne identifiable."},
      .none = {"No personal data were found.", "Aucune donnée personnelle n'a été trouvée."},
      .columns = {{"category", {"Category", "Catégorie"}, CellKind::category},
                  {"severity", kSeverity, CellKind::severity},
                  {"items", kFiles, CellKind::number, {}, false, true},
                  {"findings", kFindings, CellKind::number},
                  {"sure",
                   {"Of high confidence", "De certitude forte"},
                   CellKind::number,
                   {},
                   false,
                   false,
                   true},
                  {"matches", {"Matches", "Occurrences"}, CellKind::number},
                  {"added", {"New or changed", "Nouveaux ou modifiés"}, CellKind::number}}};
  for (const auto& [group, sum] : categories_)
    table.rows.push_back(
        {{group, name(sum.severity), sum.items, sum.findings, sum.sure, sum.records, sum.added},
         is_special(group)});
  by_number(table, 3, 5);
  std::stable_partition(table.rows.begin(), table.rows.end(),
                        [](const Row& row) { return row.alarm; });
  return table;
}

Table Overview::source_table() const {
  Table table{
      .id = "sources",
      .title = {"Risk by source", "Risque par source"},
      .about = {"Risk is the product of sensitivity, volume, exposure and age of a file, added up.",
                "Le risque est le produit de la sensibilité, du volume, de l'exposition et de "
                "l'ancienneté d'un fichier, additionné."},
      .none = {"No source holds personal data.",
               "Aucune source ne contient de données personnelles."},
      .columns = {{"target", kSource},
                  {"severity", kSeverity, CellKind::severity},
                  {"items", kFiles, CellKind::number},
                  {"special",
                   {"With sensitive data", "Avec données sensibles"},
                   CellKind::number,
                   {},
                   false,
                   false,
                   true},
                  {"restricted",
                   {"Label restricted", "Confidentiel renforcé"},
                   CellKind::number,
                   {},
                   false,
                   false,
                   true},
                  {"findings", kFindings, CellKind::number},
                  {"risk", {"Risk", "Risque"}, CellKind::number, {}, false, true},
                  {"categories", kCategories, CellKind::category, {}, true, false, true}}};
  for (const auto& [target, sum] : sources_)
    if (sum.holding > 0)
      table.rows.push_back({{target, name(sum.severity), sum.holding, sum.special, sum.restricted,
                             sum.findings, sum.risk, groups_.cell(sum.groups)},
                            sum.special > 0});
  by_number(table, 6, 5);
  return table;
}

Table Overview::folder_table() const {
  Table table{
      .id = "folders",
      .title = {"Worst folders", "Dossiers les plus exposés"},
      .about = {"By the risk of all their files, those in folders below apart.",
                "Selon le risque de l'ensemble de leurs fichiers, sous-dossiers non compris."},
      .none = {"No folder holds personal data.",
               "Aucun dossier ne contient de données personnelles."},
      .columns = {{"folder", kFolder, CellKind::path},
                  {"severity", kSeverity, CellKind::severity},
                  {"items", kFiles, CellKind::number},
                  {"special",
                   {"With sensitive data", "Avec données sensibles"},
                   CellKind::number,
                   {},
                   false,
                   false,
                   true},
                  {"findings", kFindings, CellKind::number},
                  {"risk", {"Risk", "Risque"}, CellKind::number, {}, false, true},
                  {"categories", kCategories, CellKind::category, {}, true, false, true}}};
  for (const auto& [place, sum] : folders_)
    table.rows.push_back({{place, name(sum.severity), sum.holding, sum.special, sum.findings,
                           sum.risk, groups_.cell(sum.groups)},
                          sum.special > 0});
  by_number(table, 5, 4);
  return table;
}

Table Overview::news_table() const {
  Table table{
      .id = "new",
      .title = {"New since the run before", "Nouveau depuis l'analyse précédente"},
      .about = {"Folders with findings that the newest run brought or changed. After a first run "
                "that is everything.",
                "Dossiers dont la dernière analyse a apporté ou modifié des constats. Après une "
                "première analyse, c'est le cas de tous."},
      .none = {"The newest run brought nothing new.",
               "La dernière analyse n'a rien apporté de nouveau."},
      .columns = {
          {"folder", kFolder, CellKind::path},
          {"added", {"New or changed", "Nouveaux ou modifiés"}, CellKind::number, {}, false, true},
          {"findings", {"Findings in all", "Constats en tout"}, CellKind::number},
          {"severity", kSeverity, CellKind::severity},
          {"categories", kCategories, CellKind::category, {}, true}}};
  for (const auto& [place, sum] : folders_)
    if (sum.added > 0)
      table.rows.push_back(
          {{place, sum.added, sum.findings, name(sum.severity), groups_.cell(sum.groups)},
           sum.special > 0});
  by_number(table, 1, 2);
  return table;
}

Table Overview::reason_table() const {
  Table table{.id = "gaps",
              .title = {"What was not read", "Ce qui n'a pas été lu"},
              .about = {"Files and parts of files (members of archives, attachments) that were "
                        "skipped or read in part.",
                        "Fichiers et parties de fichiers (membres d'archives, pièces jointes) non "
                        "lus ou lus en partie."},
              .none = {"Everything was read.", "Tout a été lu."},
              .columns = {{"reason", {"Reason", "Motif"}, CellKind::reason},
                          {"items", kFiles, CellKind::number, {}, false, true},
                          {"parts", {"Parts", "Parties"}, CellKind::number},
                          {"bytes", {"Not read", "Volume non lu"}, CellKind::bytes}}};
  for (const auto& [reason, gap] : gaps_)
    table.rows.push_back({{name(reason), gap.items, gap.parts, gap.bytes}, false});
  by_number(table, 1, 2);
  return table;
}

Table Overview::gap_table() const {
  Table table{
      .id = "gap_folders",
      .title = {"Folders that were not read", "Dossiers non lus"},
      .about = {"Where the gaps are.", "Où se trouvent les lacunes de couverture."},
      .none = {"None.", "Aucun."},
      .columns = {
          {"folder", kFolder, CellKind::path},
          {"reason", {"Reason", "Motif"}, CellKind::reason},
          {"gaps", {"Files and parts", "Fichiers et parties"}, CellKind::number, {}, false, true}}};
  for (const auto& [reason, gap] : gaps_)
    for (const auto& [place, count] : gap.folders)
      table.rows.push_back({{place, name(reason), count}, false});
  by_number(table, 2, 2);
  return table;
}

Document Overview::document() const {
  std::uint64_t findings = 0;
  for (const auto& [group, sum] : categories_) findings += sum.findings;
  const auto number = [](std::string_view id, Both label, std::uint64_t value, bool alarm) {
    return Figure{id, label, {CellKind::number, value}, alarm && value > 0};
  };
  Document document{
      .id = "html",
      .title = {"Personal data: what was found, and how far we looked",
                "Données personnelles : ce qui a été trouvé, et jusqu'où l'on a cherché"}};
  document.figures = {
      number("items", {"files discovered", "fichiers découverts"}, whole_.items, false),
      {"read",
       {"fully read", "lus en entier"},
       {CellKind::percent, share(whole_.complete, whole_.items)}},
      {"bytes", {"of data read", "de données lues"}, {CellKind::bytes, whole_.bytes_done}},
      number("holding", {"files with personal data", "fichiers avec données personnelles"},
             whole_.holding, false),
      number("special",
             {"with sensitive data or offences", "avec données sensibles ou infractions"},
             whole_.special, true),
      number("restricted", {"labelled restricted", "classés confidentiel renforcé"},
             whole_.restricted, true),
      number("findings", {"findings", "constats"}, findings, false),
      number("added", {"new or changed", "nouveaux ou modifiés"}, whole_.added, false)};
  document.shares_title = {"Files by how far they were read",
                           "Fichiers selon l'étendue de la lecture"};
  document.shares = {{"complete", {"complete", "complets"}, whole_.complete},
                     {"partial", {"partial", "partiels"}, whole_.partial},
                     {"skipped", {"not read", "non lus"}, whole_.skipped}};
  document.notes = {
      {{"Findings are values of a form and context that speak for personal data, from the chosen "
        "confidence on; each is to be judged by "
        "somebody who knows the file. Severity is that of the category by volume, risk that of a "
        "file.",
        "Un constat est une valeur dont la forme et le contexte indiquent une donnée personnelle, "
        "à partir du niveau de certitude "
        "choisi ; il reste à apprécier par qui connaît le fichier. La gravité est celle de la "
        "catégorie selon le volume, le risque "
        "celui d'un fichier."}}};
  document.tables = {coverage_table(), category_table(), source_table(), folder_table(),
                     news_table(),     reason_table(),   gap_table()};
  return document;
}

}  // namespace braque::report
