#include "report/impact.hpp"

#include <algorithm>

#include "report/facts.hpp"

namespace braque::report {
namespace {

/// Recital 75 names "a large number of data subjects" and gives no figure; from here on the
/// question is asked.
constexpr std::uint64_t kMany = 1000;

constexpr auto kKindWords = std::to_array<Word>({
    {"staff", {"staff", "salariés"}},
    {"customers", {"customers", "clients"}},
    {"patients", {"patients", "patients"}},
    {"minors", {"minors", "mineurs"}},
});

constexpr auto kSignWords = std::to_array<Word>({
    {"special", {"sensitive data (Art. 9)", "données sensibles (art. 9)"}},
    {"offences", {"offences (Art. 10)", "infractions et condamnations (art. 10)"}},
    {"credentials",
     {"passwords and keys, with which more can be reached",
      "mots de passe et clés, qui ouvrent d'autres accès"}},
    {"financial", {"accounts or cards: fraud", "comptes ou cartes bancaires : fraude"}},
    {"identifiers",
     {"national identifiers or documents: identity theft",
      "identifiants nationaux ou pièces d'identité : usurpation d'identité"}},
    {"minors", {"minors", "mineurs"}},
    {"many", {"a thousand people or more", "mille personnes ou plus"}},
});

constexpr auto kStateWords = std::to_array<Word>({
    {"known", {"above", "ci-dessus"}},
    {"blank", {"[to be filled in]", "[à compléter]"}},
});

constexpr auto kPhaseWords = std::to_array<Word>({
    {"now", {"within 72 hours", "dans les 72 heures"}},
    {"later", {"in phases (33(4))", "échelonné (33, § 4)"}},
});

constexpr auto kFieldWords = std::to_array<Word>({
    {"nature", {"nature of the breach", "nature de la violation"}},
    {"people", {"categories and number of people", "catégories et nombre de personnes"}},
    {"records", {"categories and number of records", "catégories et nombre d'enregistrements"}},
    {"contact",
     {"data-protection officer or other contact",
      "délégué à la protection des données ou autre point de contact"}},
    {"consequences", {"likely consequences", "conséquences probables"}},
    {"measures", {"measures taken or proposed", "mesures prises ou envisagées"}},
    {"delay", {"reasons for a delay, after 72 hours", "motifs du retard, au-delà de 72 heures"}},
    {"facts", {"facts: when, how, which files", "faits : quand, comment, quels fichiers"}},
    {"effects", {"effects", "effets"}},
    {"remedies", {"remedial action", "mesures correctives"}},
    {"decision",
     {"told to the authority on, to the people on, or why not",
      "notifiée à l'autorité le, communiquée aux personnes le, ou pourquoi non"}},
});

Table category_table(const ImpactAnswer& answer) {
  Table table{.id = "categories",
              .title = {"Categories of data", "Catégories de données"},
              .none = {"No personal data was found.", "Aucune donnée personnelle n'a été trouvée."},
              .columns = {{"category", {"Category", "Catégorie"}, CellKind::category},
                          {"files", {"Files", "Fichiers"}, CellKind::number},
                          {"matches", {"Matches", "Occurrences"}, CellKind::number},
                          {"distinct", {"Different", "Distinctes"}, CellKind::number}}};
  for (const ImpactCategory& one : answer.categories)
    table.rows.push_back(
        {{one.group, one.files, one.matches, one.distinct}, is_special(one.group)});
  return table;
}

Table kind_table(const ImpactAnswer& answer) {
  Table table{.id = "people",
              .title = {"Categories of people", "Catégories de personnes"},
              .about = {"Where paths, headings, numbers or dates of birth show them; one person "
                        "may be in several.",
                        "Lorsque chemins, intitulés, numéros ou dates de naissance les font "
                        "apparaître ; une personne peut relever de "
                        "plusieurs."},
              .none = {"Nothing shows which people they are.",
                       "Rien n'indique de quelles personnes il s'agit."},
              .columns = {{"kind", {"People", "Personnes"}, CellKind::word, kKindWords},
                          {"files", {"Files", "Fichiers"}, CellKind::number},
                          {"lower", {"At least", "Au moins"}, CellKind::number},
                          {"upper", {"At most", "Au plus"}, CellKind::number}}};
  for (const ImpactKind& one : answer.kinds) {
    Row row{{name(one.kind), one.files, one.lower, Cell()}, one.kind == PeopleKind::minors};
    row.cells[3].number = one.upper;
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table gap_table(const ImpactAnswer& answer) {
  Table table{.id = "not_read",
              .title = {"Not read, or read in part", "Non lus, ou lus en partie"},
              .about = {"Counted apart: what they hold is not in the figures.",
                        "Comptés à part : leur contenu n'est pas dans les chiffres."},
              .none = {"Everything that the index knows of these files was read.",
                       "Tout ce que l'index connaît de ces fichiers a été lu."},
              .columns = {{"item", {"File", "Fichier"}, CellKind::path},
                          {"locator", {"Part", "Partie"}, CellKind::text},
                          {"reason", {"Reason", "Motif"}, CellKind::reason}}};
  for (const ImpactGap& gap : answer.gaps)
    table.rows.push_back({{gap.path, gap.locator, name(gap.outcome.reason)}});
  return table;
}

struct Field {
  std::string_view word, article, state, phase;
};

Table field_table(std::string_view id, Both title, Both about, std::span<const Field> fields) {
  Table table{.id = id,
              .title = title,
              .about = about,
              .none = {"Nothing.", "Rien."},
              .columns = {{"what", {"What", "Élément"}, CellKind::word, kFieldWords},
                          {"article", {"Article", "Article"}, CellKind::text},
                          {"state", {"Content", "Contenu"}, CellKind::word, kStateWords},
                          {"phase", {"When", "Quand"}, CellKind::word, kPhaseWords}}};
  for (const Field& field : fields)
    table.rows.push_back({{field.word, field.article, field.state, field.phase}});
  return table;
}

Table notification_table() {
  static constexpr auto kFields = std::to_array<Field>({
      {"nature", "33(3)(a)", "blank", "now"},
      {"people", "33(3)(a)", "known", "later"},
      {"records", "33(3)(a)", "known", "later"},
      {"contact", "33(3)(b)", "blank", "now"},
      {"consequences", "33(3)(c)", "blank", "later"},
      {"measures", "33(3)(d)", "blank", "later"},
      {"delay", "33(1)", "blank", "now"},
  });
  return field_table(
      "notification",
      {"Notification to the authority (Art. 33)",
       "Notification à l'autorité de contrôle (art. 33)"},
      {"What is not known within 72 hours is given in phases.",
       "Ce qui n'est pas connu dans les 72 heures est communiqué de manière échelonnée."},
      kFields);
}

Table register_table() {
  static constexpr auto kFields = std::to_array<Field>({
      {"facts", "33(5)", "blank", "now"},
      {"people", "33(5)", "known", "later"},
      {"effects", "33(5)", "blank", "later"},
      {"remedies", "33(5)", "blank", "later"},
      {"decision", "33, 34", "blank", "later"},
  });
  return field_table(
      "register",
      {"Entry in the register of breaches (Art. 33(5))",
       "Inscription au registre des violations (art. 33, § 5)"},
      {"Kept for every breach, notified or not.", "Tenu pour toute violation, notifiée ou non."},
      kFields);
}

Table sign_table(const ImpactAnswer& answer) {
  Table table{
      .id = "article34",
      .title = {"Must the people be told (Art. 34)?", "Faut-il informer les personnes (art. 34) ?"},
      .about = {"They must where the risk to them is likely to be high. What speaks for it here:",
                "Oui lorsque le risque pour elles est susceptible d'être élevé. Éléments qui vont "
                "en ce sens :"},
      .none = {"Nothing that the index shows.", "Rien que montre l'index."},
      .columns = {{"sign",
                   {"Sign of a high risk", "Indice d'un risque élevé"},
                   CellKind::word,
                   kSignWords}}};
  for (const RiskSign sign : risk_signs(answer)) table.rows.push_back({{name(sign)}, true});
  return table;
}

void add_notes(const ImpactAnswer& answer, Document& document) {
  document.notes.push_back(
      {{"People and records are estimated: people by the kind of value that there is most of in "
        "each part, less those whom "
        "another part had; records are rows of tables and lines of texts. Of sets of files with "
        "known contents 19 of 20 "
        "were within the bounds.",
        "Personnes et enregistrements sont estimés : les personnes d'après le type de valeur le "
        "plus nombreux de chaque "
        "partie, moins celles déjà vues ailleurs ; les enregistrements sont les lignes des tables "
        "et des textes. Pour des "
        "ensembles de contenu connu, 19 sur 20 étaient dans les bornes."}});
  if (answer.partial + answer.skipped > 0 || !answer.missing.empty())
    document.notes.push_back({{"Not everything was read: there may be more.",
                               "Tout n'a pas été lu : il peut y en avoir davantage."}});
  if (answer.as_of_ms)
    document.notes.push_back({{"As the index knew them on {}; values that people are told apart by "
                               "are those of today's entries.",
                               "Selon l'index au {} ; les valeurs qui distinguent les personnes "
                               "sont celles des entrées actuelles."},
                              {{CellKind::date, day(*answer.as_of_ms)}}});
  for (const std::string& line : answer.missing)
    document.notes.push_back(
        {{"Not in the index: {}", "Absent de l'index : {}"}, {{CellKind::path, line}}});
  if (answer.aware_ms)
    document.notes.push_back({{"Known since {}: to be notified within 72 hours, by {} at the same "
                               "hour (Art. 33(1)); later only with the "
                               "reasons for the delay.",
                               "Connue depuis le {} : à notifier dans les 72 heures, soit le {} à "
                               "la même heure (art. 33, § 1) ; au-delà, "
                               "avec les motifs du retard."},
                              {{CellKind::date, day(*answer.aware_ms)},
                               {CellKind::date, day(*answer.aware_ms + kNotifyMs)}}});
  document.notes.push_back(
      {{"They need not be told when the data were unintelligible (encrypted), when measures make "
        "the high risk unlikely, or "
        "when it would take disproportionate effort: then by public communication (Art. 34(3)). "
        "Decision and reasons: [...]",
        "L'information n'est pas nécessaire si les données étaient incompréhensibles (chiffrées), "
        "si des mesures rendent le "
        "risque élevé improbable, ou si elle exige des efforts disproportionnés : communication "
        "publique alors (art. 34, "
        "§ 3). Décision et motifs : [...]"}});
}

bool any_of_group(const ImpactAnswer& answer, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(
      answer.categories.begin(), answer.categories.end(), [&](const ImpactCategory& one) {
        return std::any_of(beginnings.begin(), beginnings.end(),
                           [&](std::string_view word) { return one.group.starts_with(word); });
      });
}

}  // namespace

std::string_view name(RiskSign sign) noexcept {
  return kSignWords[static_cast<std::size_t>(sign)].id;
}
std::string_view name(PeopleKind kind) noexcept {
  return kKindWords[static_cast<std::size_t>(kind)].id;
}

std::vector<RiskSign> risk_signs(const ImpactAnswer& answer) {
  std::vector<RiskSign> signs;
  const auto add = [&](bool holds, RiskSign sign) {
    if (holds) signs.push_back(sign);
  };
  add(any_of_group(answer, {"art9."}), RiskSign::special);
  add(any_of_group(answer, {"art10."}), RiskSign::offences);
  add(any_of_group(answer, {"credential"}), RiskSign::credentials);
  add(any_of_group(answer, {"financial"}), RiskSign::financial);
  add(any_of_group(answer, {"national_id", "social_security", "document"}), RiskSign::identifiers);
  add(std::any_of(answer.kinds.begin(), answer.kinds.end(),
                  [](const ImpactKind& one) { return one.kind == PeopleKind::minors; }),
      RiskSign::minors);
  add(answer.people.upper >= kMany, RiskSign::many);
  return signs;
}

Document impact_document(const ImpactAnswer& answer) {
  Document document{.id = "impact",
                    .title = {"Breach: what the files held",
                              "Violation de données : ce que contenaient les fichiers"}};
  const auto figure = [&](std::string_view id, Both label, CellKind kind, std::uint64_t number,
                          bool alarm = false) {
    document.figures.push_back({id, label, {kind, number}, alarm});
  };
  figure("files", {"Files", "Fichiers"}, CellKind::number, answer.items);
  figure("bytes", {"Size", "Volume"}, CellKind::bytes, answer.bytes);
  figure("partial", {"Read in part", "Lus en partie"}, CellKind::number, answer.partial,
         answer.partial > 0);
  figure("skipped", {"Not read", "Non lus"}, CellKind::number, answer.skipped, answer.skipped > 0);
  figure("people_lower", {"People concerned, at least", "Personnes concernées, au moins"},
         CellKind::number, answer.people.lower);
  figure("people_upper", {"People concerned, at most", "Personnes concernées, au plus"},
         CellKind::number, answer.people.upper);
  figure("records_lower", {"Records, at least", "Enregistrements, au moins"}, CellKind::number,
         answer.records.lower);
  figure("records_upper", {"Records, at most", "Enregistrements, au plus"}, CellKind::number,
         answer.records.upper);
  document.tables = {category_table(answer), kind_table(answer), gap_table(answer),
                     notification_table(),   register_table(),   sign_table(answer)};
  add_notes(answer, document);
  return document;
}

}  // namespace braque::report
