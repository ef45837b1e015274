#!/usr/bin/env python3
"""Makes documents that are one XML file. Usage: make_flat.py DIRECTORY"""
import base64
import pathlib
import sys
import textwrap

out = pathlib.Path(sys.argv[1])
ODF = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x" '
       'xmlns:draw="urn:d" xmlns:meta="urn:m" xmlns:dc="urn:dc" office:version="1.3" '
       'office:mimetype="application/vnd.oasis.opendocument.%s"><office:meta><meta:initial-creator>Maude Tanneau'
       '</meta:initial-creator><dc:title>%s</dc:title></office:meta><office:body>%s</office:body></office:document>\n')


def data(content):
    """Base64 in lines, as office programs write it."""
    return "\n" + "\n".join(textwrap.wrap(base64.b64encode(content.encode()).decode(), 76)) + "\n"


CREW = "Nom,Naissance,Matricule\nRiou Katell,1984-03-12,40512345\nSalaün Per,1979-11-02,40512353\n"


def cell(text, kind="string", value=""):
    attribute = {"string": "", "date": f' office:date-value="{value}"', "float": f' office:value="{value}"'}[kind]
    return f'<table:table-cell office:value-type="{kind}"{attribute}><text:p>{text}</text:p></table:table-cell>'


people = ("<office:spreadsheet><table:table table:name=\"Équipage\">"
          "<table:table-row>" + cell("Nom") + cell("Naissance") + cell("Matricule") + "</table:table-row>"
          "<table:table-row>" + cell("Riou Katell") + cell("12 mars 84", "date", "1984-03-12") + cell("4,05E+7", "float", "40512345")
          + "</table:table-row><table:table-row>" + cell("Salaün Per<office:annotation><dc:creator>M. Tanneau</dc:creator>"
                                                          "<text:p>à rappeler au 02 98 00 00 00</text:p></office:annotation>")
          + '<table:table-cell table:number-columns-repeated="1"/>' + cell("40512353", "float", "40512353") + "</table:table-row>"
          "</table:table><table:table table:name=\"Vide\"/></office:spreadsheet>")
letter = ("<office:text><text:p>Madame <text:span>Katell</text:span> <text:span>Riou</text:span>, née le 12 mars 1984.</text:p>"
          "<table:table><table:table-row>" + cell("Nom") + cell("Téléphone") + cell("Port") + "</table:table-row><table:table-row>"
          + cell("Per Salaün") + cell("06 98 76 54 32") + cell("Roscoff") + "</table:table-row></table:table>"
          "<draw:frame><draw:image><office:binary-data>S2F0ZWxsIFJpb3U=</office:binary-data></draw:image></draw:frame>"
          '<text:p>Ci-joint<draw:frame draw:name="Liste d\'équipage"><draw:object-ole><office:binary-data>' + data(CREW)
          + "</office:binary-data></draw:object-ole></draw:frame> la liste.</text:p></office:text>")
(out / "equipage.fods").write_text(ODF % ("spreadsheet", "Liste d'équipage", people), encoding="utf-8")
(out / "lettre.fodt").write_text(ODF % ("text", "Lettre", letter), encoding="utf-8")
(out / "lettre-tronquee.fodt").write_text((ODF % ("text", "Lettre", letter)).split("LTExLTAyLDQ")[0], encoding="utf-8")
slides = "".join(f'<draw:page draw:name="page{i}" draw:master-page-name="Vide"><draw:frame draw:name="{name}"><draw:image>'
                 f"<office:binary-data>{data(said)}</office:binary-data></draw:image></draw:frame><draw:frame><draw:text-box>"
                 f"<text:p>{title}</text:p></draw:text-box></draw:frame></draw:page>"
                 for i, (name, said, title) in enumerate([("Photo", "Katell Riou à la barre\n", "L'équipage"),
                                                          ("", "Per Salaün au port\n", "L'escale")], 1))
(out / "escales.fodp").write_text(ODF % ("presentation", "Escales", f"<office:presentation>{slides}</office:presentation>"),
                                  encoding="utf-8")

EXCEL = ('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
         '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" '
         'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
         '<o:DocumentProperties><o:Author>Maude Tanneau</o:Author></o:DocumentProperties>%s</Workbook>\n')
rows = [('<Cell><Data ss:Type="String">Nom</Data></Cell><Cell><Data ss:Type="String">Naissance</Data></Cell>'
         '<Cell><Data ss:Type="String">Embarqué</Data></Cell><Cell><Data ss:Type="String">Matricule</Data></Cell>'),
        ('<Cell><Data ss:Type="String">Riou <B>Katell</B></Data></Cell><Cell><Data ss:Type="DateTime">1984-03-12T00:00:00.000</Data>'
         '</Cell><Cell ss:Index="4"><Data ss:Type="Number">4.0512345E7</Data><Comment ss:Author="M. Tanneau"><ss:Data>'
         'à vérifier</ss:Data></Comment></Cell>'),
        ('<Cell ss:MergeAcross="1" ss:HRef="mailto:p.salaun@exemple.fr"><Data ss:Type="String">Salaün Per</Data></Cell>'
         '<Cell><Data ss:Type="DateTime">2023-06-01T07:30:00.000</Data></Cell><Cell><Data ss:Type="Number">40512353</Data></Cell>')]
sheet = ('<Worksheet ss:Name="Équipage"><Table>' + "".join(f"<Row>{row}</Row>" for row in rows) + "</Table><WorksheetOptions>"
         '<PageSetup><Header x:Data="&amp;CArmement Riou"/></PageSetup></WorksheetOptions></Worksheet>')
(out / "equipage-2003.xml").write_text(EXCEL % sheet, encoding="utf-8")
(out / "equipage-tronque.xml").write_text((EXCEL % sheet).split("Salaün Per")[0] + "Salaün Per", encoding="utf-8")

WORD = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        "<o:DocumentProperties><o:LastAuthor>Maude Tanneau</o:LastAuthor></o:DocumentProperties><w:body>"
        "<w:p><w:hlink w:dest=\"mailto:k.riou@exemple.fr\"><w:r><w:t>Courriel</w:t></w:r></w:hlink></w:p><w:p><w:r><w:t>Madame Kat</w:t></w:r><w:r><w:t>ell Riou</w:t></w:r></w:p>"
        "<w:p><w:r><w:pict><w:binData w:name=\"wordml://02000001.txt\">S2F0ZWxs&#13;\n<![CDATA[IFJpb3U=]]></w:binData></w:pict></w:r><w:r><w:t>06 98 76 54 32</w:t></w:r></w:p>"
        "</w:body></w:wordDocument>\n")
(out / "lettre-2003.xml").write_text(WORD, encoding="utf-8")

PACKAGE = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
           '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">%s</pkg:package>\n')
parts = [("/word/document.xml", '<pkg:xmlData><w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Dossier de Katell Riou</w:t></w:r></w:p>'
          "</w:body></w:document></pkg:xmlData>"),
         ("/word/embeddings/équipage.csv", f"<pkg:binaryData>{data(CREW)}</pkg:binaryData>"),
         ("/word/media/vide.png", "<pkg:binaryData/>"),
         ("/docProps/core.xml", '<pkg:xmlData><cp:coreProperties xmlns:cp="urn:c" xmlns:dc="urn:d"><dc:creator>Maude Tanneau</dc:creator>'
          "</cp:coreProperties></pkg:xmlData>")]
(out / "dossier-opc.xml").write_text(PACKAGE % "".join(f'<pkg:part pkg:name="{name}">{part}</pkg:part>' for name, part in parts),
                                     encoding="utf-8")
