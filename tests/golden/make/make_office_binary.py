#!/usr/bin/env python3
"""Makes the binary workbook and the iWork documents of tests/golden/documents and of tests/fuzz/seeds, byte by
byte. All content is invented.

    make_office_binary.py
"""

import struct
import zipfile

from make_office import CONTENT_TYPES, GOLDEN, SEEDS, relationships, write_zip


def record(kind, data=b""):
    """MS-XLSB 2.1.4: type and size in bytes of seven bits."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, rest = b"", len(data)
    while True:
        size += bytes([rest & 0x7F | (0x80 if rest > 127 else 0)])
        rest >>= 7
        if not rest:
            return head + size + data


def wide(text):
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def cell(column, style=0):
    return struct.pack("<II", column, style)


def binary_workbook():
    book = (record(131) + record(153, bytes(12))
            + record(156, struct.pack("<II", 0, 1) + wide("r1") + wide("Personnel"))
            + record(156, struct.pack("<II", 2, 2) + wide("r2") + wide("Réserve")) + record(132))
    strings = record(159) + b"".join(record(19, b"\0" + wide(text)) for text in ("Nom", "Né le", "Compte", "Aubertin")) + record(160)
    styles = (record(278) + record(615) + record(44, struct.pack("<H", 164) + wide("dd/mm/yyyy")) + record(616)
              + record(626) + record(47, struct.pack("<HH", 0, 9) + bytes(12)) + record(627)
              + record(617) + b"".join(record(47, struct.pack("<HH", 0, form) + bytes(12)) for form in (0, 164)) + record(618)
              + record(279))
    row = lambda number: record(0, struct.pack("<I", number) + bytes(21))
    integer = lambda value: struct.pack("<I", (value << 2 | 2) & 0xFFFFFFFF)
    hundredth = lambda value: struct.pack("<I", (value << 2 | 3) & 0xFFFFFFFF)
    sheet = (record(129) + record(145) + row(0) + b"".join(record(7, cell(i) + struct.pack("<I", i)) for i in range(3))
             + row(1) + record(7, cell(0) + struct.pack("<I", 3)) + record(2, cell(1, 1) + integer(31048))
             + record(5, cell(2) + struct.pack("<d", 185057800608400.0))
             + row(2) + record(6, cell(0) + wide("Bellamy")) + record(8, cell(1) + wide("calculé") + bytes(8))
             + record(2, cell(2) + hundredth(1250)) + record(4, cell(3) + b"\1")
             + record(62, cell(5) + b"\1" + wide("riche") + bytes(12)) + record(146)
             + record(479, bytes(2) + wide("Service du personnel") + b"\xff\xff\xff\xff" * 5) + record(480) + record(130))
    hidden = record(129) + record(145) + row(0) + record(6, cell(1) + wide("caché")) + record(146) + record(130)
    comments = (record(628) + record(630) + record(632, wide("Paul Roux")) + record(631) + record(633)
                + record(635, bytes(36)) + record(637, b"\0" + wide("à rappeler")) + record(636) + record(634) + record(629))
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(("r1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relationships(
            ("r1", "worksheet", "worksheets/sheet1.bin"), ("r2", "worksheet", "worksheets/sheet2.bin"),
            ("r3", "sharedStrings", "sharedStrings.bin"), ("r4", "styles", "styles.bin")),
        "xl/sharedStrings.bin": strings,
        "xl/styles.bin": styles,
        "xl/worksheets/sheet1.bin": sheet,
        "xl/worksheets/_rels/sheet1.bin.rels": relationships(("r1", "comments", "../comments1.bin")),
        "xl/worksheets/sheet2.bin": hidden,
        "xl/comments1.bin": comments,
    }


def varint(number):
    out = b""
    while True:
        out += bytes([number & 0x7F | (0x80 if number > 127 else 0)])
        number >>= 7
        if not number:
            return out


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def archive_object(identifier, kind, message):
    info = field(1, kind) + field(2, b"\1\0\5") + field(3, len(message))
    header = field(1, identifier) + field(2, info)
    return varint(len(header)) + header + message


def snappy_chunk(data):
    """Literals of 50 bytes, and a copy for a run of dashes."""
    out, at = varint(len(data)), 0
    while at < len(data):
        if data[at:at + 8] == b"--------" and at and data[at - 1:at] == b"-":
            out += bytes([(8 - 4) << 2 | 1, 1])
            at += 8
            continue
        piece = data[at:at + 50]
        if (run := piece.find(b"---------")) >= 0:
            piece = piece[:run + 1]
        out += bytes([(len(piece) - 1) << 2]) + piece
        at += len(piece)
    return b"\0" + len(out).to_bytes(3, "little") + out


def objects():
    text = field(1, 0) + field(3, "Bonjour Zoé,\u2028la réunion ---------------- est jeudi.\nAlix Bellamy")
    strings = field(1, 1) + field(3, field(1, 1) + field(2, 1) + field(3, "Nom")) + field(3, field(1, 2) + field(3, "Aubertin"))
    document = snappy_chunk(archive_object(1, 10000, field(4, b"\x08\x02")) + archive_object(2, 2001, text))
    # One object over two chunks.
    table = archive_object(3, 6001, field(8, "Personnel")) + archive_object(4, 6005, strings)
    return {
        "Index/Document.iwa": document,
        "Index/Tables/DataList.iwa": snappy_chunk(table[:40]) + snappy_chunk(table[40:]),
        "Index/AnnotationAuthorStorage.iwa": snappy_chunk(archive_object(5, 3056, field(1, "à vérifier"))),
    }


def old_numbers():
    cells = ('<sf:t sf:ct="0"><sf:ct sfa:s="Nom"/></sf:t><sf:t><sf:ct sfa:s="Code"/></sf:t><sf:t sf:ct="255"><sf:ct sfa:s="Aubertin"/></sf:t>'
             '<sf:n sf:v="1.85057800608E+14"/><sf:g sf:ct="255"/><sf:f><sf:fo sf:fs="=A1"/><sf:r><sf:rn sf:v="12.5"/></sf:r></sf:f>')
    return {"index.xml": '<?xml version="1.0"?><ls:document xmlns:ls="urn:l" xmlns:sf="urn:s" xmlns:sfa="urn:a">'
            '<ls:workspace ls:workspace-name="Feuille 1"><sf:tabular-model sf:name="Personnel"><sf:grid sf:numcols="2" sf:ncc="true">'
            f"<sf:datasource>{cells}</sf:datasource></sf:grid></sf:tabular-model></ls:workspace>"
            "<sf:p>Une <sf:span>note</sf:span><sf:tab/>fin<sf:br/></sf:p></ls:document>"}


def main():
    write_zip(GOLDEN / "personnel.xlsb", binary_workbook())
    write_zip(GOLDEN / "reunion.pages", objects())
    write_zip(GOLDEN / "personnel.numbers", old_numbers())
    write_zip(SEEDS / "workbook" / "binaire", binary_workbook(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "iwork" / "reunion", objects(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "iwork" / "personnel", old_numbers(), zipfile.ZIP_STORED)


if __name__ == "__main__":
    main()
