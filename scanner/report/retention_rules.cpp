// The built-in periods. Each names the text it is taken from; packaging/doc/legal-references.md
// lists them with what they say. They are proposals for the French private sector: the controller
// decides, and shorter or longer ones may be due.
#include "report/retention_rules.hpp"

#include <array>

namespace braque::report {
namespace {

constexpr Both kDuty{"legal duty (Art. 6(1)(c) GDPR)",
                     "obligation légale (art. 6, § 1, c du RGPD)"};
constexpr Both kContract{"contract (Art. 6(1)(b) GDPR)", "contrat (art. 6, § 1, b du RGPD)"};
constexpr Both kConsent{"consent (Art. 6(1)(a) GDPR)", "consentement (art. 6, § 1, a du RGPD)"};
constexpr Both kInterest{"legitimate interest (Art. 6(1)(f) GDPR)",
                         "intérêt légitime (art. 6, § 1, f du RGPD)"};
constexpr Both kCare{"legal duty, care (Art. 6(1)(c), 9(2)(h) GDPR)",
                     "obligation légale, soins (art. 6, § 1, c et 9, § 2, h du RGPD)"};

constexpr auto kDefaults = std::to_array<DefaultRule>({
    {"payroll",
     {"Payroll", "Paie"},
     "paie,paye,bulletins de paie,bulletin de paie,fiches de paie,bulletins de "
     "salaire,salaires,payroll,payslips",
     Trigger::document_date,
     "P1Y",
     "P4Y",
     kDuty,
     "Code du travail, art. L3243-4 (5 ans)"},
    {"recruitment",
     {"Recruitment: candidates not hired", "Recrutement : candidats non retenus"},
     "recrutement,candidatures,candidature,cv,candidats,recruitment,applicants,resumes",
     Trigger::last_contact,
     "P2Y",
     "",
     kConsent,
     "CNIL, « Recrutement : un employeur peut-il conserver mon dossier ? » (2 ans après le dernier "
     "contact, avec l'accord du candidat)"},
    {"staff_register",
     {"Register of staff", "Registre unique du personnel"},
     "registre du personnel,registre unique du personnel,rup",
     Trigger::end_of_contract,
     "P5Y",
     "",
     kDuty,
     "Code du travail, art. R1221-26 (5 ans après le départ)"},
    {"working_time",
     {"Records of working hours", "Décompte de la durée du travail"},
     "pointages,pointage,badgeages,temps de travail,heures travaillees,timesheets",
     Trigger::document_date,
     "P1Y",
     "P2Y",
     kDuty,
     "Code du travail, art. D3171-16 (1 an) et L3245-1 (prescription, 3 ans)"},
    {"discipline",
     {"Disciplinary sanctions", "Sanctions disciplinaires"},
     "disciplinaire,sanctions,avertissements,disciplinary",
     Trigger::document_date,
     "P3Y",
     "",
     kInterest,
     "Code du travail, art. L1332-5 (3 ans)"},
    {"staff",
     {"Management of staff", "Gestion du personnel"},
     "rh,drh,ressources humaines,dossiers du personnel,personnel,salaries,hr,human "
     "resources,employees",
     Trigger::end_of_contract,
     "",
     "P5Y",
     kContract,
     "Code civil, art. 2224 (prescription, 5 ans)"},
    {"accounting",
     {"Accounting records", "Pièces comptables"},
     "comptabilite,compta,factures,facturation,facture,grand "
     "livre,accounting,invoices,prelevements",
     Trigger::year_end,
     "P1Y",
     "P9Y",
     kDuty,
     "Code de commerce, art. L123-22 (10 ans)"},
    {"tax",
     {"Tax", "Fiscalité"},
     "fiscal,fiscalite,impots,tva,liasse fiscale,tax,taxes",
     Trigger::year_end,
     "P1Y",
     "P5Y",
     kDuty,
     "Livre des procédures fiscales, art. L102 B (6 ans)"},
    {"prospects",
     {"Prospects", "Prospection"},
     "prospects,prospection,marketing,newsletter,leads,campagnes",
     Trigger::last_contact,
     "P3Y",
     "",
     kInterest,
     "CNIL, Guide RGPD du développeur, fiche n° 14 (3 ans sans réponse du prospect)"},
    {"online_contracts",
     {"Contracts concluded on line (120 euros and more)",
      "Contrats conclus en ligne (120 euros et plus)"},
     "commandes en ligne,contrats en ligne,ecommerce,e commerce",
     Trigger::document_date,
     "P1Y",
     "P9Y",
     kDuty,
     "Code de la consommation, art. L213-1, D213-1 et D213-2 (10 ans, dès la livraison si elle est "
     "différée)"},
    {"customers",
     {"Customers and contracts", "Clients et contrats"},
     "clients,client,contrats,commercial,crm,customers,contracts",
     Trigger::end_of_contract,
     "",
     "P5Y",
     kContract,
     "Code civil, art. 2224 (prescription, 5 ans)"},
    {"due_diligence",
     {"Customer due diligence (money laundering)", "Vigilance (lutte contre le blanchiment)"},
     "kyc,lcb ft,lcbft,connaissance client,due diligence",
     Trigger::end_of_contract,
     "",
     "P5Y",
     kDuty,
     "Code monétaire et financier, art. L561-12 (5 ans)"},
    {"medical",
     {"Medical records of hospitals", "Dossiers médicaux (établissements de santé)"},
     "dossiers medicaux,dossier medical,patients,patient,hospitalisations",
     Trigger::last_contact,
     "",
     "P20Y",
     kCare,
     "Code de la santé publique, art. R1112-7 (20 ans après le dernier passage, et jusqu'au 28e "
     "anniversaire)"},
    {"logs",
     {"Technical logs", "Journaux techniques"},
     "logs,journaux,log,access log,audit log",
     Trigger::modified,
     "P1Y",
     "",
     kInterest,
     "CNIL, délibération n° 2021-122 du 14 octobre 2021 (6 mois à 1 an)"},
});

constexpr auto kTriggers = std::to_array<Word>({
    {"last_contact", {"last contact", "dernier contact"}},
    {"end_of_contract", {"end of the contract", "fin du contrat"}},
    {"year_end", {"end of the financial year", "clôture de l'exercice"}},
    {"document_date", {"date of the document", "date du document"}},
    {"modified", {"last change", "dernière modification"}},
});

constexpr auto kProcessings = [] {
  std::array<Word, kDefaults.size()> words{};
  for (std::size_t i = 0; i < words.size(); ++i)
    words[i] = {kDefaults[i].id, kDefaults[i].processing};
  return words;
}();

constexpr auto kBases = std::to_array<Word>({{kDuty.english, kDuty},
                                             {kContract.english, kContract},
                                             {kConsent.english, kConsent},
                                             {kInterest.english, kInterest},
                                             {kCare.english, kCare}});

constexpr Both kHead{
    "# How long what may be kept. `braque report retention --table FILE` reads this. The first row "
    "that fits an item holds.\n"
    "# words: in the names of folders and files, whatever their case and accents; path: patterns "
    "with * and ?; target: lasting names.\n"
    "# trigger: last_contact, end_of_contract, year_end, document_date or modified. since = "
    "\"2024-12-31\" where the day is known.\n"
    "# active: base active; archive: intermediate archive; then = \"erase\" or \"keep\" (permanent "
    "archive). hold = \"why\" stops all.\n",
    "# Combien de temps conserver quoi. Lu par `braque report retention --table FICHIER`. La "
    "première ligne qui convient l'emporte.\n"
    "# words : dans les noms de dossiers et de fichiers, sans casse ni accents ; path : motifs "
    "avec * et ? ; target : noms durables.\n"
    "# trigger : last_contact, end_of_contract, year_end, document_date ou modified. since = "
    "\"2024-12-31\" si le jour est connu.\n"
    "# active : base active ; archive : archivage intermédiaire ; then = \"erase\" (suppression) "
    "ou \"keep\" (archivage définitif).\n"
    "# hold = \"motif\" suspend tout (contentieux).\n"};

std::vector<std::string> parted(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    words.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

}  // namespace

std::span<const Word> trigger_words() { return kTriggers; }
std::span<const Word> processing_words() { return kProcessings; }
std::span<const Word> basis_words() { return kBases; }
std::span<const DefaultRule> default_rules() { return kDefaults; }

std::optional<Trigger> trigger_named(std::string_view word) {
  for (std::size_t i = 0; i < kTriggers.size(); ++i)
    if (kTriggers[i].id == word) return static_cast<Trigger>(i);
  return std::nullopt;
}

std::vector<RetentionRule> built_in_rules() {
  std::vector<RetentionRule> rules;
  for (const DefaultRule& one : kDefaults) {
    RetentionRule& rule = rules.emplace_back();
    rule.processing = one.id;
    rule.words = parted(one.words);
    rule.trigger = one.trigger;
    rule.active = parse_period(one.active).value_or(Period{});
    rule.archive = parse_period(one.archive).value_or(Period{});
    rule.basis = one.basis.english;
    rule.source = one.source;
  }
  return rules;
}

std::string default_table(bool french) {
  std::string text(kHead.in(french));
  for (const DefaultRule& one : kDefaults) {
    text += "\n[[retention]]\nprocessing = \"" + std::string(one.processing.in(french)) +
            "\"\nwords = [";
    for (const std::string& word : parted(one.words))
      text += (text.ends_with('[') ? "\"" : ", \"") + word + "\"";
    text += "]\ntrigger = \"" + std::string(kTriggers[static_cast<std::size_t>(one.trigger)].id) +
            "\"\n";
    if (!one.active.empty()) text += "active = \"" + period_text(one.active, french) + "\"\n";
    if (!one.archive.empty()) text += "archive = \"" + period_text(one.archive, french) + "\"\n";
    text += "then = \"erase\"\nbasis = \"" + std::string(one.basis.in(french)) + "\"\nsource = \"" +
            std::string(one.source) + "\"\n";
  }
  return text;
}

}  // namespace braque::report
