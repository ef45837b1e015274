#!/usr/bin/env python3
"""Makes texts in which the words of special categories are said of nobody private: newspapers, statutes, policies.

usage: make_public_texts.py OUT [--kb 1024] [--seed 1]

French and English. Sentences are put together from frames and lists written for this project; the officials in the news are
invented, and speak in their office. What `braque scan` reports here at level `person` is a false alarm.
"""
import argparse
import random
from pathlib import Path

NAMES = {
    'fr': [f'{a} {b}' for a in 'Agnès Marc Hélène Philippe Nadia Olivier Claire Bernard Sophie Julien'.split()
           for b in 'Ravier Tessier Lombard Vidal Kermarec Fontaine Belkacem Aubry Castel Moreau'.split()],
    'en': [f'{a} {b}' for a in 'Alan Helen Peter Susan Graham Priya Michael Joanna Derek Fiona'.split()
           for b in 'Barlow Whitmore Hughes Tandy Okafor Pearson Lloyd Marsden Quinn Fairley'.split()]}
TOPICS = {
    'fr': {'health': ['le cancer du sein', 'le diabète de type 2', 'la dépression', 'la maladie d’Alzheimer', 'l’autisme', 'le VIH', 'les addictions', 'l’obésité', 'la grippe', 'les troubles bipolaires'],
           'belief': ['la laïcité', 'le port du voile', 'les lieux de culte', 'le ramadan', 'les sectes', 'l’enseignement catholique', 'la formation des imams', 'les fêtes religieuses'],
           'union': ['la CGT', 'la CFDT', 'Force ouvrière', 'Solidaires', 'l’UNSA', 'l’intersyndicale'],
           'politics': ['le Parti socialiste', 'le Rassemblement national', 'La France insoumise', 'Les Républicains', 'Renaissance', 'les écologistes'],
           'crime': ['les vols avec effraction', 'la fraude fiscale', 'les violences conjugales', 'le trafic de stupéfiants', 'la récidive', 'la corruption'],
           'group': ['les gens du voyage', 'les personnes transgenres', 'les couples de même sexe', 'les personnes d’origine étrangère', 'les femmes enceintes', 'les travailleurs handicapés']},
    'en': {'health': ['breast cancer', 'type 2 diabetes', 'depression', 'dementia', 'autism', 'HIV', 'addiction', 'obesity', 'flu', 'bipolar disorder'],
           'belief': ['religious symbols at work', 'faith schools', 'halal labelling', 'Ramadan', 'the established church', 'new mosques', 'Sunday trading', 'religious holidays'],
           'union': ['Unite', 'UNISON', 'the GMB', 'the RMT', 'the teaching unions', 'the TUC'],
           'politics': ['the Labour Party', 'the Conservative Party', 'the Liberal Democrats', 'the Greens', 'Reform UK', 'the Scottish National Party'],
           'crime': ['burglary', 'tax fraud', 'domestic violence', 'drug dealing', 'reoffending', 'corruption'],
           'group': ['Gypsies and Travellers', 'transgender people', 'same-sex couples', 'ethnic minorities', 'pregnant women', 'disabled workers']}}
OFFICES = {
    'fr': ['la ministre de la Santé', 'le ministre de l’Intérieur', 'la ministre du Travail', 'le garde des Sceaux', 'la présidente de la commission des lois', 'le préfet de région', 'la rapporteure du texte',
           'le directeur de l’agence régionale de santé', 'la porte-parole du gouvernement', 'le ministre délégué', 'la secrétaire d’État'],
    'en': ['the Health Secretary', 'the Home Secretary', 'the Justice Secretary', 'the chair of the select committee', 'the minister for employment', 'the Prime Minister', 'the government spokesman',
           'the shadow minister', 'the chief medical officer', 'the president of the commission']}
NEWS = {
    'fr': ['{O}, {n}, a présenté mardi un plan sur {t}.', 'Interrogé par les journalistes, {n}, {o}, a promis un rapport sur {t} avant l’été.', 'Le gouvernement veut mieux encadrer {t}, a annoncé {o}.',
           'Le Sénat examinera en juin la proposition de loi sur {t}, dont {n} est la rapporteure.', 'Selon une étude de l’Insee, {t} concerne {p} % de la population.',
           'Une manifestation contre la réforme a réuni {k} personnes à l’appel de {u}.', '{U} appelle à la grève jeudi dans les transports et l’énergie.',
           'Au congrès de {w}, les délégués ont débattu de {t}.', 'Le tribunal administratif a suspendu l’arrêté sur {t}.', 'Dans les sondages, {w} progresse de {p} points.',
           'Les associations qui défendent {g} dénoncent un recul.', 'Le scrutin a été marqué par une forte abstention, et {w} arrive en tête dans {p} communes.',
           '« Nous devons agir pour {g} », a déclaré {n}, {o}.', 'Le procès s’ouvrira en mars devant la cour d’assises ; {c} seront au centre des débats.',
           'Les chercheurs ont suivi {k} patients pendant {p} ans ; {h} recule chez les plus jeunes.', 'La pénurie de médecins touche {p} départements, rappelle le ministère.',
           'Le conseil régional votera vendredi une aide pour {g}.', 'Un rapport parlementaire s’inquiète de {h} chez les adolescents.'],
    'en': ['{O}, {n}, announced a plan on {t} on Tuesday.', 'Asked by reporters, {n}, {o}, promised a review of {t} before the summer.', 'The government wants to tackle {t}, {o} said.',
           'Parliament will debate a bill on {t} in June.', 'According to official statistics, {p} per cent of adults are affected by {h}.', 'A march against the reform drew {k} people, called by {u}.',
           '{U} has called a strike in transport and energy for Thursday.', 'Delegates at the conference of {w} discussed {t}.', 'The court suspended the order on {t}.', 'In the polls {w} gained {p} points.',
           'Charities for {g} warned of a step backwards.', 'Turnout was low, and {w} won in {p} councils.', '"We have to do more for {g}," said {n}, {o}.', 'The trial opens in March; {c} will be at the centre of the case.',
           'Researchers followed {k} patients for {p} years; {h} is falling among the young.', 'The shortage of doctors affects {p} regions, ministers say.', 'The council will vote on Friday on support for {g}.',
           'A parliamentary report is worried about {h} among teenagers.']}
LAW = {
    'fr': ['Art. {p}. Tout salarié dont l’état de santé le justifie peut demander un aménagement de son poste.', 'Art. L. {k}. Le salarié déclaré inapte par le médecin du travail est reclassé dans un emploi adapté.',
           'Art. {p}. Quiconque commet un vol est puni de trois ans d’emprisonnement et de 45 000 euros d’amende.', 'Art. R. {k}. La personne condamnée pour {c} peut être soumise à une interdiction de séjour.',
           'Art. {p}. Nul ne peut être écarté d’un recrutement en raison de son origine, de son orientation sexuelle, de ses opinions politiques ou de sa religion.',
           'Art. L. {k}. Les délégués syndicaux disposent d’heures de délégation fixées par décret.', 'Art. {p}. La salariée enceinte bénéficie d’un congé de maternité de seize semaines.',
           'Art. R. {k}. Le traitement de données biométriques est soumis à l’avis de la commission.', 'Art. {p}. Les personnes détenues ont droit à l’exercice de leur culte.',
           'Art. {p}. L’examen des caractéristiques génétiques d’une personne ne peut être entrepris qu’à des fins médicales.', 'Art. L. {k}. Le bulletin n° 2 du casier judiciaire est délivré aux autorités qui en font la demande.',
           'Art. {p}. Le fonctionnaire en congé de longue maladie conserve son traitement pendant un an.'],
    'en': ['{p}. An employee who is absent because of sickness shall notify the employer without delay.', '{p}. A person guilty of theft shall on conviction be liable to imprisonment for a term not exceeding seven years.',
           '{p}. An employer must not discriminate because of race, religion or belief, sexual orientation or disability.', '{p}. A trade union member has the right to take part in the activities of the union.',
           '{p}. A worker who is pregnant is entitled to fifty-two weeks of maternity leave.', '{p}. A court may make a restraining order against a person convicted of {c}.',
           '{p}. A prisoner may attend religious services of his or her denomination.', '{p}. Genetic test results may be used for insurance only as provided in this section.',
           '{p}. A candidate at an election must not be a person convicted of a corrupt practice.', '{p}. Biometric data shall be erased after the purpose has been achieved.',
           '{p}. The authority may detain a patient who suffers from a mental disorder for assessment.', '{p}. A spent conviction need not be disclosed.']}
POLICY = {
    'fr': ['Les collaborateurs en arrêt maladie transmettent leur certificat sous 48 heures.', 'La direction ne recueille aucune donnée sur la religion, l’appartenance syndicale ou les opinions politiques.',
           'Les repas sans porc ou halal sont à demander au prestataire de restauration.', 'Toute situation de handicap peut être signalée au référent, qui est tenu à la confidentialité.',
           'Les salariées enceintes sont dispensées de port de charges.', 'Un extrait de casier judiciaire peut être demandé pour les postes qui manient des fonds.',
           'Le lecteur d’empreintes est réservé aux locaux sensibles, après analyse d’impact.', 'Les organisations syndicales disposent d’un panneau d’affichage.',
           'En cas de test positif, le salarié reste à domicile et prévient son responsable.', 'Le harcèlement sexuel et les propos homophobes ou racistes sont sanctionnés.',
           'Le service de santé au travail propose un accompagnement contre {h}.', 'La charte rappelle que {g} ont droit aux mêmes avantages.'],
    'en': ['Staff who are off sick must send a fit note after seven days.', 'We do not collect data on religion, trade union membership or political opinions.', 'Halal and kosher meals can be ordered from the caterer.',
           'Employees with a disability may ask for reasonable adjustments.', 'Pregnant employees must not lift heavy loads.', 'A criminal record check may be required for posts of trust.',
           'Fingerprint readers are used in restricted areas only.', 'Trade unions may use the notice board.', 'If you test positive, stay at home and tell your manager.',
           'Homophobic or racist remarks are a disciplinary matter.', 'Occupational health offers support with {h}.', 'The policy gives {g} the same benefits.']}


class Writer:
    def __init__(self, rng, lang):
        self.rng, self.lang = rng, lang

    def fill(self, frame):
        topics, pick = TOPICS[self.lang], self.rng.choice
        office, union, any_topic = pick(OFFICES[self.lang]), pick(topics['union']), pick(topics[pick(['health', 'belief', 'crime', 'group'])])
        return frame.format(n=pick(NAMES[self.lang]), o=office, O=office[0].upper() + office[1:], u=union, U=union[0].upper() + union[1:], w=pick(topics['politics']),
                            t=any_topic, h=pick(topics['health']), c=pick(topics['crime']), g=pick(topics['group']), p=self.rng.randint(2, 90), k=self.rng.randint(1000, 9000))

    def news(self):
        return ' '.join(self.fill(f) for f in self.rng.sample(NEWS[self.lang], 5)) + '\n\n'

    def law(self):
        return self.fill(self.rng.choice(LAW[self.lang])) + '\n\n'

    def policy(self):
        return '- ' + self.fill(self.rng.choice(POLICY[self.lang])) + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('out')
    parser.add_argument('--kb', type=int, default=1024)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    rng, out = random.Random(options.seed), Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    written = number = 0
    while written < options.kb * 1024:
        lang, kind = rng.choice(['fr', 'en']), rng.choice(['news', 'law', 'policy'])
        writer, text = Writer(rng, lang), ''
        while len(text) < 20_000:
            text += getattr(writer, kind)()
        (out / f'{kind}_{lang}_{number:04}.txt').write_text(text, encoding='utf-8')
        written, number = written + len(text.encode()), number + 1


if __name__ == '__main__':
    main()
