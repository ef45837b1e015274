#!/usr/bin/env python3
"""Makes the mails of tests/golden/documents. All people and numbers in them are invented.

usage: make_mails.py [OUT_DIR]
"""
import base64
import sys
from pathlib import Path

OUT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / 'documents')


def b64(data, width=60):
    text = base64.b64encode(data).decode()
    return '\r\n'.join(text[i:i + width] for i in range(0, len(text), width))


LETTER = '\r\n'.join([
    'Return-Path: <paul.aubry@exemple.fr>',
    'From: =?ISO-8859-1?Q?H=E9l=E8ne_Aubry?= <helene.aubry@exemple.fr>',
    # A character is cut between two encoded words.
    'To: =?utf-8?B?' + base64.b64encode(b'Zo\xc3').decode() + '?=',
    ' =?utf-8?B?' + base64.b64encode(b'\xa9 Lambert').decode() + '?= <zoe@exemple.fr>',
    'Subject: =?utf-8?Q?Re:_arr=C3=AAt?=',
    'Date: Mon, 5 Feb 2024 09:00:00 +0100',
    'Message-ID: <1@exemple.fr>',
    'X-Note: caf\u00e9 in Latin-1',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; charset=iso-8859-1;',
    ' boundary="outer"',
    '',
    'This is a multi-part message in MIME format.',
    '--outer',
    'Content-Type: multipart/alternative; boundary=outer-2',
    '',
    '--outer-2',
    'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Bonjour Zo\u00c3\u00a9, votre num\u00c3\u00a9 ',
    'ro est le 06 99 00 12 34.',
    '-- ',
    'H.',
    '--outer-2',
    'Content-Type: text/html; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<p>Bonjour Zo=E9,<br>votre dossier est pr=',
    '=EAt.</p>',
    '--outer-2--',
    '--outer',
    'Content-Type: application/octet-stream;',
    " name*0*=iso-8859-1''r%E9sultats; name*1=\" 2024.csv\"",
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment',
    '',
    b64('nom;mail\nAubry;h@exemple.fr\n'.encode()),
    '--outer',
    'Content-Type: message/rfc822',
    '',
    'From: paul@exemple.fr',
    'To: zoe@exemple.fr',
    'Subject: dans la lettre',
    'Content-Type: text/plain; charset=x-nobody-knows',
    'Content-Transfer-Encoding: x-nobody-knows',
    '',
    'Un mot de Paul.',
    '--outer',
    'Content-Type: text/plain; name="note.txt"',
    'Content-Disposition: inline',
    '',
    'Un fichier :',
    'begin 644 petit.txt',
    '#0V%T',
    '`',
    'end',
    'begin with a word is no file.',
    '=ybegin line=128 size=3 name=autre.txt',
    bytes((b + 42) % 256 for b in b'Dog').decode('latin-1'),
    '=yend size=3',
    'Fin.',
    '--outer--',
    'After the last part.',
    ''])

MAILBOX = '''From paul@exemple.fr Mon Feb  5 09:00:00 2024
From: paul@exemple.fr
To: zoe@exemple.fr
Subject: premier
Date: Mon, 5 Feb 2024 09:00:00 +0100

Bonjour,
>From here on it is quoted.
From now on it is not.

From paul@exemple.fr Tue Feb  6 10:00:00 2024
From: paul@exemple.fr
Date: Tue, 6 Feb 2024 10:00:00 +0100
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Sans objet.
--b
Content-Disposition: attachment; filename=liste.txt
Content-Transfer-Encoding: base64

%s

From MAILER-DAEMON Wed Feb  7 11:00:00 2024
From: zoe@exemple.fr
Subject: =?utf-8?Q?la_fin,_qui_a_un_objet_si_long_que_personne_ne_le_lit_jusqu'=C3=A0_la_fin?=

Fin.
''' % b64(b'Jeanne Morel, 12 rue des Lilas\n')

PAGE = '\r\n'.join([
    'From: <Saved by a browser>',
    'Snapshot-Content-Location: https://exemple.fr/page',
    'Subject: Annuaire',
    'Date: Mon, 5 Feb 2024 09:00:00 -0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; type="text/html";',
    '\tboundary="----Part"',
    '',
    '------Part',
    'Content-Type: text/html',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Location: https://exemple.fr/annuaire.html?x=3D1',
    '',
    '<html><body><table><tr><td>Paul Aubry</td><td>01 99 00 56 78</td></tr></table></body></html>',
    '------Part',
    'Content-Type: text/css',
    'Content-Location: https://exemple.fr/style.css',
    '',
    'body { color: red }',
    '------Part--',
    ''])

APPLE = LETTER.split('X-Note')[0].replace('\r\n', '\n') + '\nUn mot.\n'
LIST = '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>subject</key><string>Re: mot</string></dict></plist>\n'

OUT.joinpath('lettre.eml').write_bytes(LETTER.encode('latin-1'))
OUT.joinpath('boite.mbox').write_bytes(MAILBOX.encode())
OUT.joinpath('page.mht').write_bytes(PAGE.encode())
OUT.joinpath('12.emlx').write_bytes(b'%d      \n' % len(APPLE.encode()) + APPLE.encode() + LIST.encode())
OUT.joinpath('mmdf').write_bytes(b'\1\1\1\1\nFrom: a@exemple.fr\nSubject: un\n\nUn.\n\1\1\1\1\n\1\1\1\1\nFrom: b@exemple.fr\n\nDeux.\n\1\1\1\1\n')
