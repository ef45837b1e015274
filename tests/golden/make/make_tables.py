#!/usr/bin/env python3
"""Makes a dBase table and a binary property list. Usage: make_tables.py DIRECTORY"""
import os
import plistlib
import struct
import sys
from datetime import datetime

out = sys.argv[1]


def dbf(version, language, fields, records, memo=False):
    """fields: (name, type, length, decimals); records: (deleted, [bytes, ...])."""
    header = b"".join(name.encode().ljust(11, b"\0") + kind.encode() + bytes(4)
                      + struct.pack("<BB14x", length, decimals) for name, kind, length, decimals in fields)
    size = 32 + len(header) + 1
    start = struct.pack("<BBBBIHH", version, 124, 2, 29, len(records), size,
                        1 + sum(field[2] for field in fields))
    body = b"".join((b"*" if gone else b" ") + b"".join(values) for gone, values in records)
    return start.ljust(29, b"\0") + bytes([language]) + b"\0\0" + header + b"\r" + body + b"\x1a"


fields = [("NOM", "C", 12, 0), ("NE_LE", "D", 8, 0), ("SOLDE", "N", 10, 2), ("ACTIF", "L", 1, 0),
          ("NOTES", "M", 10, 0)]
records = [
    (False, ["Éloïse".encode("cp850").ljust(12), b"19850213", b"   1234.50", b"T", b"         1"]),
    (True, [b"Effacee".ljust(12), b"        ", b"         7", b"F", b"          "]),
    (False, ["Zoë é".encode("utf-8").ljust(12), b"20000101", b"       -12", b"?", b"          "])]
with open(os.path.join(out, "clients.dbf"), "wb") as file:
    file.write(dbf(0x83, 0x02, fields, records))
visual = [("ID", "I", 4, 0), ("QUAND", "T", 8, 0), ("PRIX", "Y", 8, 0), ("REEL", "B", 8, 0)]
values = [struct.pack("<i", -5), struct.pack("<II", 2451545, 43200000), struct.pack("<q", 12345600),
          struct.pack("<d", 2.5)]
with open(os.path.join(out, "visual.dbf"), "wb") as file:
    file.write(dbf(0x30, 0x03, visual, [(False, values)]))
tree = {"Nom": "Élodie Vasseur", "Courriels": ["elodie@exemple.fr", "e.vasseur@exemple.fr"],
        "Naissance": datetime(1985, 2, 13, 8, 30), "Telephone": 33612345678, "Taille": 1.65,
        "Adresse": {"Ville": "Orléans", "Autres": [{"Rue": "rue des Lilas"}, True]},
        "Contenu": b"{\\rtf1 Texte joint}", "Page": b"<html><body>" + b"Bonjour Zo\xc3\xab " * 400 + b"</body></html>"}
with open(os.path.join(out, "fiche.plist"), "wb") as file:
    plistlib.dump(tree, file, fmt=plistlib.FMT_BINARY, sort_keys=False)
