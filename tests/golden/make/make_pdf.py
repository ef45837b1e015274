#!/usr/bin/env python3
"""Writes the PDF fixtures into tests/golden/documents. Needs qpdf for the encrypted ones."""
import pathlib
import subprocess
import zlib

OUT = pathlib.Path(__file__).resolve().parent.parent / "documents"


def stream(dictionary, data, pack=True):
    if pack:
        data = zlib.compress(data, 9)
        dictionary += " /Filter /FlateDecode"
    return b"<< %s /Length %d >>\nstream\n" % (dictionary.encode(), len(data)) + data + b"\nendstream"


def write(objects, packed=None, table=True, trailer=""):
    """objects: number -> bytes; packed: number -> bytes, written as one object stream."""
    if packed:
        pairs, bodies = "", b""
        for number, body in packed.items():
            pairs += "%d %d " % (number, len(bodies))
            bodies += body + b"\n"
        head = pairs.encode()
        objects[90] = stream("/Type /ObjStm /N %d /First %d" % (len(packed), len(head)), head + bodies)
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    if packed:  # a cross-reference stream, the only kind that knows packed objects
        rows = b"".join(
            (b"\x01" + places[n].to_bytes(3, "big") + b"\0") if n in places else
            (b"\x02" + (90).to_bytes(3, "big") + bytes([list(packed).index(n)])) if n in packed else
            b"\0\0\0\0\0" for n in range(91))
        start = len(out)
        out += b"91 0 obj\n" + stream("/Type /XRef /Size 91 /W [1 3 1] /Root 1 0 R " + trailer, rows) + b"\nendobj\n"
        return out + b"startxref\n%d\n%%%%EOF\n" % start
    if table:
        start, size = len(out), max(objects) + 1
        out += b"xref\n0 %d\n" % size
        for n in range(size):
            out += b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n"
        out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer.encode(), start)
    return out


def shown(*lines):
    """Each line: x, y, text."""
    parts = [b"BT /F1 11 Tf"]
    for x, y, text in lines:
        escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        parts.append(b"1 0 0 1 %d %d Tm (" % (x, y) + escaped + b") Tj")
    return b"\n".join(parts + [b"ET"])


def utf16(text):
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"


def dossier():
    resources = "/Resources << /Font << /F1 5 0 R >> >> /MediaBox [0 0 595 842]"
    page1 = shown((50, 780, "Dossier de Mme Élodie Charpentier"), (50, 760, "Née le 3 mars 1984 à Vannes, elle habite au 12 rue des Tanneurs et son adres-"),
                  (50, 746, "se de travail est à Rennes. Téléphone : 06 12 34 56-"), (50, 732, "78, le soir seulement."))
    page2 = shown((50, 780, "Deuxième page : solde de tout compte"))
    objects = {
        4: stream("", page1), 5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        7: stream("", page2), 13: stream("/Type /EmbeddedFile", b"nom;ville\nLe Goff;Quimper\nMorvan;Brest\n"),
        15: stream("/Type /Metadata /Subtype /XML", '<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r#"><rdf:Description xmlns:dc="dc/"><dc:creator>Service du personnel</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'.encode()),
    }
    packed = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] >> /Metadata 15 0 R /Outlines 16 0 R /Names << /EmbeddedFiles << /Names [(clients.csv) 12 0 R] >> >> >>",
        2: b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [9 0 R 10 0 R 11 0 R] %s >>" % resources.encode(),
        6: b"<< /Type /Page /Parent 2 0 R /Contents 7 0 R %s >>" % resources.encode(),
        8: b"<< /T (salaire) /TU (Compte bancaire) /Kids [9 0 R] >>",
        9: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (iban) /Parent 8 0 R /V (FR76 3000 6000 0112 3456 7890 189) /Rect [50 600 300 620] >>",
        10: b"<< /Type /Annot /Subtype /Text /T " + utf16("Gaëlle Tanguy") + b" /Contents " + utf16("Vérifier le numéro\rde sécurité sociale") + b" /Rect [400 700 420 720] >>",
        11: b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (mailto:elodie.charpentier@exemple.fr) >> /Rect [0 0 9 9] >>",
        12: b"<< /Type /Filespec /F (clients.csv) /UF (clients.csv) /EF << /F 13 0 R >> /Desc (Liste remise par l'agence) >>",
        14: b"<< /Title (Dossier du personnel) /Author (Gwena\\353l Cariou) /CreationDate (D:20240105090000) >>",
        16: b"<< /Type /Outlines /First 17 0 R /Last 17 0 R /Count 1 >>",
        17: b"<< /Title (Solde de Mme Charpentier) /Parent 16 0 R /Dest [6 0 R /Fit] >>",
    }
    return write(objects, packed, trailer="/Info 14 0 R")


def scanned():
    image = stream("/Type /XObject /Subtype /Image /Width 100 /Height 80 /ColorSpace /DeviceGray /BitsPerComponent 8", bytes(8000))
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 160] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        4: stream("", b"q 200 0 0 160 0 0 cm /I Do Q"), 5: image,
        7: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 8 0 R /Resources << /Font << /F1 9 0 R >> >> >>",
        8: stream("", shown((50, 780, "Page avec du texte"))),
        9: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"}


def members():
    """A list without lines between its cells, below a paragraph; and two blocks of an address."""
    rows = [("Nom", "Naissance", "N° d'adhérent", "Courriel"), ("Kerleau Maëlle", "14/02/1991", "20418837", "m.kerleau@exemple.fr"),
            ("Le Bihan Yann", "03/11/1978", "20418845", "y.lebihan@exemple.fr"), ("Stéphan Gwenola", "", "20418853", ""),
            ("Pérennou Erwan", "27/07/1985", "20418861", "e.perennou@exemple.fr")]
    cells = [(x, 700 - 16 * i, text) for i, row in enumerate(rows) for x, text in zip((50, 190, 280, 380), row) if text]
    blocks = [(50, 800, "Amicale des marins"), (350, 800, "Mairie de Douarnenez"), (50, 786, "3 quai de l'Yser"), (350, 786, "16 rue Berthelot"),
              (50, 772, "29100 Douarnenez"), (350, 772, "29100 Douarnenez")]
    text = [(50, 740, "Voici les personnes qui ont renouvelé leur adhésion cette année, avec leur numéro d'adhé-"), (50, 726, "rent et leur adresse."),
            (50, 600, "Merci de nous signaler toute erreur avant la fin du mois.")]
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        4: stream("", shown(*blocks, *text, *cells)),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"}


def encrypt(source, name, user, bits, *more):
    subprocess.run(["qpdf", "--static-id", "--allow-weak-crypto", "--encrypt", user, "proprietaire", str(bits), *more,
                    "--", str(source), str(OUT / name)], check=True)


def main():
    (OUT / "dossier.pdf").write_bytes(dossier())
    (OUT / "numerise.pdf").write_bytes(write(scanned()))
    (OUT / "adherents.pdf").write_bytes(write(members()))
    (OUT / "sans-table.pdf").write_bytes(write(scanned(), table=False))
    (OUT / "tronque.pdf").write_bytes(dossier().split(b"91 0 obj")[0])
    encrypt(OUT / "dossier.pdf", "dossier-aes256.pdf", "", 256)
    encrypt(OUT / "dossier.pdf", "dossier-aes128.pdf", "", 128, "--use-aes=y")
    encrypt(OUT / "dossier.pdf", "dossier-rc4.pdf", "", 40)
    encrypt(OUT / "dossier.pdf", "dossier-secret.pdf", "secret", 256)


if __name__ == "__main__":
    main()
