#!/usr/bin/env python3
"""Makes labelled examples for train.py from the name lists: the forms in which names are written in mails, forms,
records and letters of eight languages, and look-alikes (streets, institutions, companies, eponyms, headings).

usage: make_examples.py DATA OUT [--count N] [--seed N]       DATA: detectors/recognise/data
"""
import argparse
import json
import random
import re
from pathlib import Path


def read_list(path):
    levels, level = {1: [], 2: [], 3: []}, 0
    for line in path.read_text().splitlines():
        if line.startswith('+'):
            level = int(line[1])
        else:
            levels[level].append(line)
    return levels


class Names:
    def __init__(self, data):
        self.given, self.family = read_list(data / 'given_names.txt'), read_list(data / 'surnames.txt')
        self.word = read_list(data / 'words.txt')
        self.place = read_list(data / 'places.txt')

    def pick(self, levels, weights=(0.55, 0.35, 0.10)):
        word = random.choice(levels[random.choices((3, 2, 1), weights)[0]])
        return word if len(word) > 2 else self.pick(levels, weights)

    def unknown(self):
        return ''.join(random.choice(('ba', 'ko', 'ri', 'ten', 'va', 'lu', 'schi', 'mo', 'gar', 'ne', 'du', 'zel', 'or', 'wy', 'hat')) for _ in range(random.randint(2, 4)))

    def first(self):
        name = self.pick(self.given).title()
        return f'{name}-{self.pick(self.given, (0.9, 0.1, 0)).title()}' if random.random() < 0.07 else name

    def last(self):
        roll = random.random()
        name = self.unknown().title() if roll < 0.12 else self.pick(self.family, (0.45, 0.35, 0.2)).title()
        if roll > 0.95:
            name = random.choice(('de ', 'van ', 'van der ', 'von ', 'di ', 'della ', 'de la ', 'De ', 'El ', 'Ben ', "d'", "O'", 'Mc', 'Le ', 'La ', 'dos ')) + name
        elif roll > 0.90:
            name += random.choice(('-', ' ')) + self.pick(self.family).title()
        return name

    def full(self):
        roll = random.random()
        if roll < 0.55:
            return f'{self.first()} {self.last()}'
        if roll < 0.66:
            return f'{self.first()} {self.last().upper()}'
        if roll < 0.76:
            return f'{self.last().upper()} {self.first()}'
        if roll < 0.82:
            return f'{self.last()} {self.first()}'
        if roll < 0.87:
            return f'{random.choice("ABCDEFGHJLMNPRSTV")}. {self.last()}'
        if roll < 0.91:
            return f'{self.last().upper()} {self.first().upper()}'
        return f'{self.first()} {self.first()} {self.last()}' if roll < 0.96 else f'{self.first()} {random.choice("ABCDEFGHJLMNPRST")}. {self.last()}'


# {F} given name, {L} surname, {N} full name: labelled. {w} a word, {W} capitalised, {p} a place, {f} {l} {n} names that are none.
POSITIVE = '''From: {N} <{w}@example.com>
To: {N} <{w}.{w}@example.org>, {N} <{w}@example.org>
De : {N}\\nÀ : {N}\\nObjet : {w} {w}
"{N}" <{w}@{w}.example>
Von: {N} [mailto:{w}@{w}.de]
Bonjour {F},\\n\\nMerci pour {w} {w}.
Bonjour {F} {w} {w} {w}
Bonjour M. {L},
Chère {F},
Cher Monsieur {L},\\n
Hi {F},\\n{w} {w} {w}
Hello {F}, {w} {w} {w}
Dear Mr. {L}, {w}
Dear {N},\\n
Liebe {F},\\n{w} {w}
Lieber Herr {L},\\n
Sehr geehrte Frau {L},\\n
Hola {F},\\n{w} {w}
Estimado Sr. {L}:\\n
Gentile Dott.ssa {L},\\n
Beste {F},\\n
Geachte heer {L},\\n
Szanowny Panie {L},\\n
Caro {F},\\n
Cordialement,\\n{N}
Cordialement,\\n\\n{F}\\n
Bien à vous,\\n{N}\\n{W} {w}
Best regards,\\n{N}
Regards,\\n{F}
Mit freundlichen Grüßen\\n{N}
Saludos,\\n{N}\\n{W}
Cordiali saluti,\\n{N}
Met vriendelijke groet,\\n{N}
Z poważaniem\\n{N}
M. {N}, né le 12/03/1971 à {p}, demeurant {w} {w}
Mme {L} {w} {w} {w} {w}
Mme {N} ({w} {w})
Monsieur {N} et Madame {N}
MM. {L} et {L}
Me {N}, notaire à {p}
Dr {L} {w} {w} {w}
Dr. {N} {w}
Docteur {N}\\n{W} {w}
Herr {L} {w} {w} {w}
Frau {N}, geb. am 03.11.1968
Sr. {N}, con DNI {w}
D. {N}, {w} {w}
Sig.ra {N} {w}
Pani {N} {w}
Mr {N} {w} {w} {w}
Mrs. {L} {w} {w}
Je soussigné {N}, {w} {w}
Je soussignée, {N}, certifie
{N} a déclaré {w} {w}.
{N} {w} {w} {w} {w} {w}.
{N} said {w} {w} {w}.
{w} {w} {w} by {N}, {w} {w}
{w} {w} avec {N} et {N}.
{w} {w} {w} {F} {w} {w}.
{w} {w} {w} {N} {w} {w}.
Présents : {N}, {N}, {N} ({w}), {N}
Présents : {L}, {L}, {L}
Participants: {N}; {N}; {N}
Absent excusé : {N}
Patient : {N}
Patient: {F}\\nAge: 42
Patient Name: {N}
Nom : {L}\\nPrénom : {F}
Nom : {N}
NOM : {L}
Prénom(s) : {F} {F}
Nom et prénom : {N}
Nom de naissance : {L}
Nombre: {F}.\\nApellidos: {L} {L}.
Nombre: {F}
Apellidos: {L} {L}
Name: {N}\\n
Name: {L}, {F}
Name: {L}\\nVorname: {F}
First name: {F}\\nLast name: {L}
Naam: {N}
Nome: {F}\\nCognome: {L}
Imię i nazwisko: {N}
Client : {N}\\nAdresse : {W}
Contact : {N} ({w})
Salarié : {N}
Destinataire : {N}
Signature : {N}
Signé : {N}, le 3 mai 2021
Fait à {p}, le 3 mai 2021\\n{N}
Signed: {N}
Employee: {N}
Manager: {N}
Responsable : {F} {L} (poste 412)
{{"first_name": "{F}", "last_name": "{L}", "id": 12}}
{{"firstName":"{F}","lastName":"{L}","email":"{w}@example.com"}}
{{"name": "{N}", "age": 33}}
{{"full_name":"{N}","city":"{p}"}}
{{"id": 8, "customer": "{N}", "status": "{w}"}}
{{"user": {{"real_name": "{N}", "team": "{W}"}}}}
"nom": "{L}", "prenom": "{F}"
{{"ts": "1746099638.662060", "text": "{F} {w} {w} {w}"}}
{{"user": "U01", "text": "<@U01E7AFFC> {F} {w} {w} {w}"}}
{{"type": "message", "text": "{N} {w} {w} {w} {w}"}}
N:{L};{F};;;\nFN:{N}
Her maiden name is {L}
{w} {w} by {L} and {L}
{L} and {L} {w} {w} {w}
{w} {w} {L} {w} {w}.
{L} {w} {w} {w}.
{F} is {w} {w} {w}.
{F} {w} his {w} {w}.
{F} {w} {w} that she {w} {w}.
{w} {w} {F}'s {w} {w}.
{F}'s {w} {w}
everyone calls him {F}
they named her {F} {w}
I'm {N}, {w} {w} {w}
This is {N} {w} {w}
"{W} {w} {w}", says {L}.
My name is {N}.
My name is {F}.
maiden name is {L}
{w} {w}, {F}?
{w} {w}, {F}!
{w} {F} and {F} {w} {w}
je m'appelle {F} {L}
mi chiamo {F}
me llamo {N}
ich bin {N}
{F} {w} {w} {F}: "{W} {w}"
{w} {w} {F} to {F}
{F}, {F}, {F} and {F}
<nom>{L}</nom><prenom>{F}</prenom>
<FirstName>{F}</FirstName>\\n<LastName>{L}</LastName>
<customer name="{N}" id="3"/>
<td>{N}</td><td>{w}@example.com</td>
<td>{L}</td><td>{F}</td>
<li>{N}</li>
name: {N}\\nrole: {w}
prenom={F}&nom={L}
BEGIN:VCARD\\nVERSION:3.0\\nFN:{N}\\nN:{L};{F};;;\\nORG:{W}
FN:{N}\\nTEL:
ATTENDEE;CN="{N}":mailto:{w}@example.com
12;{L};{F};{w}@example.com;{p}
{L},{F},1971-03-12,{p}
INSERT INTO clients VALUES (12,'{N}','{w}@example.com');
(7, '{F}', '{L}', '{p}'),
{N}\\n12 rue {f} {l}\\n69002 {p}
{N}\\n{w} Street 12\\n
{N}\\n{W} {w}\\n+33 1 02 03 04 05
[{F}] {w} {w} {w}
{F}: {w} {w} {w} ?
{F} : {w} {w}
@{F} {w} {w}
{F} {w} {w} {w} {w} {w}.
- {N}
- {N} : {w} {w}
* {N}, {w} {w}
| {N} | {w} | 12 |
{N} <{w}@example.com>
cc {F} et {F}
appeler {F} {w} {w}
Vu avec {F} le 12/03
mon collègue {F} {w} {w}
ma fille {F} {w} {w}
his wife {F} {w} {w}
meine Frau {F} {w}
su hijo {F}, {w} {w}
la signora {L} {w} {w}
Maître {L} {w} {w}
avocat de M. {L}, {w}
entre {N}, ci-après le bailleur, et {N}, ci-après le locataire
Le directeur, {N}, {w} {w}
La présidente {N} {w} {w}
El doctor {N} {w} {w}
Médico: {N} NºCol: 12 34 56789
Remitido por: Dr. {N}\\n
Referred by Dr. {N}, {w}
Oberarzt Dr. med. {N}
gez. Dr. {L}
{N}, {w} {w}, {w}
{N} ({w})
({N})
{L} {F}, 12/03/1971'''.split('\n')

NEGATIVE = '''12 rue {f} {l}, 69002 {p}
3, avenue du Général {l}
place {f} {l}
{f}-{l}-Straße 12, 10115 Berlin
Calle {f} {l}, 3
via {f} {l} 12, {p}
12 {l} Street, {p}
{l} Road
lycée {f} {l}
Hôpital {f} {l}, service de {w}
Université {f} {l}
école {f}-{l} à {p}
Collège {l}
Clinique {l}
Université de {p}
Saint-{f}
Sankt {f}
église Saint-{f}-de-{p}
{l} SA, {w} {w}
{l} & {l} GmbH
Société {l} Frères
{l} Inc.
Éts {l} SARL
Cabinet {l} Conseil
{l} Group {w}
Banque {l}
maladie de {l}
syndrome de {l}
{l} syndrome
{l} disease {w}
{l}-{l} algorithm
the {l} theorem {w}
test de {l} {w}
loi {l}
{l} method
prix {f} {l}
stade {f} {l}
gare de {p}
{p} is {w} {w} {w}.
{W} is {w} {w} {w}.
{W} {w} his {w} {w}.
{W}'s {w} {w}
{p}'s {w} {w}
this is {W} {w}
"{W} {w}", says {w}
{w} {w}, {W} {w}
{W} {W} {W}\\n
{W} {w} {w} {w} {w}.
{W} {W}
## {W} {W}
{W}: {w} {w}
The {W} {w} {w} of {W}
{p}, {p} et {p}
{p} ({W})
ville de {p}
{p}, le 12 mars 2021
région {p}
product: {f}
Company: {l}
"company": "{l} {W}",
<company>{l}</company>
Société : {l}
Ville : {p}
"city": "{p}", "country": "{p}"
Brand: {f} {W}
hostname={f}
Projet {f} : {w} {w}
serveur {f} {w}
class {f}{l}({W}):
{f}::{l}() {{ return 0; }}
import {f}.{l};
#define {f} {W}
{f} = new {l}({w});
def {w}(self, {w}): {f} {w}
std::{w}<{l}> {f};
case {f}: return {l};
/* {W} {w} {w} {W} {w} */
// {W} {W} {w}
{W} {f} 2.0
Version {f}
salle {f}
bâtiment {l}
lundi, mardi, {W}
article 12 du Code {W}
modèle {f} {W}
{W} {w} {w} {p} {w} {w} {W}.
{W} {w}, {W} {w}
ARTICLE 3 - {W}
{w} {W} {w} {w}
{f} {x} {x} {x} {x}. {W} {x} {x}.
{x} {x} {x}. {f} {x} {x} {x}.
"{f}": {w}
"text": "{W} {w} {w} {w}"
the {l} {w} of {w}
{w} the {W} {w} {w}
{w}_{f}.{w}
{f}-{w} {w}'''.split('\n')


def text_of(template, names):
    """The text and the spans of its names."""
    out, spans = '', []
    for piece in re.split(r'(\{[FLNwWpflnx]\})', template.replace('\\n', '\n').replace('{{', '\x01').replace('}}', '\x02')):
        value, kind = piece.replace('\x01', '{').replace('\x02', '}'), piece[1:2] if re.fullmatch(r'\{[FLNwWpflnx]\}', piece) else ''
        if kind in 'fF' and kind:
            value = names.first()
        elif kind in 'lL' and kind:
            value = names.last()
        elif kind in 'nN' and kind:
            value = names.full()
        elif kind in 'wW' and kind:
            value = names.pick(names.word)
            value = value.capitalize() if kind == 'W' else value
        elif kind == 'x':
            value = names.unknown()
        elif kind == 'p':
            value = names.pick(names.place).title()
        if kind and kind in 'FLN':
            begin = len(out.encode())
            spans.append({'bstart': begin, 'bend': begin + len(value.encode()), 'type': 'person'})
        out += value
    return out, spans


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('data', type=Path)
    parser.add_argument('out', type=Path)
    parser.add_argument('--count', type=int, default=4000)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    names = Names(options.data)
    with options.out.open('w') as f:
        for _ in range(options.count):
            text, spans = '', []
            for _ in range(random.randint(1, 6)):
                piece, found = text_of(random.choice(POSITIVE if random.random() < 0.6 else NEGATIVE), names)
                shift = len(text.encode())
                spans += [{**s, 'bstart': s['bstart'] + shift, 'bend': s['bend'] + shift} for s in found]
                filler = ' '.join(names.pick(names.word) for _ in range(random.randint(0, 8)))
                text += piece + random.choice(('\n', '\n', '\n\n', f'\n{filler}.\n', f' {filler}.\n'))
            f.write(json.dumps({'text': text, 'spans': spans}) + '\n')


main()
