#!/usr/bin/env python3
"""Makes a WordPerfect 5.1 letter, spreadsheets of Lotus 1-2-3 and Quattro Pro, and a compound file that
only says to be a Visio drawing. Usage: make_revenge.py DIRECTORY"""
import os
import struct
import sys

import compound

out = sys.argv[1]
# The prefix: where the text begins, product 1, a document, version 0.1, no encryption; then the list of
# packets of the prefix, here none but the list itself.
text = b"Lettre de Mathilde Exemple\x0aTelephone 06 12 34 56 78\x0a"
index = struct.pack("<HHHI", 0xFFFB, 5, 50, 0) + bytes(40)
header = b"\xffWPC" + struct.pack("<IBBBBHH", 16 + len(index), 1, 10, 0, 1, 0, 0)
with open(os.path.join(out, "lettre.wp"), "wb") as file:
    file.write(header + index + text)


def sheet(version):
    """Records of a type, a length and content: labels, whole and real numbers by column and row."""
    record = lambda kind, content: struct.pack("<HH", kind, len(content)) + content
    quattro = version > 0x1000  # which gives the length of a label

    def label(column, row, value):
        length = bytes([len(value) + 1]) if quattro else b""
        return record(0x0F, struct.pack("<BHH", 0xFF, column, row) + length + b"'" + value + b"\0")

    parts = [record(0, struct.pack("<H", version)), record(6, struct.pack("<4H", 0, 0, 2, 1)),
             label(0, 0, b"Nom"), label(1, 0, b"Age"), label(2, 0, b"Taille"), label(0, 1, b"Basile"),
             record(0x0D, struct.pack("<BHHh", 0xFF, 1, 1, 37)),
             record(0x0E, struct.pack("<BHHd", 0xFF, 2, 1, 1.75)), record(1, b"")]
    return b"".join(parts)


for name, version in (("clients.wk1", 0x0406), ("clients.wq1", 0x5120)):
    with open(os.path.join(out, name), "wb") as file:
        file.write(sheet(version))
compound.write(os.path.join(out, "faux.vsd"), {"VisioDocument": b"Dessin de Mathilde Exemple " * 8})
