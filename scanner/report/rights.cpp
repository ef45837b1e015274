#include "report/rights.hpp"

#include <array>

namespace braque::report {
namespace {

constexpr auto kRights = std::to_array<Right>({
    {"access",
     "15",
     {"access", "accès"},
     {"Read it, take out what would harm the rights of others (Art. 15(4)), copy the rest for the "
      "person.",
      "Lire, retirer ce qui porterait atteinte aux droits d'autrui (art. 15, § 4), copier le reste "
      "pour la personne."},
     false,
     {"You asked on [date] whether we process data about you (Art. 15 GDPR). We do. Enclosed: a "
      "copy of the data; the "
      "purposes: [...]; the categories: [...]; the recipients: [...]; the period or how it is "
      "determined: [...]; the source: "
      "[...]; automated decisions: [...]; safeguards of transfers: [...]. You may ask for "
      "rectification, erasure or limitation, "
      "object, and complain to [supervisory authority].",
      "Vous avez demandé le [date] si nous traitons des données vous concernant (art. 15 du RGPD). "
      "C'est le cas. Ci-joint une "
      "copie de ces données ; finalités : [...] ; catégories : [...] ; destinataires : [...] ; "
      "durée de conservation ou "
      "critères : [...] ; source : [...] ; décisions automatisées : [...] ; garanties des "
      "transferts : [...]. Vous pouvez "
      "demander la rectification, l'effacement ou la limitation, vous opposer au traitement et "
      "introduire une réclamation "
      "auprès de [la CNIL]."}},
    {"rectification",
     "16",
     {"rectification", "rectification"},
     {"Correct it; tell those who got it (Art. 19).",
      "Rectifier ; le notifier aux destinataires (art. 19)."},
     true,
     {"Following your request of [date] (Art. 16 GDPR) we have corrected the data about you: "
      "[...]. We have told these "
      "recipients: [...] (Art. 19).",
      "À la suite de votre demande du [date] (art. 16 du RGPD), nous avons rectifié les données "
      "vous concernant : [...]. Nous "
      "l'avons notifié aux destinataires suivants : [...] (art. 19)."}},
    {"erasure",
     "17",
     {"erasure", "effacement"},
     {"Erase it unless Art. 17(3) holds (a duty by law, legal claims ...); think of backups; tell "
      "those who got it (Art. 19).",
      "Effacer, sauf art. 17, § 3 (obligation légale, droits en justice...) ; penser aux "
      "sauvegardes ; le notifier aux "
      "destinataires (art. 19)."},
     true,
     {"Following your request of [date] (Art. 17 GDPR) we have erased the data about you, except: "
      "[data, and which case of "
      "Art. 17(3)]. About what we keep you may complain to [supervisory authority] or go to court "
      "(Art. 12(4)). We have told "
      "these recipients: [...] (Art. 19).",
      "À la suite de votre demande du [date] (art. 17 du RGPD), nous avons effacé les données vous "
      "concernant, à l'exception de : "
      "[données et cas de l'art. 17, § 3]. Pour ce qui est conservé, vous pouvez introduire une "
      "réclamation auprès de [la CNIL] ou "
      "former un recours juridictionnel (art. 12, § 4). Nous l'avons notifié aux destinataires "
      "suivants : [...] (art. 19)."}},
    {"limitation",
     "18",
     {"limitation", "limitation"},
     {"Set it apart: stored, otherwise unused but for the cases of Art. 18(2) (consent, legal "
      "claims ...); tell those who got it (Art. 19).",
      "Isoler : conservé, sans autre usage hors des cas de l'art. 18, § 2 (consentement, droits en "
      "justice...) ; le notifier aux "
      "destinataires (art. 19)."},
     true,
     {"Following your request of [date] (Art. 18 GDPR) we have limited the processing of the data "
      "about you as long as: [...]. "
      "We shall tell you before that ends.",
      "À la suite de votre demande du [date] (art. 18 du RGPD), nous avons limité le traitement "
      "des données vous concernant tant "
      "que : [...]. Nous vous informerons avant la levée de cette limitation."}},
    {"portability",
     "20",
     {"portability", "portabilité"},
     {"Only what the person provided, processed by automated means on consent or contract: export "
      "it in a common format.",
      "Seulement ce que la personne a fourni, traité par des moyens automatisés sur consentement "
      "ou contrat : exporter dans un "
      "format courant."},
     false,
     {"Following your request of [date] (Art. 20 GDPR) you find enclosed the data that you "
      "provided, as [format].",
      "À la suite de votre demande du [date] (art. 20 du RGPD), vous trouverez ci-joint les "
      "données que vous avez fournies, au "
      "format [...]."}},
    {"opposition",
     "21",
     {"opposition", "opposition"},
     {"Stop using it, for advertising in any case (Art. 21(3)); else unless there are compelling "
      "grounds or legal claims (Art. 21(1)).",
      "Cesser l'usage, dans tous les cas pour la prospection (art. 21, § 3) ; sinon, sauf motifs "
      "impérieux ou droits en justice "
      "(art. 21, § 1)."},
     false,
     {"Following your objection of [date] (Art. 21 GDPR) we no longer process the data about you "
      "for: [...].",
      "À la suite de votre opposition du [date] (art. 21 du RGPD), nous ne traitons plus les "
      "données vous concernant pour : [...]."}},
});

}  // namespace

std::span<const Right> rights() { return kRights; }

const Right* right_named(std::string_view word) {
  for (const Right& right : kRights)
    if (right.word == word) return &right;
  return nullptr;
}

}  // namespace braque::report
