#include "report/trend.hpp"

#include <array>

#include "report/facts.hpp"

namespace braque::report {
namespace {

constexpr auto kStatuses = std::to_array<Word>({{"running", {"running", "en cours"}},
                                                {"completed", {"completed", "terminée"}},
                                                {"unreachable", {"unreachable", "injoignable"}},
                                                {"stopped", {"stopped", "arrêtée"}},
                                                {"crashed", {"crashed", "interrompue"}}});
constexpr auto kMarks = std::to_array<Word>({{"first", {"first run", "première analyse"}},
                                             {"rules", {"rules changed", "règles modifiées"}},
                                             {"readers", {"readers changed", "lecteurs modifiés"}},
                                             {"key", {"new key", "nouvelle clé"}}});

}  // namespace

void Trend::add(std::int64_t first_run, std::int64_t changed_run,
                std::optional<std::int64_t> gone_run) {
  ++changes_[first_run].added;
  if (changed_run != first_run && changed_run != 0) ++changes_[changed_run].changed;
  if (gone_run) ++changes_[*gone_run].gone;
}

Cell Trend::marks(std::size_t run) const {
  Cell cell;
  const RunFacts& now = runs_[run];
  for (std::size_t i = run + 1; i < runs_.size(); ++i) {
    const RunFacts& before = runs_[i];
    if (before.targets != now.targets) continue;
    if (before.rules != now.rules) cell.add("rules");
    if (before.readers != now.readers) cell.add("readers");
    if (before.key != now.key) cell.add("key");
    return cell;
  }
  return cell.add("first");
}

Document Trend::document() const {
  Table table{
      .id = "runs",
      .title = {"Runs", "Analyses"},
      .about = {"The newest first. A change of rules or readers finds what was there before: "
                "compare across it with care.",
                "De la plus récente à la plus ancienne. Un changement de règles ou de lecteurs "
                "fait apparaître ce qui existait déjà : "
                "comparer avec prudence."},
      .none = {"There is no run.", "Aucune analyse."},
      .columns = {
          {"run", {"Run", "Analyse"}, CellKind::number},
          {"date", {"Date", "Date"}, CellKind::date},
          {"status", {"Status", "État"}, CellKind::word, kStatuses},
          {"marks", {"Changes of method", "Changements de méthode"}, CellKind::word, kMarks, true},
          {"items", {"Files", "Fichiers"}, CellKind::number},
          {"read", {"Fully read", "Lus en entier"}, CellKind::percent},
          {"findings", {"Findings", "Constats"}, CellKind::number},
          {"new", {"New", "Nouveaux"}, CellKind::number, {}, false, true},
          {"changed", {"Changed", "Modifiés"}, CellKind::number},
          {"gone", {"Gone", "Disparus"}, CellKind::number}}};
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const RunFacts& run = runs_[i];
    const auto change = changes_.find(run.id);
    const Change sums = change == changes_.end() ? Change{} : change->second;
    Cell read;
    if (run.items != 0) read = Cell(run.complete * 10'000 / run.items);
    table.rows.push_back(
        {{static_cast<std::uint64_t>(run.id), day(run.started_ms), run.status, marks(i), run.items,
          read, run.findings, sums.added, sums.changed, sums.gone},
         false});
  }
  Document document{.id = "trend",
                    .title = {"Trend from run to run", "Évolution d'une analyse à l'autre"}};
  document.notes = {
      {{"New, changed and gone findings are counted as the index knows them now: a finding that "
        "changed twice counts in its last run, "
        "and what was purged does not count.",
        "Les constats nouveaux, modifiés et disparus sont comptés d'après l'état actuel de l'index "
        ": un constat modifié deux fois "
        "compte dans la dernière analyse, et ce qui a été purgé ne compte plus."}}};
  document.tables = {std::move(table)};
  return document;
}

}  // namespace braque::report
