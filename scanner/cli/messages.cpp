#include "cli/messages.hpp"

#include <array>

namespace braque::cli {
namespace {

struct Both {
  std::string_view english, french;
  std::string_view in(Language language) const noexcept {
    return language == Language::french ? french : english;
  }
};

struct Row {
  Message message;
  Both both;
};

constexpr auto kMessages = std::to_array<Row>({
    {Message::scanned_title, {"Scanned {} in {}", "Analyse de {} terminée en {}"}},
    {Message::stopped_title,
     {"Stopped before the end: {} after {}", "Analyse interrompue avant la fin : {} après {}"}},
    {Message::coverage, {"Coverage", "Couverture"}},
    {Message::items, {"Files", "Fichiers"}},
    {Message::parts, {"Inside archives", "Dans les archives"}},
    {Message::data, {"Data", "Données"}},
    {Message::items_line,
     {"{} found: {} complete, {} partial, {} skipped",
      "{} trouvés (complets {}, partiels {}, non lus {})"}},
    {Message::parts_line,
     {"{} complete, {} partial, {} skipped", "complets {}, partiels {}, non lus {}"}},
    {Message::data_line, {"{} read of {}, {}/s", "{} lus sur {}, {}/s"}},
    {Message::suppressed_line,
     {"{} findings and {} matches suppressed", "{} constats et {} occurrences mis en exception"}},
    {Message::unchanged_line,
     {"{} unchanged since an earlier run", "{} inchangés depuis une analyse précédente"}},
    {Message::same_content_line,
     {"{} touched, with the same content", "{} retouchés, au contenu identique"}},
    {Message::private_scanned,
     {"{} in private folders, read like all others",
      "{} dans des dossiers privés, lus comme les autres"}},
    {Message::private_totals,
     {"{} in private folders: totals only", "{} dans des dossiers privés : totaux seulement"}},
    {Message::private_skipped,
     {"{} in private folders: not opened", "{} dans des dossiers privés : non ouverts"}},
    {Message::labels, {"Labels", "Niveaux"}},
    {Message::found, {"Found", "Constats"}},
    {Message::nothing_found,
     {"Nothing was found in what was read.", "Rien n'a été trouvé dans ce qui a été lu."}},
    {Message::nothing_but_suppressed,
     {"Nothing but what is suppressed.", "Rien que des constats mis en exception."}},
    {Message::people_of_list,
     {"Of the list {}: {} of {} rows, in {} files",
      "De la liste {} : {} lignes sur {}, dans {} fichiers"}},
    {Message::files, {"files", "fichiers"}},
    {Message::findings, {"findings", "constats"}},
    {Message::matches, {"matches", "occurrences"}},
    {Message::total, {"Total", "Total"}},
    {Message::severity, {"severity", "gravité"}},
    {Message::column_low, {"low", "faible"}},
    {Message::column_medium, {"medium", "moyenne"}},
    {Message::column_high, {"high", "forte"}},
    {Message::worst_folders, {"Worst folders", "Dossiers les plus exposés"}},
    {Message::not_read, {"Not fully read", "Lacunes de couverture"}},
    {Message::mostly_in, {"most in {}", "surtout dans {}"}},
    {Message::all_in, {"in {}", "dans {}"}},
    {Message::gaps_none, {"Everything found was read.", "Tout ce qui a été trouvé a été lu."}},
    {Message::each_finding, {"Where", "Où"}},
    {Message::line_number, {"line {}", "ligne {}"}},
    {Message::next, {"Next", "Ensuite"}},
    {Message::next_rule, {"where {} was found", "où se trouve : {}"}},
    {Message::next_issues, {"what was not read, one by one", "chaque lacune de couverture"}},
    {Message::next_listing,
     {"every finding with its place, one a line", "chaque constat avec son emplacement"}},
    {Message::progress, {"{} files, {}, {}/s, {} findings", "{} fichiers, {}, {}/s, {} constats"}},
    {Message::progress_eta, {", about {} left", ", reste environ {}"}},
    {Message::would_read, {"would read {} files, {}", "{} fichiers seraient lus, {}"}},
    {Message::suppression_made,
     {"suppression {}: {} findings until {}", "exception {} : {} constats jusqu'au {}"}},
    {Message::suppression_of, {"{} findings", "{} constats"}},
    {Message::state_in_force, {"in force", "en vigueur"}},
    {Message::state_expired, {"expired", "expirée"}},
    {Message::state_ended, {"ended by {}", "levée par {}"}},
    {Message::until_date, {"until {}", "jusqu'au {}"}},
    {Message::baseline_made,
     {"{}: {} findings that later runs may pass over",
      "{} : {} constats que les analyses suivantes peuvent taire"}},
    {Message::baseline_says, {"{} findings, key {}", "{} constats, clé {}"}},
    {Message::audit_good, {"{} records, none changed", "{} enregistrements, aucun modifié"}},
    {Message::audit_broken,
     {"record {} was changed, or one before it is missing: nothing from there on can be relied on",
      "l'enregistrement {} a été modifié, ou un précédent manque : rien n'est fiable à partir de "
      "là"}},
    {Message::purged,
     {"forgotten: {} items, {} findings, {} runs",
      "oubliés : {} éléments, {} constats, {} analyses"}},
    {Message::key_rotated,
     {"new fingerprint key {}: the next scan reads everything again; baselines and lists of scan "
      "--edm must "
      "be made anew",
      "nouvelle clé d'empreintes {} : la prochaine analyse relira tout ; les références et les "
      "listes de "
      "scan --edm sont à refaire"}},
    {Message::explain_what, {"What it is", "De quoi il s'agit"}},
    {Message::explain_law, {"The law", "Le droit applicable"}},
    {Message::explain_stake, {"What is at stake", "Les risques"}},
    {Message::explain_action, {"What to do", "Que faire"}},
    {Message::explain_source, {"Source", "Source"}},
    {Message::subject_prompt,
     {"one value a line, such as `email: ...`, `phone: ...`, `name: ...`, `born: ...`; an empty "
      "line ends",
      "une valeur par ligne, par exemple `courriel : ...`, `téléphone : ...`, `nom : ...`, `né le "
      ": ...` ; une ligne vide "
      "termine"}},
    {Message::subject_found, {"{} places in {} files.", "{} emplacements dans {} fichiers."}},
    {Message::subject_none, {"Nothing was found.", "Rien n'a été trouvé."}},
    {Message::subject_limits,
     {"This is what the index of {} knows; {} files and parts were not fully read. It is no proof "
      "that there is "
      "nothing elsewhere. Other people's data may stand in the same places (Art. 15(4) GDPR).",
      "C'est ce que sait l'index du {} ; {} fichiers et parties n'ont pas été lus en entier. Ce "
      "n'est pas une preuve "
      "d'absence ailleurs. Des données d'autres personnes peuvent s'y trouver (art. 15, § 4 du "
      "RGPD)."}},
    {Message::subject_due,
     {"Right of {} (Art. {} GDPR), received {}: answer by {}; by {} when the extension of Art. "
      "12(3) is needed, and its "
      "reasons are given within the first month.",
      "Droit de la personne : {} (art. {} du RGPD), demande reçue le {} : répondre au plus tard le "
      "{} ; le {} en cas de "
      "prolongation (art. 12, § 3), motivée dans le premier mois."}},
    {Message::subject_letter, {"Frame of the answer", "Trame de réponse"}},
    {Message::subject_still_there, {"still there", "toujours présent"}},
    {Message::subject_gone, {"no longer there", "disparu"}},
    {Message::subject_not_read, {"could not be read", "n'a pas pu être lu"}},
    {Message::subject_recipients,
     {"Recipients to notify (Art. 19), unless that is impossible or takes disproportionate effort; "
      "the person is told who they "
      "are when asking. For each source, everyone to whom its data were disclosed:",
      "Destinataires à notifier (art. 19), sauf impossibilité ou effort disproportionné ; la "
      "personne en est informée si elle le "
      "demande. Pour chaque source, tous ceux à qui ses données ont été communiquées :"}},
    {Message::subject_recipient,
     {"{}: {} places, {} of them in messages, whose addressees have them. Recipients: [...]",
      "{} : {} emplacements, dont {} dans des messages, que leurs destinataires détiennent. "
      "Destinataires : [...]"}},
    {Message::impact_made, {"As the index of {} knows the files.", "D'après l'index du {}."}},
    {Message::report_made,
     {"From the index of {} (run {}).", "D'après l'index du {} (analyse {})."}},
});

// The table is in the order of the enumeration, so that a look-up is an index.
constexpr bool in_order() {
  for (std::size_t i = 0; i < kMessages.size(); ++i)
    if (kMessages[i].message != static_cast<Message>(i)) return false;
  return kMessages.size() == static_cast<std::size_t>(kMessageCount);
}
static_assert(in_order(),
              "every message stands in the table once, in the order of the enumeration");

constexpr std::array<Both, 4> kConfidences{
    {{"none", "aucune"}, {"low", "faible"}, {"medium", "moyenne"}, {"high", "forte"}}};

constexpr std::array<Both, 5> kSeverities{{{"info", "information"},
                                           {"low", "faible"},
                                           {"medium", "moyenne"},
                                           {"high", "élevée"},
                                           {"critical", "critique"}}};

constexpr std::array<Both, kReasonCount> kReasons{{
    {"", ""},
    {"permission denied", "accès refusé"},
    {"read error", "erreur de lecture"},
    {"mount does not answer", "montage sans réponse"},
    {"took too long", "délai dépassé"},
    {"reader crashed", "arrêt anormal du lecteur"},
    {"reader broke its rules", "violation du bac à sable"},
    {"limit of unpacked bytes", "limite d'octets décompressés"},
    {"limit of unpacking ratio", "limite du taux de décompression"},
    {"limit of nesting", "limite d'imbrication"},
    {"limit of entries", "limite du nombre d'entrées"},
    {"limit of memory", "limite de mémoire"},
    {"limit of time", "limite de temps"},
    {"damaged", "endommagé"},
    {"encrypted", "chiffré"},
    {"format not supported", "format non pris en charge"},
    {"image: text recognition needed", "image : reconnaissance de texte nécessaire"},
    {"changed while read", "modifié pendant la lecture"},
    {"vanished", "disparu"},
    {"data kept off-line", "données hors ligne"},
    {"no regular file", "fichier spécial"},
    {"symbolic link", "lien symbolique"},
    {"on another mount", "sur un autre montage"},
    {"excluded", "exclu"},
    {"marked as private", "marqué comme privé"},
}};

struct Category {
  std::string_view id;
  Both both;
};

constexpr auto kCategories = std::to_array<Category>({
    {"art9", {"Sensitive data (Art. 9)", "Données sensibles (art. 9)"}},
    {"art10", {"Offences (Art. 10)", "Infractions et condamnations (art. 10)"}},
    {"art9.belief",
     {"Religion or belief (Art. 9)", "Convictions religieuses ou philosophiques (art. 9)"}},
    {"art9.biometric", {"Biometric data (Art. 9)", "Données biométriques (art. 9)"}},
    {"art9.ethnic", {"Ethnic origin (Art. 9)", "Origine raciale ou ethnique (art. 9)"}},
    {"art9.genetic", {"Genetic data (Art. 9)", "Données génétiques (art. 9)"}},
    {"art9.health", {"Health of people (Art. 9)", "Santé des personnes (art. 9)"}},
    {"art9.politics", {"Political opinions (Art. 9)", "Opinions politiques (art. 9)"}},
    {"art9.sex", {"Sex life or orientation (Art. 9)", "Vie ou orientation sexuelle (art. 9)"}},
    {"art9.union", {"Union membership (Art. 9)", "Appartenance syndicale (art. 9)"}},
    {"art10.criminal", {"Offences (Art. 10)", "Infractions et condamnations (art. 10)"}},
    {"comment", {"Excessive comments", "Commentaires à vérifier (art. 5-1-c)"}},
    {"note", {"Excessive comments", "Commentaires à vérifier (art. 5-1-c)"}},
    {"company", {"Companies", "Entreprises"}},
    {"contact", {"Contact details", "Coordonnées"}},
    {"credential", {"Passwords and keys", "Mots de passe et clés"}},
    {"demographic", {"People", "État civil"}},
    {"device", {"Devices and networks", "Appareils et réseaux"}},
    {"document", {"Identity documents", "Pièces d'identité"}},
    {"exact_match", {"People of a list", "Personnes d'une liste"}},
    {"financial", {"Bank and cards", "Banque et cartes"}},
    {"health", {"Health", "Santé"}},
    {"location", {"Addresses", "Adresses"}},
    {"national_id", {"National identifiers", "Identifiants nationaux"}},
    {"personal_number", {"Other personal numbers", "Autres numéros personnels"}},
    {"social_security", {"Social security", "Sécurité sociale"}},
    {"tax_id", {"Tax identifiers", "Identifiants fiscaux"}},
    {"vehicle", {"Vehicles", "Véhicules"}},
});

}  // namespace

Language choose_language(std::string_view option, const char* lc_all, const char* lc_messages,
                         const char* lang) {
  if (option == "fr") return Language::french;
  if (option == "en") return Language::english;
  // POSIX: the first of these that is set and not empty decides.
  for (const char* variable : {lc_all, lc_messages, lang})
    if (variable != nullptr && *variable != 0)
      return std::string_view(variable).starts_with("fr") ? Language::french : Language::english;
  return Language::english;
}

std::string_view text(Message message, Language language) noexcept {
  return kMessages[static_cast<std::size_t>(message)].both.in(language);
}

std::string_view confidence_text(Confidence confidence, Language language) noexcept {
  return kConfidences[static_cast<std::size_t>(confidence)].in(language);
}

std::string_view label_text(std::string_view label, Language language) noexcept {
  struct Row {
    std::string_view label, french;
  };
  constexpr std::array<Row, 4> kLabels = {{{"public", "public"},
                                           {"internal", "interne"},
                                           {"confidential", "confidentiel"},
                                           {"restricted", "confidentiel renforcé"}}};
  for (const Row& row : kLabels)
    if (row.label == label) return language == Language::french ? row.french : row.label;
  return label;
}

std::string_view severity_text(Severity severity, Language language) noexcept {
  return kSeverities[static_cast<std::size_t>(severity)].in(language);
}

std::string_view reason_text(Reason reason, Language language) noexcept {
  return kReasons[static_cast<std::size_t>(reason)].in(language);
}

std::span<const std::string_view> category_ids() noexcept {
  static constexpr auto kIds = [] {
    std::array<std::string_view, kCategories.size()> ids{};
    for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = kCategories[i].id;
    return ids;
  }();
  return kIds;
}

std::string category_text(std::string_view category, Language language) {
  for (const Category& known : kCategories)
    if (known.id == category) return std::string(known.both.in(language));
  return std::string(category);
}

}  // namespace braque::cli
