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


def slide_text(*paragraphs, rest=""):
    shapes = "".join(f"<a:p><a:pPr lvl='0'/><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    return (f'{HEAD}<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="2" name="T" '
            f'descr="logo"/></p:nvSpPr><p:txBody><a:bodyPr/>{shapes}</p:txBody></p:sp>{rest}</p:spTree></p:cSld></p:sld>')


def presentation():
    cells = [["Équipe", "Effectif", "Site"], ["Nord", "12", "Lille"], ["Sud", "7", "Nice"]]
    table = "<p:graphicFrame><a:tbl>" + "".join(
        "<a:tr>" + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>" for text in row)
        + "</a:tr>" for row in cells) + "</a:tbl></p:graphicFrame>"
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'{HEAD}<p:presentation xmlns:p="urn:p" xmlns:r="{TYPES[:-1]}"><p:sldIdLst>'
                                '<p:sldId id="256" r:id="r2"/><p:sldId id="257" r:id="r1"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relationships(
            ("r1", "slide", "slides/slide1.xml"), ("r2", "slide", "slides/slide2.xml")),
        "ppt/slides/slide1.xml": slide_text("Effectifs", rest=table),
        "ppt/slides/slide2.xml": slide_text("Bienvenue", "Jeudi").replace("<p:sld ", '<p:sld show="0" '),
        "ppt/slides/_rels/slide2.xml.rels": relationships(
            ("r1", "notesSlide", "../notesSlides/notesSlide1.xml"), ("r2", "comments", "../comments/comment1.xml"),
            ("r3", "hyperlink", "https://exemple.fr/")),
        "ppt/notesSlides/notesSlide1.xml": slide_text("Parler de Mme Aubertin"),
        "ppt/comments/comment1.xml": '<p:cmLst xmlns:p="urn:p"><p:cm authorId="0" dt="2024-01-02"><p:pos x="1"/>'
                                     "<p:text>à raccourcir</p:text></p:cm></p:cmLst>",
    }


def drawing():
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(("r1", "document", "visio/document.xml")),
        "visio/document.xml": "<VisioDocument xmlns='urn:v'><Colors/></VisioDocument>",
        "visio/pages/pages.xml": f"<Pages xmlns='urn:v' xmlns:r='{TYPES[:-1]}'><Page ID='0' Name='Réseau'><PageSheet/>"
                                 "<Rel r:id='r1'/></Page></Pages>",
        "visio/pages/_rels/pages.xml.rels": relationships(("r1", "page", "page1.xml")),
        "visio/pages/page1.xml": "<PageContents xmlns='urn:v'><Shapes><Shape ID='1'><Section N='Property'><Row N='Row_1'>"
                                 "<Cell N='Value' V='10.0.0.7'/><Cell N='Label' V='Adresse'/></Row></Section>"
                                 "<Text><cp IX='0'/>Serveur <pp IX='1'/>principal</Text></Shape></Shapes></PageContents>",
    }


OFFICE = ('xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:b" xmlns:draw="urn:d" xmlns:dc="urn:c" '
          'xmlns:presentation="urn:p" xmlns:xlink="urn:x" xmlns:meta="urn:m" xmlns:style="urn:s"')
ODF_TYPE = "application/vnd.oasis.opendocument."


def open_document(kind, body, **more):
    return {
        "mimetype": ODF_TYPE + kind,
        "content.xml": f"{HEAD}<office:document-content {OFFICE}><office:body>{body}</office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {OFFICE}><style:header><text:p>Entête</text:p></style:header></office:document-styles>",
        "meta.xml": f"<office:document-meta {OFFICE}><office:meta><meta:initial-creator>Paul Roux</meta:initial-creator>"
                    '<meta:user-defined meta:name="Dossier">D 17</meta:user-defined></office:meta></office:document-meta>',
        "META-INF/manifest.xml": "<manifest/>",
        **more,
    }


def odf_cell(text, kind="string", value="", repeated=1):
    value = f' office:{"date-value" if kind == "date" else "value"}="{value}"' if value else ""
    repeated = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    content = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="{kind}"{value}{repeated}>{content}</table:table-cell>'


def odf_table(name, rows):
    return f'<table:table table:name="{name}">' + "".join(
        f'<table:table-row>{"".join(row)}</table:table-row>' for row in rows) + "</table:table>"


def open_text():
    note = ('<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>voir l’annexe</text:p>'
            "</text:note-body></text:note>")
    annotation = ("<office:annotation><dc:creator>Paul Roux</dc:creator><dc:date>2024-01-02</dc:date>"
                  "<text:p>à vérifier</text:p></office:annotation>")
    table = odf_table("T", [[odf_cell(text) for text in row] for row in
                            (["Nom", "Ville", "Code"], ["Aubertin", "Brest", "A 1"], ["Bellamy", "Quimper", "A 2"])])
    return open_document("text", "<office:text><text:tracked-changes><text:changed-region><text:deletion>"
                         "<text:p>phrase effacée</text:p></text:deletion></text:changed-region></text:tracked-changes>"
                         f"<text:h>Pre{annotation}mier<text:s text:c='2'/>titre</text:h><text:p>Corps{note}<text:tab/>"
                         f'suite <text:a xlink:href="mailto:rh@exemple.fr">ici</text:a>\n   fin</text:p>{table}</office:text>')


def open_sheet():
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    rows = [
        [odf_cell("Nom"), odf_cell("Né le"), odf_cell("Compte"), odf_cell("Code")],
        [odf_cell("Aubertin"), odf_cell("1/1/85", "date", "1985-01-01"), odf_cell("1,85E+14", "float", "185057800608400"),
         odf_cell("x", repeated=3), odf_cell("", repeated=16000)],
        [odf_cell("Bellamy").replace("<text:p>", "<office:annotation><dc:creator>Paul Roux</dc:creator><text:p>à rappeler</text:p>"
                                     "</office:annotation><text:p>", 1), odf_cell(""), odf_cell("12,5 €", "currency", "12.5")],
    ]
    first = odf_table("Personnel", rows).replace("</table:table>", empty + "</table:table>")
    return open_document("spreadsheet", f"<office:spreadsheet>{first}{odf_table('Vide', [])}"
                         f"{odf_table('Réserve', [[odf_cell('caché')]])}</office:spreadsheet>")


def open_presentation():
    page = ('<draw:page draw:name="p1" draw:master-page-name="m"><draw:frame><draw:text-box><text:p>Bienvenue</text:p></draw:text-box>'
            "</draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>ne pas oublier Zoé</text:p></draw:text-box>"
            "</draw:frame></presentation:notes></draw:page>")
    return open_document("presentation", f"<office:presentation>{page}{page.replace('Bienvenue', 'Merci')}</office:presentation>")


def text_with_formulas():
    """Two formulas: one with what was typed, one with its signs only."""
    signs = "<math:mrow><math:mi>taux</math:mi><math:mo>=</math:mo><math:mn>12</math:mn></math:mrow>"
    typed = f'<math:semantics>{signs}<math:annotation math:encoding="StarMath 5.0">taux = 12 " de Paul Roux"</math:annotation></math:semantics>'
    formula = '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML">{}</math:math>'
    return open_document("text", "<office:text><text:p>Calcul joint</text:p></office:text>", **{
                         "Object 1/content.xml": formula.format(typed), "Object 2/content.xml": formula.format(signs)})


def encrypted_text():
    manifest = ('<manifest:manifest xmlns:manifest="urn:f"><manifest:file-entry manifest:full-path="content.xml">'
                '<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry></manifest:manifest>')
    members = open_document("text", "")
    return {"mimetype": members["mimetype"], "content.xml": b"\x93\x01\xf7" * 40, "META-INF/manifest.xml": manifest}


def book():
    chapter = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p>{}</p></body></html>"
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/livre.opf"/></rootfiles></container>',
        "OPS/livre.opf": '<package xmlns:dc="urn:c"><metadata><dc:title>Le phare</dc:title><dc:creator>Jo Bellamy</dc:creator>'
                         '<meta name="cover" content="image"/><meta property="dcterms:rights">libre</meta></metadata><manifest>'
                         '<item id="a" href="un.xhtml"/><item id="b" href="deux.xhtml"/></manifest><spine>'
                         '<itemref idref="b"/><itemref idref="a"/></spine></package>',
        "OPS/un.xhtml": chapter.format("Chapitre un"),
        "OPS/deux.xhtml": chapter.format("Avant-propos"),
    }


def main():
    write_zip(GOLDEN / "lettre.docx", letter())
    write_zip(GOLDEN / "strict-utf16.docx", utf16_letter())
    write_zip(GOLDEN / "personnel.xlsx", workbook())
    write_zip(GOLDEN / "reunion.pptx", presentation())
    write_zip(GOLDEN / "reseau.vsdx", drawing())
    write_zip(GOLDEN / "texte.odt", open_text())
    write_zip(GOLDEN / "formules.odt", text_with_formulas())
    write_zip(GOLDEN / "classeur.ods", open_sheet())
    write_zip(GOLDEN / "diapos.odp", open_presentation())
    write_zip(GOLDEN / "chiffre.odt", encrypted_text())
    write_zip(GOLDEN / "phare.epub", book())
    # Not packed, so that what a fuzzer changes is still there after unpacking.
    write_zip(SEEDS / "word" / "lettre", letter(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "workbook" / "personnel", workbook(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "presentation" / "reunion", presentation(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "presentation" / "reseau", drawing(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "open_document" / "texte", open_text(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "open_document" / "classeur", open_sheet(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "open_document" / "diapos", open_presentation(), zipfile.ZIP_STORED)
    write_zip(SEEDS / "epub" / "phare", book(), zipfile.ZIP_STORED)


if __name__ == "__main__":
    main()
