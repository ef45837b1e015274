// GDPR: Regulation (EU) 2016/679. LIL: loi n° 78-17 du 6 janvier 1978, as it stands since
// ordonnance n° 2018-1125.
#include "report/explanations.hpp"

#include <array>

namespace braque::report {
namespace {

constexpr Both kSensitiveLaw{
    "Art. 9(1) GDPR forbids processing, unless one of the exceptions of Art. 9(2) holds: explicit "
    "consent (a), "
    "labour and social security law (b), vital interests (c), members of a body with a political, "
    "philosophical, "
    "religious or union aim (d), data the person has manifestly made public (e), legal claims (f), "
    "substantial "
    "public interest (g), care and occupational medicine (h), public health (i), archives, "
    "research, "
    "statistics (j). France: LIL, Art. 6 and 44.",
    "L'art. 9, § 1 du RGPD interdit le traitement, sauf exception de l'art. 9, § 2 : consentement "
    "explicite (a), droit "
    "du travail et protection sociale (b), intérêts vitaux (c), membres d'un organisme à finalité "
    "politique, "
    "philosophique, religieuse ou syndicale (d), données manifestement rendues publiques par la "
    "personne (e), "
    "droits en justice (f), intérêt public important (g), soins et médecine du travail (h), santé "
    "publique (i), "
    "archives, recherche, statistiques (j). En France : LIL, art. 6 et 44."};
constexpr Both kSensitiveStake{
    "Discrimination, stigma, loss of employment or of trust; a breach is likely to be a high risk "
    "(Art. 34).",
    "Discrimination, stigmatisation, perte d'emploi ou de confiance ; une violation engendre "
    "vraisemblablement un "
    "risque élevé (art. 34)."};
constexpr Both kSensitiveAction{
    "Ask the owner which exception holds. None: erase. One: move it to where only those who need "
    "it can read "
    "it, enter it in the register with its period, and look at whether an impact assessment (Art. "
    "35) is due.",
    "Demander au responsable du fichier quelle exception s'applique. Aucune : effacer. Sinon : "
    "déplacer vers un "
    "emplacement réservé aux personnes habilitées, inscrire au registre avec la durée de "
    "conservation, et "
    "examiner si une analyse d'impact (art. 35) est requise."};
constexpr std::string_view kSensitiveSource = "CNIL, « Donnée sensible » (définition)";

constexpr Both kPersonalLaw{
    "Personal data (Art. 4(1) GDPR): a legal basis (Art. 6), no more than is needed (Art. "
    "5(1)(c)), no longer "
    "than is needed (Art. 5(1)(e)), security (Art. 32).",
    "Donnée à caractère personnel (art. 4, 1) du RGPD) : une base légale (art. 6), rien de plus "
    "que le nécessaire "
    "(art. 5, § 1, c), pas plus longtemps que nécessaire (art. 5, § 1, e), sécurité (art. 32)."};
constexpr Both kPersonalAction{
    "Check that the file belongs to a processing in the register and that its period is not over; "
    "else erase it.",
    "Vérifier que le fichier relève d'un traitement inscrit au registre et que sa durée de "
    "conservation n'est pas "
    "échue ; sinon l'effacer."};
constexpr std::string_view kPersonalSource =
    "CNIL, Guide RGPD du développeur, fiche n° 1 « Identifier les données à caractère personnel » "
    "et fiche n° 14 « Gérer la durée de conservation des données »";

constexpr auto kExplanations = std::to_array<Explanation>({
    {"art9.health",
     {"Something about the physical or mental health of an identifiable person, care included "
      "(Art. 4(15) GDPR).",
      "Une information sur la santé physique ou mentale d'une personne identifiable, soins compris "
      "(art. 4, 15) du RGPD)."},
     {"Art. 9 GDPR, exceptions in Art. 9(2), mostly (b), (h), (i); professional secrecy (Art. "
      "9(3)). France: LIL, "
      "Art. 6, 44 and 65 ff.; hosting of care data by a certified host (code de la santé publique, "
      "Art. L1111-8).",
      "RGPD, art. 9, exceptions de l'art. 9, § 2, surtout b, h et i ; secret professionnel (art. "
      "9, § 3). En France : LIL, "
      "art. 6, 44, 65 et suivants ; hébergement certifié pour les données de soins (code de la "
      "santé "
      "publique, art. L1111-8)."},
     kSensitiveStake,
     kSensitiveAction,
     "CNIL, « Qu'est-ce qu'une donnée de santé ? »"},
    {"art9.belief",
     {"The religion or philosophical belief of an identifiable person, or its absence.",
      "La religion ou la conviction philosophique d'une personne identifiable, ou leur absence."},
     kSensitiveLaw,
     kSensitiveStake,
     kSensitiveAction,
     kSensitiveSource},
    {"art9.politics",
     {"The political opinion of an identifiable person: party, mandate sought, vote, militancy.",
      "L'opinion politique d'une personne identifiable : parti, candidature, vote, engagement "
      "militant."},
     kSensitiveLaw,
     kSensitiveStake,
     kSensitiveAction,
     kSensitiveSource},
    {"art9.union",
     {"The trade union membership of an identifiable person, mandates and strikes included where "
      "they show it.",
      "L'appartenance syndicale d'une personne identifiable, mandats et grèves compris lorsqu'ils "
      "la révèlent."},
     kSensitiveLaw,
     {"Discrimination in pay, career and dismissal.",
      "Discrimination salariale, de carrière ou lors d'un licenciement."},
     kSensitiveAction,
     kSensitiveSource},
    {"art9.ethnic",
     {"The alleged racial or ethnic origin of an identifiable person. Nationality alone is not "
      "counted.",
      "La prétendue origine raciale ou l'origine ethnique d'une personne identifiable. La "
      "nationalité seule n'est pas comptée."},
     kSensitiveLaw,
     kSensitiveStake,
     kSensitiveAction,
     kSensitiveSource},
    {"art9.sex",
     {"The sex life or sexual orientation of an identifiable person.",
      "La vie sexuelle ou l'orientation sexuelle d'une personne identifiable."},
     kSensitiveLaw,
     kSensitiveStake,
     kSensitiveAction,
     kSensitiveSource},
    {"art9.genetic",
     {"Genetic data of an identifiable person (Art. 4(13) GDPR): tests, mutations, inherited "
      "risks.",
      "Des données génétiques d'une personne identifiable (art. 4, 13) du RGPD) : tests, "
      "mutations, risques héréditaires."},
     kSensitiveLaw,
     kSensitiveStake,
     kSensitiveAction,
     kSensitiveSource},
    {"art9.biometric",
     {"Biometric data that identify a person (Art. 4(14) GDPR): fingerprints, faces, voices, "
      "irises.",
      "Des données biométriques identifiant une personne (art. 4, 14) du RGPD) : empreintes, "
      "visage, voix, iris."},
     kSensitiveLaw,
     {"They cannot be changed once they have leaked.",
      "Elles ne peuvent pas être changées une fois divulguées."},
     kSensitiveAction,
     "CNIL, « Biométrie » (définition)"},
    {"art10.criminal",
     {"Convictions, offences or related measures about an identifiable person, suspicions "
      "included.",
      "Condamnations, infractions ou mesures connexes visant une personne identifiable, soupçons "
      "compris."},
     {"Art. 10 GDPR: only under the control of official authority, or where the law allows it. "
      "France: LIL, Art. 46 names who may (courts, authorities, bodies that run a public service, "
      "lawyers and court officers, "
      "and whoever sues or is sued, for that action and as long as it takes).",
      "RGPD, art. 10 : uniquement sous le contrôle de l'autorité publique ou si le droit "
      "l'autorise. En France : LIL, art. 46, qui "
      "énumère les personnes habilitées (juridictions, autorités, personnes morales gérant un "
      "service public, auxiliaires de "
      "justice, victimes et mis en cause pour leur action en justice et le temps de celle-ci)."},
     {"Exclusion from work, housing and credit; a breach is likely to be a high risk.",
      "Exclusion de l'emploi, du logement, du crédit ; une violation engendre vraisemblablement un "
      "risque élevé."},
     {"Outside of a dispute of your own or a duty by law: erase, extracts of the criminal record "
      "included.",
      "Hors contentieux propre ou obligation légale : effacer, extraits de casier judiciaire "
      "compris."},
     "Loi n° 78-17 du 6 janvier 1978, art. 46"},
    {"note.excessive",
     {"A comment about a person that may be inadequate or excessive: insult, judgement, private "
      "life. To be read by a human.",
      "Un commentaire sur une personne, peut-être inadéquat ou excessif : insulte, jugement, vie "
      "privée. À faire lire par un humain."},
     {"Art. 5(1)(c) GDPR: adequate, relevant, limited to what is necessary. Whoever it is about "
      "can read it (Art. 15).",
      "RGPD, art. 5, § 1, c : adéquat, pertinent, limité au nécessaire. La personne concernée peut "
      "y accéder (art. 15)."},
     {"The CNIL has given formal notices and warnings for it; complaints, reputation.",
      "La CNIL a prononcé mises en demeure et avertissements à ce titre ; plaintes, réputation."},
     {"Have the comment rewritten in objective terms or erased; remind those who write that the "
      "person may read it.",
      "Faire réécrire le commentaire en termes objectifs ou l'effacer ; rappeler à qui écrit que "
      "la personne peut le lire."},
     "CNIL, « Zones bloc note et commentaires : les bons réflexes pour ne pas déraper »"},
    {"fr.nir",
     {"The French social security number (NIR). It tells sex, year, month and place of birth.",
      "Le numéro de sécurité sociale (NIR). Il révèle le sexe, l'année, le mois et le lieu de "
      "naissance."},
     {"Art. 87 GDPR; LIL, Art. 30 and décret n° 2019-341 du 19 avril 2019: only for the purposes "
      "that they list, by those whom they name "
      "(employers: payroll and the declarations that need it).",
      "RGPD, art. 87 ; LIL, art. 30 et décret n° 2019-341 du 19 avril 2019 : uniquement pour les "
      "finalités et par les responsables "
      "qu'ils énumèrent (employeurs : paie et déclarations qui l'exigent)."},
     {"Identity theft; files can be joined by it.",
      "Usurpation d'identité ; interconnexion de fichiers."},
     {"Outside of those purposes (of an employer: payroll, social declarations): erase it, or "
      "replace it by a number of your own.",
      "Hors de ces finalités (d'un employeur : paie, déclarations sociales) : l'effacer ou le "
      "remplacer par un identifiant interne."},
     "Décret n° 2019-341 du 19 avril 2019"},
    {"national_id",
     {"A number by which a state knows a person.",
      "Un numéro par lequel un État identifie une personne."},
     {"Art. 87 GDPR: member states may say on what terms it is processed, with safeguards.",
      "RGPD, art. 87 : les États membres peuvent préciser les conditions de son traitement, avec "
      "des garanties."},
     {"Identity theft; files can be joined by it.",
      "Usurpation d'identité ; interconnexion de fichiers."},
     {"Keep it only where national law asks for it; else erase or truncate.",
      "Ne le conserver que si le droit national l'exige ; sinon effacer ou tronquer."},
     kPersonalSource},
    {"social_security",
     {"A number of a social security scheme.", "Un numéro d'un régime de sécurité sociale."},
     {"Art. 87 GDPR where it is a national identifier; else Art. 5 and 6.",
      "RGPD, art. 87 s'il s'agit d'un identifiant national ; sinon art. 5 et 6."},
     {"Identity theft, fraud on benefits.", "Usurpation d'identité, fraude aux prestations."},
     {"Keep it to payroll and social declarations.",
      "Le réserver à la paie et aux déclarations sociales."},
     kPersonalSource},
    {"tax_id",
     {"A number by which a tax office knows a person or a firm.",
      "Un numéro fiscal d'une personne ou d'une entreprise."},
     kPersonalLaw,
     {"Identity theft, tax fraud.", "Usurpation d'identité, fraude fiscale."},
     kPersonalAction,
     kPersonalSource},
    {"document",
     {"The number of an identity document: passport, card, licence, permit.",
      "Le numéro d'une pièce d'identité : passeport, carte, permis, titre de séjour."},
     kPersonalLaw,
     {"Identity theft: accounts and credit in another's name.",
      "Usurpation d'identité : comptes et crédits au nom d'autrui."},
     {"A document may often be looked at without keeping a copy. Kept copies: encrypted, few "
      "readers, a short period.",
      "Une pièce peut souvent être vérifiée sans en garder copie. Copies conservées : chiffrées, "
      "accès restreint, durée courte."},
     kPersonalSource},
    {"financial",
     {"Bank details or the number of a payment card.",
      "Des coordonnées bancaires ou un numéro de carte de paiement."},
     {"Art. 5, 6, 32 GDPR. Cards: until paid, withdrawal and claims included; for later purchases "
      "only with consent; the security "
      "code never after the payment; PCI DSS.",
      "RGPD, art. 5, 6 et 32. Cartes : le temps du paiement, de la rétractation et des "
      "réclamations ; pour des achats ultérieurs, avec "
      "consentement ; jamais le cryptogramme après la transaction ; PCI DSS."},
     {"Fraud. Highly personal in the sense of the guidelines on impact assessments.",
      "Fraude. Donnée « hautement personnelle » au sens des lignes directrices sur les analyses "
      "d'impact."},
     {"Truncate card numbers (first six, last four) or use the provider's token; erase files of a "
      "payment run once it is done.",
      "Tronquer les numéros de carte (six premiers, quatre derniers) ou utiliser le jeton du "
      "prestataire ; effacer les fichiers de "
      "paiement une fois traités."},
     "CNIL, délibération n° 2018-303 du 6 septembre 2018 (cartes de paiement)"},
    {"credential",
     {"A password, key or token in clear text.", "Un mot de passe, une clé ou un jeton en clair."},
     {"Art. 32 GDPR: security of processing. The CNIL: passwords are never stored in clear, "
      "secrets apart from code.",
      "RGPD, art. 32 : sécurité du traitement. CNIL : jamais de mot de passe stocké en clair, les "
      "secrets hors du code source."},
     {"Whoever reads the file can get in; often the beginning of a breach.",
      "Quiconque lit le fichier peut entrer ; souvent l'origine d'une violation."},
     {"Change it first, then erase it here, then look at who could read it; keep secrets in a safe "
      "made for them.",
      "Le changer d'abord, l'effacer ensuite, puis vérifier qui pouvait le lire ; conserver les "
      "secrets dans un coffre-fort dédié."},
     "CNIL, Guide RGPD du développeur, fiche n° 4 « Gérer son code source » et fiche n° 6 "
     "« Sécuriser vos sites web, vos applications et vos serveurs »"},
    {"contact",
     {"How to reach a person: mail address, telephone, account name.",
      "De quoi joindre une personne : courriel, téléphone, pseudonyme."},
     kPersonalLaw,
     {"Phishing, unwanted advertising.", "Hameçonnage, démarchage."},
     kPersonalAction,
     kPersonalSource},
    {"location",
     {"Where a person lives or is.", "Le lieu où une personne vit ou se trouve."},
     kPersonalLaw,
     {"Burglary, stalking.", "Cambriolage, harcèlement."},
     kPersonalAction,
     kPersonalSource},
    {"demographic",
     {"Who a person is: name, date of birth.",
      "L'état civil d'une personne : nom, date de naissance."},
     kPersonalLaw,
     {"Identity theft, together with other data.",
      "Usurpation d'identité, combiné à d'autres données."},
     kPersonalAction,
     kPersonalSource},
    {"device",
     {"The address of a device or a line: IP, MAC, IMEI, IMSI.",
      "L'adresse d'un appareil ou d'une ligne : IP, MAC, IMEI, IMSI."},
     {"Personal data for whoever has legal means to have the person identified (Court of Justice, "
      "C-582/14, Breyer). "
      "Logs: six months to a year as a rule.",
      "Donnée personnelle pour qui dispose de moyens légaux de faire identifier la personne (CJUE, "
      "C-582/14, Breyer). Journaux : "
      "six mois à un an en règle générale."},
     {"Shows habits and whereabouts.", "Révèle habitudes et déplacements."},
     {"Let logs expire; shorten addresses where that is enough.",
      "Faire expirer les journaux ; tronquer les adresses lorsque cela suffit."},
     "CNIL, délibération n° 2021-122 du 14 octobre 2021 (journalisation)"},
    {"personal_number",
     {"A number that a service or register gives a person or a home: a researcher, a supply of "
      "energy, a plot of land.",
      "Un numéro attribué à une personne ou à un logement par un service ou un registre : "
      "chercheur, point de livraison d'énergie, parcelle."},
     kPersonalLaw,
     {"Leads to the person, or to the home.",
      "Permet de remonter à la personne ou à son domicile."},
     kPersonalAction,
     kPersonalSource},
    {"vehicle",
     {"The number of a vehicle or its plate.", "Le numéro d'un véhicule ou son immatriculation."},
     kPersonalLaw,
     {"Leads to its keeper.", "Permet de remonter au titulaire."},
     kPersonalAction,
     kPersonalSource},
    {"health",
     {"A number of the health system: an insured person, a professional, a product.",
      "Un numéro du système de santé : assuré, professionnel, produit."},
     {"Of a patient: Art. 9 GDPR, for a number that identifies a person for health purposes is "
      "data concerning health (recital 35). Of a professional: Art. 5 and 6.",
      "D'un patient : RGPD, art. 9, car un numéro qui identifie une personne à des fins de santé "
      "est une donnée de santé (considérant 35). D'un professionnel : art. 5 et 6."},
     kSensitiveStake,
     kSensitiveAction,
     "CNIL, « Qu'est-ce qu'une donnée de santé ? »"},
    {"company",
     {"A number of a firm. It is personal where one person is the firm.",
      "Un numéro d'entreprise. Il est personnel pour une entreprise individuelle."},
     {"Outside of the GDPR (recital 14), but for sole traders.",
      "Hors RGPD (considérant 14), sauf entrepreneurs individuels."},
     {"Little.", "Faible."},
     {"Nothing, as a rule.", "Rien, en règle générale."},
     "Règlement (UE) 2016/679, considérant 14"},
    {"exact_match",
     {"A person of a list that you gave to the scan.",
      "Une personne d'une liste fournie à l'analyse."},
     kPersonalLaw,
     {"As the list says.", "Selon la liste."},
     kPersonalAction,
     kPersonalSource},
});

}  // namespace

std::span<const Explanation> explanations() { return kExplanations; }

const Explanation* explanation_of(std::string_view rule, std::string_view category) {
  const Explanation* found = nullptr;
  for (const Explanation& one : kExplanations) {
    if (one.id == rule) return &one;
    if (one.id == category) found = &one;
  }
  return found;
}

}  // namespace braque::report
