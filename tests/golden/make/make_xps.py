#!/usr/bin/env python3
"""Makes a document of fixed pages (XPS). Usage: make_xps.py DIRECTORY"""
import os
import sys
import zipfile

out = sys.argv[1]
space = 'xmlns="http://schemas.microsoft.com/xps/2005/06"'


def page(glyphs):
    runs = "".join(f'<Glyphs OriginX="{x}" OriginY="{y}" FontUri="/f.odttf" UnicodeString="{text}"/>'
                   for x, y, text in glyphs)
    return f'<FixedPage {space} Width="816" Height="1056" xml:lang="fr">{runs}' \
           '<Path FixedPage.NavigateUri="mailto:zoe.martin@exemple.fr"/></FixedPage>'


members = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<Relationships><Relationship Id="r" Target="/docs.fdseq" '
                   'Type="http://schemas.microsoft.com/xps/2005/06/fixedrepresentation"/>'
                   '<Relationship Id="c" Target="docProps/core.xml" Type="http://schemas.openxmlformats.org/'
                   'package/2006/relationships/metadata/core-properties"/></Relationships>',
    "docs.fdseq": f'<FixedDocumentSequence {space}><DocumentReference Source="d/1/one.fdoc"/></FixedDocumentSequence>',
    "d/1/one.fdoc": f'<FixedDocument {space}><PageContent Source="Pages/2.fpage"/>'
                    '<PageContent Source="Pages/1.fpage"/></FixedDocument>',
    "d/1/Pages/1.fpage": page([(10, 20, "Seconde page")]),
    "d/1/Pages/2.fpage": page([(10, 20, "Dossier de "), (90, 20, "Zo&#xE9; Martin"), (10, 40, "T&#xE9;l."),
                               (60, 40, "06 12 34 56 78"), (10, 60, "{}{accolade}")]),
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>Léa Vasseur</dc:creator>'
                         '</cp:coreProperties>',
    "f.odttf": "police",
}
with zipfile.ZipFile(os.path.join(out, "pages.xps"), "w") as archive:
    for name, content in members.items():
        info = zipfile.ZipInfo(name, (2024, 1, 31, 12, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, content)
