#!/usr/bin/env python3
"""Makes projects of VBA macros ([MS-OVBA]). Usage: make_macros.py DIRECTORY"""
import os
import struct
import sys

import compound

out = sys.argv[1]


def packed(content):
    """A compressed container (2.4.1) of literals, with one copy token for each "aaaa" at a chunk's end."""
    result = b"\x01"
    for begin in range(0, len(content), 4096):
        piece = content[begin:begin + 4096]
        tokens = b"".join(b"\0" + piece[at:at + 8] for at in range(0, len(piece), 8))
        if len(tokens) > 4096:  # a full chunk of literals does not fit and is stored
            result += struct.pack("<H", 0x3FFF) + piece.ljust(4096, b"\0")
        else:
            result += struct.pack("<H", 0xB000 | len(tokens) - 1) + tokens
    return result


def record(kind, content):
    return struct.pack("<HI", kind, len(content)) + content


def project(modules):
    """modules: (name, stream, source)"""
    directory = record(0x01, struct.pack("<I", 3)) + record(0x03, struct.pack("<H", 1252))
    directory += struct.pack("<HIIH", 0x09, 4, 7, 1)
    directory += record(0x16, b"stdole") + record(0x3E, "stdole".encode("utf-16-le"))
    directory += record(0x0F, struct.pack("<H", len(modules))) + record(0x13, b"\xff\xff")
    streams = {}
    for name, stream, source in modules:
        cache = b"compiled code"
        directory += record(0x19, name.encode("cp1252")) + record(0x47, name.encode("utf-16-le"))
        directory += record(0x1A, stream.encode("cp1252")) + record(0x32, stream.encode("utf-16-le"))
        directory += record(0x31, struct.pack("<I", len(cache))) + record(0x21, b"") + record(0x2B, b"")
        streams["VBA/" + stream] = cache + packed(source.encode("cp1252"))
    streams["VBA/dir"] = packed(directory + record(0x10, b""))
    streams["VBA/_VBA_PROJECT"] = b"\xcc\x61\xff\xff\0\0\0"
    streams["PROJECT"] = b'ID="{0}"\r\nName="Paie"\r\n'
    return streams


lines = "".join(f"' ligne {i}\r\n" for i in range(500))
compound.write(os.path.join(out, "vbaProject.bin"), project([
    ("Employés", "Module1", 'Attribute VB_Name = "Employés"\r\nSub Envoyer()\r\n'
     '  \' mot de passe de Zoé\r\n  adresse = "zoe.martin@exemple.fr"\r\nEnd Sub\r\n'),
    ("Long", "Module2", 'Attribute VB_Name = "Long"\r\n' + lines)]))
