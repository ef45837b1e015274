#!/usr/bin/env python3
"""Makes documents of Office before 2007, byte by byte from their specifications.
Usage: make_old_office.py DIRECTORY"""
import io
import os
import struct
import sys
import zipfile
import zlib

import compound

out = sys.argv[1]
wide = lambda text: text.encode("utf-16-le")


def summary(page, values):
    """[MS-OLEPS]: one property set of strings."""
    properties, offset, body = [], 8 + 8 * (len(values) + 1), b""
    for number, value in [(1, None), *values]:
        properties.append(struct.pack("<II", number, offset + len(body)))
        if value is None:
            body += struct.pack("<HHI", 2, 0, page)
            continue
        encoded = value.encode("cp%d" % page) + b"\0"
        body += struct.pack("<HHI", 30, 0, len(encoded)) + encoded.ljust(-(-len(encoded) // 4) * 4, b"\0")
    inner = struct.pack("<II", 8 + len(b"".join(properties)) + len(body), len(properties))
    inner += b"".join(properties) + body
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0x20005, 1) + bytes(16) + struct.pack("<I", 48) + inner


def packed_file(name, content):
    """What the packager stores."""
    body = struct.pack("<H", 2) + name + b"\0C:\\" + name + b"\0" + struct.pack("<I", 0x30000)
    body += struct.pack("<I", 7) + b"C:\\tmp\0" + struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(body)) + body


def paragraph_page(whole, place):
    """[MS-DOC] 2.9.23: for each paragraph where it ends and whether it is in a table, or a row's end."""
    ends, places, cells = [place(0)], [], 0
    in_cell = b"\x03\0\0\x16\x24\x01"
    row_end = b"\0\x04\0\0\x16\x24\x01\x17\x24\x01"
    for i, c in enumerate(whole):
        if c not in "\r\x07":
            continue
        ends.append(place(i + 1))
        cells = cells + 1 if c == "\x07" else 0  # three cells a row, then its end
        places.append(0 if c == "\r" else 2 if cells % 4 == 0 else 1)
    page = bytearray(512)
    page[400:406], page[410:420], page[511] = in_cell, row_end, len(places)
    struct.pack_into("<%dI" % len(ends), page, 0, *ends)
    for i, kind in enumerate(places):
        page[len(ends) * 4 + i * 13] = (0, 200, 205)[kind]
    return bytes(page), ends[0], ends[-1]


def word(texts, old=False):
    """[MS-DOC]: `texts` by story: body, footnotes, headers, macros, comments, end notes, boxes, boxes.
    The first half of the characters are stored as bytes, the others as UTF-16."""
    whole = "".join(texts) + "\r"
    narrow = whole[:len(whole) // 2]
    counts = [len(text) for text in texts] + [0] * (8 - len(texts))
    if old:  # Word 6: one stretch of text, no pieces
        header = bytearray(1024)
        struct.pack_into("<HH", header, 0, 0xA5DC, 0x65)
        struct.pack_into("<HH", header, 6, 0x0415, 0)  # Polish
        encoded = whole.encode("cp1250")
        struct.pack_into("<II", header, 24, 1024, 1024 + len(encoded))
        struct.pack_into("<8I", header, 52, *counts)
        return {"WordDocument": bytes(header) + encoded}
    header = bytearray(1024)
    struct.pack_into("<HH", header, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", header, 10, 0x0200)  # the table is 1Table
    struct.pack_into("<H", header, 32, 14)
    struct.pack_into("<H", header, 62, 22)
    struct.pack_into("<8I", header, 76, *counts)
    struct.pack_into("<H", header, 152, 93)
    text = narrow.encode("cp1252")
    second = 1024 + len(text) + len(text) % 2
    text = text.ljust(second - 1024, b"\0") + wide(whole[len(narrow):])
    text = text.ljust(-(-len(text) // 512) * 512, b"\0")
    page, first, end = paragraph_page(
        whole, lambda i: 1024 + i if i <= len(narrow) else second + 2 * (i - len(narrow)))
    number = (1024 + len(text)) // 512
    text += page
    pieces = struct.pack("<3I", 0, len(narrow), len(whole))
    pieces += struct.pack("<HIH", 0, 1024 * 2 | 1 << 30, 0) + struct.pack("<HIH", 0, second, 0)
    table = b"\x01\x02\x00\xff\xff" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", header, 154 + 33 * 8, 16, len(table))
    authors = struct.pack("<H", 13) + wide("Camille Borde")
    struct.pack_into("<II", header, 154 + 36 * 8, 16 + len(table), len(authors))
    paragraphs = struct.pack("<III", first, end, number)
    struct.pack_into("<II", header, 154 + 13 * 8, 16 + len(table) + len(authors), len(paragraphs))
    return {"WordDocument": bytes(header) + text, "1Table": bytes(16) + table + authors + paragraphs}


def record(kind, content=b""):
    return struct.pack("<HH", kind, len(content)) + content


def unicode_string(text, length="<H"):
    try:
        return struct.pack(length, len(text)) + b"\0" + text.encode("latin-1")
    except UnicodeEncodeError:
        return struct.pack(length, len(text)) + b"\1" + wide(text)


def rk(value):
    return value << 2 & 0xFFFFFFFF | 2


def workbook():
    """[MS-XLS]: two sheets, one hidden; a string that goes on in the next record."""
    strings = ["Nom", "Naissance", "Téléphone", "Élodie Vasseur", "Zoë Ω", "Numéro"]
    shared = struct.pack("<II", 8, len(strings) + 1) + b"".join(unicode_string(s) for s in strings)
    shared += struct.pack("<H", 14) + b"\0" + b"coupee "
    follow = b"\1" + wide("en deux") 
    cells = [record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))]
    for column, index in ((0, 0), (1, 1), (2, 2), (3, 5)):
        cells.append(record(0xFD, struct.pack("<HHHI", 0, column, 0, index)))
    cells.append(record(0xFD, struct.pack("<HHHI", 1, 0, 0, 3)))
    cells.append(record(0x203, struct.pack("<HHHd", 1, 1, 1, 31048.0)))  # 1985-01-01
    cells.append(record(0x203, struct.pack("<HHHd", 1, 2, 2, 612345678.0)))
    cells.append(record(0x27E, struct.pack("<HHHI", 1, 3, 0, rk(-12))))
    cells.append(record(0xFD, struct.pack("<HHHI", 2, 0, 0, 4)))
    cells.append(record(0xBD, struct.pack("<HHHIHIH", 2, 1, 1, rk(31049), 0, rk(4250) | 1, 2)))
    cells.append(record(0x06, struct.pack("<HHHHIHHIH", 3, 0, 0, 0, 0, 0xFFFF, 0, 0, 0)))
    cells.append(record(0x207, unicode_string("calculé")))
    cells.append(record(0xFD, struct.pack("<HHHI", 3, 2, 0, 6)))
    cells.append(record(0x1B6, struct.pack("<HHIHHHI", 0, 0, 0, 0, 0, 0, 0)[:10] + struct.pack("<HHI", 9, 8, 0)))
    cells.append(record(0x3C, b"\0" + b"remarque "[:9]))
    cells.append(record(0x3C, bytes(8)))
    cells.append(record(0x1C, struct.pack("<HHHH", 1, 0, 0, 1) + unicode_string("Camille") + b"\0"))
    address = wide("mailto:elodie@exemple.fr\0")
    link = struct.pack("<4H", 1, 1, 0, 0) + bytes(16) + struct.pack("<II", 2, 3)
    link += b"\xe0\xc9\xea\x79" + bytes(12) + struct.pack("<I", len(address)) + address
    cells.append(record(0x1B8, link))
    cells.append(record(0x0A))
    hidden = [record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)),
              record(0x204, struct.pack("<HHH", 0, 0, 0) + unicode_string("caché")), record(0x0A)]
    first, second = b"".join(cells), b"".join(hidden)

    def book(offset):
        parts = [record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)),
                 record(0x5C, unicode_string("Utilisatrice").ljust(112, b" ")),
                 record(0x42, struct.pack("<H", 1200)),
                 record(0x41E, struct.pack("<H", 164) + unicode_string("0#\" \"##\" \"##\" \"##\" \"##"))]
        for form in (0, 14, 164):
            parts.append(record(0xE0, struct.pack("<HH16x", 0, form)))
        parts.append(record(0x85, struct.pack("<IBB", offset, 0, 0) + unicode_string("Clients", "<B")))
        parts.append(record(0x85, struct.pack("<IBB", offset + len(first), 1, 0)
                            + unicode_string("Archives Ω", "<B")))
        parts += [record(0xFC, shared), record(0x3C, follow), record(0x0A)]
        return b"".join(parts)

    return book(len(book(0))) + first + second


def old_workbook():
    """Version 3: one sheet, no compound file."""
    return b"".join([
        record(0x209, struct.pack("<HHH", 3, 0x10, 0)), record(0x42, struct.pack("<H", 1252)),
        record(0x1E, b"\7General"), record(0x1E, b"\nyyyy-mm-dd"),
        record(0x243, bytes(12)), record(0x243, b"\0\1" + bytes(10)),
        record(0x204, struct.pack("<HHHH", 0, 0, 0, 6) + "Prénom".encode("cp1252")),
        record(0x204, struct.pack("<HHHH", 0, 1, 0, 2) + b"le"),
        record(0x204, struct.pack("<HHHH", 1, 0, 0, 5) + b"Basil"),
        record(0x203, struct.pack("<HHHd", 1, 1, 1, 25569.0)), record(0x0A)])


def atom(kind, content, instance=0):
    return struct.pack("<HHI", instance << 4, kind, len(content)) + content


def box(kind, *content, instance=0):
    inner = b"".join(content)
    return struct.pack("<HHI", instance << 4 | 15, kind, len(inner)) + inner


def presentation(key=False):
    """[MS-PPT]: two slides in another order than in the file, notes, a comment, an object, and a slide
    that the last edit left out."""
    persist = lambda n, slide: atom(0x3F3, struct.pack("<IIIII", n, 0, 0, slide, 0))
    document = box(1000, box(0xFF0, persist(2, 256), atom(0xFA0, wide("Titre un é")), persist(3, 257),
                             atom(0xFA8, b"Titre deux"), instance=0),
                   box(0xFD7, atom(0xFBA, wide("mailto:agnes@exemple.fr"), 1)))
    second = box(1006, box(0xF00D, atom(0xFA0, wide("Boîte deux\rligne"))))
    first = box(1006, box(0xF00D, atom(0xFA8, "Boîte un".encode("latin-1"))),
                box(0x138A, atom(0xFBA, wide("___PPT10"))),
                box(0x2EE0, atom(0xFBA, wide("Agnès"), 0), atom(0xFBA, wide("À revoir"), 1)))
    notes = box(1008, atom(0x3F1, struct.pack("<II", 257, 0)), atom(0xFA0, wide("Notes de deux")))
    gone = box(1006, atom(0xFA0, wide("Diapositive supprimée")))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(zipfile.ZipInfo("dedans.txt"), "Objet de Rémi\n")
    packed = struct.pack("<I", len(inner.getvalue())) + zlib.compress(inner.getvalue())
    stored = atom(0x1011, packed, 1)
    stream, offsets = b"", {}
    for number, part in ((1, document), (3, second), (2, first), (4, notes), (0, gone), (5, stored)):
        offsets[number] = len(stream)
        stream += part
    directory = len(stream)
    entries = struct.pack("<I", 5 << 20 | 1) + b"".join(struct.pack("<I", offsets[n]) for n in range(1, 6))
    stream += atom(0x1772, entries)
    stream += atom(0xFF5, struct.pack("<IIIIIIHH", 0, 0, 0, directory, 1, 5, 0, 0)
                   + (b"\1\0\0\0" if key else b""))
    return stream


def main():
    body = ("Bonjour Élodie.\rÉcrire à \x13HYPERLINK \"mailto:elodie@exemple.fr\" \\o \"bulle\"\x14Élodie\x15 "
            "page \x13 PAGE \x147\x15.\rNom\x07Ville\x07Né le\x07\x07Rémi\x07Łódź\x07\x07\x07"
            "Ana\x07Nice\x071985\x07\x07Fin\x1eici\x02.\r")
    texts = [body, "\x02 Une note de bas de page.\r", "En-tête confidentiel\r", "", "\x05Un commentaire.\r"]
    document = word(texts)
    document["\5SummaryInformation"] = summary(1252, [(2, "Contrat"), (4, "Élodie Vasseur")])
    document["ObjectPool/_1/\1Ole10Native"] = packed_file(b"note.txt", b"Contenu de la note jointe\n")
    document["ObjectPool/_2/Workbook"] = workbook()
    compound.write(os.path.join(out, "lettre.doc"), document)
    compound.write(os.path.join(out, "word6.doc"), word(["Zażółć gęślą jaźń.\rDrugi akapit.\r"], old=True))
    secret = word(["chiffre"])
    header = bytearray(secret["WordDocument"])
    struct.pack_into("<H", header, 10, 0x0300)
    secret["WordDocument"] = bytes(header)
    secret["\5SummaryInformation"] = summary(1252, [(4, "Auteur visible")])
    compound.write(os.path.join(out, "chiffre.doc"), secret)
    compound.write(os.path.join(out, "clients.xls"), {
        "Workbook": workbook(), "\5SummaryInformation": summary(1252, [(4, "Zoë")]),
        "_SX_DB_CUR/0001": record(0xCD, unicode_string("Donnée du pivot"))})
    locked = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0x2F, bytes(54))
    compound.write(os.path.join(out, "chiffre.xls"), {"Workbook": locked + bytes(4096)})
    with open(os.path.join(out, "version3.xls"), "wb") as file:
        file.write(old_workbook())
    compound.write(os.path.join(out, "diapos.ppt"), {
        "PowerPoint Document": presentation(), "\5SummaryInformation": summary(1252, [(4, "Agnès")])})
    compound.write(os.path.join(out, "chiffre.ppt"), {"PowerPoint Document": presentation(key=True)})
    compound.write(os.path.join(out, "chiffre.docx"), {
        "EncryptedPackage": bytes(5000), "EncryptionInfo": b"\4\0\4\0\x40\0\0\0<encryption/>"})


main()


def word_two(text, flags=0):
    """Word for Windows 2: a header that says where the text stands, the text, names of fonts."""
    encoded = text.encode("cp1252")
    header = struct.pack("<HHHHHHHHII", 0xA5DB, 0x2D, 0x2D, 0x40C, 0, flags, 0, 0, 0, 0)
    header += struct.pack("<II", 0x180, 0x180 + len(encoded))
    return header.ljust(0x180, b"\0") + encoded + b"\x05Arial\0Courier New\0"


with open(os.path.join(out, "word2.doc"), "wb") as file:
    file.write(word_two("Chère Zoé,\rVoici mon numéro : 06 12 34 56 78.\rNom\x07Martin\x07\x07\rà bientôt\x0c"))
