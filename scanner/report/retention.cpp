#include "report/retention.hpp"

#include <algorithm>
#include <array>

#include "report/path_words.hpp"

namespace braque::report {
namespace {

constexpr auto kStages = std::to_array<Word>({
    {"active", {"active", "base active"}},
    {"archive", {"move to the intermediate archive", "archivage intermédiaire"}},
    {"erase", {"erase", "suppression"}},
    {"keep", {"permanent archive", "archivage définitif"}},
    {"held", {"on legal hold", "conservation suspendue (contentieux)"}},
    {"unknown", {"no date", "sans date"}},
});
constexpr auto kDatedBy = std::to_array<Word>({
    {"declared", {"the table", "la table"}},
    {"name", {"the file's name", "le nom du fichier"}},
    {"modified", {"its last change", "sa dernière modification"}},
});
constexpr Both kProcessing{"Processing", "Traitement"},
    kSource{"Source of the period", "Fondement de la durée"};

std::string_view id_of(Stage stage) { return kStages[static_cast<std::size_t>(stage)].id; }
std::string_view id_of(Trigger trigger) {
  return trigger_words()[static_cast<std::size_t>(trigger)].id;
}

void note_oldest(std::int64_t& oldest, std::int64_t day) {
  if (day != 0 && (oldest == 0 || day < oldest)) oldest = day;
}

/// What people should see first.
int urgency(Stage stage) {
  constexpr std::array<int, 6> kOrder{5, 2, 0, 1, 3, 4};
  return kOrder[static_cast<std::size_t>(stage)];
}

bool any_matches(const std::vector<std::string>& patterns, std::string_view text,
                 Retention::Matches matches) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches(pattern, text); });
}

}  // namespace

Standing standing_of(const RetentionRule& rule, std::string_view path, std::int64_t modified_ms,
                     std::int64_t today_ms) {
  Standing standing;
  if (rule.since_ms != 0) {
    standing.dated_by = "declared";
    standing.since_ms = rule.since_ms;
  } else if (const auto named =
                 rule.trigger == Trigger::modified ? std::nullopt : date_in_path(path)) {
    standing.dated_by = "name";
    standing.since_ms = *named;
  } else if (modified_ms != 0) {
    standing.dated_by = "modified";
    standing.since_ms = modified_ms;
  }
  if (rule.trigger == Trigger::year_end && standing.since_ms != 0)
    standing.since_ms =
        day_ms(day(standing.since_ms).substr(0, 4) + "-12-31").value_or(standing.since_ms);
  if (standing.since_ms == 0) return standing;
  const std::int64_t archived = after(standing.since_ms, rule.active),
                     over = after(archived, rule.archive);
  standing.stage = Stage::active;
  standing.reached_ms = standing.since_ms;
  if (today_ms >= over) {
    standing.stage = rule.keep_for_good ? Stage::keep : Stage::erase;
    standing.reached_ms = over;
  } else if (today_ms >= archived && !rule.archive.empty()) {
    standing.stage = Stage::archive;
    standing.reached_ms = archived;
  }
  if (!rule.hold.empty() && standing.stage != Stage::active) standing.stage = Stage::held;
  return standing;
}

Retention::Retention(std::vector<RetentionRule> rules, const Groups& groups, std::int64_t today_ms,
                     Matches matches)
    : rules_(std::move(rules)),
      groups_(groups),
      today_ms_(today_ms),
      matches_(matches),
      sums_(rules_.size()) {
  for (const RetentionRule& rule : rules_) {
    auto& words = words_.emplace_back();
    for (const std::string& word : rule.words) words.push_back(path_words(word));
  }
}

const RetentionRule* Retention::rule_of(const ItemFacts& item) const {
  const std::string words = path_words(item.path);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const RetentionRule& rule = rules_[i];
    if (!rule.targets.empty() && !any_matches(rule.targets, item.target, matches_)) continue;
    const bool anywhere = rule.paths.empty() && words_[i].empty();
    const bool named =
        std::any_of(words_[i].begin(), words_[i].end(),
                    [&](const std::string& word) { return words.find(word) != std::string::npos; });
    if (anywhere || named || any_matches(rule.paths, item.path, matches_)) return &rule;
  }
  return nullptr;
}

void Retention::add(const ItemFacts& item) {
  if (item.found.findings == 0) return;
  const RetentionRule* rule = rule_of(item);
  if (rule == nullptr) {
    const std::string_view place = folder(item.path);
    auto known = unmapped_.find(place);
    if (known == unmapped_.end()) known = unmapped_.emplace(place, Unmapped{}).first;
    Unmapped& sum = known->second;
    ++sum.items;
    sum.findings += item.found.findings;
    sum.special = sum.special || item.found.special;
    return note_oldest(sum.oldest_ms, item.modified_ms);
  }
  const auto number = static_cast<std::size_t>(rule - rules_.data());
  const Standing standing = standing_of(*rule, item.path, item.modified_ms, today_ms_);
  Sum& sum = sums_[number];
  ++sum.items;
  ++sum.stages[static_cast<std::size_t>(standing.stage)];
  note_oldest(sum.oldest_ms, standing.since_ms);
  if (standing.stage != Stage::active)
    candidates_.push_back({item.path, item.target, item.owner, number, standing, item.found});
}

Table Retention::candidate_table() const {
  Table table{
      .id = "candidates",
      .title = {"Candidates", "Candidats"},
      .about = {"Files that are over a stage, the longest first. A day in the name, or the last "
                "change, stands for the event that the period "
                "runs from: check before acting.",
                "Fichiers ayant dépassé une étape, des plus anciens aux plus récents. Une date "
                "dans le nom, ou la dernière "
                "modification, tient lieu d'événement déclencheur : vérifier avant d'agir."},
      .none = {"No file with personal data is over its period.",
               "Aucun fichier contenant des données personnelles n'a dépassé sa durée."},
      .columns = {
          {"item", {"File", "Fichier"}, CellKind::path},
          {"processing", kProcessing, CellKind::word, processing_words()},
          {"stage", {"Stage reached", "Étape atteinte"}, CellKind::word, kStages},
          {"reached", {"Since", "Depuis le"}, CellKind::date},
          {"counted_from",
           {"Counted from", "Point de départ"},
           CellKind::date,
           {},
           false,
           false,
           true},
          {"dated_by", {"Dated by", "Daté par"}, CellKind::word, kDatedBy, false, false, true},
          {"trigger",
           {"Trigger", "Événement déclencheur"},
           CellKind::word,
           trigger_words(),
           false,
           false,
           true},
          {"findings", {"Findings", "Constats"}, CellKind::number},
          {"severity", {"Severity", "Gravité"}, CellKind::severity, {}, false, false, true},
          {"owner", {"Owner", "Propriétaire"}, CellKind::text, {}, false, false, true},
          {"target", {"Source", "Source"}, CellKind::text, {}, false, false, true},
          {"categories", {"Categories", "Catégories"}, CellKind::category, {}, true, false, true},
          {"hold", {"Hold", "Motif de suspension"}, CellKind::text, {}, false, false, true}}};
  std::vector<const Candidate*> order;
  for (const Candidate& one : candidates_) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(), [](const Candidate* a, const Candidate* b) {
    return std::pair(urgency(a->standing.stage), a->standing.reached_ms) <
           std::pair(urgency(b->standing.stage), b->standing.reached_ms);
  });
  for (const Candidate* one : order) {
    const RetentionRule& rule = rules_[one->rule];
    table.rows.push_back(
        {{one->path, rule.processing, id_of(one->standing.stage), day(one->standing.reached_ms),
          day(one->standing.since_ms), one->standing.dated_by, id_of(rule.trigger),
          one->found.findings, name(one->found.severity), one->owner, one->target,
          groups_.cell(one->found.groups), rule.hold},
         one->found.special && one->standing.stage == Stage::erase});
  }
  return table;
}

Table Retention::processing_table() const {
  Table table{.id = "processings",
              .title = {"By processing", "Par traitement"},
              .about = {"Files with personal data, by the stage that they have reached.",
                        "Fichiers contenant des données personnelles, selon l'étape atteinte."},
              .none = {"No processing of the table was met.",
                       "Aucun traitement de la table n'a été rencontré."},
              .columns = {{"processing", kProcessing, CellKind::word, processing_words()},
                          {"items", {"Files", "Fichiers"}, CellKind::number, {}, false, true},
                          {"active", {"Active", "Base active"}, CellKind::number},
                          {"archive", {"To archive", "À archiver"}, CellKind::number},
                          {"over", {"Over", "Échus"}, CellKind::number},
                          {"held", {"On hold", "Suspendus"}, CellKind::number},
                          {"oldest", {"Oldest", "Plus ancien"}, CellKind::date},
                          {"active_period",
                           {"Period: active", "Durée : base active"},
                           CellKind::period,
                           {},
                           false,
                           false,
                           true},
                          {"archive_period",
                           {"Period: archive", "Durée : archivage"},
                           CellKind::period,
                           {},
                           false,
                           false,
                           true},
                          {"basis",
                           {"Legal basis", "Base légale"},
                           CellKind::word,
                           basis_words(),
                           false,
                           false,
                           true},
                          {"source", kSource, CellKind::text, {}, false, false, true}}};
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Sum& sum = sums_[i];
    if (sum.items == 0) continue;
    const auto count = [&](Stage stage) { return sum.stages[static_cast<std::size_t>(stage)]; };
    const RetentionRule& rule = rules_[i];
    table.rows.push_back(
        {{rule.processing, sum.items, count(Stage::active), count(Stage::archive),
          count(Stage::erase) + count(Stage::keep), count(Stage::held), day(sum.oldest_ms),
          iso_text(rule.active), iso_text(rule.archive), rule.basis, rule.source},
         count(Stage::erase) > 0});
  }
  return table;
}

Table Retention::unmapped_table() const {
  Table table{
      .id = "unmapped",
      .title = {"Without a processing", "Sans traitement associé"},
      .about = {"Folders with personal data that no row of the table names: add a row, or ask why "
                "they are there.",
                "Dossiers contenant des données personnelles qu'aucune ligne de la table ne "
                "désigne : ajouter une ligne, ou demander "
                "pourquoi ils existent."},
      .none =
          {"Every file with personal data belongs to a processing of the table.",
           "Tout fichier contenant des données personnelles relève d'un traitement de la table."},
      .columns = {{"folder", {"Folder", "Dossier"}, CellKind::path},
                  {"items", {"Files", "Fichiers"}, CellKind::number, {}, false, true},
                  {"findings", {"Findings", "Constats"}, CellKind::number},
                  {"oldest", {"Oldest", "Plus ancien"}, CellKind::date}}};
  for (const auto& [place, sum] : unmapped_)
    table.rows.push_back({{place, sum.items, sum.findings, day(sum.oldest_ms)}, sum.special});
  std::stable_sort(table.rows.begin(), table.rows.end(), [](const Row& a, const Row& b) {
    return a.cells[2].number > b.cells[2].number;
  });
  return table;
}

Document Retention::document() const {
  std::uint64_t stages[6] = {}, mapped = 0, unmapped = 0;
  for (const Sum& sum : sums_) {
    mapped += sum.items;
    for (std::size_t i = 0; i < 6; ++i) stages[i] += sum.stages[i];
  }
  for (const auto& [place, sum] : unmapped_) unmapped += sum.items;
  const auto count = [&](Stage stage) { return stages[static_cast<std::size_t>(stage)]; };
  const auto figure = [](std::string_view id, Both label, std::uint64_t number, bool alarm) {
    return Figure{id, label, {CellKind::number, number}, alarm && number > 0};
  };
  Document document{
      .id = "retention",
      .title = {"Retention: what is over its period", "Durées de conservation : ce qui est échu"}};
  document.figures = {
      figure("over",
             {"to be erased or archived for good", "à supprimer ou archiver définitivement"},
             count(Stage::erase) + count(Stage::keep), true),
      figure("archive", {"for the intermediate archive", "à passer en archivage intermédiaire"},
             count(Stage::archive), false),
      figure("held", {"on legal hold", "suspendus (contentieux)"}, count(Stage::held), false),
      figure("active", {"active", "en base active"}, count(Stage::active), false),
      figure("mapped", {"files of known processings", "fichiers rattachés à un traitement"}, mapped,
             false),
      figure("unmapped", {"files without a processing", "fichiers sans traitement associé"},
             unmapped, true)};
  document.notes = {{{"Candidates as of {}. The periods are those of the table in use; they are a "
                      "proposal, the controller decides. Other duties, "
                      "claims and a lawsuit may prolong them; data that are not needed must go "
                      "earlier (Art. 5(1)(e) GDPR).",
                      "Candidats au {}. Les durées sont celles de la table utilisée : une "
                      "proposition, le responsable du traitement "
                      "décide. D'autres obligations, des prescriptions ou un contentieux peuvent "
                      "les allonger ; ce qui n'est plus nécessaire "
                      "doit disparaître plus tôt (art. 5, § 1, e du RGPD)."},
                     {{CellKind::date, day(today_ms_)}}}};
  document.tables = {candidate_table(), processing_table(), unmapped_table()};
  return document;
}

}  // namespace braque::report
