#!/usr/bin/env python3
"""Makes the OOXML documents of tests/golden/documents and of tests/fuzz/seeds. All content is invented.

    make_office.py
"""

import zipfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
GOLDEN = TESTS / "golden" / "documents"
SEEDS = TESTS / "fuzz" / "seeds"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CONTENT_TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                 '<Default Extension="xml" ContentType="application/xml"/></Types>')


def write_zip(path, members, method=zipfile.ZIP_DEFLATED):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(info, content)


def relationships(*rows):
    text = "".join(
        f'<Relationship Id="{identifier}" Type="{TYPES}{kind}" Target="{target}"'
        + (' TargetMode="External"' if kind == "hyperlink" else "") + "/>"
        for identifier, kind, target in rows)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{text}</Relationships>'


def core_properties(author, title):
    return (f'{HEAD}<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
            "<cp:revision>7</cp:revision></cp:coreProperties>")


def paragraph(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text):
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text):
    return f'<w:ins w:author="P. Roux">{run(text)}</w:ins>'


def deleted(text):
    return f'<w:del w:author="P. Roux"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def table(rows):
    return "<w:tbl>" + "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows) + "</w:tbl>"


def listed(text, number, level=0):
    return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def text_box(text):
    shape = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    return ('<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="wps"><w:drawing>'
            f'<wp:docPr xmlns:wp="urn:wp" id="1" name="Zone" descr="photo de l\'équipe"/>{shape}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{shape}</w:pict></mc:Fallback></mc:AlternateContent></w:r>")


def word(part, content):
    return f'{HEAD}<w:{part} xmlns:w="{WORD}">{content}</w:{part}>'


def letter():
    body = "".join([
        paragraph(run("Madame Claire "), run("Aubertin,")),
        paragraph(run("Votre numéro est "), deleted("12"), inserted("34"), run("567.")),
        listed("Premier point", 1), listed("Un détail", 1, 1), listed("Deuxième point", 1),
        paragraph(run("avant"), text_box("dans la zone de texte"), run(" après")),
        table([["Nom", "Courriel", "Ville"], ["Aubertin", "claire@exemple.fr", "Brest"],
               ["Bellamy", "jo@exemple.fr", "Quimper"]]),
        table([["Téléphone", "02 98 00 00 00"], ["Bureau", "B 12"]]),
        paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:rh@exemple.fr" '
                  "</w:instrText></w:r>", run("écrire")),
        "<w:sectPr/>",
    ])
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, form, text in ((0, "decimal", "%1."), (1, "lowerLetter", "%1.%2)")))
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(("r1", "officeDocument", "word/document.xml"),
                                     ("r2", "metadata/core-properties", "docProps/core.xml")),
        "docProps/core.xml": core_properties("Paul Roux", "Lettre"),
        "word/document.xml": word("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(
            ("r1", "numbering", "numbering.xml"), ("r2", "header", "header1.xml"),
            ("r3", "comments", "comments.xml"), ("r4", "footnotes", "footnotes.xml"),
            ("r5", "hyperlink", "mailto:accueil@exemple.fr"), ("r6", "styles", "styles.xml")),
        "word/numbering.xml": word("numbering", f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
                                   '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'),
        "word/styles.xml": word("styles", ""),
        "word/header1.xml": word("hdr", paragraph(run("Confidentiel"))),
        "word/comments.xml": word("comments", '<w:comment w:id="0" w:author="Paul Roux" w:date="2024-01-02">'
                                  + paragraph(run("à vérifier")) + "</w:comment>").encode().decode(),
        "word/footnotes.xml": word("footnotes", f'<w:footnote w:id="2">{paragraph(run("voir l’annexe"))}</w:footnote>'),
        "word/embeddings/liste.csv": "nom;ville\nAubertin;Brest\n",
    }


def utf16_letter():
    members = {name: letter()[name] for name in ("[Content_Types].xml", "_rels/.rels")}
    strict = word("document", f"<w:body>{paragraph(run('Strict et en UTF-16 : Zoé'))}</w:body>")
    strict = strict.replace("UTF-8", "UTF-16").replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    members["word/document.xml"] = strict.encode("utf-16")
    return members


def cell(reference, value, kind="", style=0):
    kind = f' t="{kind}"' if kind else ""
    return f'<c r="{reference}" s="{style}"{kind}><v>{value}</v></c>'


def sheet(rows, rest=""):
    content = "".join(f'<row r="{number}">{"".join(cells)}</row>' for number, cells in rows)
    return f'{HEAD}<worksheet xmlns="{SHEET}"><dimension ref="A1:XFD1048576"/><sheetData>{content}</sheetData>{rest}</worksheet>'


def workbook():
    strings = ["Nom", "Né le", "Téléphone", "Compte", "Aubertin", "Bellamy"]
    first = sheet([
        (1, ['<c r="A1" t="inlineStr"><is><r><t>Liste du </t></r><r><t>personnel</t></r><rPh><t>リスト</t></rPh></is></c>']),
        (3, [cell(f"{column}3", index, "s") for index, column in enumerate("ABCD")]),
        (4, [cell("A4", 4, "s"), cell("B4", 31048, style=1), cell("C4", 298000000, style=2), cell("D4", "1.850578006084E+14")]),
        (5, [cell("A5", 5, "s"), cell("B5", 31048.5, style=1), cell("C5", 298000001, style=2), cell("D5", "0.30000000000000004")]),
        (6, [cell("A6", "Cadiou", "str"), cell("D6", 1, "b"), '<c r="F6"><f>A1&amp;"x"</f></c>']),
    ], "<headerFooter><oddHeader>&amp;CService du personnel</oddHeader></headerFooter>")
    hidden = sheet([(1, [cell("B1", "caché", "str")])])
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(("r1", "officeDocument", "/xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<x:workbook xmlns:x="{SHEET}" xmlns:r="{TYPES[:-1]}"><x:sheets>'
                           '<x:sheet name="Personnel" sheetId="1" r:id="r1"/>'
                           '<x:sheet name="Réserve" sheetId="2" state="veryHidden" r:id="r2"/></x:sheets><x:definedNames>'
                           '<x:definedName name="Contact">"rh@exemple.fr"</x:definedName>'
                           '<x:definedName name="_xlnm.Print_Area">Personnel!A1</x:definedName></x:definedNames></x:workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "worksheet", "worksheets/sheet2.xml"),
            ("r3", "sharedStrings", "sharedStrings.xml"), ("r4", "styles", "styles.xml")),
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">' + "".join(f"<si><t>{text}</t></si>" for text in strings) + "</sst>",
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="0#&quot; &quot;##&quot; '
                         '&quot;##&quot; &quot;##&quot; &quot;##"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
                         '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": first,
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            ("r1", "comments", "../comments1.xml"), ("r2", "hyperlink", "https://exemple.fr/fiche?id=7")),
        "xl/worksheets/sheet2.xml": hidden,
        "xl/comments1.xml": f'<comments xmlns="{SHEET}"><authors><author>Paul Roux</author></authors><commentList>'
                            '<comment ref="A4" authorId="0"><text><r><t>à </t></r><r><t>rappeler</t></r></text></comment>'
                            "</commentList></comments>",
    }


def main():
    write_zip(GOLDEN / "lettre.docx", letter())
    write_zip(GOLDEN / "strict-utf16.docx", utf16_letter())
    write_zip(GOLDEN / "personnel.xlsx", workbook())
    # Not packed, so that what a fuzzer changes is still there after unpacking.
    write_zip(SEEDS / "word" / "lettre", letter(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "workbook" / "personnel", workbook(), zipfile.ZIP_STORED)


if __name__ == "__main__":
    main()
