#!/usr/bin/env python3
"""Makes exports of conversations. Usage: make_chats.py DOCUMENTS_DIRECTORY EXTRACT_DIRECTORY"""
import json
import os
import sys
import zipfile

documents, texts = sys.argv[1:3]


def member(archive, name, content):
    info = zipfile.ZipInfo(name, (2024, 1, 31, 12, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content if isinstance(content, (str, bytes)) else json.dumps(content, indent=4))


users = [
    {"id": "U01", "name": "lvasseur", "deleted": False,
     "profile": {"real_name": "Léa Vasseur", "display_name": "lea", "email": "lea.vasseur@exemple.fr"}},
    {"id": "U02", "name": "kdiallo", "real_name": "Karim Diallo", "profile": {"display_name": ""}},
]
day = [
    {"client_msg_id": "6f1c", "type": "message", "text": "<@U02> mon num\u00e9ro: <tel:0612345678|06 12 34 56 78> &amp; "
     "<mailto:lea@exemple.fr|lea@exemple.fr>\nvoir <https://exemple.fr/a?b=1&amp;c=2|la page>", "user": "U01",
     "ts": "1706697000.000100", "team": "T1",
     "user_profile": {"avatar_hash": "g1", "real_name": "Léa Vasseur", "display_name": "lea"},
     "blocks": [{"type": "rich_text", "block_id": "b1", "elements": [
         {"type": "rich_text_section", "elements": [{"type": "text", "text": "seulement dans un bloc"}]}]}]},
    {"type": "message", "subtype": "file_share", "text": "", "user": "U02", "ts": "1706700600.000200",
     "files": [{"id": "F1", "name": "arret.pdf", "title": "Arr\u00eat de travail", "size": 1234}]},
    {"type": "message", "subtype": "bot_message", "username": "Paie", "text": "Bulletin envoy\u00e9",
     "ts": "1706700660.000300", "attachments": [{"fallback": "Bulletin de janvier", "text": "IBAN chang\u00e9"}]},
]
with zipfile.ZipFile(os.path.join(documents, "slack.zip"), "w") as archive:
    member(archive, "users.json", users)
    member(archive, "channels.json", [{"id": "C01", "name": "general", "members": ["U01", "U02"]}])
    member(archive, "dms.json", [{"id": "D01", "members": ["U01", "U02"]}])
    member(archive, "general/2024-01-31.json", day)
    member(archive, "D01/2024-02-01.json", [{"type": "message", "user": "U02", "text": "Salut <#C01>",
                                             "ts": "1706774400.000100"}])
    member(archive, "general/2024-02-02.json", '[{"type": "message", "user": "U01", "text": "coup\u00e9')
    member(archive, "general/2024-02-03.json", '[{"text": "un", "ts": "x"}, fin: 06 98 76 54 32')

iphone = """\
\ufeff[24/12/2023, 18:05:33] Famille: \u200eLes messages sont chiffr\u00e9s.
[24/12/2023, 18:05:40] L\u00e9a Vasseur: Bonjour,
mon nouveau num\u00e9ro :
06 12 34 56 78
\u200e[24/12/2023, 18:06:02] L\u00e9a Vasseur: \u200eimage absente
[24/12/2023, 18:07:10] ~\u202f+33 6 98 76 54 32: d'accord: not\u00e9
[24/12/2023, 18:09:00] \u200eL\u00e9a Vasseur a quitt\u00e9 le groupe
"""
with open(os.path.join(texts, "_chat.txt"), "w", encoding="utf-8", newline="\r\n") as file:
    file.write(iphone)
android = """\
12/31/23, 11:59\u202fPM - Messages and calls are end-to-end encrypted.
12/31/23, 11:59\u202fPM - Tom Reed: call me: 202-555-0143
1/1/24, 12:03\u202fAM - Ana: Happy new year
two lines
1/1/24, 12:04\u202fAM - Tom Reed: <Media omitted>
"""
with open(os.path.join(texts, "whatsapp-en.txt"), "w", encoding="utf-8") as file:
    file.write(android)
signal = """\
[2023-05-29, 15:04] Me: How is everyone?  
[2023-05-29, 15:10] Aya: We're great!  
> quoted
[2023-05-29 15:20:11] Jim: ![scan.jpg](./media/scan.jpg)
"""
with open(os.path.join(texts, "signal.md"), "w", encoding="utf-8") as file:
    file.write(signal)

page = """<!DOCTYPE html>
<html><head><title>Famille</title></head><body>
<div class="day">2024-01-31</div>
<div class="msg"><div class="meta"><span class="sender">Léa Vasseur</span>
<time class="date" datetime="2024-01-31T10:30:00">10:30:00</time></div>
<div class="body"><p>mon numéro : 06 12 34 56 78</p></div></div>
<div class="msg me"><div class="meta"><span class="sender">Me</span>
<time class="date" datetime="2024-01-31T10:31:00">10:31:00</time></div>
<div class="body"><p>not&eacute; &amp; merci</p></div></div>
</body></html>
"""
with open(os.path.join(texts, "signal.html"), "w", encoding="utf-8") as file:
    file.write(page)
