#!/usr/bin/env python3
"""Writes the RTF fixtures into tests/golden/documents."""
import pathlib
import struct

OUT = pathlib.Path(__file__).resolve().parent.parent / "documents"


def package(name, data):
    """An OLE 1.0 object of the class "Package" (MS-OLEDS 2.2.5)."""
    native = struct.pack("<H", 2) + name + b"\0C:\\" + name + b"\0" + struct.pack("<HH", 0, 3)
    native += struct.pack("<I", len(name) + 1) + name + b"\0" + struct.pack("<I", len(data)) + data
    head = struct.pack("<II", 0x501, 2) + struct.pack("<I", 8) + b"Package\0" + struct.pack("<II", 0, 0)
    return (head + struct.pack("<I", len(native)) + native).hex().encode()


def letter():
    row = rb"\trowd\cellx3000\cellx6000\pard\intbl %s\cell %s\cell\row" + b"\n"
    rows = [(b"Nom", b"Ville"), (b"Le Goff", b"Quimper"), (rb"Morvan\line Yann", b"Brest")]
    return (
        rb"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}"
        rb"{\f2\fcharset128 MS Gothic;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}" b"\n"
        rb"{\info{\title Courrier \'e0 la caisse}{\author Ga\'eblle Tanguy}{\*\company Exemple SARL}{\creatim\yr2024\mo1}}"
        rb"{\*\userprops{\propname Dossier}\proptype30{\staticval 2024-117}}{\*\revtbl{Unknown;}{Yann Morvan;}}" b"\n"
        rb"{\header\pard Caisse d\rquote assurance\par}{\footer\pard page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}" b"\n"
        rb"\pard Madame,\par Votre num\'e9ro\~: 2 84 03 56\u8209?260 123 54 \endash  n\'b0\_7 {\*\unknown cach\'e9}.\par" b"\n"
        rb"\f1 \'c8\'e2\'e0\'ed \f2 \'93\'fa\'96\'7b \f0 {\upr{ANSI}{\*\ud{\u26085?\u26412?}}} {\u-10179?\u-8704?}\par" b"\n"
        rb"{\deleted Ancienne adresse : 4 rue du Port}{\v invisible}{\footnote Note : voir l\rquote annexe.}\par" b"\n"
        rb'''{\field{\*\fldinst{HYPERLINK "mailto:gaelle.tanguy@exemple.fr" }}{\fldrslt me r\'e9pondre}}'''
        rb"{\*\atnid GT}{\*\atnauthor Ga\'eblle Tanguy}\chatn{\*\annotation{\*\atndate 1}\pard V\'e9rifier ce num\'e9ro}\par" b"\n"
        rb"{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv Photo de Mme Tanguy}}{\shptxt Texte encadr\'e9\par}}{\shprslt double}}" b"\n"
        + b"".join(row % pair for pair in rows) +
        rb"\pard\trowd\intbl IBAN\cell FR76 3000 6000 0112\cell\row" b"\n"
        rb"\pard Fin de la lettre.\par" b"\n"
        rb"{\object\objemb{\*\objclass Package}{\*\objdata " + package(b"liste.txt", b"Jeanne Kermarrec, Lorient\n") +
        rb"}{\result{\pard Ic\'f4ne\par}}}" b"\n" rb"{\*\shppict{\pict{\*\blipuid 00}\pngblip\bin4 " + b"{}\\}" + b"}}\n}")


def main():
    (OUT / "lettre.rtf").write_bytes(letter())
    (OUT / "lettre-coupee.rtf").write_bytes(letter()[:1200])
    (OUT / "page-1251.rtf").write_bytes(rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2 {\*\x hidden}{\b mir" + b"\r\n" + rb"}\\ \{a\}}")


if __name__ == "__main__":
    main()
